import type { InstitutionBody, ItemPlace } from './record.ts'

/** An institution whose staff may publish items. */
export type Holder = {
  readonly id: string
  readonly body: InstitutionBody
  readonly place: ItemPlace
  readonly station?: string
}
