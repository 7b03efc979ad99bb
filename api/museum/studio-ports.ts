import { textFor } from './language-map.ts'
import type { InstitutionBody, ItemPlace } from './record.ts'

/** An institution whose staff may publish items. */
export type Holder = {
  readonly id: string
  readonly body: InstitutionBody
  readonly place: ItemPlace
  readonly station?: string
}

/** Those there are now: of the published content, and taken in since. Asked each time, for it changes while the hub runs. */
export type Holders = () => Promise<readonly Holder[]>

/** The institution of this id, where its staff may publish items now. */
export const holderOf = async (holders: Holders, institution: string): Promise<Holder | undefined> =>
  (await holders()).find(({ id }) => id === institution)

/** Where an institution answers, as its own data says: its page, or what it told; undefined where nobody wrote it down. */
export async function contactOf(holders: Holders, institution: string): Promise<string | undefined> {
  const body = (await holderOf(holders, institution))?.body
  return body?.address ?? (body?.facts && textFor(body.facts.contact, 'ja'))
}
