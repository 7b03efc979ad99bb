import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordPages } from '../../api/audit/repository-verify-page.ts'
import { recordAudit } from '../../api/audit/repository-verify.ts'
import { verifyRecord } from '../../api/audit/record-verify.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { sqliteKit } from '../../db/kit.ts'
import { accountChangeTables } from '../../db/tables/account-changes.ts'
import { adjustmentTables } from '../../db/tables/adjustments.ts'
import { auditTables } from '../../db/tables/audit.ts'
import { cardRefundTables } from '../../db/tables/card-refunds.ts'
import { currencyTables } from '../../db/tables/currency.ts'
import { disputeTables } from '../../db/tables/disputes.ts'
import { donationTables } from '../../db/tables/donations.ts'
import { holdTables } from '../../db/tables/holds.ts'
import { limitTables } from '../../db/tables/limits.ts'
import { proxyTables } from '../../db/tables/proxies.ts'
import { purchaseTables } from '../../db/tables/purchases.ts'
import { repaymentTables } from '../../db/tables/repayments.ts'
import { saleCodeTables } from '../../db/tables/sale-codes.ts'
import { shownCodeTables } from '../../db/tables/shown-codes.ts'
import { transferTables } from '../../db/tables/transfers.ts'
import { walletFreezeTables } from '../../db/tables/wallet-freezes.ts'
import { walletTables } from '../../db/tables/wallets.ts'
import type { Store } from '../../db/store.ts'
import { richRecord } from '../audit/rich-record.ts'
import { removeGuards } from '../audit/small-record.ts'
import { engineNames, openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'

const books = currencyTables(sqliteKit)
const wallets = walletTables(sqliteKit, books)
/** Tables of the ledger and its record; what runs (top-ups, events of the card company) is the simulator's. */
const tables = Object.values({
  ...books,
  ...holdTables(sqliteKit, books),
  wallets: wallets.wallets,
  walletDevices: wallets.walletDevices,
  ...transferTables(sqliteKit, books, wallets),
  ...adjustmentTables(sqliteKit, books),
  ...limitTables(sqliteKit, books),
  ...disputeTables(sqliteKit, books),
  ...donationTables(sqliteKit, books),
  ...purchaseTables(sqliteKit, books),
  ...accountChangeTables(sqliteKit, books),
  ...repaymentTables(sqliteKit, books),
  ...cardRefundTables(sqliteKit, books, wallets),
  ...shownCodeTables(sqliteKit, books, wallets),
  ...saleCodeTables(sqliteKit, books),
  ...walletFreezeTables(sqliteKit, wallets),
  ...proxyTables(sqliteKit, wallets),
  ...auditTables(sqliteKit),
}).map((table): string => getTableName(table))

/** What `verify` cannot tell, each because nothing else in the database says it: `table.column`, or `table.*` a row removed. */
const untold: Readonly<Record<string, readonly string[]>> = {
  'foreign keys hold it while nothing is in it': ['accounts.*', 'accounts.id', 'accounts.kind'],
  'nothing moved by it, and no journal is of it': [
    ...['*', 'scope', 'key', 'content', 'answer', 'refused', 'created_at'].map((one) => `keys.${one}`),
    ...['ends_at', 'created_at'].map((one) => `holds.${one}`),
    'hold_resolutions.resolved_at',
    ...['*', 'id', 'created_at'].map((one) => `disputes.${one}`),
    ...['created_at', 'decided_by'].map((one) => `repayments.${one}`),
    ...['created_at', 'ends_at'].map((one) => `shown_codes.${one}`),
    ...['*', 'created_at'].map((one) => `shown_code_declines.${one}`),
    'shown_code_uses.*',
    // A code is on paper or a screen and nowhere else: which sale a payment was for is told by this row alone.
    ...['*', 'reference', 'merchant_account_id', 'withdrawn_by', 'created_at'].map(
      (one) => `sale_code_ends.${one}`,
    ),
    'wallet_fills.*',
    'balances.version',
    // That a card took it is the card company's word.
    ...['*', 'created_at'].map((one) => `card_refund_ends.${one}`),
  ],
  'words, towns, and who did it': [
    ...['municipality', 'created_at'].map((one) => `accounts.${one}`),
    'funds.created_at',
    'pots.created_at',
    ...['merchant_id', 'name_ja', 'name_en', 'purpose_ja', 'purpose_en'].map((one) => `causes.${one}`),
    ...['registered_by', 'created_at', 'ended_at', 'ended_by'].map((one) => `causes.${one}`),
    ...['reason', 'changed_by', 'approved_hash'].map((one) => `account_changes.${one}`),
    ...['by', 'changed_by', 'reason', 'created_at'].map((one) => `wallet_freezes.${one}`),
    'purchases.purchase_reference',
    'transfer_lots.position',
  ],
  'the limit that a write was held to': [
    'transfers.month_limit_yen',
    'purchases.month_limit_yen',
    'spendings.limit_yen',
    'wallet_fills.limit_yen',
    'repayment_periods.limit_yen',
    'proxy_days.limit_yen',
    // Of who opened the wallet for its owner: what others are let do stands in their invitation.
    ...['relation', 'payment_yen_max', 'day_yen_max', 'created_at'].map((one) => `proxies.${one}`),
  ],
  'the doors of a wallet, which its holder changes': [
    ...['recovery_hash', 'user_id'].map((one) => `wallets.${one}`),
    ...['*', 'id', 'wallet_id', 'secret_hash', 'created_at', 'revoked_at'].map(
      (one) => `wallet_devices.${one}`,
    ),
    ...['*', 'handle', 'ends_at', 'created_at'].map((one) => `offline_keys.${one}`),
    ...['by', 'code_hash', 'valid_until', 'created_at'].map((one) => `proxy_invitations.${one}`),
    ...['*', 'by', 'reason', 'created_at'].map((one) => `proxy_endings.${one}`),
    ...['*', 'address', 'wallet_id', 'created_at', 'ended_at'].map((one) => `wallet_addresses.${one}`),
  ],
  'who kept the checkpoint or the statement can show it': [
    ...['*', 'created_at'].map((one) => `checkpoints.${one}`),
    ...['*', 'created_at'].map((one) => `statements.${one}`),
    'seals.sealed_at',
    'audit_keys.created_at',
  ],
}

/** So many rows of each table are tried. */
const rowsTried = 4

let engine: OpenEngine
beforeAll(async () => {
  engine = await openEngine('sqlite')
  await richRecord(engine.store)
  await removeGuards(engine.store)
}, 60_000)
afterAll(() => engine.dispose())

async function wrongRows(store: Store) {
  const { wrong } = await verifyBooks(booksAudit(store))
  const record = await verifyRecord({ ...recordAudit(store), pages: recordPages(store) })
  return [...wrong, ...record.wrong]
}

/** The changes of a table that `verify` says nothing of. */
async function untoldOf(store: Store, table: string): Promise<string[]> {
  const columns = await store.raw(`select name, type from pragma_table_info('${table}')`)
  const rows = await store.raw(`select rowid as row from ${table} order by rowid limit ${rowsTried}`)
  await store.raw(`create table rows_before as select * from ${table}`)
  const isUntold = async (change: string): Promise<boolean> => {
    for (const { row } of rows) {
      const isTaken = await store.raw(`${change} where rowid = ${Number(row)}`).then(
        () => false,
        () => true,
      )
      if (isTaken) continue
      const wrong = await wrongRows(store)
      await store.raw(`delete from ${table}`)
      await store.raw(`insert into ${table} select * from rows_before`)
      if (wrong.length === 0) return true
    }
    return false
  }
  const found: string[] = []
  for (const { name, type } of columns) {
    const isNumber = /int/i.test(String(type))
    const [column, quoted] = [String(name), `"${String(name)}"`]
    const other = isNumber ? `coalesce(${quoted}, 0) + 1` : `coalesce(${quoted}, '') || 'x'`
    if (await isUntold(`update ${table} set ${quoted} = ${other}`)) found.push(`${table}.${column}`)
  }
  if (await isUntold(`delete from ${table}`)) found.push(`${table}.*`)
  await store.raw('drop table rows_before')
  return found
}

test.each(engineNames)(
  'right books of everything are right on %s',
  async (name) => {
    const { store, dispose } = await openEngine(name)
    await richRecord(store)
    expect(await wrongRows(store)).toEqual([])
    await dispose()
  },
  60_000,
)

test.each(tables)(
  'any column of %s changed, and any row of it removed, is told, but for those that stand here',
  async (table) => {
    const listed = Object.values(untold)
      .flat()
      .filter((one) => one.startsWith(`${table}.`))
    expect((await untoldOf(engine.store, table)).toSorted()).toEqual(listed.toSorted())
  },
  60_000,
)
