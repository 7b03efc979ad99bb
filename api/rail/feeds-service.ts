import type { Clock } from '../platform/clock.ts'
import { type FeedPart, type KeptFeed, feedOf } from './feed.ts'
import { feedDaysOf } from './feed-day.ts'
import type { FeedRow, FeedStore } from './feed-store.ts'
import type { FeedDay, Feeds } from './ports.ts'

/** Imported timetables in memory, and how they are kept up to date. */
export type ServedFeeds = Feeds & {
  /** Looks whether another process imported something, at most once a second, and reads it. Never throws. */
  readonly refresh: () => Promise<void>
}

type Loaded = { readonly row: FeedRow; readonly feed: KeptFeed }

const betweenLooksMs = 1_000
/** Days kept ready; a day and its neighbours are asked for together. */
const daysKept = 16

/**
 * Serves what the store has published. Where the store cannot be read, or a timetable is replaced while it is being
 * read, what was served stays; the next look tries again.
 */
export function servedFeeds({
  store,
  clock,
  failed,
}: {
  readonly store: FeedStore
  readonly clock: Clock
  /** Told when the store could not be read. */
  readonly failed: (error: unknown) => void
}): ServedFeeds {
  let loaded: readonly Loaded[] = []
  let version = ''
  let lookedAt = -Infinity
  let looking: Promise<void> | undefined
  const days = new Map<string, readonly FeedDay[]>()

  async function look(): Promise<void> {
    const rows = await store.versions()
    const now = rows.map((row) => `${row.id}@${row.version}`).join(',')
    if (now === version) return
    const next: Loaded[] = []
    for (const row of rows) {
      const known = loaded.find((one) => one.row.id === row.id && one.row.version === row.version)
      const one = known ?? (await load(row, store))
      if (one === undefined) return
      next.push(one)
    }
    loaded = next
    version = now
    days.clear()
  }

  return {
    refresh: () => {
      if (looking !== undefined) return looking
      if (clock.now() - lookedAt < betweenLooksMs) return Promise.resolve()
      looking = look()
        .catch(failed)
        .finally(() => {
          lookedAt = clock.now()
          looking = undefined
        })
      return looking
    },
    version: () => version,
    on: (date) => {
      const known = days.get(date)
      if (known !== undefined) return known
      const made = loaded.flatMap(({ feed }) => feedDaysOf(feed, date))
      if (days.size >= daysKept) days.delete(days.keys().next().value!)
      days.set(date, made)
      return made
    },
    stops: () => loaded.flatMap(({ feed }) => feed.stops.filter(({ ours }) => ours !== true)),
    lines: () => loaded.flatMap(({ feed }) => feed.head.lines),
    sources: () => loaded.flatMap(({ feed }) => feed.head.sources),
  }
}

async function load(row: FeedRow, store: FeedStore): Promise<Loaded | undefined> {
  const head = await store.head(row.id)
  if (head === undefined) return undefined
  const parts: FeedPart[] = []
  for (let position = 0; position < row.parts; position++) {
    const part = await store.part(row, position)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return { row, feed: feedOf(head, parts) }
}
