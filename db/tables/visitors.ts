import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** What visitors agreed to tell, and nothing else. A visitor is a random pseudonym, never a name. */
export const visitorTables = (k: Kit) => {
  const visitors = k.table(
    'visitors',
    {
      id: k.text('id').primaryKey(),
      /** The wallet that opened it; cut when the visitor asks to be forgotten. */
      walletId: k.text('wallet_id'),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.unique('visitors_wallet').on(t.walletId)],
  )

  /** Given and withdrawn, each an event with the wording that was shown; append-only. */
  const consents = k.table(
    'consents',
    {
      id: k.text('id').primaryKey(),
      visitorId: k
        .text('visitor_id')
        .notNull()
        .references(() => visitors.id),
      /** statistics, messages */
      purpose: k.text('purpose').notNull(),
      given: k.bool('given').notNull(),
      wordingVersion: k.text('wording_version').notNull(),
      locale: k.text('locale').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.index('consents_visitor').on(t.visitorId, t.purpose, t.createdAt)],
  )

  /** A consented visit at one spot: once per visitor, spot and Japanese day. */
  const checkIns = k.table(
    'check_ins',
    {
      id: k.text('id').primaryKey(),
      visitorId: k
        .text('visitor_id')
        .notNull()
        .references(() => visitors.id),
      spotKind: k.text('spot_kind').notNull(),
      spotId: k.text('spot_id').notNull(),
      municipality: k.text('municipality').notNull(),
      lineId: k.text('line_id'),
      day: k.text('day').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      k.unique('check_ins_once_a_day').on(t.visitorId, t.spotKind, t.spotId, t.day),
      k.index('check_ins_day').on(t.day),
      k.check('check_in_spot', sql`${t.spotKind} in ('station', 'place', 'merchant', 'institution')`),
    ],
  )

  /** What was shown to whom, recorded when it is shown: a comparison cannot be made up afterwards. */
  const exposures = k.table(
    'exposures',
    {
      id: k.text('id').primaryKey(),
      visitorId: k.text('visitor_id').notNull(),
      subjectKind: k.text('subject_kind').notNull(),
      subjectId: k.text('subject_id').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.index('exposures_subject').on(t.subjectKind, t.subjectId, t.createdAt)],
  )

  /** Which group the lot put a visitor in, once and for ever per question. */
  const assignments = k.table(
    'assignments',
    {
      experimentId: k.text('experiment_id').notNull(),
      visitorId: k.text('visitor_id').notNull(),
      groupName: k.text('group_name').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.experimentId, t.visitorId] })],
  )

  return { visitors, consents, checkIns, exposures, assignments }
}
