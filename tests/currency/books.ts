import type { Store } from '../../db/store.ts'
import { deviceService } from '../../api/currency/device-service.ts'
import { proxyService } from '../../api/currency/proxy-service.ts'
import { deviceStore } from '../../api/currency/repository-devices.ts'
import { freezeReads } from '../../api/currency/repository-freezes.ts'
import { proxyStore } from '../../api/currency/repository-proxies.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { ledgerService } from '../../api/currency/service.ts'
import { offlineSecretsOf } from '../../api/currency/service-offline-codes.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { LedgerSettings } from '../../api/currency/settings.ts'
import { walletService } from '../../api/currency/wallet-service.ts'
import type { MerchantStanding } from '../../api/currency/pay.ts'
import { newId } from '../../api/platform/ids.ts'
import { assert } from '../../api/platform/assert.ts'
import { openingsOn, openPot } from '../support/open-pot.ts'
import { noon } from './noon.ts'

export { noon }

/**
 * A ledger on one database with a clock that the test turns, merchants that the test opens, and short ways to
 * put money where a test needs it.
 */
export async function openTestBooks(store: Store, settings: LedgerSettings = demonstrationSettings) {
  const clock = { at: noon, now: () => clock.at }
  const shops = new Map<string, MerchantStanding>()
  const ids = { next: newId }
  const parts = {
    store: ledgerStore(store),
    merchants: {
      find: async (merchantId: string) => shops.get(merchantId),
      // What a test writes upon a code: `shop`, or `shop 500`, or `shop 500 until 1795402800000 sale T1`.
      scanned: async (text: string, at: number) => {
        const [merchantId = '', amount, , end = at, , sale = null] = text.split(' ')
        return shops.has(merchantId) && at <= Number(end)
          ? { merchantId, amountYen: amount === undefined ? null : Number(amount), sale }
          : null
      },
      named: async (accountId: string) => {
        const shop = [...shops.values()].find((one) => one.accountId === accountId)
        return shop && { merchantId: shop.id, name: { ja: '店', en: 'Shop' } }
      },
    },
    clock,
    ids,
    settings,
    offlineSecrets: offlineSecretsOf('of a test'),
  }
  const ledger = ledgerService(parts)
  const proxies = proxyService({
    ...parts,
    proxies: proxyStore(store),
    wallets: walletStore(store),
    payerOf: freezeReads(store).payerOf,
  })
  const wallets = walletService({ store: { ...ledgerStore(store), ...walletStore(store) }, clock, ids })
  const devices = deviceService({ store: { ...ledgerStore(store), ...deviceStore(store) }, clock })
  const openings = openingsOn(store, { ledger, clock })
  await ledger.openBooks()
  let keys = 0
  const key = () => `key-${++keys}-${newId()}`

  return {
    store,
    parts,
    ledger,
    wallets,
    devices,
    proxies,
    clock,
    shops,
    key,
    /** A shop that takes payments, with its account. */
    openShop: async (facts: Partial<MerchantStanding> = {}) => {
      const id = facts.id ?? newId()
      const shop = {
        id,
        accountId: `merchant:${id}`,
        open: true,
        municipality: '072028',
        merchantClass: 'food',
        purposes: ['meals'],
        ...facts,
      }
      shops.set(id, shop)
      await ledgerStore(store).commit(ledger.openMerchantWrites(shop.accountId, shop.municipality))
      return shop
    },
    openPot: async (
      facts: { municipality?: string; validDays?: number; rule?: object; budgetYen?: number } = {},
    ) => {
      const id = `pot-${newId()}`
      const { municipality = '072028', validDays = 30, rule = {}, budgetYen = 1_000_000 } = facts
      await openPot(openings, { id, municipality, nameJa: '試し', nameEn: 'Trial', rule, validDays })
      if (budgetYen > 0)
        await ledger.issue({ key: { scope: 'test', key: key() }, potId: id, amountYen: budgetYen })
      return id
    },
    openWallet: async (paidYen = 0) => {
      const opened = await wallets.open(key())
      assert(opened.ok, 'a wallet opens')
      const { walletId } = opened.value
      if (paidYen > 0)
        await ledger.topUp({ key: { scope: 'test', key: key() }, walletId, amountYen: paidYen })
      return walletId
    },
    grant: (potId: string, walletId: string, amountYen: number) =>
      ledger.grant({ key: { scope: 'test', key: key() }, potId, walletId, amountYen }),
    topUp: (walletId: string, amountYen: number) =>
      ledger.topUp({ key: { scope: 'test', key: key() }, walletId, amountYen }),
  }
}

export type TestBooks = Awaited<ReturnType<typeof openTestBooks>>

const bookTables = [
  'accounts',
  'funds',
  'balances',
  'journals',
  'lots',
  'entries',
  'journal_balanced',
  'credits',
  'folds',
  'payments',
  'payment_lots',
  'holds',
  'hold_lots',
  'hold_resolutions',
  'transfers',
  'transfer_lots',
  'adjustments',
  'spendings',
  'wallet_fills',
  'disputes',
  'donations',
  'repayments',
  'repayment_periods',
  'card_refunds',
  'card_refund_ends',
  'purchases',
  'offline_keys',
  'shown_codes',
  'shown_code_uses',
  'sale_code_ends',
  'wallet_freezes',
  'proxies',
  'proxy_endings',
  'proxy_acts',
  'proxy_days',
  'account_changes',
  'dispute_closings',
] as const

/** Every row of the books as text: two equal texts are byte-identical books. Keys are not part of the books. */
export async function booksAsText(store: Store): Promise<string> {
  const texts: string[] = []
  for (const table of bookTables) {
    const rows = await store.raw(`select * from ${table}`)
    texts.push(
      `${table}: ${rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n')}`,
    )
  }
  return texts.join('\n')
}
