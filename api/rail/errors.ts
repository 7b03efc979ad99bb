/** Why a question about trains cannot be answered. Sentences: `rail:refusal.<code>`. */
export type Refusal =
  | { readonly code: 'line_unknown'; readonly line: string }
  | { readonly code: 'station_unknown'; readonly station: string }

export type RefusalCode = Refusal['code']

export const statusOf: Readonly<Record<RefusalCode, number>> = {
  line_unknown: 404,
  station_unknown: 404,
}
