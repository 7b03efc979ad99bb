/** Why a question about places cannot be answered. Sentences: `places:refusal.<code>`. */
export type Refusal = { readonly code: 'place_unknown'; readonly place: string }

export type RefusalCode = Refusal['code']

export const statusOf: Readonly<Record<RefusalCode, number>> = { place_unknown: 404 }
