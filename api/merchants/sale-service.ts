import { refuse, ok, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import type { SaleEnd } from './ports.ts'
import type { MerchantParts } from './service.ts'
import { isSaleMade, saleEndsAt, stateOfSale, type SaleState } from './sale-reference.ts'
import { scannedShop, type ScannedShop } from './scanned-code.ts'
import type { ScanRefusal } from './payment-link.ts'

/** What became of the code of one sale. */
export type Sale = {
  readonly reference: string
  readonly state: SaleState
  /** The last instant at which it can be paid. */
  readonly endsAt: number
  /** Of a sale that was paid: what arrived, which a code of somebody's own making may have changed. */
  readonly paid: { readonly paymentId: string; readonly amountYen: number } | null
}

type SaleParts = Pick<MerchantParts, 'store' | 'ledger' | 'clock'>
type Named = {
  readonly merchantAccountId: string
  readonly reference: string
  readonly endsAt: number
  readonly end: SaleEnd | undefined
}

/** Codes with an amount: how each stands, and taking one back. */
export function saleUses(parts: SaleParts) {
  const { ledger, clock } = parts
  const shown = ({ reference, endsAt }: Named, end: SaleEnd | undefined): Sale => ({
    reference,
    state: stateOfSale(end?.what, endsAt, clock.now()),
    endsAt,
    paid: end?.what === 'paid' ? { paymentId: end.paymentId, amountYen: end.amountYen } : null,
  })
  return {
    /** How a sale of a shop stands. Refuses merchant_not_found, sale_not_found. */
    sale: async (merchantId: string, reference: string): Promise<Result<Sale, MerchantRefusal>> => {
      const named = await namedSale(parts, merchantId, reference)
      return named.ok ? ok(shown(named.value, named.value.end)) : named
    },

    /**
     * Takes the code of a sale back, so that nobody pays by it any more; once more is the same. Refuses merchant_not_found,
     * sale_not_found, sale_code_paid, sale_code_ended, busy_try_again.
     */
    withdrawSale: async (withdrawn: {
      readonly merchantId: string
      readonly reference: string
      readonly by: string
    }): Promise<Result<Sale, MerchantRefusal>> => {
      const { merchantId, reference, by } = withdrawn
      const named = await namedSale(parts, merchantId, reference)
      if (!named.ok) return named
      const { merchantAccountId, endsAt, end: before } = named.value
      // What nobody can pay by any more needs no row.
      if (before === undefined && clock.now() > endsAt) return refuse({ code: 'sale_code_ended' })
      const end = await ledger.withdrawSale({ merchantAccountId, reference, withdrawnBy: by })
      if (!end.ok) return refuse({ code: 'busy_try_again' })
      return end.value.what === 'paid'
        ? refuse({ code: 'sale_code_paid' })
        : ok(shown(named.value, end.value))
    },
  }
}

/** As `scannedShop`, and of a sale that ended how. Refuses also sale_code_paid, sale_code_withdrawn. */
export async function scannedNow(
  parts: SaleParts & Pick<MerchantParts, 'guid'>,
  text: string,
): Promise<Result<ScannedShop, MerchantRefusal | ScanRefusal>> {
  const found = await scannedShop(parts, text, parts.clock.now())
  if (!found.ok) return found
  const { shop, sale } = found.value
  if (sale === null || shop.accountId === null) return found
  const end = await parts.ledger.saleEnd({ merchantAccountId: shop.accountId, reference: sale })
  return end === undefined ? found : refuse({ code: `sale_code_${end.what}` })
}

/**
 * Codes are kept nowhere: a sale is known by its reference alone, which says when it was made, and by how it ended, whatever this
 * process's clock says by then.
 */
async function namedSale(
  { store, ledger, clock }: SaleParts,
  merchantId: string,
  reference: string,
): Promise<Result<Named, MerchantRefusal>> {
  const shop = await store.find(merchantId)
  if (shop === undefined || shop.accountId === null) return refuse({ code: 'merchant_not_found' })
  const endsAt = saleEndsAt(reference)
  if (endsAt === null) return refuse({ code: 'sale_not_found' })
  const named = { merchantAccountId: shop.accountId, reference }
  const end = await ledger.saleEnd(named)
  return end !== undefined || isSaleMade(endsAt, clock.now())
    ? ok({ ...named, endsAt, end })
    : refuse({ code: 'sale_not_found' })
}
