/** The door to the content: everything checked by `content/build.ts`, typed. Read-only. */
import content from '../.build/content.mjs'

export { content }
export { isExact, toleranceMetres } from './schemas/position.ts'
export type { ExactPosition, Position, Quality } from './schemas/position.ts'
export type { Facilities, Facility, Walk } from './schemas/access.ts'
export type { SourcedText, Text } from './schemas/common.ts'
export type { Content } from './schemas/content.ts'
export type { DateRule, Festival } from './schemas/event.ts'
export type { Fares, Suspension } from './schemas/fares.ts'
export type { Guideline } from './schemas/guideline.ts'
export type { Exhibit, Institution } from './schemas/institution.ts'
export type { Line, LinePart, Shape, Stop } from './schemas/line.ts'
export type { Municipality, Outline } from './schemas/municipality.ts'
export type { Craft, Place, PlaceCategory } from './schemas/place.ts'
export type { Source } from './schemas/source.ts'
export type { Station } from './schemas/station.ts'
export type { StopEvent, Train, TrainDays } from './schemas/timetable.ts'
