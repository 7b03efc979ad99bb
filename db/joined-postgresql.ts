import type { Step } from './flight-postgresql.ts'
import { rowsTogether } from './rows-postgresql.ts'
import { Unavailable } from './unavailable.ts'
import { byKeys } from './updates-postgresql.ts'

type Owner = { readonly id: string; readonly lock: (ids: readonly string[]) => Step }

/** A caller's list, waiting for a transaction, and whose rows it changes. */
type Waiting = {
  readonly steps: readonly Step[]
  readonly owner: Owner
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** With more on the way at once the server’s connections take turns at the same two cores; with one it waits for the network. */
const flightsMax = 2
/** Where a list is refused, as many are sent again: more would make the unlucky wait. */
const listsMax = 16
/** A transaction that waits for a lock so long no longer holds up those behind it. */
const slowAfterMs = 100

/**
 * Group commit for PostgreSQL: lists of different owners that wait while others are on the way leave together, as one
 * transaction in which rows of a kind are added, or changed, by one statement. Whoever are fewer than those on the way wait for
 * them. Each is stored whole or not at all: where one is
 * refused nothing of the transaction is kept, and each is sent by itself.
 *
 * What a list changes and others change too is its owner’s alone. Side by side the lists would come by those rows in an
 * order of their own, and two transactions could wait for each other in a ring: all are taken first, in the order that
 * every writer keeps to.
 */
export function joinedLists(send: (steps: readonly Step[]) => Promise<void>) {
  let waiting: Waiting[] = []
  const onTheWay = new Set<readonly Waiting[]>()
  /** Whose lists are on the way: the next of one would only wait for the lock, and others with it. */
  const away = new Set<string>()

  const fly = async (group: readonly Waiting[]): Promise<void> => {
    onTheWay.add(group)
    for (const { owner } of group) away.add(owner.id)
    const uncount = (): void => {
      onTheWay.delete(group)
      pump()
    }
    const slow = setTimeout(uncount, slowAfterMs)
    await sendTogether(send, group)
    clearTimeout(slow)
    for (const { owner } of group) away.delete(owner.id)
    uncount()
  }

  const pump = (): void => {
    if (onTheWay.size >= flightsMax) return
    const group = nextOf(waiting, away)
    // The first to come back would leave alone, and the others behind it: whoever are fewer than those on the way wait for them.
    const [ahead] = onTheWay
    if (group.length < (ahead?.length ?? 1)) return
    const taken = new Set(group)
    waiting = waiting.filter((one) => !taken.has(one))
    void fly(group)
    pump()
  }

  return (steps: readonly Step[], owner: Owner): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ steps, owner, resolve, reject })
      pump()
    })
}

/** The first that wait, one of each owner, in the order of the owners. */
function nextOf(waiting: readonly Waiting[], away: ReadonlySet<string>): readonly Waiting[] {
  const byOwner = new Map<string, Waiting>()
  for (const one of waiting) {
    if (byOwner.size === listsMax) break
    if (!away.has(one.owner.id) && !byOwner.has(one.owner.id)) byOwner.set(one.owner.id, one)
  }
  return [...byOwner.values()].toSorted((a, b) => (a.owner.id < b.owner.id ? -1 : 1))
}

/**
 * One by itself begins with them, too: another process may have the same payment in a transaction of several, where the rows come
 * before the key.
 */
const lockOf = (group: readonly Waiting[]): readonly Step[] => [
  ...(group.length === 1 ? [] : [byKeys]),
  group[0]!.owner.lock(group.map(({ owner }) => owner.id)),
]

async function sendTogether(
  send: (steps: readonly Step[]) => Promise<void>,
  group: readonly Waiting[],
): Promise<void> {
  try {
    await send([...lockOf(group), ...rowsTogether(group.map(({ steps }) => steps))])
    for (const { resolve } of group) resolve()
  } catch (error) {
    if (group.length === 1 || error instanceof Unavailable) for (const { reject } of group) reject(error)
    else await Promise.all(group.map(async ({ steps, resolve, reject }) => send(steps).then(resolve, reject)))
  }
}
