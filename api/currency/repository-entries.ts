import { and, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { AccountKind, AccountRef } from './account.ts'
import type { Decision } from './decision.ts'
import type { Entry, Journal } from './journal.ts'

/** Accounts that hold other people's money, or a budget, never go below zero. */
const floorOf: Record<AccountKind, number | null> = {
  wallet: 0,
  merchant: 0,
  pot: 0,
  settlement: 0,
  card_clearing: null,
  bank: null,
  fee: null,
  breakage: null,
  receivable: null,
}

/** Accounts whose every entry also records the balance after it. */
const purses: ReadonlySet<AccountKind> = new Set(['wallet', 'pot'])

/** The statements that entries, and what they move, are stored with. */
function compile(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const thisBalance = and(eq(t.balances.accountId, ph('accountId')), eq(t.balances.fundId, ph('fundId')))
  const entry = {
    journalId: ph('journalId'),
    line: ph('line'),
    accountId: ph('accountId'),
    fundId: ph('fundId'),
    lotId: ph('lotId'),
    amountYen: ph('amountYen'),
    createdAt: ph('at'),
  }
  return {
    lotDelta: prepareWrite(
      query
        .update(t.lots)
        .set({ remainingYen: sql`${t.lots.remainingYen} + ${ph('deltaYen')}` })
        .where(and(eq(t.lots.id, ph('lotId')), eq(t.lots.accountId, ph('accountId')))),
    ),
    zeroBalance: prepareWrite(
      query
        .insert(t.balances)
        .values({
          accountId: ph('accountId'),
          fundId: ph('fundId'),
          postedYen: 0,
          heldYen: 0,
          floorYen: ph('floorYen'),
          version: 0,
        })
        .onConflictDoNothing(),
    ),
    balanceDelta: prepareWrite(
      query
        .update(t.balances)
        .set({
          postedYen: sql`${t.balances.postedYen} + ${ph('deltaYen')}`,
          version: sql`${t.balances.version} + ${ph('entries')}`,
        })
        .where(thisBalance),
    ),
    entry: prepareWrite(
      query.insert(t.entries).values({ ...entry, balanceAfterYen: null, accountVersion: null }),
    ),
    recordedEntry: prepareWrite(
      query.insert(t.entries).values({
        ...entry,
        // The balance has moved for all of the journal: less what entries after this one took or brought.
        balanceAfterYen: sql`(select ${t.balances.postedYen} from ${t.balances} where ${thisBalance}) - ${ph('laterYen')}`,
        accountVersion: sql`(select ${t.balances.version} from ${t.balances} where ${thisBalance}) - ${ph('later')}`,
      }),
    ),
    credit: prepareWrite(
      query.insert(t.credits).values({
        id: ph('id'),
        accountId: ph('accountId'),
        fundId: ph('fundId'),
        journalId: ph('journalId'),
        amountYen: ph('amountYen'),
        createdAt: ph('at'),
      }),
    ),
  }
}

type Statements = ReturnType<typeof compile>

/** What stores the entries of a journal, and moves the balances and lots that they are of. */
export function entryStatements(store: Store) {
  const statements = compile(store)
  return {
    entryWrites: (decision: Pick<Decision<unknown>, 'journal' | 'newLots'>): Write[] =>
      entryWrites(statements, decision),
    zeroBalance: (account: AccountRef, fundId: string): Write =>
      statements.zeroBalance({ accountId: account.id, fundId, floorYen: floorOf[account.kind] }),
    balanceDelta: (accountId: string, fundId: string, deltaYen: number): Write =>
      statements.balanceDelta({ accountId, fundId, deltaYen, entries: 1 }),
  }
}

/** What a journal does to one balance: its entries there, in the order of their lines. */
type Move = { readonly rows: readonly EntryRow[]; readonly amountYen: number }
type EntryRow = { readonly entry: Entry; readonly line: number }

/**
 * Balances in one order of accounts for every journal, so that two writers never wait for each other in a ring. Each balance
 * moves once; its entries then say what it was after each of them. What a shop is owed changes no balance and is written last.
 */
function entryWrites(
  statements: Statements,
  { journal, newLots }: Pick<Decision<unknown>, 'journal' | 'newLots'>,
): Write[] {
  const fresh = new Set(newLots.map((lot) => lot.id))
  const rows = journal.entries.toSorted(byPlace).map((entry, index) => ({ entry, line: index + 1 }))
  const moves = movesOf(rows.filter(({ entry }) => !isCredit(entry)))
  const owed = rows.filter(({ entry }) => isCredit(entry)).map((row) => valuesOf(journal, row))
  return [
    ...moves.flatMap((move) => [
      ...balanceWrites(statements, move),
      ...lotWrites(statements, move, fresh),
      ...movedEntryWrites(statements, journal, move),
    ]),
    ...owed.map((row) => statements.entry(row)),
    ...owed.map((row) => statements.credit({ ...row, id: `${journal.id}.${row.line}` })),
  ]
}

const isCredit = (entry: Entry): boolean => entry.account.kind === 'merchant' && entry.amountYen > 0

/** Entries of one balance are neighbours in the order of places. What is between them is no balance below zero: lots have a floor of their own. */
function movesOf(rows: readonly EntryRow[]): Move[] {
  const moves: Move[] = []
  for (const row of rows) {
    const last = moves.at(-1)
    if (last !== undefined && isSameMove(last.rows[0]!.entry, row.entry))
      moves[moves.length - 1] = { rows: [...last.rows, row], amountYen: last.amountYen + row.entry.amountYen }
    else moves.push({ rows: [row], amountYen: row.entry.amountYen })
  }
  return moves
}

const isSameMove = (a: Entry, b: Entry): boolean => a.account.id === b.account.id && a.fundId === b.fundId

function balanceWrites(statements: Statements, { rows, amountYen }: Move): Write[] {
  const [{ entry }] = rows as [EntryRow]
  const place = { accountId: entry.account.id, fundId: entry.fundId }
  const moved = statements.balanceDelta({ ...place, deltaYen: amountYen, entries: rows.length })
  const floorYen = floorOf[entry.account.kind]
  // Money that leaves was there before: only what arrives may need its first row.
  return amountYen > 0 || floorYen === null
    ? [statements.zeroBalance({ ...place, floorYen }), moved]
    : [moved]
}

const lotWrites = (statements: Statements, { rows }: Move, fresh: ReadonlySet<string>): Write[] =>
  rows.flatMap(({ entry: { lotId, account, amountYen } }) =>
    lotId === null || fresh.has(lotId)
      ? []
      : [statements.lotDelta({ lotId, accountId: account.id, deltaYen: amountYen })],
  )

function movedEntryWrites(statements: Statements, journal: Journal, { rows, amountYen }: Move): Write[] {
  let [laterYen, later] = [amountYen, rows.length]
  return rows.map((row) => {
    const values = valuesOf(journal, row)
    if (!purses.has(row.entry.account.kind)) return statements.entry(values)
    laterYen -= row.entry.amountYen
    later -= 1
    return statements.recordedEntry({ ...values, laterYen, later })
  })
}

const valuesOf = (journal: Journal, { entry, line }: EntryRow) => ({
  journalId: journal.id,
  line,
  accountId: entry.account.id,
  fundId: entry.fundId,
  lotId: entry.lotId,
  amountYen: entry.amountYen,
  at: journal.at,
})

const byPlace = (a: Entry, b: Entry): number => {
  const [left, right] = [placeOf(a), placeOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

const placeOf = (entry: Entry): string => `${entry.account.id} ${entry.fundId} ${entry.lotId ?? ''}`
