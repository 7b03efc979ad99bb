import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { merchant } from './account.ts'
import { nothingElse, refuseAmount } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { reserveFundId } from './fund.ts'
import type { ByFund } from './fund.ts'
import { journal, move } from './journal.ts'
import { periodsOf } from './limits.ts'
import type { MerchantStanding } from './pay.ts'
import type { MerchantName } from './ports.ts'

/** One merchant pays another for what it bought of them (仕入れの支払い), and names the purchase. */
export type PurchaseCommand = {
  readonly buyerId: string
  readonly sellerId: string
  readonly amountYen: number
  /** The number of the order or invoice between the two: it is paid once. */
  readonly purchaseReference: string
}

export type PurchaseState = {
  readonly buyer: MerchantStanding | undefined
  readonly seller: MerchantStanding | undefined
  /** What the buyer is owed by fund. */
  readonly buyerBalance: ByFund
  readonly paidBefore: boolean
  /** What the buyer paid to others in this Japanese month. */
  readonly monthYen: number
}

/** Yen that changed hands, by who stands behind them. */
type FundYen = { readonly fundId: string; readonly amountYen: number }

/** The purchase that a journal is. */
export type NewPurchase = {
  readonly buyerAccountId: string
  readonly sellerAccountId: string
  readonly purchaseReference: string
  readonly amountYen: number
  readonly month: string
  readonly monthLimitYen: number
}

/** The answer to a purchase: which yen of the buyer paid. */
export type PurchaseReceipt = {
  readonly purchaseId: string
  readonly sellerId: string
  readonly purchaseReference: string
  readonly amountYen: number
  readonly paidAt: number
  readonly funds: readonly FundYen[]
}

/** A purchase as it was stored. */
export type StoredPurchase = {
  readonly purchaseId: string
  readonly buyerAccountId: string
  readonly sellerAccountId: string
  readonly purchaseReference: string
  readonly amountYen: number
  readonly paidAt: number
}

/** A purchase as one of its two merchants reads it: `bought` there, or `sold` to them. */
export type PurchaseView = Omit<StoredPurchase, 'buyerAccountId' | 'sellerAccountId'> & {
  readonly side: 'bought' | 'sold'
  /** The other one; null where nobody knows it any more. */
  readonly partner: { readonly merchantId: string; readonly name: MerchantName } | null
}

/**
 * A merchant pays another one from its takings. Off unless the issuer allows it: a merchant that gets and cashes what
 * others send comes close to remittance, so that each yen stands for a purchase. Towns' money goes first, in the order
 * of its pots, then the reserve's: who funded a yen stays with it.
 */
export function decidePurchase(
  state: PurchaseState,
  command: PurchaseCommand,
  context: Context,
): Outcome<PurchaseReceipt> {
  const refused =
    refuseOff(context) ??
    refuseAmount(command.amountYen, context.settings.merchantPayments.yenMax) ??
    refuseParties(state) ??
    refuseMonth(state.monthYen, command, context)
  if (refused) return refused
  const { buyer, seller, buyerBalance } = state
  assert(buyer !== undefined && seller !== undefined, 'who is not there was refused')
  const funds = takenOf(buyerBalance, command.amountYen)
  if (funds === null)
    return refuse({ code: 'insufficient_funds', field: 'amountYen', spendableYen: totalOf(buyerBalance) })
  return ok(purchaseOf({ buyer, seller, funds }, command, context))
}

type Refused = ReturnType<typeof refuse<LedgerRefusal>> | null

const refuseOff = ({ settings }: Context): Refused =>
  settings.merchantPayments.allowed ? null : refuse({ code: 'merchant_payments_off' })

function refuseParties({ buyer, seller, paidBefore }: PurchaseState): Refused {
  const parties = { buyerId: buyer, sellerId: seller } as const
  for (const field of ['buyerId', 'sellerId'] as const) {
    const standing = parties[field]
    if (standing === undefined) return refuse({ code: 'purchase_party_not_found', field })
    if (!standing.open) return refuse({ code: 'purchase_party_not_open', field })
  }
  if (buyer?.accountId === seller?.accountId) return refuse({ code: 'purchase_from_self', field: 'sellerId' })
  return paidBefore ? refuse({ code: 'purchase_paid_before', field: 'purchaseReference' }) : null
}

function refuseMonth(monthYen: number, { amountYen }: PurchaseCommand, { settings }: Context): Refused {
  const limitYen = settings.merchantPayments.monthYenMax
  if (monthYen + amountYen <= limitYen) return null
  const leftYen = Math.max(limitYen - monthYen, 0)
  return refuse({ code: 'purchase_month_above_limit', field: 'amountYen', limitYen, leftYen })
}

const totalOf = (balance: ByFund): number => [...balance.values()].reduce((sum, yen) => sum + yen, 0)

/** Towns' funds in the order of their ids, then the reserve; null where all of them are too little. */
function takenOf(balance: ByFund, amountYen: number): readonly FundYen[] | null {
  if (totalOf(balance) < amountYen) return null
  const inOrder = [...balance].toSorted(
    ([a], [b]) => Number(a === reserveFundId) - Number(b === reserveFundId) || (a < b ? -1 : 1),
  )
  let left = amountYen
  return inOrder.flatMap(([fundId, yen]) => {
    const part = Math.min(left, yen)
    left -= part
    return part > 0 ? [{ fundId, amountYen: part }] : []
  })
}

type Parties = {
  readonly buyer: MerchantStanding
  readonly seller: MerchantStanding
  readonly funds: readonly FundYen[]
}

function purchaseOf({ buyer, seller, funds }: Parties, command: PurchaseCommand, context: Context) {
  const id = context.ids.next()
  const { sellerId, purchaseReference, amountYen } = command
  const accounts = { buyerAccountId: buyer.accountId, sellerAccountId: seller.accountId }
  const entries = funds.flatMap(({ fundId, amountYen: yen }) =>
    move(merchant(buyer.accountId), merchant(seller.accountId), fundId, yen),
  )
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'purchase', at: context.at, entries }),
    body: { ...command },
    purchase: {
      ...accounts,
      purchaseReference,
      amountYen,
      month: periodsOf(context.at).month,
      monthLimitYen: context.settings.merchantPayments.monthYenMax,
    },
    answer: { purchaseId: id, sellerId, purchaseReference, amountYen, paidAt: context.at, funds },
  }
}
