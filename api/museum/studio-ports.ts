import type { InstitutionBody, ItemPlace } from './record.ts'

/** An institution whose staff may publish items. */
export type Holder = {
  readonly id: string
  readonly body: InstitutionBody
  readonly place: ItemPlace
  readonly station?: string
}

/** Where an institution answers, as its own data says: its page; undefined where nobody wrote one down. */
export const contactOf = (holders: readonly Holder[], institution: string): string | undefined =>
  holders.find(({ id }) => id === institution)?.body.address
