import type { Clock } from '../platform/clock.ts'
import type { FetchFault } from './partner-import.ts'
import type { PartnerReader } from './partner-ports.ts'
import type { PartnerStore, PartnerVersion } from './partner-store.ts'

export type PartnerWatchParts = {
  readonly partners: Pick<PartnerStore, 'after' | 'addVersion'>
  readonly read: PartnerReader
  readonly clock: Clock
}

/** `gone`: since now; `still_gone`; `back`; `there`; `unknown`: it could not be asked. */
export type Watched = Pick<PartnerVersion, 'key' | 'record' | 'institution'> & {
  readonly found: 'there' | 'gone' | 'still_gone' | 'back' | 'unknown'
  readonly fault?: FetchFault
}

export type WatchAsked = {
  /** Where it goes on: behind this object. */
  readonly after: string
  readonly most: number
  readonly signal?: AbortSignal
}

const objectsAtOnce = 50

/** Asks partners whether what was taken from them is still there. Nothing is withdrawn by it: that a person decides. */
export function partnerWatchService({ partners, read, clock }: PartnerWatchParts) {
  async function look(known: PartnerVersion): Promise<Watched> {
    const { key, record, institution } = known
    const told = { key, record, institution }
    const fetched = await read(key)
    const isGone = !fetched.ok && fetched.error.code === 'gone'
    if (!fetched.ok && !isGone) return { ...told, found: 'unknown', fault: fetched.error }
    const state = isGone ? 'gone' : 'here'
    if (state === known.state) return { ...told, found: isGone ? 'still_gone' : 'there' }
    await partners.addVersion({ ...known, version: known.version + 1, state, at: clock.now() })
    return { ...told, found: isGone ? 'gone' : 'back' }
  }

  return {
    /** One object after another, in the order of their addresses, until there is none left or as many as are asked for. */
    async *look({ after, most, signal }: WatchAsked): AsyncGenerator<Watched> {
      let [last, count] = [after, 0]
      for (;;) {
        const some = await partners.after(last, Math.min(objectsAtOnce, most - count))
        for (const known of some) {
          if (signal?.aborted === true) return
          yield await look(known)
          last = known.key
          count += 1
        }
        if (some.length === 0 || count >= most) return
      }
    },
  }
}
