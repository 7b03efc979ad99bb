import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { makeStatement, type TownTransfer } from './netting.ts'
import type { Netting, NettingStore, TownAccounts } from './netting-service.ts'
import type { Flow } from './settlement-plan.ts'

/** What leaves a shop for its bank, and what comes back: both move the shop's own holding. */
const kinds = ['settle', 'payout_return']

/** Statements between towns on any engine, and what the ledger holds for them. */
export function nettingStore(store: Store): NettingStore {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const moved = prepareRead(
    query
      .select({
        funder: t.funds.municipality,
        town: t.accounts.municipality,
        amountYen: sql<unknown>`-sum(${t.entries.amountYen})`,
      })
      .from(t.journals)
      .innerJoin(t.entries, eq(t.entries.journalId, t.journals.id))
      .innerJoin(t.accounts, eq(t.accounts.id, t.entries.accountId))
      .innerJoin(t.funds, eq(t.funds.id, t.entries.fundId))
      .where(
        and(
          inArray(t.journals.kind, kinds),
          eq(t.accounts.kind, 'merchant'),
          lt(t.journals.createdAt, ph('untilAt')),
        ),
      )
      .groupBy(t.funds.municipality, t.accounts.municipality),
  )
  const n = t.nettings
  const select = () => query.select().from(n)
  const all = prepareRead(select().orderBy(asc(n.untilAt)))
  const one = prepareRead(select().where(eq(n.id, ph('id'))))
  const insert = prepareWrite(
    query.insert(n).values({
      id: ph('id'),
      number: ph('number'),
      month: ph('month'),
      untilAt: ph('untilAt'),
      flows: ph('flows'),
      transfers: ph('transfers'),
      statementHash: ph('statementHash'),
      payDay: ph('payDay'),
      accounts: ph('accounts'),
      approvedBy: ph('approvedBy'),
      createdAt: ph('createdAt'),
    }),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const nettingOf = ({ flows, transfers, accounts, ...row }: Row): Netting => ({
    ...row,
    ...makeStatement({ month: row.month, untilAt: row.untilAt, moved: flows as readonly Flow[], held: [] }),
    transfers: transfers as readonly TownTransfer[],
    accounts: accounts as TownAccounts,
  })
  return {
    // PostgreSQL answers a sum of 64-bit numbers as text.
    movedUntil: async (untilAt) =>
      (await moved({ untilAt })).map(({ funder, town, amountYen }) => ({
        funder,
        town: town ?? '',
        amountYen: Number(amountYen),
      })),
    all: async () => (await all()).map(nettingOf),
    find: async (id) => (await one({ id })).map(nettingOf)[0],
    insert: async (netting) => {
      try {
        await store.atomic([insert({ ...netting })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'nettings')) return 'exists'
        throw error
      }
    },
  }
}
