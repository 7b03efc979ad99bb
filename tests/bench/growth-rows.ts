import { createHash } from 'node:crypto'
import type { RecordedEntry, RecordedJournal } from '../../api/audit/canonical.ts'
import { demonstrationSettings } from '../../api/currency/index.ts'
import { japanDay } from '../../api/platform/clock.ts'

/** One value for each of the `columns`; JSON is its text. */
type RowOfTable = readonly (string | number | boolean | null)[]
export type Rows = Readonly<Record<keyof typeof columns, RowOfTable[]>>

/** In the order in which the shipped path writes them. */
export const columns = {
  accounts: 'id kind created_at',
  wallets: 'account_id recovery_hash created_at',
  wallet_devices: 'id wallet_id secret_hash created_at',
  keys: 'scope key content answer refused journal_id created_at',
  journals: 'id kind scope key body created_at',
  balances: 'account_id fund_id posted_yen held_yen floor_yen version',
  lots: 'id account_id instrument fund_id journal_id issued_yen remaining_yen held_yen valid_until rule created_at',
  entries:
    'journal_id line account_id fund_id lot_id amount_yen balance_after_yen account_version created_at',
  payments: 'journal_id wallet_id merchant_account_id amount_yen refunded_yen created_at',
  payment_lots: 'payment_id position lot_id fund_id amount_yen refunded_yen',
  credits: 'id account_id fund_id journal_id amount_yen created_at',
  journal_balanced: 'journal_id fund_id sum_yen',
  seals: 'sequence journal_id salt previous hash sealed_at',
  seal_nodes: 'level position hash',
  checkpoints: 'size note created_at',
} as const

export const noRows = (): Rows =>
  Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Rows

/** What a laid wallet holds by now. */
export type LaidWallet = {
  readonly walletId: string
  readonly lotId: string
  readonly validUntilAt: number
  readonly leftYen: number
  readonly version: number
  readonly spentYen: ReadonlyMap<string, number>
}

