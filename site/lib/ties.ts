/** The shops that belong to an institution, as pages show them. */
import type { InferResponseType } from 'hono/client'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { say } from './region.ts'

type Client = ReturnType<typeof apiFor>
export type ShopsOfInstitution = InferResponseType<Client['api']['institutions'][':id']['shops']['$get'], 200>
export type TiedShop = ShopsOfInstitution['counters'][number]
export type Tie = InferResponseType<Client['api']['ties']['$get'], 200>['ties'][number]

/**
 * What an institution says of its admission, where that is paid, and who sells the like of these items; undefined while the
 * hub cannot be asked.
 */
export async function shopsOfInstitution(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
  institution: string,
  items: readonly string[] = [],
): Promise<ShopsOfInstitution | undefined> {
  try {
    const answer = await apiFor(context, locale).api.institutions[':id'].shops.$get({
      param: { id: institution },
      query: { items: items.join(',') },
    })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

/** The item that a tie names, by its title; by its identifier where it is not published any more. */
export const itemOfTie = ({ item, itemTitle }: Tie, locale: Locale): string =>
  itemTitle === null ? (item ?? '') : say(itemTitle, locale)

/** What can be decided about a tie from the shop's side. */
export const tieDecisions = ['agreement', 'refusal', 'end'] as const
