import type { Announced } from './announced.ts'
import type { LanguageMap } from './language-map.ts'
import type { RightsAddress } from './rights.ts'
import type { SoundKind } from './sound-file.ts'

/** Pictures told one after another, in rooms; each room leads to where the real things are. */
export type StoryBody = Announced & {
  readonly kind: 'story'
  /** Who tells it. */
  readonly institution: string
  readonly label: LanguageMap
  readonly summary: LanguageMap
  readonly rights: RightsAddress
  /** Whom to name wherever it is shown. */
  readonly requiredStatement: LanguageMap
  /** In the order in which they are walked through. */
  readonly rooms: readonly Room[]
  readonly sources: readonly string[]
}

/** Steps that belong to one place: an institution's, or a stretch of the region. */
export type Room = {
  readonly id: string
  readonly label: LanguageMap
  /** Ids of what the hub knows besides: who shows the real things, where they are, where people get off, when. */
  readonly holder?: string
  readonly place?: string
  readonly station?: string
  readonly events: readonly string[]
  readonly steps: readonly Step[]
}

/** What is said, and what is looked at meanwhile: one view, or two beside each other. */
export type Step = {
  readonly id: string
  readonly label: LanguageMap
  readonly text: LanguageMap
  readonly views: readonly StepView[]
  /** What is heard. */
  readonly sound?: StepSound
  /** Where it is: a map of these. A step has a view, a sound or a map. */
  readonly map?: readonly MapStop[]
  /** Where it is known from, as who tells it wrote it down: a line for each. */
  readonly cited?: LanguageMap
  readonly sources: readonly string[]
}

/** What a map shows: a place, a station or an institution of the hub. */
export type MapStop = {
  readonly kind: 'place' | 'station' | 'institution'
  readonly id: string
  readonly label: LanguageMap
  /** Known to a hundred metres; without it, it is named and not drawn. */
  readonly position?: { readonly latitude: number; readonly longitude: number }
}

/** A sound of the institution that tells, with all that is said or sung in it. */
export type StepSound = {
  readonly id: string
  readonly mediaType: SoundKind['mediaType']
  readonly durationMs: number
  /** For those who do not hear it. */
  readonly transcript: LanguageMap
}

/** A view of an item, or a part of it in the view's own units. */
export type StepView = {
  readonly item: string
  readonly canvas: string
  readonly region?: ViewRegion
  /** What is seen in it, for those who do not see it. */
  readonly alternative: LanguageMap
}

export type ViewRegion = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** More are told apart on no drawn map. */
export const mapStopsMost = 20

/** All steps of a story in their order. */
export const stepsOf = ({ rooms }: StoryBody): readonly Step[] => rooms.flatMap(({ steps }) => steps)

/** The sounds that a story lets hear. */
export const soundsIn = (story: StoryBody): readonly string[] =>
  stepsOf(story).flatMap(({ sound }) => (sound === undefined ? [] : [sound.id]))

/** The items that a story shows, each once, in the order of their first view. */
export const itemsIn = (story: StoryBody): readonly string[] => [
  ...new Set(stepsOf(story).flatMap(({ views }) => views.map(({ item }) => item))),
]
