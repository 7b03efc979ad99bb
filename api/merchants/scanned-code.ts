import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import { isMerchantCode, tidyMerchantCode } from './merchant-code.ts'
import type { Merchant } from './merchant.ts'
import type { PaymentCode } from './payment-code.ts'
import { readScanned, type ScanRefusal } from './payment-link.ts'
import type { MerchantStore } from './ports.ts'
import { saleEndsAt } from './sale-reference.ts'

export type ScannedShop = {
  readonly shop: Merchant
  readonly code: Pick<PaymentCode, 'merchantCode' | 'amountYen' | 'reference'>
  /** The last instant at which it is paid; null where it has no end. */
  readonly endsAt: number | null
  /** The reference of the one sale that it is good for; null of a board, which is paid by as often as anybody likes. */
  readonly sale: string | null
}

type Register = { readonly store: Pick<MerchantStore, 'findByCode'>; readonly guid: string }

/** The shop a scanned or typed code belongs to, when it takes payments and the code is still paid. */
export async function scannedShop(
  { store, guid }: Register,
  text: string,
  at: number,
): Promise<Result<ScannedShop, MerchantRefusal | ScanRefusal>> {
  const typed = tidyMerchantCode(text)
  if (isMerchantCode(typed)) return byTypedCode(store, typed)
  const read = readScanned(text, guid)
  if (!read.ok) return read
  const shop = await openByCode(store, read.value.merchantCode)
  if (!shop.ok) return shop
  // A withdrawn board is refused: that is how a shop gets rid of a copied one.
  if (read.value.boardVersion !== shop.value.codeVersion) return refuse({ code: 'unknown_version' })
  const endsAt = saleEndsAt(read.value.reference)
  if (endsAt !== null && at > endsAt) return refuse({ code: 'sale_code_ended' })
  const sale = endsAt === null ? null : (read.value.reference ?? null)
  return ok({ shop: shop.value, code: read.value, endsAt, sale })
}

/**
 * The shop that a scanned or typed code names, whatever became of the code, of its sale and of the shop: who reports a code
 * is heard also about one that was paid or withdrawn. Refuses merchant_not_found and what cannot be read.
 */
export async function shopNamedBy(
  { store, guid }: Register,
  text: string,
): Promise<Result<Merchant, MerchantRefusal | ScanRefusal>> {
  const typed = tidyMerchantCode(text)
  const read = isMerchantCode(typed) ? ok({ merchantCode: typed }) : readScanned(text, guid)
  if (!read.ok) return read
  const shop = await store.findByCode(read.value.merchantCode)
  return shop === undefined ? refuse({ code: 'merchant_not_found' }) : ok(shop)
}

/** The shop's number as printed under the code, for whoever has no camera: the payer checks the name. */
async function byTypedCode(
  store: Register['store'],
  merchantCode: string,
): Promise<Result<ScannedShop, MerchantRefusal>> {
  const shop = await openByCode(store, merchantCode)
  return shop.ok ? ok({ shop: shop.value, code: { merchantCode }, endsAt: null, sale: null }) : shop
}

/** The shop of this number. Refuses merchant_not_found, merchant_not_open. */
export async function openByCode(
  store: Register['store'],
  code: string,
): Promise<Result<Merchant, MerchantRefusal>> {
  const shop = await store.findByCode(code)
  if (!shop) return refuse({ code: 'merchant_not_found' })
  return shop.status === 'approved' && shop.closedAt === null
    ? ok(shop)
    : refuse({ code: 'merchant_not_open' })
}
