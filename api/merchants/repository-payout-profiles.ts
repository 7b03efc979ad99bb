import { asc, eq, sql } from 'drizzle-orm'
import { isViolation } from '../../db/violation.ts'
import type { Store, Write } from '../../db/store.ts'
import type { DecidedProfile } from './payout-profile.ts'
import type { ProfileStore } from './ports.ts'

/** On which days shops are paid, on any engine. */
export function profileStore(store: Store): ProfileStore {
  const {
    tables: { payoutProfiles: p },
    query,
    prepareRead,
    prepareWrite,
  } = store
  const ph = sql.placeholder
  const columns = {
    number: p.number,
    kind: p.kind,
    weekday: p.weekday,
    closingDay: p.closingDay,
    payingDay: p.payingDay,
    monthsAfter: p.monthsAfter,
    fromAt: p.fromAt,
  }
  const ofShop = prepareRead(
    query
      .select(columns)
      .from(p)
      .where(eq(p.merchantId, ph('merchantId')))
      .orderBy(asc(p.number)),
  )
  const all = prepareRead(
    query
      .select({ merchantId: p.merchantId, ...columns })
      .from(p)
      .orderBy(asc(p.merchantId), asc(p.number)),
  )
  const add = prepareWrite(
    query.insert(p).values({
      merchantId: ph('merchantId'),
      number: ph('number'),
      kind: ph('kind'),
      weekday: ph('weekday'),
      closingDay: ph('closingDay'),
      payingDay: ph('payingDay'),
      monthsAfter: ph('monthsAfter'),
      fromAt: ph('fromAt'),
      requestId: ph('requestId'),
      createdAt: ph('at'),
    }),
  )
  // A CHECK keeps the kind.
  const profileOf = <R extends { kind: string }>(row: R) => ({
    ...row,
    kind: row.kind as DecidedProfile['kind'],
  })
  return {
    payoutProfiles: async (merchantId) => (await ofShop({ merchantId })).map(profileOf),
    allPayoutProfiles: async () => (await all()).map(profileOf),
    addPayoutProfile: async (profile, alongside) => {
      try {
        // What it follows from comes first: a trigger looks for it.
        await store.atomic([...(alongside as Write[]), add({ ...profile })])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique', 'payout_profiles') || isViolation(error, 'race')) return 'lost'
        throw error
      }
    },
  }
}
