import type { Clock } from '../platform/clock.ts'
import { type KeptNotice, noticesOn } from './kept-notice.ts'
import type { NoticeStore } from './notice-store.ts'
import type { Notices } from './ports.ts'

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
}: {
  readonly store: NoticeStore
  readonly clock: Clock
  /** Told when the store could not be read. */
  readonly failed: (error: unknown) => void
}): ServedNotices {
  let kept: readonly KeptNotice[] = []
  let changes = 0
  let lookedAt = -Infinity
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
    version: () => String(changes),
    on: (date) => noticesOn(kept, date),
    sources: () => kept.map(({ source }) => source),
  }
}
