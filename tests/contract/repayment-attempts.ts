import { repaymentService } from '../../api/currency/service-repayments.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { LedgerSettings } from '../../api/currency/settings.ts'
import type { BasePeriod } from '../../api/currency/repayment-cap.ts'
import { newId } from '../../api/platform/ids.ts'
import type { TestBooks } from '../currency/books.ts'
import { postgresql, sqlites } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

/** The base period that tests count in; they may write another into it. */
export type TestPeriod = { -readonly [Field in keyof BasePeriod]: BasePeriod[Field] }

/** Repayments on the books of a test, in a base period that the test sets. */
export function repaymentsOn(
  books: TestBooks,
  period: TestPeriod,
  settings: LedgerSettings = demonstrationSettings,
) {
  return repaymentService({
    store: ledgerStore(books.store),
    merchants: { find: async () => undefined, scanned: async () => null, named: async () => undefined },
    clock: books.clock,
    ids: { next: newId },
    settings,
    hasCards: true,
    basePeriods: { periodAt: async () => ({ ...period }) },
  })
}

const grants = (f: Facts, journalId: string) =>
  `update repayments set decision = 'granted', decided_at = 1, decided_by = 'x', journal_id = '${journalId}', period = '2027-03-31' where id = '${f.waitingRepaymentId}'`
const asks = (f: Facts, fields: { id?: string; reason?: string; yen?: number; decided?: boolean }) =>
  `insert into repayments (id, wallet_id, reason, amount_yen, created_at, decision, decided_at, decided_by) values ('${fields.id ?? 'asked'}', '${f.foreignWalletId}', '${fields.reason ?? 'leaving_japan'}', ${fields.yen ?? 1}, 1, ${fields.decided ? `'declined', 1, 'x'` : 'null, null, null'})`

/** What may be tried on repayments: one of 5 yen was granted, one of 20 waits. */
export const repaymentAttempts: readonly Attempt[] = [
  { what: 'a repayment for a reason that the Act does not know', sql: (f) => asks(f, { reason: 'wish' }) },
  { what: 'a repayment of nothing', sql: (f) => asks(f, { yen: 0 }) },
  { what: 'a repayment that nobody asked for', sql: (f) => asks(f, { decided: true }) },
  {
    what: 'asking twice at once',
    sql: (f) => asks(f, {}).replace(f.foreignWalletId, f.walletId),
  },
  { what: 'handing out less than was asked for', sql: (f) => grants(f, 'repaying-less') },
  { what: 'handing out what a town gave', sql: (f) => grants(f, 'repaying-free') },
  { what: 'handing out a payment', sql: (f) => grants(f, f.paymentId) },
  { what: 'handing out what was handed out', sql: (f) => grants(f, f.repaymentJournalId) },
  {
    what: 'deciding a repayment again',
    sql: (f) =>
      `update repayments set decision = 'declined', journal_id = null, period = null where id = '${f.repaymentId}'`,
  },
  { what: 'asking for more afterwards', sql: () => 'update repayments set amount_yen = amount_yen + 1' },
  { what: 'giving another reason afterwards', sql: () => `update repayments set reason = 'moved_away'` },
  { what: 'removing a repayment', sql: () => 'delete from repayments' },
  { what: 'emptying the repayments', sql: () => 'truncate repayments', only: postgresql },
  {
    what: 'writing over a repayment',
    sql: () => 'insert or replace into repayments select * from repayments',
    only: sqlites,
  },
  {
    what: 'counting less than was repaid in a period',
    sql: () => 'update repayment_periods set repaid_yen = repaid_yen - 1',
  },
  {
    what: 'counting more than was repaid in a period',
    sql: () => 'update repayment_periods set repaid_yen = repaid_yen + 1',
  },
  {
    what: 'a period above its cap',
    sql: () => 'update repayment_periods set limit_yen = repaid_yen - 1',
  },
  {
    what: 'counting what nobody was repaid',
    sql: () => `insert into repayment_periods (period, repaid_yen) values ('2030-03-31', 1)`,
  },
  { what: 'forgetting a period', sql: () => 'delete from repayment_periods' },
]

const entryColumns = 'journal_id, line, account_id, fund_id, lot_id, amount_yen, created_at'

/** A repayment of 5 yen that was granted, one of 20 that waits, and two journals that nobody closed. */
export async function openRepayments(
  books: TestBooks,
  { walletId, pot }: { walletId: string; pot: string },
): Promise<Pick<Facts, 'repaymentId' | 'repaymentJournalId' | 'waitingRepaymentId'>> {
  const repayments = repaymentsOn(books, {
    period: '2027-03-31',
    issuedBeforeYen: 0,
    unusedBeforeYen: 0,
  })
  const ask = async (amountYen: number): Promise<string> => {
    const asked = await repayments.ask({ walletId, reason: 'leaving_japan', amountYen, key: books.key() })
    if (!asked.ok) throw new Error(asked.error.code)
    return asked.value.answer.requestId
  }
  const repaymentId = await ask(5)
  const granted = await repayments.grant({ requestId: repaymentId, decidedBy: 'officer', key: books.key() })
  if (!granted.ok) throw new Error(granted.error.code)
  const repaymentJournalId = granted.value.answer.repaymentId
  const waitingRepaymentId = await ask(20)
  const [paid] = await books.store.raw(
    `select lot_id from entries where journal_id = '${repaymentJournalId}' and lot_id is not null`,
  )
  const [free] = await books.store.raw(
    `select id from lots where account_id = '${walletId}' and instrument = 'free' and remaining_yen >= 20`,
  )
  for (const [id, lotId, fundId, yen] of [
    ['repaying-less', paid!['lot_id'], 'reserve', 19],
    ['repaying-free', free!['id'], pot, 20],
  ] as const) {
    await books.store.raw(
      `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('${id}', 'repay', 'raw', '${id}', '{}', 1, null)`,
    )
    await books.store.raw(
      `insert into entries (${entryColumns}) values ('${id}', 1, '${walletId}', '${fundId}', '${String(lotId)}', ${-yen}, 1), ('${id}', 2, 'bank', '${fundId}', null, ${yen}, 1)`,
    )
  }
  return { repaymentId, repaymentJournalId, waitingRepaymentId }
}
