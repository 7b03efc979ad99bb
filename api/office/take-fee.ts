import type { Ledger, Settlement, SettlementStore } from './ports.ts'
import type { PlannedPayout } from './settlement-plan.ts'

type FeeParts = {
  readonly store: Pick<SettlementStore, 'feeWrites' | 'takingFeeOnce'>
  readonly ledger: Pick<Ledger, 'chargeFee'>
}

/**
 * Takes the fee that was planned with a payout, exactly once: the run's key answers a second time with the first, and the
 * shop's year has one row of each number. `lost`: it cannot be taken as planned; `unfinished`: asked again, it goes on.
 */
export async function takeFee(
  { store, ledger }: FeeParts,
  { id: settlementId, payDay }: Settlement,
  { payee, fee }: PlannedPayout,
): Promise<'taken' | 'lost' | 'unfinished'> {
  if (fee === undefined) return 'taken'
  const { funds, ...planned } = fee
  const { merchantId } = payee
  const taken = await store.takingFeeOnce(() =>
    ledger.chargeFee({
      merchantAccountId: payee.accountId,
      runId: settlementId,
      funds: funds.map(({ fundId, amountYen }) => ({ fundId, amountYen })),
      alongside: ({ journalId }) =>
        store.feeWrites({ ...planned, journalId, merchantId, settlementId, payDay }),
    }),
  )
  if (taken === 'lost') return 'lost'
  if (taken.ok) return 'taken'
  return taken.error.code === 'busy_try_again' ? 'unfinished' : 'lost'
}
