import type { RecordReads } from './ports.ts'
import { noTotals, totalsAfter } from './statement.ts'
import type { ByInstrument } from './statement.ts'

/** The totals over the journals of up to an instant, a stretch at a time, so that nobody waits long behind one read. */
export async function countedUntil(
  { store, readAtOnce }: { store: Pick<RecordReads, 'movements'>; readAtOnce: number },
  size: number,
  untilAt: number,
): Promise<ByInstrument> {
  let totals = noTotals
  for (let from = 0; from < size; from += readAtOnce)
    totals = totalsAfter(totals, await store.movements(from, Math.min(size, from + readAtOnce), untilAt))
  return totals
}
