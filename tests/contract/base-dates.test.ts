import { beforeEach, describe, expect, test } from 'vitest'
import { baseDateService } from '../../api/audit/base-date-service.ts'
import { verifyBaseDates } from '../../api/audit/base-date-verify.ts'
import { openBaseDate, readBaseDate, signBaseDate } from '../../api/audit/base-date.ts'
import { baseDateStore } from '../../api/audit/repository-base-dates.ts'
import { baseDateSettings } from '../../api/audit/settings.ts'
import { Violation } from '../../db/violation.ts'
import { moveMoney, openSealing } from '../audit/record.ts'
import { openTestBooks } from '../currency/books.ts'
import { engineNames, openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'

const lastMoment = Date.parse('2027-03-31T23:59:59.999+09:00')
const hourMs = 3_600_000
const settings = { ...baseDateSettings, issuerKind: 'association' as const }

describe.each(engineNames)('the reports at base dates on %s', (name) => {
  let engine: OpenEngine
  beforeEach(async () => {
    engine = await openEngine(name)
    return () => engine.dispose()
  }, 60_000)

  /** Books whose clock stands at an instant, a sealing process, and the reports. */
  async function open(at: number) {
    const books = await openTestBooks(engine.store)
    books.clock.at = at
    const sealing = openSealing(books)
    const reports = baseDateService({
      store: { ...sealing.kept, ...baseDateStore(engine.store) },
      signer: sealing.signer,
      unusedYen: async () => 0,
      clock: books.clock,
      settings,
      readAtOnce: 3,
    })
    const later = async (instant: number) => {
      await sealing.turn()
      books.clock.at = instant
      return reports.freeze()
    }
    return { books, sealing, reports, later }
  }

  test('hold what was there at the last millisecond, and nothing of the next', async () => {
    const { books, sealing, reports, later } = await open(lastMoment)
    await moveMoney(books)
    books.clock.at = lastMoment + 1
    await moveMoney(books)
    expect(await later(lastMoment + hourMs - 1)).toBe(0)
    expect(await later(lastMoment + hourMs)).toBe(1)
    const { reports: kept } = await reports.read()
    expect(kept).toHaveLength(1)
    // 1,000 charged and 300 given; 250 of the gift used in the end.
    expect(kept[0]!.report).toMatchObject({
      baseDate: '2027-03-31',
      size: 14,
      paid: { issuedYen: 1_000, usedYen: 0, outstandingYen: 1_000 },
      free: { issuedYen: 300, usedYen: 250, outstandingYen: 50 },
      duties: { reportDueOn: '2027-05-31', securityYen: 0 },
      late: [],
    })
    const { verifier } = await sealing.signer()
    expect(await openBaseDate(kept[0]!.note, verifier)).toEqual(kept[0]!.report)
    expect(
      await openBaseDate(kept[0]!.note.replace('"issuedYen":1000', '"issuedYen":1001'), verifier),
    ).toBeNull()
  }, 60_000)

  test('are not changed by what is found later: it counts in the next one, and is listed there', async () => {
    const { books, reports, later } = await open(lastMoment)
    await moveMoney(books)
    expect(await later(lastMoment + 2 * hourMs)).toBe(1)
    const [frozen] = (await reports.read()).reports
    books.clock.at = lastMoment - 1_000
    await books.openWallet(40)
    expect(await later(lastMoment + 3 * hourMs)).toBe(0)
    expect((await reports.read()).reports).toEqual([frozen])
    expect(await later(Date.parse('2027-10-01T02:00:00+09:00'))).toBe(1)
    const [next, first] = (await reports.read()).reports
    expect(first).toEqual(frozen)
    expect(next!.report).toMatchObject({
      baseDate: '2027-09-30',
      paid: { issuedYen: 1_040, outstandingYen: 1_040 },
      late: [{ at: lastMoment - 1_000 }],
    })
  }, 60_000)

  test('say what was issued in the base period before and was unused at its end, once they are frozen', async () => {
    const { books, reports, later } = await open(lastMoment)
    await moveMoney(books)
    const [first, next, afterNext] = [lastMoment, lastMoment + 1, Date.parse('2027-10-01T00:00:00+09:00')]
    expect(await reports.periodAt(first)).toEqual({
      period: '2027-03-31',
      issuedBeforeYen: 0,
      unusedBeforeYen: 0,
    })
    expect(await reports.periodAt(next)).toMatchObject({ period: '2027-09-30', issuedBeforeYen: 0 })
    await later(lastMoment + 2 * hourMs)
    expect(await reports.periodAt(next)).toEqual({
      period: '2027-09-30',
      issuedBeforeYen: 1_000,
      unusedBeforeYen: 1_000,
    })
    await books.openWallet(40)
    await later(afterNext + 2 * hourMs)
    expect(await reports.periodAt(afterNext)).toEqual({
      period: '2028-03-31',
      issuedBeforeYen: 40,
      unusedBeforeYen: 1_040,
    })
  }, 60_000)

  test('wait until everything of before is sealed', async () => {
    const { books, sealing, reports } = await open(lastMoment)
    await moveMoney(books)
    await sealing.turn()
    await books.openWallet(40)
    books.clock.at = lastMoment + 2 * hourMs
    expect(await reports.freeze()).toBe(0)
    await sealing.turn()
    expect(await reports.freeze()).toBe(1)
    expect((await reports.read()).reports[0]!.report.paid.issuedYen).toBe(1_040)
  }, 60_000)

  test('are frozen once by four processes at once, and one for each date that went by', async () => {
    const { books, reports, later } = await open(lastMoment)
    await moveMoney(books)
    await later(lastMoment)
    books.clock.at = Date.parse('2028-04-01T12:00:00+09:00')
    await Promise.all([1, 2, 3, 4].map(() => reports.freeze()))
    await reports.freeze()
    const kept = (await reports.read()).reports
    expect(kept.map(({ report }) => report.baseDate)).toEqual(['2028-03-31', '2027-09-30', '2027-03-31'])
  }, 60_000)

  test('are counted again by verify, which names the first that is not what its journals say', async () => {
    const { books, sealing, later } = await open(lastMoment)
    await moveMoney(books)
    await later(lastMoment + 2 * hourMs)
    const { store } = engine
    const reads = { ...sealing.kept, ...baseDateStore(store) }
    expect(await verifyBaseDates(reads)).toEqual([])
    const kept = (await reads.baseDates(1))[0]!
    const report = readBaseDate(kept.note)!
    const richer = { ...report, paid: { ...report.paid, outstandingYen: 999 } }
    const signed = await signBaseDate({ ...richer, baseDate: '2027-09-30' }, await sealing.signer())
    await reads.storeBaseDate({ ...kept, baseDate: '2027-09-30', note: signed }, 0)
    expect(await verifyBaseDates(reads)).toMatchObject([{ row: 'report of 2027-09-30' }])
  }, 60_000)

  test('cannot be changed, removed, written over or put out of turn, also past the code', async () => {
    const { books, later } = await open(lastMoment)
    await moveMoney(books)
    await later(lastMoment + 2 * hourMs)
    const { store } = engine
    const insert = (date: string, size: number) =>
      `insert into base_date_reports (base_date, size, note, created_at) values ('${date}', ${size}, 'x', 0)`
    const wrongs = [
      "update base_date_reports set note = 'x'",
      'delete from base_date_reports',
      insert('2027-03-31', 7),
      insert('2026-09-30', 7),
      insert('2027-10-01', 7),
      insert('2027-09-30', 6),
      insert('2027-09-30', 8),
      ...(name === 'postgresql'
        ? ['truncate base_date_reports']
        : [insert('2027-03-31', 7).replace('insert', 'insert or replace')]),
    ]
    for (const wrong of wrongs) await expect(store.raw(wrong), wrong).rejects.toBeInstanceOf(Violation)
    await store.raw(insert('2027-09-30', 7))
  }, 60_000)
})
