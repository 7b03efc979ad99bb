import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseZengin } from '../../api/merchants/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { defaultTerms } from '../../api/merchants/index.ts'
import { nettingService, runSettlement, type TownAccounts } from '../../api/office/index.ts'
import { makeStatement, monthAfter, monthBefore, statementText } from '../../api/office/netting.ts'
import { nettingCsv } from '../../api/office/netting-csv.ts'
import { nettingStore } from '../../api/office/repository-netting.ts'
import { newId, randomIds } from '../../api/platform/ids.ts'
import { smallApi } from '../merchants/support/http.ts'
import { smallRegion, townAccounts, type Region } from '../merchants/support/region.ts'
import { isViolation } from '../../db/violation.ts'
import { onEveryEngine } from '../support/engines.ts'

const [mishima, kaneyama] = ['074446', '074454']
type Flow = { funder: string | null; town: string; amountYen: number }
const total = (rows: readonly { amountYen: number }[]) => rows.reduce((sum, row) => sum + row.amountYen, 0)
const nets = (rows: readonly { netYen: number }[]) => rows.reduce((sum, row) => sum + row.netYen, 0)

describe('a statement between towns', () => {
  const anyFlows = fc.array(
    fc.record({
      funder: fc.constantFrom(null, 'A', 'B', 'C', 'D', 'E'),
      town: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      // A bank may send back in one month what was paid in another.
      amountYen: fc.integer({ min: -5_000, max: 50_000 }),
    }),
    { maxLength: 40 },
  )
  const make = (moved: readonly Flow[], held: readonly Flow[] = []) =>
    makeStatement({ month: '2026-10', untilAt: 1, moved, held })

  it('sums to what moved, to zero between the towns, and its transfers make every town even', () => {
    fc.assert(
      fc.property(anyFlows, (flows) => {
        const { totalYen, pairs, towns, transfers } = make(flows)
        expect(totalYen).toBe(total(flows))
        expect(nets(towns)).toBe(0)
        for (const { town, netYen } of towns) {
          const ofPairs = pairs.map((pair) =>
            pair.town === town ? pair.netYen : pair.otherTown === town ? -pair.netYen : 0,
          )
          expect(ofPairs.reduce((sum, yen) => sum + yen, 0)).toBe(netYen)
          const got = total(transfers.filter(({ receiver }) => receiver === town))
          expect(got - total(transfers.filter(({ payer }) => payer === town))).toBe(netYen)
        }
        expect(transfers.every(({ amountYen }) => amountYen > 0)).toBe(true)
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, towns.length - 1))
      }),
    )
  })

  it('says the same whatever the order it is read in', () => {
    fc.assert(
      fc.property(anyFlows, (flows) => {
        expect(statementText(make(flows.toReversed()))).toBe(statementText(make(flows)))
      }),
    )
  })

  it('holds with the others every yen once, whatever comes late', () => {
    fc.assert(
      fc.property(fc.array(anyFlows, { maxLength: 6 }), (months) => {
        const held: Flow[] = []
        const moved: Flow[] = []
        for (const month of months) {
          moved.push(...month)
          held.push(...make(moved, held).flows)
        }
        expect(total(held)).toBe(total(moved))
        expect(make(moved, held).flows).toEqual([])
      }),
    )
  })

  it('is written as CSV: each pair, each town, each transfer', () => {
    const statement = make([
      { funder: 'A', town: 'B', amountYen: 300 },
      { funder: 'B', town: 'A', amountYen: 100 },
      { funder: null, town: 'A', amountYen: 5_000 },
    ])
    expect(nettingCsv(statement, (town) => `${town}町`).split('\r\n')).toEqual([
      '\uFEFFkind,month,town,townName,otherTown,otherTownName,gaveYen,gotYen,netYen',
      'pair,2026-10,A,A町,B,B町,300,100,-200',
      'town,2026-10,A,A町,,,300,100,-200',
      'town,2026-10,B,B町,,,100,300,200',
      'transfer,2026-10,A,A町,B,B町,200,,',
      '',
    ])
  })

  it.each([
    ['2026-01', '2025-12', '2026-02'],
    ['2026-12', '2026-11', '2027-01'],
  ])('knows what is beside the month %s', (month, before, after) => {
    expect([monthBefore(month), monthAfter(month)]).toEqual([before, after])
  })
})

