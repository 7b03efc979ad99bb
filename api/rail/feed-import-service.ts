import type { Train } from '../../content/index.ts'
import type { Ids } from '../platform/ids.ts'
import type { FeedHead, FeedPart, KeptService, KeptStop, KeptTrip } from './feed.ts'
import type { FeedStore } from './feed-store.ts'

/** A timetable to be stored; its trips are made one by one, so that they are never all in memory. */
export type FeedToStore = {
  readonly head: FeedHead
  readonly stops: readonly KeptStop[]
  readonly services: readonly KeptService[]
  readonly trips: Iterable<KeptTrip>
  readonly trains: readonly Train[]
}

export type Storing = {
  readonly store: FeedStore
  readonly ids: Ids
  readonly progress: (parts: number) => void
  readonly signal: AbortSignal
}

/** Characters of one part: below what every engine takes as one value. */
const partCharacters = 250_000

/**
 * Stores a timetable in place of the one with the same id. Nobody sees it before all of it is there; when it is broken
 * off, what was served stays. Throws when the signal ends it.
 */
export async function storeFeed(feed: FeedToStore, { store, ids, progress, signal }: Storing): Promise<void> {
  const row = { id: feed.head.id, version: ids.next() }
  let position = 0
  try {
    for (const body of bodiesOf(feed)) {
      signal.throwIfAborted()
      await store.putPart(row, position++, body)
      progress(position)
    }
    signal.throwIfAborted()
    // Whoever publishes drops what others put aside under the same name.
    if ((await store.partsOf(row)) !== position)
      throw new Error(`Another import of ${row.id} was faster. Nothing was changed by this one.`)
  } catch (error) {
    await store.dropParts(row)
    throw error
  }
  await store.publish({ ...row, parts: position }, feed.head)
}

function* bodiesOf({ stops, services, trips, trains }: FeedToStore): Generator<string> {
  yield* pieces(stops, 'stops')
  yield* pieces(services, 'services')
  yield* pieces(trips, 'trips')
  yield* pieces(trains, 'trains')
}

type PartName = FeedPart extends infer Part ? (Part extends unknown ? keyof Part : never) : never

function* pieces(all: Iterable<unknown>, name: PartName): Generator<string> {
  let texts: string[] = []
  let length = 0
  const body = (): string => `{"${name}":[${texts.join(',')}]}`
  for (const one of all) {
    const text = JSON.stringify(one)
    texts.push(text)
    length += text.length
    if (length < partCharacters) continue
    yield body()
    texts = []
    length = 0
  }
  if (texts.length > 0) yield body()
}
