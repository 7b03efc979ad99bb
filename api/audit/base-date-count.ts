import type { RecordReads } from './ports.ts'
import { noTotals, totalsIfKnown } from './statement.ts'
import type { ByInstrument } from './statement.ts'

/**
 * The totals over the journals of up to an instant, a stretch at a time, so that nobody waits long behind one read; null as
 * `totalsIfKnown` says.
 */
export async function countedUntil(
  { store, readAtOnce }: { store: Pick<RecordReads, 'movements'>; readAtOnce: number },
  size: number,
  untilAt: number,
): Promise<ByInstrument | null> {
  let totals: ByInstrument | null = noTotals
  for (let from = 0; from < size && totals !== null; from += readAtOnce)
    totals = totalsIfKnown(totals, await store.movements(from, Math.min(size, from + readAtOnce), untilAt))
  return totals
}
