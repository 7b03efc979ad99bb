import { and, asc, desc, eq, lt, lte, or, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { japanDay } from '../platform/clock.ts'
import type { ActPage, PaidByProxy, ProxyStore } from './proxy-ports.ts'
import type { NewProxyAct, Relation } from './proxy.ts'
import type { TopupStatus } from './topup.ts'

/** Who acts for whom, on any engine. */
export function proxyStore(store: Store): ProxyStore {
  return { ...proxyReads(store), ...actReads(store), ...proxyWrites(store), actWrites: actWritesOn(store) }
}

const columnsOf = ({ proxies: p, proxyEndings: e }: Store['tables']) => ({
  proxyId: p.id,
  walletId: p.walletId,
  deviceId: p.deviceId,
  number: p.number,
  relation: sql<Relation>`${p.relation}`,
  paymentYenMax: p.paymentYenMax,
  dayYenMax: p.dayYenMax,
  endsAt: p.endsAt,
  createdAt: p.createdAt,
  endedAt: e.createdAt,
})

function proxyReads({
  tables: t,
  query,
  prepareRead,
}: Store): Pick<
  ProxyStore,
  'findActing' | 'proxiesOfDevice' | 'proxiesOfWallet' | 'findInvitation' | 'isInvitedTo'
> {
  const { proxies: p, proxyEndings: e, proxyInvitations: i, walletDevices: d, wallets: w } = t
  const ph = sql.placeholder
  const columns = columnsOf(t)
  const paid = (number: ReturnType<typeof sql>) =>
    sql<number>`coalesce((select c.paid_yen from proxy_days c where c.wallet_id = ${p.walletId} and c.number = ${number} and c.day = ${ph('day')}), 0)`
  const ended = eq(e.proxyId, p.id)
  const acting = prepareRead(
    query
      .select({
        ...columns,
        frozenAt: w.frozenAt,
        paidYen: paid(sql`${p.number}`),
        allPaidYen: paid(sql`0`),
      })
      .from(p)
      .innerJoin(d, eq(d.id, p.deviceId))
      .innerJoin(w, eq(w.accountId, d.walletId))
      .leftJoin(e, ended)
      .where(eq(p.id, ph('proxyId'))),
  )
  const ofDevice = prepareRead(
    query
      .select(columns)
      .from(p)
      .leftJoin(e, ended)
      .where(eq(p.deviceId, ph('deviceId')))
      .orderBy(asc(p.createdAt), asc(p.id)),
  )
  const ofWallet = prepareRead(
    query
      .select(columns)
      .from(p)
      .leftJoin(e, ended)
      .where(eq(p.walletId, ph('walletId')))
      .orderBy(asc(p.number)),
  )
  const invitation = prepareRead(
    query
      .select({
        id: i.id,
        walletId: i.walletId,
        relation: sql<Relation>`${i.relation}`,
        paymentYenMax: i.paymentYenMax,
        dayYenMax: i.dayYenMax,
        endsAt: i.endsAt,
        validUntil: i.validUntil,
        usedByDeviceId: p.deviceId,
      })
      .from(i)
      .leftJoin(p, eq(p.invitationId, i.id))
      .where(eq(i.codeHash, ph('codeHash'))),
  )
  const invited = prepareRead(
    query
      .select({ id: i.id })
      .from(i)
      .where(eq(i.walletId, ph('walletId')))
      .limit(1),
  )
  return {
    isInvitedTo: async (walletId) => (await invited({ walletId })).length > 0,
    findActing: async (proxyId, day) => {
      const [row] = await acting({ proxyId, day })
      if (row === undefined) return undefined
      const { frozenAt, ...proxy } = row
      return { ...proxy, ownWalletFrozen: frozenAt !== null }
    },
    proxiesOfDevice: (deviceId) => ofDevice({ deviceId }),
    proxiesOfWallet: (walletId) => ofWallet({ walletId }),
    findInvitation: async (codeHash) => (await invitation({ codeHash }))[0],
  }
}

/** After every possible cursor. */
const newest = { at: Number.MAX_SAFE_INTEGER, id: '~' }

function actReads({
  tables: t,
  query,
  prepareRead,
}: Store): Pick<ProxyStore, 'doneBy' | 'actsOfWallet' | 'actsOfProxy'> {
  const { proxies: p, proxyActs: a, payments: y, topups: u } = t
  const ph = sql.placeholder
  const doneBy = prepareRead(
    query
      .select({
        proxyId: p.id,
        number: p.number,
        relation: sql<Relation>`${p.relation}`,
        walletId: p.walletId,
        deviceId: p.deviceId,
      })
      .from(a)
      .innerJoin(p, eq(p.id, a.proxyId))
      .where(eq(a.id, ph('actId'))),
  )
  const before = and(lte(a.createdAt, ph('at')), or(lt(a.createdAt, ph('at')), lt(a.id, ph('id'))))
  const lines = () =>
    query
      .select({
        id: a.id,
        what: sql<NewProxyAct['what']>`${a.what}`,
        amountYen: a.amountYen,
        at: a.createdAt,
        number: p.number,
        relation: sql<Relation>`${p.relation}`,
        merchantAccountId: y.merchantAccountId,
        refundedYen: sql<number>`coalesce(${y.refundedYen}, 0)`,
        topupStatus: sql<TopupStatus | null>`${u.status}`,
      })
      .from(a)
      .innerJoin(p, eq(p.id, a.proxyId))
      .leftJoin(y, eq(y.journalId, a.id))
      .leftJoin(u, eq(u.id, a.id))
  const ofWallet = prepareRead(
    lines()
      .where(and(eq(p.walletId, ph('of')), before))
      .orderBy(desc(a.createdAt), desc(a.id))
      .limit(ph('limit')),
  )
  const ofProxy = prepareRead(
    lines()
      .where(and(eq(a.proxyId, ph('of')), before))
      .orderBy(desc(a.createdAt), desc(a.id))
      .limit(ph('limit')),
  )
  const from = ({ before: cursor = newest, limit }: ActPage) => ({ ...cursor, limit })
  return {
    doneBy: async (actId) => (await doneBy({ actId }))[0],
    actsOfWallet: (of, page) => ofWallet({ of, ...from(page) }),
    actsOfProxy: (of, page) => ofProxy({ of, ...from(page) }),
  }
}

function proxyWrites({
  tables: t,
  query,
  prepareWrite,
}: Store): Pick<ProxyStore, 'invitationWrite' | 'proxyWrite' | 'endingWrite'> {
  const ph = sql.placeholder
  const terms = {
    relation: ph('relation'),
    paymentYenMax: ph('paymentYenMax'),
    dayYenMax: ph('dayYenMax'),
    endsAt: ph('endsAt'),
  }
  const invitation = prepareWrite(
    query.insert(t.proxyInvitations).values({
      ...terms,
      id: ph('id'),
      codeHash: ph('codeHash'),
      walletId: ph('walletId'),
      by: ph('by'),
      validUntil: ph('validUntil'),
      createdAt: ph('at'),
    }),
  )
  const proxy = prepareWrite(
    query.insert(t.proxies).values({
      ...terms,
      id: ph('id'),
      walletId: ph('walletId'),
      number: ph('number'),
      deviceId: ph('deviceId'),
      invitationId: ph('invitationId'),
      createdAt: ph('at'),
    }),
  )
  const ending = prepareWrite(
    query.insert(t.proxyEndings).values({
      proxyId: ph('proxyId'),
      by: ph('by'),
      endedBy: ph('endedBy'),
      reason: ph('reason'),
      createdAt: ph('at'),
    }),
  )
  return {
    invitationWrite: (made) => invitation({ ...made }),
    proxyWrite: (made) => proxy({ ...made }),
    endingWrite: (ended) => ending({ ...ended }),
  }
}

function actWritesOn({ tables: t, query, prepareWrite }: Store): ProxyStore['actWrites'] {
  const { proxyActs: a, proxyDays: c } = t
  const ph = sql.placeholder
  const act = prepareWrite(
    query.insert(a).values({
      id: ph('id'),
      proxyId: ph('proxyId'),
      what: ph('what'),
      amountYen: ph('amountYen'),
      day: ph('day'),
      createdAt: ph('at'),
    }),
  )
  // All together first, then its own, in one statement: who pays at once waits here, and a check refuses the first yen above.
  const count = prepareWrite(
    query
      .insert(c)
      .values([
        {
          walletId: ph('walletId'),
          number: 0,
          day: ph('day'),
          paidYen: ph('amountYen'),
          limitYen: ph('allDayLimitYen'),
        },
        {
          walletId: ph('walletId'),
          number: ph('number'),
          day: ph('day'),
          paidYen: ph('amountYen'),
          limitYen: ph('dayLimitYen'),
        },
      ])
      .onConflictDoUpdate({
        target: [c.walletId, c.number, c.day],
        set: { paidYen: sql`${c.paidYen} + excluded.paid_yen`, limitYen: sql`excluded.limit_yen` },
      }),
  )
  return (done: NewProxyAct, paid: PaidByProxy | null): readonly Write[] => {
    const row = { ...done, day: japanDay(done.at) }
    return [...(paid === null ? [] : [count({ ...row, ...paid })]), act(row)]
  }
}
