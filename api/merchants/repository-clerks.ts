import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { staffActWrite } from '../platform/staff-act-store.ts'
import type { ClerkStore, NewTillAct, Till, TillAct, TillChange, TillChangeKind } from './clerk-ports.ts'

/** Clerks and tills on any engine. */
export function clerkStore(store: Store): ClerkStore {
  return {
    ...clerkReads(store),
    ...tillReads(store),
    ...actReads(store),
    ...clerkWrites(store),
    ...tillWrites(store),
    commit: async (writes) => {
      try {
        await store.atomic(writes as Write[])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'check', 'clerk_pin_tries')) return 'tries_used_up'
        if (isViolation(error, 'unique', 'clerks') || isViolation(error, 'unique', 'till_devices'))
          return 'taken'
        throw error
      }
    },
  }
}

function clerkReads({ tables: t, query, prepareRead }: Store): Pick<ClerkStore, 'clerks' | 'findClerk'> {
  const { clerks: c } = t
  const ph = sql.placeholder
  const columns = {
    id: c.id,
    merchantId: c.merchantId,
    name: c.name,
    wrongTries: c.wrongTries,
    mayTake: c.mayTake,
    maySeeTakings: c.maySeeTakings,
    refundYenMax: c.refundYenMax,
    refundDayYenMax: c.refundDayYenMax,
    endedAt: c.endedAt,
    createdAt: c.createdAt,
  }
  const ofShop = prepareRead(
    query
      .select(columns)
      .from(c)
      .where(eq(c.merchantId, ph('merchantId')))
      .orderBy(asc(c.createdAt), asc(c.id)),
  )
  const byId = prepareRead(
    query
      .select({ ...columns, pinHash: c.pinHash })
      .from(c)
      .where(eq(c.id, ph('clerkId'))),
  )
  return {
    clerks: (merchantId) => ofShop({ merchantId }),
    findClerk: async (clerkId) => (await byId({ clerkId }))[0],
  }
}

function tillReads({
  tables: t,
  query,
  prepareRead,
}: Store): Pick<ClerkStore, 'tills' | 'findTill' | 'recognise' | 'standingAt' | 'refundedOn'> {
  const { clerks: c, tillDevices: d, clerkRefundDays: r } = t
  const ph = sql.placeholder
  const columns = {
    id: d.id,
    merchantId: d.merchantId,
    name: d.name,
    endedAt: d.endedAt,
    createdAt: d.createdAt,
  }
  // Whoever came with the right PIN stays, also while somebody guesses it elsewhere.
  const standing = and(eq(c.id, d.clerkId), isNull(c.endedAt), gte(d.onDutyUntil, ph('at')))
  const ofShop = prepareRead(
    query
      .select({ ...columns, clerkName: c.name })
      .from(d)
      .leftJoin(c, standing)
      .where(and(eq(d.merchantId, ph('merchantId')), isNull(d.endedAt)))
      .orderBy(asc(d.createdAt), asc(d.id)),
  )
  const byId = prepareRead(
    query
      .select(columns)
      .from(d)
      .where(eq(d.id, ph('deviceId'))),
  )
  const inUse = and(eq(d.id, ph('deviceId')), isNull(d.endedAt))
  const till = () =>
    query
      .select({
        deviceId: d.id,
        deviceName: d.name,
        merchantId: d.merchantId,
        dutyUntil: d.onDutyUntil,
        clerkId: c.id,
        name: c.name,
        mayTake: c.mayTake,
        maySeeTakings: c.maySeeTakings,
        refundYenMax: c.refundYenMax,
        refundDayYenMax: c.refundDayYenMax,
      })
      .from(d)
      .leftJoin(c, standing)
  const bySecret = prepareRead(till().where(and(inUse, eq(d.secretHash, ph('secretHash')))))
  const now = prepareRead(till().where(inUse))
  const refunded = prepareRead(
    query
      .select({ yen: r.refundedYen })
      .from(r)
      .where(and(eq(r.clerkId, ph('clerkId')), eq(r.day, ph('day')))),
  )
  return {
    tills: (merchantId, at) => ofShop({ merchantId, at }),
    findTill: async (deviceId) => (await byId({ deviceId }))[0],
    recognise: async (deviceId, secretHash, at) => {
      const [row] = await bySecret({ deviceId, secretHash, at })
      return row && tillOf(row)
    },
    standingAt: async (deviceId, at) => {
      const [row] = await now({ deviceId, at })
      return row && tillOf(row)
    },
    refundedOn: async (clerkId, day) => (await refunded({ clerkId, day }))[0]?.yen ?? 0,
  }
}

