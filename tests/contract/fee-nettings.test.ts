import { beforeAll, expect, test } from 'vitest'
import { payOut } from '../merchants/support/pay-out.ts'
import { requester, smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const fee = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 300, from: '2026-04-01' } as const
const [mishima, kaneyama] = ['074446', '074454']

type Moved = { readonly funder: string | null; readonly town: string; readonly amountYen: number }
const sum = (rows: readonly Moved[]) => rows.reduce((total, { amountYen }) => total + amountYen, 0)

onEveryEngine('netting between towns whose shops pay a fee', (store) => {
  let region: Region

  /** What left shops by these kinds of journals in all, by who funded it and where. */
  const left = async (...kinds: string[]): Promise<Moved[]> =>
    (
      await store().raw(
        `select f.municipality as funder, a.municipality as town, -sum(e.amount_yen) as yen from entries e
          join journals j on j.id = e.journal_id join accounts a on a.id = e.account_id join funds f on f.id = e.fund_id
          where a.kind = 'merchant' and j.kind in (${kinds.map((kind) => `'${kind}'`).join()}) group by 1, 2 order by 1, 2`,
      )
    ).map((row) => ({
      funder: row['funder'] === null ? null : String(row['funder']),
      town: String(row['town']),
      amountYen: Number(row['yen']),
    }))
  async function netted(month: string) {
    const shown = await region.nettings.preview(month)
    if (!shown.ok) throw new Error(shown.error.code)
    const { statement, statementHash } = shown.value
    const done = await region.nettings.approve({ month, statementHash, approvedBy: 'approver' })
    if (!done.ok) throw new Error(done.error.code)
    return statement
  }

  beforeAll(async () => {
    region = await smallRegion(store(), requester, fee)
    const [own, other] = [await region.openShop(), await region.openShop({ municipality: kaneyama })]
    const guest = await region.openWallet(20_000)
    const [fromMishima, fromKaneyama] = [await region.openWallet(1_000), await region.openWallet(1_000)]
    await region.grant(fromMishima, mishima, 3_000)
    await region.grant(fromKaneyama, kaneyama, 2_000)
    // Nothing but Mishima's money in Kaneyama: the fee comes out of it.
    await region.pay(fromMishima, other.id, 3_000)
    await region.pay(fromKaneyama, own.id, 1_999)
    const sale = await region.pay(guest, own.id, 4_321)
    region.setNow('2026-11-25T10:00')
    await payOut(region)
    await region.refund(own.accountId, sale, 321)
    await region.pay(guest, own.id, 900)
    await region.pay(guest, other.id, 5_000)
    region.setNow('2026-12-02T10:00')
    await payOut(region)
    region.setNow('2027-01-05T10:00')
  }, 60_000)

  test('sums to zero month by month, and holds to the yen what shops were paid', async () => {
    const months = [await netted('2026-11'), await netted('2026-12')]
    for (const { towns, transfers, flows, totalYen } of months) {
      expect(towns.reduce((total, { netYen }) => total + netYen, 0)).toBe(0)
      expect(totalYen).toBe(sum(flows))
      for (const { town, netYen } of towns) {
        const of = (key: 'payer' | 'receiver') => transfers.filter((one) => one[key] === town)
        const total = (all: typeof transfers) => all.reduce((yen, { amountYen }) => yen + amountYen, 0)
        expect(total(of('receiver')) - total(of('payer'))).toBe(netYen)
      }
    }
    // 3,000 less the fee of 60, and 1,999 whole: the fee of that payout came out of money that people had paid in.
    expect(months[0]!.transfers).toEqual([{ payer: mishima, receiver: kaneyama, amountYen: 2_940 - 1_999 }])
    const paid = await left('settle', 'payout_return')
    expect(months.reduce((total, { totalYen }) => total + totalYen, 0)).toBe(sum(paid))
  })

  test('what was taken in is what was paid out, what the fee took, and what is still owed, of each funder', async () => {
    const [took, paid, charged, all] = [
      await left('pay', 'refund'),
      await left('settle', 'payout_return'),
      await left('fee'),
      await left('pay', 'refund', 'settle', 'payout_return', 'fee'),
    ]
    expect(charged).toContainEqual({ funder: mishima, town: kaneyama, amountYen: 60 })
    for (const { funder, town, amountYen } of took) {
      const of = (rows: readonly Moved[]) =>
        rows.find((one) => one.funder === funder && one.town === town)?.amountYen ?? 0
      expect(-amountYen).toBe(of(paid) + of(charged) - of(all))
    }
    const [{ yen }] = (await store().raw(
      `select sum(e.amount_yen) as yen from entries e join accounts a on a.id = e.account_id where a.kind = 'fee'`,
    )) as [{ yen: unknown }]
    expect(Number(yen)).toBe(sum(charged))
  })
})
