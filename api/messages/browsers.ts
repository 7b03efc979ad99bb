import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MessageRefusal } from './errors.ts'
import type { BrowserStore, Push, PushedBrowser } from './ports.ts'
import { pushServiceOf } from './push-services.ts'

export type NotingParts = {
  /** Nothing: no notice is sent to any browser here. */
  readonly push: Pick<Push, 'publicKey'> | undefined
  readonly clock: Clock
  readonly ids: Ids
}

/** So many browsers of one wallet or shop are told; of more the oldest goes. Own choice: a family's phones. */
export const browsersMost = 10

type Own = 'id' | 'createdAt'

/**
 * Notes a browser; said again it is the same. `known`: those that are noted for the same owner. Refuses
 * push_not_sent_here, push_service_unknown, busy_try_again.
 */
export async function noteBrowser<Noted extends PushedBrowser>(
  { push, clock, ids }: NotingParts,
  given: Omit<Noted, Own>,
  owner: {
    readonly known: () => Promise<readonly Noted[]>
    readonly put: (browser: Noted, most: number) => Promise<'stored' | 'lost'>
  },
): Promise<Result<Noted, MessageRefusal>> {
  if (push === undefined) return refuse({ code: 'push_not_sent_here' })
  if (pushServiceOf(given.endpoint) === undefined)
    return refuse({ code: 'push_service_unknown', field: 'endpoint' })
  const facts = Object.entries(given)
  const same = (await owner.known()).find((one) =>
    facts.every(([name, value]) => one[name as keyof Noted] === value),
  )
  // A page says it at each visit: what was noted stays, and with it what it was not told yet.
  if (same !== undefined) return ok(same)
  const browser = { id: ids.next(), ...given, createdAt: clock.now() } as Noted
  const stored = await owner.put(browser, browsersMost)
  return stored === 'stored' ? ok(browser) : refuse({ code: 'busy_try_again' })
}

/** Several kinds of owners as one: a browser's number says by itself whose it is. */
export const allBrowsers = (stores: readonly BrowserStore[]): BrowserStore => ({
  find: async (id) => {
    for (const store of stores) {
      const found = await store.find(id)
      if (found !== undefined) return found
    }
    return undefined
  },
  forget: async (id) => void (await Promise.all(stores.map((store) => store.forget(id)))),
  tidy: async (closedBefore) => {
    for (const store of stores) await store.tidy(closedBefore)
  },
})