type StandingRow = {
  readonly [Name in keyof Required<Till>['clerk']]: Required<Till>['clerk'][Name] | null
}
type TillRow = Omit<Till, 'clerk'> & StandingRow

function tillOf({ deviceId, deviceName, merchantId, clerkId, name, dutyUntil, ...rights }: TillRow): Till {
  const device = { deviceId, deviceName, merchantId }
  if (clerkId === null || name === null || dutyUntil === null) return device
  const clerk = {
    clerkId,
    name,
    dutyUntil,
    mayTake: rights.mayTake ?? false,
    maySeeTakings: rights.maySeeTakings ?? false,
    refundYenMax: rights.refundYenMax ?? 0,
    refundDayYenMax: rights.refundDayYenMax ?? 0,
  }
  return { ...device, clerk }
}

function actReads({ tables: t, query, prepareRead }: Store): Pick<ClerkStore, 'acts' | 'changes'> {
  const { tillActs: a, clerks: c, tillDevices: d, users: u, staffActs: s } = t
  const ph = sql.placeholder
  const acts = prepareRead(
    query
      .select({
        what: a.what,
        paymentId: a.paymentId,
        amountYen: a.amountYen,
        at: a.createdAt,
        clerkName: c.name,
        userName: u.name,
        deviceName: d.name,
      })
      .from(a)
      .leftJoin(c, eq(c.id, a.clerkId))
      .leftJoin(d, eq(d.id, a.deviceId))
      .leftJoin(u, eq(u.id, a.userId))
      .where(
        and(
          eq(a.merchantId, ph('merchantId')),
          gte(a.createdAt, ph('fromAt')),
          lt(a.createdAt, ph('untilAt')),
        ),
      )
      .orderBy(asc(a.createdAt), asc(a.journalId)),
  )
  const kinds: readonly TillChangeKind[] = [
    'clerk.add',
    'clerk.change',
    'clerk.pin',
    'clerk.end',
    'till.add',
    'till.end',
  ]
  const changes = prepareRead(
    query
      .select({ operation: s.operation, details: s.details, at: s.createdAt, changedBy: u.name })
      .from(s)
      .leftJoin(u, eq(u.id, s.userId))
      .where(and(eq(s.subject, ph('subject')), inArray(s.operation, [...kinds])))
      .orderBy(desc(s.createdAt), desc(s.id))
      .limit(ph('limit')),
  )
  return {
    acts: async (merchantId, bounds) =>
      (await acts({ merchantId, ...bounds })).map(({ clerkName, userName, what, ...act }): TillAct => ({
        ...act,
        what: what as TillAct['what'],
        name: clerkName ?? userName ?? '',
        isClerk: clerkName !== null,
      })),
    changes: async (merchantId, limit) =>
      (await changes({ subject: subjectOf(merchantId), limit })).map(
        ({ operation, details, at, changedBy }): TillChange => {
          const { name, reason } = details as { name: string; reason?: string }
          return {
            operation: operation as TillChangeKind,
            at,
            changedBy: changedBy ?? '',
            name,
            reason: reason ?? null,
          }
        },
      ),
  }
}

const subjectOf = (merchantId: string): string => `merchant:${merchantId}`

function clerkWrites(
  store: Store,
): Pick<ClerkStore, 'addClerkWrite' | 'changeClerkWrite' | 'pinWrites' | 'endClerkWrite' | 'tryWrite'> {
  const { tables: t, query, prepareWrite } = store
  const { clerks: c, tillDevices: d } = t
  const ph = sql.placeholder
  const value = (name: string) => sql`${ph(name)}`
  const isClerk = eq(c.id, ph('id'))
  const add = prepareWrite(
    query.insert(c).values({
      id: ph('id'),
      merchantId: ph('merchantId'),
      name: ph('name'),
      pinHash: ph('pinHash'),
      wrongTries: 0,
      mayTake: ph('mayTake'),
      maySeeTakings: ph('maySeeTakings'),
      refundYenMax: ph('refundYenMax'),
      refundDayYenMax: ph('refundDayYenMax'),
      createdAt: ph('createdAt'),
    }),
  )
  const change = prepareWrite(
    query
      .update(c)
      .set({
        name: value('name'),
        // Named with the column: SQLite's driver takes no true and false by itself.
        mayTake: sql`${sql.param(ph('mayTake'), c.mayTake)}`,
        maySeeTakings: sql`${sql.param(ph('maySeeTakings'), c.maySeeTakings)}`,
        refundYenMax: value('refundYenMax'),
        refundDayYenMax: value('refundDayYenMax'),
      })
      .where(isClerk),
  )
  const pin = prepareWrite(
    query
      .update(c)
      .set({ pinHash: value('pinHash'), wrongTries: 0 })
      .where(isClerk),
  )
  const nobody = prepareWrite(
    query
      .update(d)
      .set({ clerkId: null, onDutyUntil: null })
      .where(eq(d.clerkId, ph('id'))),
  )
  const end = prepareWrite(
    query
      .update(c)
      .set({ endedAt: value('at') })
      .where(and(isClerk, isNull(c.endedAt))),
  )
  const attempt = prepareWrite(
    query
      .update(c)
      .set({ wrongTries: sql`${c.wrongTries} + 1` })
      .where(isClerk),
  )
  return {
    addClerkWrite: (clerk) => add({ ...clerk }),
    changeClerkWrite: (clerk) => change({ ...clerk }),
    pinWrites: (id, pinHash) => [pin({ id, pinHash }), nobody({ id })],
    endClerkWrite: (id, at) => end({ id, at }),
    tryWrite: (id) => attempt({ id }),
  }
}

