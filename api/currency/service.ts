import { assert } from '../platform/assert.ts'
import { ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { totalYen } from './allocation.ts'
import type { Context, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { payableYen, periodsOf } from './limits.ts'
import type { By } from './limits.ts'
import { decideGrant, decideIssue, decideTopUp } from './money-in.ts'
import type { IssueReceipt, LotReceipt } from './money-in.ts'
import { decidePayout, decidePayoutReturn, decideFee, decideSettle } from './money-out.ts'
import type { PaidOut, ReturnCommand, SettleCommand } from './money-out.ts'
import type { WriteKey } from './key.ts'
import { decidePay } from './pay.ts'
import type { PayCommand } from './pay.ts'
import type { NewPot, Write } from './ports.ts'
import type { Receipt, ReceiptLot, RefundReceipt } from './receipt.ts'
import { decideRefund } from './refund.ts'
import type { RefundCommand } from './refund.ts'
import { cardReturnUses } from './service-card-refunds.ts'
import { disputeUses } from './service-disputes.ts'
import { donationUses } from './service-donations.ts'
import { endedUses } from './service-ended.ts'
import { freezeUses } from './service-freezes.ts'
import { giftUses } from './service-gifts.ts'
import { holdUses } from './service-holds.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts, Use } from './service-once.ts'
import { accountUses } from './service-accounts.ts'
import { adjustmentUses } from './service-adjustments.ts'
import { offlineKeyUses } from './service-offline-codes.ts'
import type { CodeParts } from './service-offline-codes.ts'
import { purchaseUses } from './service-purchases.ts'
import { namedNow, saleCodeUses } from './service-sale-codes.ts'
import { shownCodeUses } from './service-shown-codes.ts'
import { transferUses } from './service-transfers.ts'
import { atTill, refundMoved, type TillAct } from './till-act.ts'

/** The ledger's use cases: load, decide, store. */
export function ledgerService(parts: CodeParts) {
  const { store } = parts
  const use = <Answer>(wanted: Use<Answer>) => answerOnce(parts, wanted)
  const decideNow = async (command: PayCommand, context: Context): Promise<Outcome<Receipt>> => {
    const [payer, named] = await Promise.all([
      store.findPayer(command.walletId, periodsOf(context.at)),
      namedNow(parts, command, context.at),
    ])
    return decidePay({ ...payer, ...named }, command, context)
  }
  return {
    ...holdUses(parts),
    ...endedUses(parts),
    ...cardReturnUses(parts),
    ...transferUses(parts),
    ...adjustmentUses(parts),
    ...disputeUses(parts),
    ...donationUses(parts),
    ...purchaseUses(parts),
    ...shownCodeUses(parts),
    ...offlineKeyUses(parts),
    ...saleCodeUses(parts),
    ...accountUses(parts),
    ...freezeUses(parts),
    ...giftUses(parts),

    /** Makes the issuer's own accounts and the reserve, once; harmless when they are there. */
    openBooks: () => mustStore(parts, store.openBooksWrites(parts.clock.now())),

    /** The writes that open a merchant's account; the merchants' domain stores them with its approval. */
    openMerchantWrites: (accountId: string, municipality: string | null) =>
      store.openMerchantWrites(accountId, municipality, parts.clock.now()),

    /** Opens a municipality's pot with nothing in it, beside what two people agreed on; `lost_race` where it is there already. */
    openPot: (pot: NewPot, alongside: () => readonly Write[]) =>
      store.commit([...alongside(), ...store.openPotWrites(pot, parts.clock.now())]),

    /** Refuses: pot_not_found. */
    issue: (command: {
      key: WriteKey
      potId: string
      amountYen: number
      approvedHash?: string
      alongside?: Alongside<IssueReceipt>
    }) =>
      use<IssueReceipt>({
        ...command,
        content: { operation: 'issue', potId: command.potId, amountYen: command.amountYen },
        decide: async (context) => decideIssue({ pot: await store.findPot(command.potId) }, command, context),
      }),

    /** Refuses: wallet_not_found, account_closed, wallet_frozen, pot_not_found, wallet_above_limit, pot_exhausted. */
    grant: (command: {
      key: WriteKey
      potId: string
      walletId: string
      amountYen: number
      alongside?: Alongside<LotReceipt>
    }) =>
      use<LotReceipt>({
        ...command,
        content: {
          operation: 'grant',
          potId: command.potId,
          walletId: command.walletId,
          amountYen: command.amountYen,
        },
        decide: async (context) => {
          const [pot, wallet] = await Promise.all([
            store.findPot(command.potId),
            store.findWallet(command.walletId),
          ])
          return decideGrant({ pot, wallet }, command, context)
        },
      }),

    /** Credits a card payment that arrived. Refuses: wallet_not_found, account_closed. */
    topUp: (command: {
      key: WriteKey
      walletId: string
      amountYen: number
      alongside?: Alongside<LotReceipt>
    }) =>
      use<LotReceipt>({
        ...command,
        content: { operation: 'top_up', walletId: command.walletId, amountYen: command.amountYen },
        decide: async (context) =>
          decideTopUp({ wallet: await store.findWallet(command.walletId) }, command, context),
      }),

    /** Refuses, in order: amount, wallet, merchant, day and month, insufficient_funds (see `errors.ts`). */
    pay: (command: PayCommand & { key: string; alongside?: Alongside<Receipt> }) =>
      use<Receipt>({
        alongside: command.alongside,
        owner: command.walletId,
        key: { scope: `wallet:${command.walletId}`, key: command.key },
        content: { operation: 'pay', merchantId: command.merchantId, amountYen: command.amountYen },
        decide: (context) => decideNow(command, context),
      }),

    /** From which lots this would be paid now; nothing is kept of it. Refuses as `pay` does. */
    quote: async (command: PayCommand): Promise<Result<readonly ReceiptLot[], LedgerRefusal>> => {
      const { clock, ids, settings } = parts
      const decided = await decideNow(command, { at: clock.now(), ids, settings })
      return decided.ok ? ok(decided.value.answer.lots) : decided
    },

    /** What one payment from this wallet can be at most now, whatever it holds. */
    payable: async (by: By & { readonly walletId: string }): Promise<number> => {
      const { clock, settings } = parts
      const at = clock.now()
      const { spent } = await store.findPayer(by.walletId, periodsOf(at))
      return payableYen(spent, by, { at, settings })
    },

    /** The payment that was made under a key; undefined where the key was not used, was refused or did something else. */
    paidUnder: async (key: WriteKey): Promise<string | undefined> => {
      const known = await store.findKey(key)
      const isPaid = known !== undefined && !known.refused && known.content.operation === 'pay'
      return isPaid ? (known.answer as Receipt).paymentId : undefined
    },

    /** Refuses, in order: amount, payment, refund_exceeds_payment, merchant_balance_short, what the clerk may not do. */
    refund: (
      command: RefundCommand & { key: string; alongside?: Alongside<RefundReceipt>; act?: TillAct },
    ) => {
      const { alongside, allowed } = atTill(command, refundMoved)
      return use<RefundReceipt>({
        alongside,
        key: { scope: `merchant:${command.merchantAccountId}`, key: command.key },
        rollUp: command.merchantAccountId,
        content: { operation: 'refund', paymentId: command.paymentId, amountYen: command.amountYen },
        decide: async (context) => {
          const [payment, merchantBalance] = await Promise.all([
            store.findPayment(command.paymentId),
            store.merchantBalance(command.merchantAccountId),
          ])
          return allowed(decideRefund({ payment, merchantBalance }, command, context))
        },
      })
    },

    /** What a merchant holds waits for the bank. Refuses: nothing_to_settle, merchant_balance_short. */
    settle: (command: SettleCommand & { alongside?: Alongside<PaidOut> }) =>
      use<PaidOut>({
        alongside: command.alongside,
        key: { scope: `settle:${command.runId}`, key: command.merchantAccountId },
        rollUp: command.merchantAccountId,
        content: {
          operation: 'settle',
          amountYen: command.funds === undefined ? null : totalYen(command.funds),
        },
        decide: async (context) => {
          const merchantBalance = await store.merchantBalance(command.merchantAccountId)
          return decideSettle({ merchantBalance }, command, context)
        },
      }),

    /** What a merchant pays for being paid out in a run, once. Refuses: nothing_to_settle, merchant_balance_short. */
    chargeFee: (command: Required<SettleCommand> & { alongside: Alongside<PaidOut> }) =>
      use<PaidOut>({
        alongside: command.alongside,
        key: { scope: `fee:${command.runId}`, key: command.merchantAccountId },
        rollUp: command.merchantAccountId,
        content: { operation: 'fee', amountYen: totalYen(command.funds) },
        decide: async (context) => {
          const merchantBalance = await store.merchantBalance(command.merchantAccountId)
          return decideFee({ merchantBalance }, command, context)
        },
      }),

    /** What was settled is sent to the bank. Refuses: nothing_to_settle. */
    payout: (command: { settleJournalId: string; runId: string; alongside?: Alongside<PaidOut> }) =>
      use<PaidOut>({
        alongside: command.alongside,
        key: { scope: `payout:${command.settleJournalId}`, key: 'once' },
        content: { operation: 'payout' },
        decide: async (context) => {
          const settled = await store.findSettled(command.settleJournalId)
          return decidePayout({ settled }, command, context)
        },
      }),

    /** A bank sent a payout back. Refuses: payout_not_found, payout_returned_before. */
    returnPayout: (command: ReturnCommand & { key: WriteKey; alongside?: Alongside<PaidOut> }) =>
      use<PaidOut>({
        alongside: command.alongside,
        key: command.key,
        content: {
          operation: 'payout_return',
          payoutJournalId: command.payoutJournalId,
          reason: command.reason,
        },
        decide: async (context) => {
          const sent = await store.findPayout(command.payoutJournalId)
          return decidePayoutReturn({ sent }, command, context)
        },
      }),
  }
}

export type Ledger = ReturnType<typeof ledgerService>

async function mustStore({ store }: ServiceParts, writes: readonly Write[]): Promise<void> {
  assert((await store.commit(writes)) === 'stored', 'opening an account races with nobody')
}
