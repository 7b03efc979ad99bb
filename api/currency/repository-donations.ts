import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { Cause, NewDonation, StoredDonation } from './donate.ts'
import type { Instrument } from './lot.ts'
import type { DonationBook } from './ports.ts'

/** What a donation is stored with beside its journal; the database holds it to the entries. */
export function donationWrites({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const donation = prepareWrite(
    query.insert(t.donations).values({
      journalId: ph('journalId'),
      walletId: ph('walletId'),
      causeId: ph('causeId'),
      amountYen: ph('amountYen'),
      createdAt: ph('at'),
    }),
  )
  return (journal: { id: string; at: number }, made: NewDonation): Write =>
    donation({ ...made, journalId: journal.id, at: journal.at })
}

/** Causes and donations on any engine. */
export function donationBook(store: Store): DonationBook {
  return { ...causeReads(store), ...causeWrites(store), ...donationReads(store) }
}

type CauseRow = {
  readonly id: string
  readonly nameJa: string
  readonly nameEn: string
  readonly purposeJa: string
  readonly purposeEn: string
  readonly endedAt: number | null
}

const causeOf = (row: CauseRow): Cause => ({
  causeId: row.id,
  name: { ja: row.nameJa, en: row.nameEn },
  purpose: { ja: row.purposeJa, en: row.purposeEn },
  ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
})

function causeReads({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const columns = {
    id: t.causes.id,
    merchantId: t.causes.merchantId,
    merchantAccountId: t.causes.merchantAccountId,
    nameJa: t.causes.nameJa,
    nameEn: t.causes.nameEn,
    purposeJa: t.causes.purposeJa,
    purposeEn: t.causes.purposeEn,
    endedAt: t.causes.endedAt,
  }
  const one = prepareRead(
    query
      .select(columns)
      .from(t.causes)
      .where(eq(t.causes.id, ph('causeId'))),
  )
  const open = prepareRead(
    query
      .select(columns)
      .from(t.causes)
      .where(isNull(t.causes.endedAt))
      .orderBy(asc(t.causes.createdAt), asc(t.causes.id)),
  )
  const registered = (row: Awaited<ReturnType<typeof one>>[number]) => ({
    merchantId: row.merchantId,
    merchantAccountId: row.merchantAccountId,
    cause: causeOf(row),
  })
  return {
    findCause: async (causeId: string) => {
      const [row] = await one({ causeId })
      return row && registered(row)
    },
    causesInUse: async () => (await open()).map(registered),
  }
}

function causeWrites({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const register = prepareWrite(
    query.insert(t.causes).values({
      id: ph('causeId'),
      merchantId: ph('merchantId'),
      merchantAccountId: ph('merchantAccountId'),
      nameJa: ph('nameJa'),
      nameEn: ph('nameEn'),
      purposeJa: ph('purposeJa'),
      purposeEn: ph('purposeEn'),
      registeredBy: ph('registeredBy'),
      createdAt: ph('at'),
    }),
  )
  const end = prepareWrite(
    query
      .update(t.causes)
      .set({ endedAt: sql`${ph('at')}`, endedBy: sql`${ph('endedBy')}` })
      .where(and(eq(t.causes.id, ph('causeId')), isNull(t.causes.endedAt))),
  )
  return {
    causeWrite: ({ name, purpose, ...made }: Parameters<DonationBook['causeWrite']>[0]): Write =>
      register({ ...made, nameJa: name.ja, nameEn: name.en, purposeJa: purpose.ja, purposeEn: purpose.en }),
    causeEndWrite: (ended: { causeId: string; endedBy: string; at: number }): Write => end({ ...ended }),
  }
}

function donationReads({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const parts = prepareRead(
    query
      .select({
        walletId: t.donations.walletId,
        amountYen: t.donations.amountYen,
        donatedAt: t.donations.createdAt,
        id: t.causes.id,
        nameJa: t.causes.nameJa,
        nameEn: t.causes.nameEn,
        purposeJa: t.causes.purposeJa,
        purposeEn: t.causes.purposeEn,
        endedAt: t.causes.endedAt,
        lotId: t.lots.id,
        instrument: t.lots.instrument,
        fundId: t.lots.fundId,
        municipality: t.funds.municipality,
        validUntilAt: t.lots.validUntil,
        partYen: sql<number>`-${t.entries.amountYen}`,
      })
      .from(t.donations)
      .innerJoin(t.causes, eq(t.causes.id, t.donations.causeId))
      .innerJoin(t.entries, eq(t.entries.journalId, t.donations.journalId))
      .innerJoin(t.lots, eq(t.lots.id, t.entries.lotId))
      .innerJoin(t.funds, eq(t.funds.id, t.lots.fundId))
      .where(eq(t.donations.journalId, ph('donationId')))
      // The order of spending, in which they were taken.
      .orderBy(asc(t.lots.validUntil), asc(t.lots.id)),
  )
  return {
    findDonation: async (donationId: string): Promise<StoredDonation | undefined> => {
      const rows = await parts({ donationId })
      const [first] = rows
      if (first === undefined) return undefined
      const { walletId, amountYen, donatedAt } = first
      const lots = rows.map(({ lotId, instrument, fundId, municipality, validUntilAt, partYen }) => ({
        lotId,
        instrument: instrument as Instrument,
        fundId,
        municipality,
        validUntilAt,
        amountYen: partYen,
      }))
      const cause = causeOf(first)
      return { donationId, walletId, causeId: cause.causeId, cause, amountYen, donatedAt, lots }
    },
  }
}