function tillWrites(
  store: Store,
): Pick<
  ClerkStore,
  'enterWrites' | 'leaveWrite' | 'addTillWrite' | 'secretWrite' | 'endTillWrite' | 'changeWrite' | 'actWrites'
> {
  const { tables: t, query, prepareWrite } = store
  const { clerks: c, tillDevices: d } = t
  const ph = sql.placeholder
  const value = (name: string) => sql`${ph(name)}`
  const isDevice = eq(d.id, ph('deviceId'))
  const forget = prepareWrite(
    query
      .update(c)
      .set({ wrongTries: 0 })
      .where(and(eq(c.id, ph('clerkId')), eq(c.pinHash, ph('pinHash')))),
  )
  const enter = prepareWrite(
    query
      .update(d)
      .set({ clerkId: value('clerkId'), onDutyUntil: value('until') })
      .where(
        and(
          isDevice,
          isNull(d.endedAt),
          sql`exists (select 1 from ${c} where ${c.id} = ${ph('clerkId')} and ${c.pinHash} = ${ph('pinHash')})`,
        ),
      ),
  )
  const leave = prepareWrite(query.update(d).set({ clerkId: null, onDutyUntil: null }).where(isDevice))
  const add = prepareWrite(
    query.insert(d).values({
      id: ph('id'),
      merchantId: ph('merchantId'),
      name: ph('name'),
      secretHash: ph('secretHash'),
      createdAt: ph('createdAt'),
    }),
  )
  const secret = prepareWrite(
    query
      .update(d)
      .set({ secretHash: value('secretHash') })
      .where(isDevice),
  )
  const end = prepareWrite(
    query
      .update(d)
      .set({ endedAt: value('at'), clerkId: null, onDutyUntil: null })
      .where(and(isDevice, isNull(d.endedAt))),
  )
  const said = staffActWrite(store)
  return {
    enterWrites: (entered) => [forget({ ...entered }), enter({ ...entered })],
    leaveWrite: (deviceId) => leave({ deviceId }),
    addTillWrite: (till) => add({ ...till }),
    secretWrite: (deviceId, secretHash) => secret({ deviceId, secretHash }),
    endTillWrite: (deviceId, at) => end({ deviceId, at }),
    changeWrite: ({ merchantId, ...change }) => said({ ...change, subject: subjectOf(merchantId) }),
    actWrites: actWritesOn(store),
  }
}

function actWritesOn({ tables: t, query, prepareWrite }: Store): ClerkStore['actWrites'] {
  const { tillActs: a, clerkRefundDays: r } = t
  const ph = sql.placeholder
  const act = prepareWrite(
    query.insert(a).values({
      journalId: ph('journalId'),
      merchantId: ph('merchantId'),
      what: ph('what'),
      paymentId: ph('paymentId'),
      amountYen: ph('amountYen'),
      day: ph('day'),
      clerkId: ph('clerkId'),
      deviceId: ph('deviceId'),
      userId: ph('userId'),
      createdAt: ph('at'),
    }),
  )
  const count = prepareWrite(
    query
      .insert(r)
      .values({ clerkId: ph('clerkId'), day: ph('day'), refundedYen: ph('amountYen') })
      .onConflictDoUpdate({
        target: [r.clerkId, r.day],
        set: { refundedYen: sql`${r.refundedYen} + excluded.refunded_yen` },
      }),
  )
  return ({ by, ...done }: NewTillAct) => {
    const who = { clerkId: null, deviceId: null, userId: null, ...by }
    const counted = 'clerkId' in by && done.what === 'refund' ? [count({ ...done, clerkId: by.clerkId })] : []
    // The counter first: the act is held to the day with this refund in it.
    return [...counted, act({ ...done, ...who })]
  }
}
