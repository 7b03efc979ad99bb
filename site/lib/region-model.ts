/** The region as pages need it: what the content files say, already joined. */
import type { DateRule, Guideline } from '../../content/index.ts'
import type { ShapePoint } from './scroll/course.ts'

/** A text in the two complete languages. */
export interface Text {
  readonly ja: string
  readonly en: string
}

/** A text that states a fact; `unverified` where nobody has checked it. */
export interface Told extends Text {
  readonly unverified: boolean
}

export interface Source {
  readonly id: string
  readonly title: Text
  readonly url?: string
  readonly publisher?: string
  readonly licence?: string
  /** The line that must stand wherever the source is used. */
  readonly credit?: string
  /** Day on which it was read. */
  readonly checked?: string
  readonly unverified: boolean
}

export interface Stop {
  readonly station: string
  /** Chainage for fares; absent where no trains call. */
  readonly km?: number
  /** Kilometres along the drawn track: where its knot is tied. */
  readonly at: number
  readonly served: boolean
}

export interface Line {
  readonly id: string
  readonly name: Text
  readonly operator: Text
  readonly operatorUrl?: string
  readonly summary: Text
  readonly notes: readonly Told[]
  readonly lengthKm: number
  readonly stops: readonly Stop[]
  /** The surveyed track from its first kilometre on. */
  readonly points: readonly ShapePoint[]
  /** How many trains run a day, where somebody counted. */
  readonly trainsTotal?: number
  readonly trainsNote: Text
  readonly sources: readonly string[]
}

/** A known fact about steps, toilets and the like: two keys of words, and what exactly. */
export interface Facility {
  readonly label: string
  readonly value: string
  readonly note?: Text
}

export interface Station {
  readonly id: string
  readonly name: Text
  readonly kana: string
  readonly lat: number
  readonly lng: number
  readonly exact: boolean
  /** Absent outside the region. */
  readonly municipality?: string
  readonly townName: Text
  readonly address: string
  readonly opened?: string
  readonly served: boolean
  readonly summary: Text
  readonly lines: readonly { readonly line: Line; readonly km?: number }[]
  readonly facilities: readonly Facility[]
  readonly sources: readonly string[]
}

export interface Position {
  readonly lat: number
  readonly lng: number
  readonly exact: boolean
  /** How far off it may be; absent where nobody can say. */
  readonly metres?: number
}

export interface Walk {
  readonly station: string
  readonly minutes: number
  /** Reckoned from two checked positions; otherwise a source says it. */
  readonly reckoned: boolean
}

export interface Place {
  readonly id: string
  readonly name: Text
  readonly kana?: string
  readonly category: string
  readonly municipality?: string
  readonly townName: Text
  readonly station: string
  readonly position?: Position
  readonly straightKm?: number
  readonly walk?: Walk
  /** Minutes that a source states and the distance contradicts. */
  readonly doubtfulMinutes?: number
  readonly way: Told
  readonly season: Told
  /** Months (1–12) in which it is at its best; empty: all year. */
  readonly bestMonths: readonly number[]
  readonly closure?: Told
  /** Hours and closed days. */
  readonly opening?: Told
  readonly closedMonths: readonly number[]
  readonly caution?: Told
  readonly summary: Text
  readonly url?: string
  readonly institution?: string
  readonly facilities: readonly Facility[]
  readonly sources: readonly string[]
}

export interface Craft {
  readonly id: string
  readonly name: Text
  readonly summary: Told
  readonly madeIn: Text
  readonly designation?: Told
  /** What it is, and is made with, in general words. */
  readonly kind?: Told
  readonly material?: Told
  readonly alsoCalled: readonly Told[]
  /** Codes of the towns it is made in. */
  readonly municipalities: readonly string[]
  readonly stations: readonly string[]
  /** Places where it can be seen, made or bought. */
  readonly places: readonly string[]
  readonly exhibits: readonly string[]
  readonly sources: readonly string[]
}

export interface FestivalEvent {
  readonly id: string
  readonly name: Text
  readonly place: Text
  readonly municipality?: string
  readonly station: string
  /** When, in words. */
  readonly rule: Text
  readonly date: DateRule
  /** False: no day is named before somebody asked. */
  readonly certain: boolean
  readonly months: readonly number[]
  readonly observed?: string
  readonly summary: Text
  readonly unverified: boolean
  readonly sources: readonly string[]
}

export interface Institution {
  readonly id: string
  readonly name: Text
  readonly kind: string
  /** Type of schema.org. */
  readonly schema: string
  readonly municipality?: string
  readonly station: string
  readonly straightKm?: number
  readonly position: Position
  readonly walk?: Walk
  readonly holdings: Told
  readonly summary: Text
  readonly designation?: Told
  readonly access?: Told
  readonly closure?: Told
  /** Hours and closed days. */
  readonly opening?: Told
  readonly byReservation: boolean
  readonly url?: string
  readonly facilities: readonly Facility[]
  readonly sources: readonly string[]
}

/** The guideline's tables for one municipality. */
export interface Figures {
  readonly register: Guideline['table1']['rows'][number]
  readonly projection: Guideline['table2']['rows'][number]
  readonly staff: Guideline['table3']['rows'][number]
}

export interface Municipality {
  readonly code: string
  readonly name: Text
  readonly kana: string
  /** One of the 13 that signed the guideline. */
  readonly signed: boolean
  readonly summary: Text
  readonly url: string
  readonly figures?: Figures
  readonly sources: readonly string[]
}

export interface Exhibit {
  readonly id: string
  readonly title: Text
  readonly lead: Text
  readonly institution: Text
  readonly demonstration: boolean
  readonly place: string
  readonly station: string
  readonly steps: readonly {
    readonly title: Text
    readonly text: Text
    readonly drawing: string
    readonly alternative: Text
  }[]
  readonly sources: readonly string[]
}

/** One ring of a municipality's outline. */
export interface Outline {
  readonly code: string
  readonly name: Text
  readonly points: readonly ShapePoint[]
}