onEveryEngine('the netting of towns', (store) => {
  let region: Region
  let wallet: string
  const accounts: TownAccounts = townAccounts
  // Each test has two months of its own, so that none meets another's.
  let year = 2026

  beforeEach(async () => {
    region = await smallRegion(store())
    year += 1
    region.setNow(`${year}-06-10T10:00`)
    wallet = await region.openWallet(90_000)
  })
  const netting = (of: TownAccounts = accounts) =>
    nettingService({
      store: nettingStore(store()),
      accounts: of,
      holidays: holidaysOfJapan,
      terms: defaultTerms,
      lineEnd: 'crlf',
      clock: region.clock,
      ids: randomIds,
    })
  const must = <T>(made: { ok: true; value: T } | { ok: false; error: unknown }): T => {
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    return made.value
  }
  const settle = async (day: string) => {
    region.setNow(`${day}T09:00`)
    return must(await runSettlement(region.office, { approvedBy: 'approver' }))
  }
  /** Mishima's money spent in Kaneyama, and paid to the shop within the same month. */
  const spent = async (giftYen: number, month = '06') => {
    const there = await region.openShop({ municipality: kaneyama, holderKana: 'オクノユ' })
    region.setNow(`${year}-${month}-10T10:00`)
    await region.grant(wallet, mishima, giftYen)
    await region.pay(wallet, there.id, giftYen + 500)
    return { there, report: await settle(`${year}-${month}-11`) }
  }
  const shownOf = async (month?: string) => must(await netting().preview(month))
  const approve = async (
    shown: Awaited<ReturnType<typeof shownOf>>,
    of = accounts,
    approvedBy = 'approver',
  ) => netting(of).approve({ month: shown.statement.month, statementHash: shown.statementHash, approvedBy })

  it('is of closed months, holds what the ledger paid, and is frozen whole', async () => {
    await spent(300)
    region.setNow(`${year}-06-30T23:59`)
    expect(await netting().preview(`${year}-06`)).toMatchObject({
      error: { code: 'month_not_over', field: 'month' },
    })
    region.setNow(`${year}-07-01T00:00`)
    const shown = await shownOf()
    expect(shown.statement).toMatchObject({
      month: `${year}-06`,
      pairs: [{ town: mishima, otherTown: kaneyama, gaveYen: 300, gotYen: 0, netYen: -300 }],
      transfers: [{ payer: mishima, receiver: kaneyama, amountYen: 300 }],
    })
    const [row] = await store().raw(
      `select -sum(e.amount_yen) as yen from entries e join journals j on j.id = e.journal_id
       join accounts a on a.id = e.account_id where a.kind = 'merchant' and j.kind in ('settle', 'payout_return')`,
    )
    const held = (await netting().all()).flatMap(({ flows }) => flows)
    expect(total(held) + shown.statement.totalYen).toBe(Number(row!['yen']))
    const approved = must(await approve(shown))
    // What happens later changes nothing of it.
    region.setNow(`${year}-07-02T10:00`)
    await spent(70, '07')
    expect(must(await netting().netting(approved.id))).toEqual(approved)
    expect(must(await approve(shown))).toEqual(approved)
    region.setNow(`${year}-08-01T09:00`)
    expect((await shownOf()).statement.transfers).toEqual([
      { payer: mishima, receiver: kaneyama, amountYen: 70 },
    ])
    expect(await netting().preview(`${year}-06`)).toMatchObject({
      error: { code: 'netted_before', nettingId: approved.id },
    })
    must(await approve(await shownOf()))
  })

  it('takes back in the month in which a bank sends it what an earlier one held', async () => {
    const { report } = await spent(400)
    region.setNow(`${year}-07-01T09:00`)
    must(await approve(await shownOf()))
    region.setNow(`${year}-07-03T09:00`)
    const payoutId = report.payouts[0]!.payoutId
    must(
      await region.office.returnPayout({
        payoutId,
        reason: '口座なし',
        returnedBy: 'operator',
        key: newId(),
      }),
    )
    region.setNow(`${year}-08-01T09:00`)
    const { statement } = await shownOf()
    expect(statement.towns).toEqual([
      { town: mishima, givenElsewhereYen: -400, gotFromOthersYen: 0, netYen: 400 },
      { town: kaneyama, givenElsewhereYen: 0, gotFromOthersYen: -400, netYen: -400 },
    ])
    expect(statement.transfers).toEqual([{ payer: kaneyama, receiver: mishima, amountYen: 400 }])
    must(await approve(await shownOf()))
  })

  it('makes one file for each town that pays, the same bytes every time', async () => {
    await spent(1_250)
    region.setNow(`${year}-07-01T09:00`)
    const { id, payDay } = must(await approve(await shownOf()))
    const file = must(await netting().bankFile(id, mishima))
    expect(file.name).toBe(`seisan-${year}-06-${mishima}.txt`)
    // Also when the towns' accounts change afterwards.
    expect(must(await netting({}).bankFile(id, mishima))).toEqual(file)
    const order = must(parseZengin(file.bytes))
    expect(order).toMatchObject({
      requester: { code: '0000000001', number: '1111111' },
      payMonthDay: payDay.slice(5).replace('-', ''),
      transfers: [{ amountYen: 1_250, number: '2222222', customerCode2: `0000${year}06` }],
    })
    expect(await netting().bankFile(id, kaneyama)).toMatchObject({ error: { code: 'town_pays_nothing' } })
    expect(await netting().bankFile('none', mishima)).toMatchObject({ error: { code: 'netting_not_found' } })
  })

  it('is not frozen where a town could not send or get it, or its name would be cut', async () => {
    await spent(90)
    region.setNow(`${year}-07-01T09:00`)
    const shown = await shownOf()
    const { [kaneyama]: _, ...one } = accounts
    expect(await approve(shown, one)).toMatchObject({
      error: { code: 'town_account_missing', town: kaneyama },
    })
    const long = { ...accounts, [kaneyama]: { ...accounts[kaneyama]!, nameKana: 'カネヤママチ'.repeat(6) } }
    expect(await approve(shown, long)).toMatchObject({
      error: { code: 'town_file_not_writable', town: kaneyama },
    })
    expect((await shownOf()).statementHash).toBe(shown.statementHash)
    must(await approve(shown))
  })

  it('is refused where what was shown has changed, and frozen once by two at once', async () => {
    await spent(60)
    region.setNow(`${year}-07-01T09:00`)
    const shown = await shownOf()
    expect(await approve({ ...shown, statementHash: '0'.repeat(64) })).toMatchObject({
      error: { code: 'statement_changed', statementHash: shown.statementHash },
    })
    const both = await Promise.all([approve(shown), approve(shown, accounts, 'second')])
    expect(new Set(both.map((one) => must(one).id)).size).toBe(1)
    expect((await netting().all()).filter(({ month }) => month === `${year}-06`)).toHaveLength(1)
  })

  it.each([1, 2, 3])(
    'answers the same to whoever approves while another one does, who comes at look %i',
    async (turn) => {
      await spent(60)
      region.setNow(`${year}-07-01T09:00`)
      const shown = await shownOf()
      const real = nettingStore(store())
      let looked = 0
      const between = {
        ...real,
        all: async () => {
          const seen = await real.all()
          looked += 1
          if (looked === turn) must(await approve(shown))
          return seen
        },
      }
      const late = nettingService({
        store: between,
        accounts,
        holidays: holidaysOfJapan,
        terms: defaultTerms,
        lineEnd: 'crlf',
        clock: region.clock,
        ids: randomIds,
      })
      const asked = { month: shown.statement.month, statementHash: shown.statementHash, approvedBy: 'late' }
      expect(must(await late.approve(asked))).toEqual(must(await approve(shown)))
      expect(looked).toBeGreaterThanOrEqual(turn)
    },
  )

  it('holds a yen once when two months are frozen at the same moment', async () => {
    await spent(110)
    await spent(40, '07')
    region.setNow(`${year}-08-01T09:00`)
    const [june, july] = [await shownOf(`${year}-06`), await shownOf(`${year}-07`)]
    const both = await Promise.all([approve(june), approve(july)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const rest = await netting().preview()
    if (rest.ok) must(await approve(rest.value))
    const ofBoth = (await netting().all()).filter(({ month }) => month.startsWith(`${year}`))
    expect(total(ofBoth.flatMap(({ flows }) => flows).filter(({ funder }) => funder === mishima))).toBe(150)
  })

  it('is looked at by who prepares and who approves, approved by the approver alone, and told by nobody else', async () => {
    await spent(80)
    region.setNow(`${year}-07-01T09:00`)
    const api = smallApi(region)
    const shown = (await (await api.get('/nettings/preview', 'operator')).json()) as { statementHash: string }
    const approval = { month: `${year}-06`, statementHash: shown.statementHash }
    for (const [as, status] of [
      [undefined, 401],
      ['officer', 403],
      ['operator', 403],
      ['approver', 201],
    ] as const)
      expect([as, (await api.post('/nettings', approval, as)).status]).toEqual([as, status])
    const { nettings } = (await (await api.get('/nettings', 'operator')).json()) as {
      nettings: { id: string }[]
    }
    const id = nettings[0]!.id
    for (const path of [
      `/nettings/${id}`,
      `/nettings/${id}/csv`,
      `/nettings/${id}/bank-file?town=${mishima}`,
      '/nettings',
    ])
      expect([
        path,
        (await api.get(path, 'operator')).status,
        (await api.get(path, 'officer')).status,
      ]).toEqual([path, 200, 403])
    const csv = await api.get(`/nettings/${id}/csv`, 'approver')
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="seisan-${year}-06.csv"`)
    expect(await csv.text()).toContain(
      `transfer,${year}-06,${mishima},${mishima},${kaneyama},${kaneyama},80,,`,
    )
    const wrong = await api.get(`/nettings/${id}/bank-file?town=${kaneyama}`, 'operator')
    expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([
      404,
      'town_pays_nothing',
    ])
    expect((await api.get('/nettings/preview?month=2026-13', 'operator')).status).toBe(400)
  })

  it('is never of a month that is not over, whatever the code says', async () => {
    const { statement, statementHash } = await shownOf()
    const inserted = nettingStore(store()).insert({
      ...statement,
      id: newId(),
      number: 1_000_000 + year,
      month: `${year}-06`,
      untilAt: region.clock.now() + 1,
      statementHash,
      payDay: `${year}-06-11`,
      accounts: {},
      approvedBy: 'approver',
      createdAt: region.clock.now(),
    })
    await expect(inserted).rejects.toSatisfy((error) => isViolation(error, 'check', 'netting_closed'))
  })
})
