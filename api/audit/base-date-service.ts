import { assert } from '../platform/assert.ts'
import { japanDay } from '../platform/clock.ts'
import type { Clock } from '../platform/clock.ts'
import { countedUntil } from './base-date-count.ts'
import {
  alertOf,
  baseDateAfter,
  baseDateBefore,
  baseDateForm,
  baseDateFrom,
  dutiesOf,
  endOfBaseDate,
  readBaseDate,
  signBaseDate,
} from './base-date.ts'
import type { BaseDateReport, BaseDateSettings, Duties } from './base-date.ts'
import type { Signer } from './note.ts'
import type { BaseDateStore, RecordReads, SealStore } from './ports.ts'

export type BaseDateParts = {
  readonly store: BaseDateStore & Pick<SealStore, 'head' | 'firstSealedAt'> & Pick<RecordReads, 'movements'>
  readonly signer: () => Promise<Signer>
  /** Paid money in wallets now. */
  readonly unusedYen: () => Promise<number>
  readonly clock: Clock
  readonly settings: BaseDateSettings
  /** Seals counted in one read. */
  readonly readAtOnce: number
}

/** What is unused now, what the next base date would ask of it, and the reports so far. */
export type BaseDates = {
  readonly issuerKind: BaseDateSettings['issuerKind']
  readonly unusedYen: number
  readonly securityAboveYen: number
  readonly alertPercent: number | null
  readonly next: { readonly baseDate: string; readonly duties: Duties }
  /** The newest first, each with its signed note. */
  readonly reports: readonly { readonly report: BaseDateReport; readonly note: string }[]
}

/** The reports at the base dates, each frozen once, and the look ahead to the next. */
export function baseDateService(parts: BaseDateParts) {
  const { store, clock, settings } = parts
  return {
    /** Freezes every report that is due. Answers how many were frozen. */
    freeze: async (): Promise<number> => {
      const firstAt = await store.firstSealedAt()
      if (firstAt === undefined) return 0
      let frozen = 0
      for (;;) {
        const [last] = await store.baseDates(1)
        const baseDate = last === undefined ? baseDateFrom(japanDay(firstAt)) : baseDateAfter(last.baseDate)
        const endAt = endOfBaseDate(baseDate)
        if (clock.now() < endAt + settings.freezeAfterMs || (await store.isUnsealedUntil(endAt)))
          return frozen
        if ((await freezeOne(parts, baseDate, last)) === 'lost_race') return frozen
        frozen += 1
      }
    },

    /**
     * The base period of an instant (named by the base date that ends it), with what the reports say of the period before:
     * nothing, where there is none yet. What was issued is what the first report has beyond the one before it.
     */
    periodAt: async (at: number) => {
      const period = baseDateFrom(japanDay(at))
      const kept = await store.baseDates(100)
      const paidAt = (baseDate: string) => {
        const found = kept.find((one) => one.baseDate === baseDate)
        return found && readBaseDate(found.note)?.paid
      }
      const before = baseDateBefore(period)
      const [paid, earlier] = [paidAt(before), paidAt(baseDateBefore(before))]
      return {
        period,
        issuedBeforeYen: paid === undefined ? 0 : paid.issuedYen - (earlier?.issuedYen ?? 0),
        unusedBeforeYen: paid?.outstandingYen ?? 0,
      }
    },

    read: async (): Promise<BaseDates> => {
      const unusedYen = await parts.unusedYen()
      const baseDate = baseDateFrom(japanDay(clock.now()))
      const kept = await store.baseDates(100)
      return {
        issuerKind: settings.issuerKind,
        unusedYen,
        securityAboveYen: settings.securityAboveYen,
        alertPercent: alertOf(unusedYen, settings),
        next: { baseDate, duties: dutiesOf(baseDate, unusedYen, settings) },
        reports: kept.flatMap(({ note }) => {
          const report = readBaseDate(note)
          return report === null ? [] : [{ report, note }]
        }),
      }
    },
  }
}

export type BaseDateReports = ReturnType<typeof baseDateService>

async function freezeOne(
  parts: BaseDateParts,
  baseDate: string,
  last: { readonly baseDate: string; readonly size: number } | undefined,
) {
  const { store, settings, clock } = parts
  const signer = await parts.signer()
  const { size } = await store.head()
  const totals = await countedUntil(parts, size, endOfBaseDate(baseDate))
  assert(totals !== null, 'a report knows the accounts and the money of the books')
  const late = last === undefined ? [] : await store.lateSince(last.size, endOfBaseDate(last.baseDate))
  const report: BaseDateReport = {
    form: baseDateForm,
    origin: signer.verifier.name,
    baseDate,
    issuerKind: settings.issuerKind,
    size,
    ...totals,
    duties: dutiesOf(baseDate, totals.paid.outstandingYen, settings),
    late,
  }
  const note = await signBaseDate(report, signer)
  return store.storeBaseDate({ baseDate, size, note }, clock.now())
}
