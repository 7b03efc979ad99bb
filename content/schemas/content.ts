import type { Festival } from './event.ts'
import type { Carbon, Fares } from './fares.ts'
import type { Guideline } from './guideline.ts'
import type { Closure, Suspension, WinterTimetable } from './hindrance.ts'
import type { Story } from './story.ts'
import type { Exhibit, Institution } from './institution.ts'
import type { Item } from './item.ts'
import type { Line, Shape } from './line.ts'
import type { Municipality, Outline } from './municipality.ts'
import type { Craft, Place } from './place.ts'
import type { Source } from './source.ts'
import type { Station } from './station.ts'
import type { TripKind } from './trip-kind.ts'
import type { Viewpoint } from './viewpoint.ts'
import type { Train } from './timetable.ts'

/** Everything in the content folder after the checks: what `.build/content.mjs` holds. */
export interface Content {
  /** Changes whenever any content changes: 12 hexadecimal digits. */
  readonly version: string
  readonly sources: readonly Source[]
  readonly lines: readonly Line[]
  readonly shapes: readonly Shape[]
  readonly stations: readonly Station[]
  readonly municipalities: readonly Municipality[]
  readonly outlines: readonly Outline[]
  readonly places: readonly Place[]
  readonly crafts: readonly Craft[]
  readonly events: readonly Festival[]
  readonly institutions: readonly Institution[]
  readonly exhibits: readonly Exhibit[]
  readonly items: readonly Item[]
  readonly stories: readonly Story[]
  readonly tripKinds: readonly TripKind[]
  readonly trains: readonly Train[]
  readonly fares: Fares
  readonly carbon: Carbon
  readonly viewpoints: readonly Viewpoint[]
  readonly suspensions: readonly Suspension[]
  readonly closures: readonly Closure[]
  readonly winterTimetables: readonly WinterTimetable[]
  readonly guideline: Guideline
}
