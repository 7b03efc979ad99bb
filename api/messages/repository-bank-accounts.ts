import { and, asc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { japanDay } from '../platform/clock.ts'
import type { Happening } from './message.ts'
import { languageOfShop } from './repository-shop-languages.ts'

type Kind = Extract<Happening['kind'], `bank_account_${string}`>
type Read = (fromAt: number, limit: number, now: number) => Promise<readonly Happening[]>

/** Steps that a shop is told of. A check is between the office and whoever answered the telephone. */
const told: Readonly<Record<string, Kind>> = {
  approved: 'bank_account_approved',
  refused: 'bank_account_refused',
  cancelled: 'bank_account_cancelled',
}

/** Changes of bank accounts: asked for, decided, cancelled, in force. */
export const bankAccountHappenings = (store: Store): readonly Read[] => [
  asked(store),
  decided(store),
  inForce(store),
]

const columnsOf = (tables: Store['tables']) => {
  const { bankAccountChanges: c, merchants: m } = tables
  return {
    language: languageOfShop(tables),
    changeId: c.id,
    merchantId: c.merchantId,
    shopJa: m.nameJa,
    shopEn: m.nameEn,
    bankKana: c.bankNameKana,
    accountNumber: c.accountNumber,
  }
}

type Row = {
  language: string
  changeId: string
  merchantId: string
  shopJa: string
  shopEn: string
  bankKana: string
  accountNumber: string
}

function happening(
  kind: Kind,
  { language, accountNumber, bankKana, ...row }: Row,
  inForceAt: number | null,
): Happening {
  return {
    kind,
    of: row.changeId,
    recipient: { kind: 'merchant', id: row.merchantId },
    language,
    facts: {
      ...row,
      bankKana: bankKana.normalize('NFKC'),
      lastDigits: accountNumber.slice(-4),
      fromDay: inForceAt === null ? '' : japanDay(inForceAt),
    },
  }
}

function asked({ prepareRead, query, tables }: Store): Read {
  const { bankAccountChanges: c, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select(columnsOf(tables))
      .from(c)
      .innerJoin(m, eq(m.id, c.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'bank_account_asked:' || ${c.id}`)
      .where(and(gte(c.createdAt, ph('fromAt')), isNull(messages.id)))
      .orderBy(asc(c.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).map((row) => happening('bank_account_asked', row, null))
}

function decided({ prepareRead, query, tables }: Store): Read {
  const { bankAccountChanges: c, bankAccountChangeSteps: s, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({ ...columnsOf(tables), what: s.what, inForceAt: s.inForceAt })
      .from(s)
      .innerJoin(c, eq(c.id, s.changeId))
      .innerJoin(m, eq(m.id, c.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'bank_account_' || ${s.what} || ':' || ${c.id}`)
      .where(and(gte(s.createdAt, ph('fromAt')), inArray(s.what, Object.keys(told)), isNull(messages.id)))
      .orderBy(asc(s.createdAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit) =>
    (await read({ fromAt, limit })).flatMap(({ what, inForceAt, ...row }) => {
      const kind = told[what]
      return kind === undefined ? [] : [happening(kind, row, inForceAt)]
    })
}

function inForce({ prepareRead, query, tables }: Store): Read {
  const { bankAccountChanges: c, bankAccountChangeSteps: s, merchants: m, messages } = tables
  const ph = sql.placeholder
  const read = prepareRead(
    query
      .select({ ...columnsOf(tables), inForceAt: s.inForceAt })
      .from(s)
      .innerJoin(c, eq(c.id, s.changeId))
      .innerJoin(m, eq(m.id, c.merchantId))
      .leftJoin(messages, sql`${messages.id} = 'bank_account_in_force:' || ${c.id}`)
      .where(
        and(
          gte(s.inForceAt, ph('fromAt')),
          lte(s.inForceAt, ph('now')),
          sql`not exists (select 1 from bank_account_change_steps n where n.change_id = ${c.id} and n.what = 'cancelled')`,
          isNull(messages.id),
        ),
      )
      .orderBy(asc(s.inForceAt))
      .limit(ph('limit')),
  )
  return async (fromAt, limit, now) =>
    (await read({ fromAt, limit, now })).map(({ inForceAt, ...row }) =>
      happening('bank_account_in_force', row, inForceAt),
    )
}
