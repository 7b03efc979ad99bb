import type { StandInStore } from './repository.ts'

/**
 * Things that go wrong between two companies, one at a time and only when a test asked for it:
 *
 * - `lost_response`  the next write request is done, but its answer never arrives
 * - `server_error`   the next write request answers 500 and nothing was done
 * - `rate_limited`   the next write request answers 429
 * - `slow_bank`      the next accepted card stays in `processing` for `delayMs`
 * - `duplicate`      the next event is delivered twice
 * - `delay`          the next event is delivered `delayMs` late
 * - `drop`           the next delivery is lost on the way and sent again later
 * - `reorder`        the next turn of deliveries goes out in reverse
 */
export const faultKinds = [
  'lost_response',
  'server_error',
  'rate_limited',
  'slow_bank',
  'duplicate',
  'delay',
  'drop',
  'reorder',
] as const
export type FaultKind = (typeof faultKinds)[number]

export type Fault = { readonly kind: FaultKind; readonly times: number; readonly delayMs: number }

export type Faults = {
  /** Arms a fault; armed again it replaces what is left of the first. */
  readonly arm: (fault: Fault) => Promise<void>
  /** Uses one turn of this fault: its delay, or undefined when it is not armed. */
  readonly use: (kind: FaultKind) => Promise<number | undefined>
}

/** Outside of tests nothing ever goes wrong, and nothing is looked up. */
export const noFaults: Faults = { arm: async () => undefined, use: async () => undefined }

/** Faults as rows, so that they hold for every process of the hub. */
export function storedFaults(store: StandInStore): Faults {
  const idOf = (kind: FaultKind) => `fault_${kind}`
  const put = async (fault: Fault) => {
    const known = await store.find<Fault>('fault', idOf(fault.kind))
    const row = { kind: 'fault', id: idOf(fault.kind), body: fault, at: 0 }
    const write = known ? store.replaceWrite({ ...row, version: known.version }) : store.insertWrite(row)
    return store.commit([write])
  }
  return {
    arm: async (fault) => void (await put(fault)),
    use: async (kind) => {
      const armed = await store.find<Fault>('fault', idOf(kind))
      if (armed === undefined || armed.body.times < 1) return undefined
      await put({ ...armed.body, times: armed.body.times - 1 })
      return armed.body.delayMs
    },
  }
}
