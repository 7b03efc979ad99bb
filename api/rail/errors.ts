import type { Text } from '../../content/index.ts'

/** A station offered in place of one that nobody knows or that fits several. */
export type Candidate = { readonly id: string; readonly name: Text }

/** Why a question about trains cannot be answered. Sentences: `rail:refusal.<code>`. */
export type Refusal =
  | { readonly code: 'viewpoint_unknown'; readonly viewpoint: string }
  | { readonly code: 'plan_unknown' }
  | { readonly code: 'place_unknown'; readonly place: string }
  | { readonly code: 'line_unknown'; readonly line: string }
  | StationRefusal

/** A name that stands for no station, or for several; `field` is the one of the question that holds it. */
export type StationRefusal = {
  readonly code: 'station_unknown' | 'station_ambiguous'
  readonly field: string
  readonly station: string
  readonly candidates: readonly Candidate[]
}

export type RefusalCode = Refusal['code']

export const statusOf: Readonly<Record<RefusalCode, number>> = {
  viewpoint_unknown: 404,
  plan_unknown: 404,
  place_unknown: 404,
  line_unknown: 404,
  station_unknown: 404,
  station_ambiguous: 400,
}
