import { asc, desc, eq, inArray, not, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { BankAccountChange, ChangeAct, ChangeStep } from './bank-account-change.ts'
import type { DepositType } from './merchant.ts'
import type { ChangeStore } from './ports.ts'

/** Changes of bank accounts on any engine. */
export const changeStore = (store: Store): ChangeStore => ({ ...changeReads(store), ...changeWrites(store) })

function changeReads(store: Store) {
  const { prepareRead, query, tables } = store
  const { bankAccountChanges: c, bankAccountChangeSteps: s } = tables
  const ph = sql.placeholder
  const select = (which?: SQL) => query.select().from(c).where(which)
  const one = prepareRead(select(eq(c.id, ph('id'))))
  const newestOf = prepareRead(
    select(eq(c.merchantId, ph('merchantId')))
      .orderBy(desc(c.number))
      .limit(1),
  )
  const newest = query
    .select({ id: c.id })
    .from(c)
    .orderBy(desc(c.createdAt), desc(c.id))
    .limit(ph('newestMost'))
  const over = sql`exists (select 1 from bank_account_change_steps s where s.change_id = bank_account_changes.id
    and (s.what in ('refused', 'cancelled') or s.in_force_at <= ${ph('now')}))`
  const latest = prepareRead(
    select(or(not(over), inArray(c.id, newest))).orderBy(desc(c.createdAt), desc(c.id)),
  )
  const stepsOf = prepareRead(
    query
      .select({
        what: s.what,
        doneBy: s.doneBy,
        name: tables.users.name,
        reason: s.reason,
        at: s.createdAt,
        inForceAt: s.inForceAt,
      })
      .from(s)
      .leftJoin(tables.users, eq(tables.users.id, s.doneBy))
      .where(eq(s.changeId, ph('id')))
      .orderBy(asc(s.number)),
  )
  type Row = Awaited<ReturnType<typeof one>>[number]
  const whole = async ({ createdAt, ...row }: Row): Promise<BankAccountChange> => ({
    ...row,
    depositType: row.depositType as DepositType,
    askedAt: createdAt,
    steps: (await stepsOf({ id: row.id })).map((step): ChangeStep => ({
      ...step,
      what: step.what as ChangeAct,
    })),
  })
  const first = async (rows: Promise<Row[]>) => {
    const [row] = await rows
    return row && whole(row)
  }
  return {
    findChange: (id: string) => first(one({ id })),
    newestChange: (merchantId: string) => first(newestOf({ merchantId })),
    latestChanges: async (asked: { readonly now: number; readonly newestMost: number }) =>
      Promise.all((await latest({ ...asked })).map(whole)),
  }
}

function changeWrites(store: Store): Pick<ChangeStore, 'addChange' | 'act'> {
  const { prepareWrite, query, tables } = store
  const { bankAccountChanges: c, bankAccountChangeSteps: s, merchantBankAccounts: b } = tables
  const bank = ['bankCode', 'bankNameKana', 'branchCode', 'branchNameKana', 'depositType', 'accountNumber']
  const named = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never
  const change = prepareWrite(
    query
      .insert(c)
      .values(named('id', 'merchantId', 'number', ...bank, 'holderKana', 'askedBy', 'byStaff', 'createdAt')),
  )
  const step = prepareWrite(
    query.insert(s).values(named('changeId', 'number', 'what', 'doneBy', 'reason', 'inForceAt', 'createdAt')),
  )
  const account = prepareWrite(
    query.insert(b).values(named('id', 'merchantId', ...bank, 'holderKana', 'createdAt', 'inForceAt')),
  )
  const stepWrite = (changeId: string, number: number, { at, ...one }: ChangeStep): Write =>
    step({ ...one, changeId, number, createdAt: at })
  const stored = async (writes: readonly Write[]): Promise<'stored' | 'lost'> => {
    try {
      await store.atomic(writes)
      return 'stored'
    } catch (error) {
      const isLost =
        isViolation(error, 'unique') ||
        isViolation(error, 'check', 'bank_account_change_true') ||
        isViolation(error, 'race')
      if (isLost) return 'lost'
      throw error
    }
  }
  return {
    addChange: ({ steps, askedAt, ...asked }) =>
      stored([
        change({ ...asked, createdAt: askedAt }),
        ...steps.map((one, index) => stepWrite(asked.id, index + 1, one)),
      ]),
    act: (asked, one) =>
      stored([
        stepWrite(asked.id, asked.steps.length + 1, one),
        ...(one.inForceAt === null
          ? []
          : [account({ ...asked, createdAt: one.at, inForceAt: one.inForceAt })]),
      ]),
  }
}
