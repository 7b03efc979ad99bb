import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseZengin, type ZenginOrder } from '../../api/merchants/index.ts'
import { runSettlement } from '../../api/office/index.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallRegion } from '../merchants/support/region.ts'
import { seedOn } from './world.ts'

/** What a bank reads: which account gets how much. */
type Payee = { readonly account: string; readonly amountYen: number }

const byAccount = (rows: readonly Payee[]): Payee[] =>
  rows.toSorted((a, b) => a.account.localeCompare(b.account) || a.amountYen - b.amountYen)

const payeesOf = ({ transfers }: ZenginOrder): Payee[] =>
  byAccount(
    transfers.map((row) => ({
      account: `${row.bankCode} ${row.branchCode} ${row.number}`,
      amountYen: row.amountYen,
    })),
  )

const total = (rows: readonly Payee[]): number => rows.reduce((sum, { amountYen }) => sum + amountYen, 0)

describe('the bank files of a month of the demonstration region, read back', () => {
  let engine: OpenEngine
  const files = new Map<string, Payee[]>()
  const raw = (statement: string) => engine.store.raw(statement)
  const yen = async (statement: string): Promise<number> => Number((await raw(statement))[0]!['yen'])

  beforeAll(async () => {
    engine = await openEngine('sqlite')
    await seedOn(engine.store, { days: 31 })
    // What came after the region's own last run is paid by the office on the next morning.
    const { office } = await smallRegion(engine.store)
    const last = await runSettlement(office, { approvedBy: 'approver' })
    if (!last.ok) throw new Error(last.error.code)
    for (const { id } of await raw('select id from settlements order by cut_off_at')) {
      const file = await office.bankFile(String(id))
      if (!file.ok) throw new Error(file.error.code)
      const order = parseZengin(file.value.bytes)
      if (!order.ok) throw new Error(order.error.code)
      files.set(String(id), payeesOf(order.value))
    }
  }, 120_000)
  afterAll(() => engine.dispose())

  test('name each shop’s account with what left the shop in the ledger, run by run', async () => {
    expect(files.size).toBeGreaterThanOrEqual(3)
    for (const [settlement, payees] of files) {
      const rows =
        await raw(`select b.bank_code || ' ' || b.branch_code || ' ' || b.account_number as account,
          -sum(e.amount_yen) as yen
        from payouts p join merchant_bank_accounts b on b.id = p.bank_account_id
          join entries e on e.journal_id = p.settle_journal_id
          join accounts a on a.id = e.account_id and a.kind = 'merchant'
        where p.settlement_id = '${settlement}' group by p.id`)
      const left = rows.map(({ account, yen }) => ({ account: String(account), amountYen: Number(yen) }))
      expect(payees).toEqual(byAccount(left))
    }
  })

  test('sum to what was paid out in the ledger, and to all that shops took and did not give back', async () => {
    const sum = [...files.values()].reduce((all, payees) => all + total(payees), 0)
    const paidOut = await yen(
      `select sum(e.amount_yen) as yen from entries e join journals j on j.id = e.journal_id
        where j.kind = 'payout' and e.amount_yen > 0`,
    )
    const took = await yen(
      `select sum(e.amount_yen) as yen from entries e join journals j on j.id = e.journal_id
        join accounts a on a.id = e.account_id where a.kind = 'merchant' and j.kind in ('pay', 'refund')`,
    )
    expect([sum, sum]).toEqual([paidOut, took])
    expect(sum).toBeGreaterThan(1_000_000)
  })
})
