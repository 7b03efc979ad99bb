import type { Clock } from '../platform/clock.ts'
import { type KeptNotice, noticesOn } from './kept-notice.ts'
import type { NoticeStore } from './notice-store.ts'
import type { Notices, Realtime } from './ports.ts'

/** Notices in memory, and how they are kept up to date. */
export type ServedNotices = Notices & {
  /** Looks whether another process said something, at most once a second, and reads it. Never throws. */
  readonly refresh: () => Promise<void>
}

const betweenLooksMs = 1_000

/** Serves what the store holds; where it cannot be read, what was served stays. */
export function servedNotices({
  store,
  clock,
  failed,
  realtime,
}: {
  readonly store: NoticeStore
  readonly clock: Clock
  /** Told when the store could not be read. */
  readonly failed: (error: unknown) => void
  /** Whose alerts stand among the notices; without it none of them is told. */
  readonly realtime?: Realtime
}): ServedNotices {
  let kept: readonly KeptNotice[] = []
  let changes = 0
  let lookedAt = -Infinity
  const telling = () => ({ now: clock.now(), toldAt: realtime?.toldAt ?? (() => undefined) })
  const stateOf = ({ message, periods }: NonNullable<KeptNotice['live']>): string => {
    const { now, toldAt } = telling()
    if (toldAt(message) === undefined) return '-'
    const turns = periods.flatMap(({ from, to }) => [from ?? -Infinity, to ?? Infinity])
    return String(turns.filter((at) => at <= now).length)
  }
  const look = async (): Promise<void> => {
    const now = await store.changes()
    if (now === changes) return
    kept = await store.inForce()
    changes = now
  }
  return {
    refresh: async () => {
      if (clock.now() - lookedAt < betweenLooksMs) return
      lookedAt = clock.now()
      await look().catch(failed)
    },
    // An alert begins and ends by the clock alone.
    version: () =>
      `${changes}.${kept
        .flatMap(({ live }) => live ?? [])
        .map(stateOf)
        .join('')}`,
    on: (date) => noticesOn(kept, date, telling()),
    sources: () => kept.map(({ source }) => source),
  }
}
