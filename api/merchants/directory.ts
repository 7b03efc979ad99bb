import { purposesServed } from './merchant.ts'
import { defaultGuid } from './payment-code.ts'
import type { MerchantStore } from './ports.ts'
import { scannedShop } from './scanned-code.ts'

/** The shops as the ledger asks for them: where one is, what it is, whether it takes payments now. */
export const merchantDirectory = (
  store: Pick<MerchantStore, 'find' | 'findByAccount' | 'findByCode'>,
  guid: string = defaultGuid,
) => ({
  find: async (merchantId: string) => {
    const shop = await store.find(merchantId)
    if (!shop || shop.accountId === null) return undefined
    const { id, accountId, municipality, merchantClass, status, closedAt } = shop
    const open = status === 'approved' && closedAt === null
    return { id, accountId, municipality, merchantClass, purposes: purposesServed[merchantClass], open }
  },
  scanned: async (text: string, at: number) => {
    const found = await scannedShop({ store, guid }, text, at)
    if (!found.ok) return null
    const { shop, code, sale } = found.value
    return { merchantId: shop.id, amountYen: code.amountYen ?? null, sale }
  },
  named: async (merchantAccountId: string) => {
    const shop = await store.findByAccount(merchantAccountId)
    return shop && { merchantId: shop.id, name: { ja: shop.nameJa, en: shop.nameEn } }
  },
})
