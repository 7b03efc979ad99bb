import { and, asc, between, count, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { CheckIn, SpotKind } from './check-in.ts'
import type { ConsentEvent, Purpose } from './consent.ts'
import type { SubjectKind, VisitorStore } from './ports.ts'

/** The only SQL of this domain. */
export const visitorStore = (store: Store): VisitorStore => ({
  ...reads(store),
  ...counts(store),
  ...writes(store),
  commit: async (list) => {
    try {
      await store.atomic(list as Write[])
      return 'stored'
    } catch (error) {
      if (isViolation(error, 'unique')) return 'taken'
      throw error
    }
  },
})

function reads({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const consentColumns = {
    purpose: t.consents.purpose,
    given: t.consents.given,
    wordingVersion: t.consents.wordingVersion,
    locale: t.consents.locale,
    at: t.consents.createdAt,
  }
  const checkInColumns = {
    spotKind: t.checkIns.spotKind,
    spotId: t.checkIns.spotId,
    municipality: t.checkIns.municipality,
    lineId: t.checkIns.lineId,
    day: t.checkIns.day,
    at: t.checkIns.createdAt,
  }
  const exposureColumns = {
    subjectKind: t.exposures.subjectKind,
    subjectId: t.exposures.subjectId,
    at: t.exposures.createdAt,
  }
  const own = { visitorId: ph('visitorId') }
  const visitorRead = prepareRead(
    query
      .select({ id: t.visitors.id, createdAt: t.visitors.createdAt })
      .from(t.visitors)
      .where(eq(t.visitors.walletId, ph('walletId'))),
  )
  const consentsRead = prepareRead(
    query
      .select(consentColumns)
      .from(t.consents)
      .where(eq(t.consents.visitorId, own.visitorId))
      .orderBy(asc(t.consents.createdAt)),
  )
  const consentRead = prepareRead(
    query
      .select(consentColumns)
      .from(t.consents)
      .where(eq(t.consents.id, ph('id'))),
  )
  const checkInsRead = prepareRead(
    query
      .select(checkInColumns)
      .from(t.checkIns)
      .where(eq(t.checkIns.visitorId, own.visitorId))
      .orderBy(asc(t.checkIns.createdAt)),
  )
  const checkInRead = prepareRead(
    query
      .select(checkInColumns)
      .from(t.checkIns)
      .where(
        and(
          eq(t.checkIns.visitorId, own.visitorId),
          eq(t.checkIns.spotKind, ph('spotKind')),
          eq(t.checkIns.spotId, ph('spotId')),
          eq(t.checkIns.day, ph('day')),
        ),
      ),
  )
  const exposuresRead = prepareRead(
    query
      .select(exposureColumns)
      .from(t.exposures)
      .where(eq(t.exposures.visitorId, own.visitorId))
      .orderBy(asc(t.exposures.createdAt)),
  )
  const exposureRead = prepareRead(
    query
      .select(exposureColumns)
      .from(t.exposures)
      .where(eq(t.exposures.id, ph('id'))),
  )
  const assignmentsRead = prepareRead(
    query
      .select({
        experimentId: t.assignments.experimentId,
        group: t.assignments.groupName,
        at: t.assignments.createdAt,
      })
      .from(t.assignments)
      .where(eq(t.assignments.visitorId, own.visitorId)),
  )
  const asConsent = (row: Omit<ConsentEvent, 'purpose'> & { purpose: string }): ConsentEvent => ({
    ...row,
    purpose: row.purpose as Purpose,
  })
  const asCheckIn = (row: Omit<CheckIn, 'spotKind'> & { spotKind: string }): CheckIn => ({
    ...row,
    spotKind: row.spotKind as SpotKind,
  })
  const asExposure = (row: { subjectKind: string; subjectId: string; at: number }) => ({
    ...row,
    subjectKind: row.subjectKind as SubjectKind,
  })
  return {
    visitorOf: async (walletId: string) => (await visitorRead({ walletId }))[0],
    consents: async (visitorId: string) => (await consentsRead({ visitorId })).map(asConsent),
    consent: async (id: string) => (await consentRead({ id })).map(asConsent)[0],
    checkIns: async (visitorId: string) => (await checkInsRead({ visitorId })).map(asCheckIn),
    checkIn: async (visitorId: string, spot: { spotKind: SpotKind; spotId: string; day: string }) =>
      (await checkInRead({ visitorId, spotKind: spot.spotKind, spotId: spot.spotId, day: spot.day })).map(
        asCheckIn,
      )[0],
    exposures: async (visitorId: string) => (await exposuresRead({ visitorId })).map(asExposure),
    exposure: async (id: string) => (await exposureRead({ id })).map(asExposure)[0],
    assignments: (visitorId: string) => assignmentsRead({ visitorId }),
  }
}

function counts({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const visitsRead = prepareRead(
    query
      .select({
        visitorId: t.checkIns.visitorId,
        municipality: t.checkIns.municipality,
        lineId: t.checkIns.lineId,
        spotKind: t.checkIns.spotKind,
        spotId: t.checkIns.spotId,
        day: t.checkIns.day,
      })
      .from(t.checkIns)
      .where(between(t.checkIns.day, ph('fromDay'), ph('untilDay'))),
  )
  const groupsRead = prepareRead(
    query
      .select({ group: t.assignments.groupName, size: count() })
      .from(t.assignments)
      .where(eq(t.assignments.experimentId, ph('experimentId')))
      .groupBy(t.assignments.groupName),
  )
  return {
    visitsBetween: (fromDay: string, untilDay: string) => visitsRead({ fromDay, untilDay }),
    groupSizes: async (experimentId: string) =>
      new Map((await groupsRead({ experimentId })).map(({ group, size }) => [group, size])),
  }
}

function writes({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const [visitorId, at] = [ph('visitorId'), ph('at')]
  const open = prepareWrite(
    query.insert(t.visitors).values({ id: ph('id'), walletId: ph('walletId'), createdAt: ph('createdAt') }),
  )
  const consent = prepareWrite(
    query.insert(t.consents).values({
      id: ph('id'),
      visitorId,
      purpose: ph('purpose'),
      given: ph('given'),
      wordingVersion: ph('wordingVersion'),
      locale: ph('locale'),
      createdAt: at,
    }),
  )
  const checkIn = prepareWrite(
    query.insert(t.checkIns).values({
      id: ph('id'),
      visitorId,
      spotKind: ph('spotKind'),
      spotId: ph('spotId'),
      municipality: ph('municipality'),
      lineId: ph('lineId'),
      day: ph('day'),
      createdAt: at,
    }),
  )
  const exposure = prepareWrite(
    query.insert(t.exposures).values({
      id: ph('id'),
      visitorId,
      subjectKind: ph('subjectKind'),
      subjectId: ph('subjectId'),
      createdAt: at,
    }),
  )
  const assignment = prepareWrite(
    query
      .insert(t.assignments)
      .values({ experimentId: ph('experimentId'), visitorId, groupName: ph('group'), createdAt: at }),
  )
  const unlink = prepareWrite(
    query.update(t.visitors).set({ walletId: null }).where(eq(t.visitors.id, visitorId)),
  )
  return {
    openWrite: (visitor: { id: string; createdAt: number; walletId: string }) => open(visitor),
    consentWrite: (id: string, visitor: string, event: ConsentEvent) =>
      consent({ ...event, id, visitorId: visitor }),
    checkInWrite: (id: string, visitor: string, made: CheckIn) =>
      checkIn({ ...made, id, visitorId: visitor }),
    exposureWrite: (
      id: string,
      visitor: string,
      shown: { subjectKind: string; subjectId: string; at: number },
    ) => exposure({ ...shown, id, visitorId: visitor }),
    assignmentWrite: (visitor: string, lot: { experimentId: string; group: string; at: number }) =>
      assignment({ ...lot, visitorId: visitor }),
    unlinkWrite: (visitor: string) => unlink({ visitorId: visitor }),
  }
}
