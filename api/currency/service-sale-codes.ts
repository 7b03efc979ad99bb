import { ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { LedgerRefusal } from './errors.ts'
import type { MerchantStanding, PayCommand, ScannedCode } from './pay.ts'
import type { SaleEnd, SaleNamed } from './sale-code.ts'
import { untilStored, type ServiceParts } from './service-once.ts'

type Named = {
  readonly merchant: MerchantStanding | undefined
  readonly scanned: ScannedCode | null | undefined
}

/** Whom a payment names, and what the code that the payer saw says now: of a sale also how it ended. */
export async function namedNow(
  { store, merchants }: Pick<ServiceParts, 'store' | 'merchants'>,
  { merchantId, seen }: Pick<PayCommand, 'merchantId' | 'seen'>,
  at: number,
): Promise<Named> {
  const [merchant, scanned] = await Promise.all([
    merchants.find(merchantId),
    seen?.code === undefined ? undefined : merchants.scanned(seen.code, at),
  ])
  const reference = scanned?.sale
  if (merchant === undefined || !scanned || reference == null) return { merchant, scanned }
  const end = await store.findSaleEnd({ merchantAccountId: merchant.accountId, reference })
  return { merchant, scanned: { ...scanned, end } }
}

/** Codes of one sale: good for one payment, and taken back by their shop. */
export function saleCodeUses({ store, clock }: ServiceParts) {
  const withdrawn = async (
    sale: SaleNamed & { readonly withdrawnBy: string },
  ): Promise<Result<SaleEnd, LedgerRefusal> | 'lost_race'> => {
    const { merchantAccountId, reference } = sale
    const end = await store.findSaleEnd({ merchantAccountId, reference })
    if (end !== undefined) return ok(end)
    const stored = await store.commit([store.saleWithdrawnWrite({ ...sale, at: clock.now() })])
    return stored === 'stored' ? ok({ what: 'withdrawn' }) : stored
  }
  return {
    /** How the code of a sale ended; undefined while nobody paid by it and its shop did not take it back. */
    saleEnd: (sale: SaleNamed) => store.findSaleEnd(sale),

    /** Takes the code of a sale back, or tells how it had ended: a payment that was first stays. */
    withdrawSale: (sale: SaleNamed & { readonly withdrawnBy: string }) => untilStored(() => withdrawn(sale)),
  }
}
