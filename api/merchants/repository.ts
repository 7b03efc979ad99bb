import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { BankAccount, DepositType, Merchant, MerchantClass, MerchantStatus } from './merchant.ts'
import type { CameBack, MerchantStore, NewMerchant, Payee } from './ports.ts'
import { reviewStore } from './repository-review-steps.ts'
import { profileStore } from './repository-payout-profiles.ts'

/** The register of shops on any engine. */
export function merchantStore(store: Store): MerchantStore {
  return {
    ...registerReads(store),
    ...registerWrites(store),
    ...profileStore(store),
    ...reviewStore(store),
    commit: commitOn(store),
  }
}

/** The register's columns as they are named in a `Merchant`. */
const columnsOf = ({ merchants: m }: Store['tables']) => ({
  id: m.id,
  code: m.code,
  accountId: m.accountId,
  nameJa: m.nameJa,
  nameKana: m.nameKana,
  nameEn: m.nameEn,
  municipality: m.municipality,
  merchantClass: m.merchantClass,
  stationId: m.stationId,
  status: m.status,
  closedAt: sql<number | null>`(select a.closed_at from accounts a where a.id = merchants.account_id)`,
  contactName: m.contactName,
  contactPhone: m.contactPhone,
  contactEmail: m.contactEmail,
  codeVersion: m.codeVersion,
  demonstration: m.demonstration,
  appliedAt: m.appliedAt,
  decidedAt: m.decidedAt,
  decidedBy: m.decidedBy,
  decisionReason: m.decisionReason,
})

type Row = Omit<Merchant, 'merchantClass' | 'status'> & { merchantClass: string; status: string }

/** A CHECK keeps the status, the application's schema the class. */
const merchantOf = <R extends Row>(row: R): R & Merchant => ({
  ...row,
  merchantClass: row.merchantClass as MerchantClass,
  status: row.status as MerchantStatus,
})

function registerReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const columns = columnsOf(t)
  const select = () => query.select(columns).from(t.merchants)
  const byId = prepareRead(select().where(eq(t.merchants.id, ph('id'))))
  const byCode = prepareRead(select().where(eq(t.merchants.code, ph('code'))))
  const byAccount = prepareRead(select().where(eq(t.merchants.accountId, ph('accountId'))))
  const byStatus = prepareRead(
    select()
      .where(eq(t.merchants.status, ph('status')))
      .orderBy(asc(t.merchants.appliedAt), asc(t.merchants.id)),
  )
  const members = prepareRead(
    query
      .select({ userId: t.merchantMembers.userId })
      .from(t.merchantMembers)
      .where(eq(t.merchantMembers.merchantId, ph('merchantId'))),
  )
  const ofMember = prepareRead(
    query
      .select({ ...columns, memberRole: t.merchantMembers.role })
      .from(t.merchantMembers)
      .innerJoin(t.merchants, eq(t.merchants.id, t.merchantMembers.merchantId))
      .where(eq(t.merchantMembers.userId, ph('userId')))
      .orderBy(asc(t.merchants.appliedAt)),
  )
  const { merchantBankAccounts: b, payouts: p, payoutReturns: r } = t
  const bank = prepareRead(
    bankSelect(store)
      .where(
        and(eq(b.merchantId, ph('merchantId')), sql`${heldFrom} <= ${ph('now')}`, sql`not ${isCancelled}`),
      )
      .orderBy(desc(heldFrom), desc(b.id))
      .limit(1),
  )
  const bankById = prepareRead(bankSelect(store).where(eq(b.id, ph('id'))))
  const cameBack = prepareRead(
    query
      .select({ amountYen: p.amountYen, reason: r.reason, returnedAt: r.createdAt })
      .from(p)
      .innerJoin(r, eq(r.payoutId, p.id))
      .where(eq(p.bankAccountId, ph('bankAccountId')))
      .orderBy(desc(r.createdAt), desc(p.id)),
  )
  const accountOf = (row: Awaited<ReturnType<typeof bank>>[number] | undefined): BankAccount | undefined =>
    row && { ...row, depositType: row.depositType as DepositType }
  const payees = prepareRead(payeeSelect(store))
  const first = async (rows: Promise<Row[]>) => {
    const [row] = await rows
    return row && merchantOf(row)
  }
  return {
    find: (id: string) => first(byId({ id })),
    findByCode: (code: string) => first(byCode({ code })),
    findByAccount: (accountId: string) => first(byAccount({ accountId })),
    inStatus: async (status: MerchantStatus) => (await byStatus({ status })).map(merchantOf),
    memberIds: async (merchantId: string) => (await members({ merchantId })).map((row) => row.userId),
    ofMember: async (userId: string) => (await ofMember({ userId })).map(merchantOf),
    payees: async (now: number) =>
      (await payees({ now })).flatMap(
        ({ merchantId, accountId, merchantCode, nameJa, municipality, ...rest }) =>
          accountId === null || merchantCode === null
            ? []
            : [{ merchantId, accountId, merchantCode, nameJa, municipality, account: payeeAccount(rest) }],
      ),
    bankAccount: async (merchantId: string, now: number) => accountOf((await bank({ merchantId, now }))[0]),
    findBankAccount: async (id: string) => accountOf((await bankById({ id }))[0]),
    cameBack: async (merchantId: string, now: number): Promise<readonly CameBack[]> => {
      const [inForce] = await bank({ merchantId, now })
      return inForce === undefined ? [] : cameBack({ bankAccountId: inForce.id })
    },
  }
}

/** From when an account holds; of one that came by a change, from the end of its cool-down. */
const heldFrom = sql`coalesce(merchant_bank_accounts.in_force_at, merchant_bank_accounts.created_at)`
const isCancelled = sql`exists (select 1 from bank_account_change_steps s where s.change_id = merchant_bank_accounts.id and s.what = 'cancelled')`

