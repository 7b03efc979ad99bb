import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import { periodsOf } from './limits.ts'
import { decidePurchase } from './purchase.ts'
import type { PurchaseCommand, PurchaseReceipt, PurchaseView, StoredPurchase } from './purchase.ts'
import type { Cursor } from './reads.ts'
import { answerOnce } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** A merchant as the guard let it through. */
export type PurchaseParty = { readonly merchantId: string; readonly merchantAccountId: string }

/** Merchants paying each other for what they bought. */
export function purchaseUses(parts: ServiceParts) {
  const { store, merchants, settings } = parts

  const seenBy = async (accountId: string, stored: StoredPurchase): Promise<PurchaseView> => {
    const { buyerAccountId, sellerAccountId, ...purchase } = stored
    const side = accountId === buyerAccountId ? 'bought' : 'sold'
    const partner = await merchants.named(side === 'bought' ? sellerAccountId : buyerAccountId)
    return { ...purchase, side, partner: partner ?? null }
  }

  return {
    /** What the issuer lets merchants pay each other; where it is not allowed nobody is asked to. */
    merchantPayments: settings.merchantPayments,

    /**
     * Refuses, in order: merchant_payments_off, amount, both parties, purchase_from_self, purchase_paid_before,
     * purchase_month_above_limit, insufficient_funds.
     */
    purchase: (
      command: PurchaseCommand & {
        readonly buyerAccountId: string
        readonly key: string
        readonly alongside?: Alongside<PurchaseReceipt>
      },
    ) => {
      const { buyerId, sellerId, amountYen, purchaseReference, buyerAccountId } = command
      const asked = { buyerId, sellerId, amountYen, purchaseReference }
      return answerOnce<PurchaseReceipt>(parts, {
        alongside: command.alongside,
        key: { scope: `merchant:${buyerAccountId}`, key: command.key },
        rollUp: buyerAccountId,
        content: { operation: 'purchase', sellerId, amountYen, purchaseReference },
        decide: async (context) => {
          const [buyer, seller] = await Promise.all([merchants.find(buyerId), merchants.find(sellerId)])
          const named = { buyerAccountId, sellerAccountId: seller?.accountId ?? '', purchaseReference }
          const [buyerBalance, paidBefore, monthYen] = await Promise.all([
            store.merchantBalance(buyerAccountId),
            store.paidBefore(named),
            store.boughtInMonth(buyerAccountId, periodsOf(context.at).month),
          ])
          return decidePurchase({ buyer, seller, buyerBalance, paidBefore, monthYen }, asked, context)
        },
      })
    },

    /** A purchase, for its two merchants. Refuses: purchase_not_found. */
    purchaseOf: async (asked: {
      merchantAccountId: string
      purchaseId: string
    }): Promise<Result<PurchaseView, LedgerRefusal>> => {
      const stored = await store.findPurchase(asked.purchaseId)
      const isParty =
        stored !== undefined &&
        [stored.buyerAccountId, stored.sellerAccountId].includes(asked.merchantAccountId)
      if (!isParty) return refuse({ code: 'purchase_not_found', field: 'purchaseId' })
      return ok(await seenBy(asked.merchantAccountId, stored))
    },

    /** What a merchant bought of others and sold to them, the newest first. */
    purchasesOf: async (
      merchantAccountId: string,
      page: { readonly before?: Cursor | undefined; readonly limit: number },
    ): Promise<readonly PurchaseView[]> => {
      const rows = await store.purchasesOf(merchantAccountId, page)
      return Promise.all(rows.map((row) => seenBy(merchantAccountId, row)))
    },

    /** What a merchant can pay others with: everything it is owed. */
    purchasableYen: async (merchantAccountId: string): Promise<number> =>
      [...(await store.merchantBalance(merchantAccountId)).values()].reduce((sum, yen) => sum + yen, 0),
  }
}
