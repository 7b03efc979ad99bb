import type { Clock } from '../platform/clock.ts'
import { daySheetOf, shopDayOf, type Counted, type DaySheet } from './day-sheet.ts'
import type { StatementReads, TakingsStore, TillPayment } from './ports.ts'

export type DaySheetParts = {
  readonly reads: Pick<StatementReads, 'moved'>
  readonly takings: Pick<TakingsStore, 'after'>
  readonly clock: Clock
}

/** Japan's hours before UTC: a row's day is the day there. */
const japanShiftMs = 9 * 60 * 60 * 1000
const pageMost = 500

/** A shop's day as its books have it, to hold against what was counted at the till. */
export const daySheetService = ({ reads, takings, clock }: DaySheetParts) => ({
  of: async (accountId: string, day: string, counted: Counted): Promise<DaySheet> => {
    const bounds = shopDayOf(day)
    const [moved, list] = await Promise.all([
      reads.moved(accountId, { ...bounds, shiftMs: japanShiftMs }),
      listOf(takings, accountId, bounds),
    ])
    return daySheetOf(bounds, { moved, list }, { counted, now: clock.now() })
  },
})

export type DaySheets = ReturnType<typeof daySheetService>

/** Every payment of the day: a sheet that leaves one out is none. */
async function listOf(
  takings: DaySheetParts['takings'],
  accountId: string,
  { fromAt, untilAt }: { readonly fromAt: number; readonly untilAt: number },
): Promise<readonly TillPayment[]> {
  const all: TillPayment[] = []
  for (let from = { paidAt: fromAt, paymentId: '' }; ;) {
    const page = await takings.after(accountId, from, pageMost)
    all.push(...page.filter(({ paidAt }) => paidAt < untilAt))
    const last = page.at(-1)
    if (last === undefined || page.length < pageMost || last.paidAt >= untilAt) return all
    from = last
  }
}