/** Numbers and ids that are the same for the same seed (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const hex = (digits: number): string => word().toString(16).padStart(8, '0').slice(-digits)
  return {
    below: (limit: number): number => word() % limit,
    /** As the hub makes them (UUID version 7): in the order of time. */
    id: (at: number): string => {
      const ms = at.toString(16).padStart(12, '0')
      return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`
    },
    salt: (): string => Buffer.from(Uint32Array.from({ length: 8 }, word).buffer).toString('base64'),
  }
}

export type Seeded = ReturnType<typeof seeded>

const fundId = 'reserve'
const instrument = 'paid'
const scopeOfTopUps = 'growth'
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A wallet opened and filled once: its rows, and the journal as the record seals it. */
export function fillWallet(
  rows: Rows,
  seed: Seeded,
  { at, amountYen, validUntilAt }: { at: number; amountYen: number; validUntilAt: number },
) {
  const [walletId, lotId, id] = [seed.id(at), seed.id(at), seed.id(at)]
  const content = { operation: 'top_up', walletId, amountYen }
  const answer = { journalId: id, lotId, walletId, amountYen, validUntilAt }
  const body = { walletId, lotId, amountYen, validUntilAt }
  rows.accounts.push([walletId, 'wallet', at])
  rows.wallets.push([walletId, hashOf(`recovery ${walletId}`), at])
  rows.wallet_devices.push([seed.id(at), walletId, hashOf(`device ${walletId}`), at])
  const opened = JSON.stringify({ walletId, openedAt: at })
  rows.keys.push(['wallets', `open-${walletId}`, '{"operation":"open_wallet"}', opened, false, null, at])
  rows.balances.push([walletId, fundId, amountYen, 0, 0, 1])
  rows.lots.push([lotId, walletId, instrument, fundId, id, amountYen, amountYen, 0, validUntilAt, '{}', at])
  const entries = [
    inWallet({ walletId, lotId, amountYen, balanceAfterYen: amountYen, accountVersion: 1 }),
    elsewhere('card_clearing', 'card_clearing', -amountYen),
  ]
  const lots = [
    { id: lotId, accountId: walletId, instrument, fundId, issuedYen: amountYen, validUntilAt, rule: {} },
  ]
  const made = { id, kind: 'top_up', at, parentId: null, scope: scopeOfTopUps, key: walletId }
  const journal = { ...made, body, content, answer, entries, lots, taken: [] }
  pushJournal(rows, journal)
  const wallet: LaidWallet = {
    walletId,
    lotId,
    validUntilAt,
    leftYen: amountYen,
    version: 1,
    spentYen: new Map(),
  }
  return { wallet, journal }
}

export type Shop = { readonly merchantId: string; readonly accountId: string }

/** A payment out of the one lot of a wallet: its rows, the journal, and the wallet after it. */
export function payShop(
  rows: Rows,
  seed: Seeded,
  { wallet, shop, amountYen, at }: { wallet: LaidWallet; shop: Shop; amountYen: number; at: number },
) {
  const [id, { walletId, lotId, validUntilAt }, { merchantId, accountId }] = [seed.id(at), wallet, shop]
  const [leftYen, version] = [wallet.leftYen - amountYen, wallet.version + 1]
  const content = { operation: 'pay', merchantId, amountYen }
  const lot = { lotId, instrument, fundId, municipality: null, validUntilAt, amountYen }
  const answer = { paymentId: id, walletId, merchantId, amountYen, paidAt: at, lots: [lot] }
  const entries = [
    inWallet({ walletId, lotId, amountYen: -amountYen, balanceAfterYen: leftYen, accountVersion: version }),
    elsewhere(accountId, 'merchant', amountYen),
  ]
  const made = { id, kind: 'pay', at, parentId: null, scope: `wallet:${walletId}`, key: `pay-${version}` }
  const body = { walletId, merchantId, amountYen }
  const taken = [{ position: 0, lotId, fundId, amountYen }]
  const journal = { ...made, body, content, answer, entries, lots: [], taken }
  pushJournal(rows, journal)
  rows.payments.push([id, walletId, accountId, amountYen, 0, at])
  rows.payment_lots.push([id, 0, lotId, fundId, amountYen, 0])
  rows.credits.push([`${id}.2`, accountId, fundId, id, amountYen, at])
  const spentYen = new Map(wallet.spentYen)
  for (const period of periodsOf(at)) spentYen.set(period, (spentYen.get(period) ?? 0) + amountYen)
  return { wallet: { ...wallet, leftYen, version, spentYen }, journal }
}

let lastDay = { until: 0, periods: [''] }

/** The Japanese day and month of an instant. */
function periodsOf(at: number): readonly string[] {
  const second = Math.floor(at / 1000)
  if (second !== lastDay.until) {
    const day = japanDay(at)
    lastDay = { until: second, periods: [day, day.slice(0, 7)] }
  }
  return lastDay.periods
}

/** What the database holds the spending of a day or a month to. */
export const spendingLimit = (period: string): number =>
  period.length === 'YYYY-MM'.length
    ? demonstrationSettings.paymentMonthYenMax
    : demonstrationSettings.paymentDayYenMax

function pushJournal(rows: Rows, journal: RecordedJournal): void {
  const { id, kind, scope, key, at } = journal
  const text = (value: unknown): string => JSON.stringify(value)
  rows.keys.push([scope, key, text(journal.content), text(journal.answer), false, id, at])
  rows.journals.push([id, kind, scope, key, text(journal.body), at])
  for (const { line, accountId, lotId, amountYen, balanceAfterYen, accountVersion } of journal.entries) {
    const moved = [amountYen, balanceAfterYen, accountVersion, at] as const
    rows.entries.push([id, line, accountId, fundId, lotId, ...moved])
  }
  rows.journal_balanced.push([id, fundId, 0])
}

const plain = { fundId, instrument, municipality: null }

function inWallet(entry: {
  walletId: string
  lotId: string
  amountYen: number
  balanceAfterYen: number
  accountVersion: number
}): RecordedEntry {
  const { walletId: accountId, ...rest } = entry
  return { ...plain, line: 1, accountId, accountKind: 'wallet', ...rest }
}

const elsewhere = (accountId: string, accountKind: string, amountYen: number): RecordedEntry => ({
  ...plain,
  line: 2,
  accountId,
  accountKind,
  lotId: null,
  amountYen,
  balanceAfterYen: null,
  accountVersion: null,
})