const bankSelect = ({ tables: { merchantBankAccounts: b }, query }: Store) =>
  query
    .select({
      id: b.id,
      merchantId: b.merchantId,
      bankCode: b.bankCode,
      bankNameKana: b.bankNameKana,
      branchCode: b.branchCode,
      branchNameKana: b.branchNameKana,
      depositType: b.depositType,
      accountNumber: b.accountNumber,
      holderKana: b.holderKana,
    })
    .from(b)

const payeeSelect = ({
  tables: { merchants: m, merchantBankAccounts: b, payouts: p, payoutReturns: r },
  query,
}: Store) =>
  query
    .select({
      merchantId: m.id,
      accountId: m.accountId,
      merchantCode: m.code,
      nameJa: m.nameJa,
      municipality: m.municipality,
      id: b.id,
      bankCode: b.bankCode,
      bankNameKana: b.bankNameKana,
      branchCode: b.branchCode,
      branchNameKana: b.branchNameKana,
      depositType: b.depositType,
      accountNumber: b.accountNumber,
      holderKana: b.holderKana,
    })
    .from(m)
    .leftJoin(
      b,
      sql`${b.id} = (select case when exists (select 1 from ${p} p join ${r} r on r.payout_id = p.id where p.bank_account_id = b.id) then null else b.id end from ${b} b where b.merchant_id = ${m}.id and coalesce(b.in_force_at, b.created_at) <= ${sql.placeholder('now')} and not exists (select 1 from bank_account_change_steps s where s.change_id = b.id and s.what = 'cancelled') order by coalesce(b.in_force_at, b.created_at) desc, b.id desc limit 1)`,
    )
    .where(isNotNull(m.accountId))

type PayeeAccount = NonNullable<Payee['account']>

/** A shop without one has no column of it. */
const payeeAccount = (row: { readonly [Column in keyof PayeeAccount]: unknown }): Payee['account'] =>
  row.id === null ? null : (row as PayeeAccount)

function registerWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const merchant = prepareWrite(
    query.insert(t.merchants).values({
      ...placeholders('id', 'nameJa', 'nameKana', 'nameEn', 'municipality', 'merchantClass', 'stationId'),
      ...placeholders('contactName', 'contactPhone', 'contactEmail', 'demonstration', 'appliedAt'),
      status: 'applied',
      codeVersion: 1,
    }),
  )
  const bank = prepareWrite(
    query.insert(t.merchantBankAccounts).values({
      ...placeholders('merchantId', 'bankCode', 'bankNameKana', 'branchCode', 'branchNameKana'),
      ...placeholders('depositType', 'accountNumber', 'holderKana'),
      id: ph('bankAccountId'),
      createdAt: ph('appliedAt'),
    }),
  )
  const laterBank = prepareWrite(
    query
      .insert(t.merchantBankAccounts)
      .values({
        ...placeholders('id', 'merchantId', 'bankCode', 'bankNameKana', 'branchCode', 'branchNameKana'),
        ...placeholders('depositType', 'accountNumber', 'holderKana'),
        createdAt: ph('at'),
      })
      .onConflictDoNothing(),
  )
  const member = prepareWrite(
    query
      .insert(t.merchantMembers)
      .values({ merchantId: ph('merchantId'), userId: ph('userId'), role: 'owner', createdAt: ph('at') }),
  )
  // An UPDATE that finds nothing succeeds silently. This one always finds the row, and fails its CHECK
  // when the application is no longer waiting: two officers cannot both decide.
  const onlyOnce = (status: string) =>
    sql`case when ${t.merchants.status} = 'applied' then ${status} else 'decided before' end`
  const value = (name: string) => sql`${ph(name)}`
  const decided = { decidedAt: value('at'), decidedBy: value('decidedBy'), decisionReason: value('reason') }
  const decide = (change: object) =>
    prepareWrite(
      query
        .update(t.merchants)
        .set({ ...decided, ...change })
        .where(eq(t.merchants.id, ph('merchantId'))),
    )
  const approve = decide({ status: onlyOnce('approved'), code: value('code'), accountId: value('accountId') })
  const refuse = decide({ status: onlyOnce('refused') })
  return {
    applyWrites: (shop: NewMerchant, ownerId: string): Write[] => [
      merchant(shop),
      bank({ ...shop, merchantId: shop.id }),
      member({ merchantId: shop.id, userId: ownerId, at: shop.appliedAt }),
    ],
    bankAccountWrites: (account: object): Write[] => [laterBank({ ...account })],
    approveWrites: (decision: object): Write[] => [approve({ ...decision })],
    refuseWrites: (decision: object): Write[] => [refuse({ ...decision })],
  }
}

/** Each named column takes the value of the same name. */
function placeholders<Name extends string>(...names: Name[]) {
  const named = names.map((name) => [name, sql.placeholder(name)] as const)
  return Object.fromEntries(named) as unknown as Record<Name, ReturnType<typeof sql.placeholder>>
}

function commitOn(store: Store): MerchantStore['commit'] {
  return async (writes) => {
    try {
      await store.atomic(writes as Write[])
      return 'stored'
    } catch (error) {
      const isLost =
        isViolation(error, 'check', 'merchant_status') ||
        isViolation(error, 'check', 'merchant_application_true') ||
        isViolation(error, 'unique', 'merchant_application_steps') ||
        isViolation(error, 'race')
      if (isLost) return 'lost_race'
      if (isViolation(error, 'unique', 'merchants')) return 'code_taken'
      if (isViolation(error, 'unique', 'users')) return 'person_taken'
      throw error
    }
  }
}
