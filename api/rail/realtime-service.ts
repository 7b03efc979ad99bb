import type { Clock } from '../platform/clock.ts'
import type { Realtime } from './ports.ts'
import type { KeptRealtime } from './realtime.ts'
import type { RealtimeRow, RealtimeStore } from './realtime-store.ts'

/** Live messages in memory, and how they are kept up to date. */
export type ServedRealtime = Realtime & {
  /** Looks whether another process took a message, at most once a second, and reads it. Never throws. */
  readonly refresh: () => Promise<void>
}

type Loaded = { readonly row: RealtimeRow; readonly message: KeptRealtime }

const betweenLooksMs = 1_000

/** A train is three kilometres further after this: where it was seen is then no longer told. */
const positionHoldsMs = 5 * 60_000

/** Serves what the store holds as long as it is fresh; where it cannot be read, what was served stays. */
export function servedRealtime({
  store,
  clock,
  failed,
}: {
  readonly store: RealtimeStore
  readonly clock: Clock
  /** Told when the store could not be read. */
  readonly failed: (error: unknown) => void
}): ServedRealtime {
  let loaded: readonly Loaded[] = []
  let lookedAt = -Infinity
  const isFresh = ({ holdsMinutes }: KeptRealtime, at: number): boolean =>
    clock.now() < at + holdsMinutes * 60_000
  const fresh = () => loaded.filter(({ message }) => isFresh(message, message.at))
  const look = async (): Promise<void> => {
    const rows = await store.versions()
    const now = rows.map(({ id, version }) => `${id}@${version}`).join()
    if (now === loaded.map(({ row }) => `${row.id}@${row.version}`).join()) return
    const next = await Promise.all(
      rows.map(async (row) => {
        const message = await store.message(row.id)
        return message === undefined ? [] : [{ row, message }]
      }),
    )
    loaded = next.flat()
  }
  const newsOf = ({ message }: Loaded) => message.trips.filter(({ at }) => isFresh(message, at))
  return {
    refresh: async () => {
      if (clock.now() - lookedAt < betweenLooksMs) return
      lookedAt = clock.now()
      await look().catch(failed)
    },
    // How many are still fresh changes with the clock alone.
    version: () =>
      fresh()
        .map((one) => `${one.row.id}@${one.row.version}@${newsOf(one).length}`)
        .join(),
    on: (date) => fresh().flatMap((one) => newsOf(one).filter(({ day }) => day === date)),
    vehicles: () =>
      fresh().flatMap(({ message }) =>
        (message.vehicles ?? []).filter(({ at }) => clock.now() < at + positionHoldsMs),
      ),
    toldAt: (id) => fresh().find(({ row }) => row.id === id)?.message.at,
    sources: () => fresh().map(({ message }) => message.source),
  }
}
