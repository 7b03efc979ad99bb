import { beforeEach, describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { everyBankDay, type PayoutProfile } from '../../api/merchants/index.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const weekly = { kind: 'weekly', weekday: 5 } as const
const monthly = { kind: 'monthly', closingDay: 31, payingDay: 15, monthsAfter: 1 } as const
type Shop = Awaited<ReturnType<Region['openShop']>>

onEveryEngine('the days on which a shop is paid', (store) => {
  let region: Region
  let shop: Shop
  let other: Shop
  let wallet: string
  let api: SmallApi
  let year = 2026

  // Each test has a year of its own, so that no cut-off meets another's. It begins on the first of June, at 10:00.
  beforeEach(async () => {
    region = await smallRegion(store())
    year++
    on('06-01')
    shop = await region.openShop()
    other = await region.openShop()
    wallet = await region.openWallet(40_000)
    api = smallApi(region)
  })
  const on = (monthDay: string, time = '10:00') => region.setNow(`${year}-${monthDay}T${time}`)
  const day = (monthDay: string) => `${year}-${monthDay}`

  const propose = (days: Partial<PayoutProfile>, fromDay: string, of = shop) =>
    region.payoutProfiles.ask(
      { ...everyBankDay, ...days, merchantCode: of.code!, fromDay: day(fromDay), reason: '電話で決めた' },
      { requestedBy: 'operator', key: newId() },
    )
  const approve = (id: string, payloadHash: string, decidedBy = 'approver') =>
    region.payoutProfiles.approve({ id, payloadHash, decidedBy, reason: '' })
  async function agree(days: Partial<PayoutProfile>, fromDay: string): Promise<void> {
    const asked = await propose(days, fromDay)
    if (!asked.ok) throw new Error(asked.error.code)
    const done = await approve(asked.value.id, asked.value.payloadHash)
    if (!done.ok) throw new Error(done.error.code)
  }
  /** The run of now: what it pays these shops, and what it leaves for which day. */
  async function run() {
    const shown = await region.office.previewSettlement()
    if (!shown.ok) throw new Error(shown.error.code)
    const { plan, planHash } = shown.value
    const { cutOffAt } = plan
    if (plan.payouts.length > 0) {
      const done = await region.office.approveSettlement({ cutOffAt, planHash, approvedBy: 'approver' })
      if (!done.ok) throw new Error(done.error.code)
    }
    const of = (lines: readonly { payee: { merchantId: string }; amountYen: number }[], who: Shop) =>
      lines.filter(({ payee }) => payee.merchantId === who.id).map(({ amountYen }) => amountYen)
    return {
      paid: [of(plan.payouts, shop), of(plan.payouts, other)].map(([yen]) => yen ?? 0),
      later: (plan.later ?? [])
        .filter(({ payee }) => payee.merchantId === shop.id)
        .map(({ amountYen, payDay }) => [amountYen, payDay]),
      payDay: plan.payDay,
    }
  }
  const lines = async () => (await region.merchants.forecast(shop)).lines

  it('are those that were agreed: the shop waits for its day, others are paid every bank day', async () => {
    await agree(monthly, '06-02')
    on('06-10')
    await region.pay(wallet, shop.id, 900)
    await region.pay(wallet, other.id, 70)
    on('06-11')
    expect(await run()).toMatchObject({ paid: [0, 70], later: [[900, day('07-15')]] })
    expect(await lines()).toEqual([{ payDay: day('07-15'), amountYen: 900, takingsDays: [day('06-10')] }])
    on('06-30', '23:59')
    await region.pay(wallet, shop.id, 100)
    on('07-01', '00:00')
    await region.pay(wallet, shop.id, 5)
    // A run of the days between, and the eve: nothing is due.
    for (const [monthDay, time] of [
      ['07-02', '10:00'],
      ['07-14', '13:59'],
    ] as const) {
      on(monthDay, time)
      expect((await run()).paid).toEqual([0, 0])
    }
    on('07-15')
    await region.pay(wallet, other.id, 1)
    expect(await run()).toMatchObject({ paid: [1_000, 0], payDay: day('07-15') })
    expect((await lines()).map(({ payDay, amountYen }) => [payDay, amountYen])).toEqual([
      [year === 2027 ? day('08-16') : expect.any(String), 5],
    ])
    // What was paid is not paid again by the next run, whose closing is the same.
    on('07-16')
    expect((await run()).paid).toEqual([0, 1])
    expect((await verifyBooks(booksAudit(store()))).wrong).toEqual([])
  })

  it('pay what waits at a change no later than the first payout of the new', async () => {
    await agree(monthly, '06-02')
    on('06-10')
    await region.pay(wallet, shop.id, 900)
    await agree({}, '06-20')
    expect((await lines()).map(({ payDay }) => payDay < day('06-25'))).toEqual([true])
    on('06-19')
    expect((await run()).paid).toEqual([0, 0])
    const { payDay } = (await lines())[0]!
    region.setNow(`${payDay}T10:00`)
    expect(await run()).toMatchObject({ paid: [900, 0], later: [], payDay })
  })

  it('leave a refund of a paid sale to the next takings, and never go below what is there', async () => {
    await agree(weekly, '06-02')
    on('06-03')
    const sale = await region.pay(wallet, shop.id, 900)
    const first = (await lines())[0]!.payDay
    region.setNow(`${first}T09:00`)
    expect((await run()).paid).toEqual([900, 0])
    region.setNow(`${first}T12:00`)
    await region.pay(wallet, shop.id, 300)
    expect((await region.refund(shop.accountId, sale, 200)).ok).toBe(true)
    expect((await lines()).map(({ amountYen }) => amountYen)).toEqual([100])
    region.setNow(`${(await lines())[0]!.payDay}T09:00`)
    expect((await run()).paid).toEqual([100, 0])
  })

  it('do not keep back what a bank sent back: it is due as soon as the account is confirmed', async () => {
    await agree(monthly, '06-02')
    on('06-10')
    await region.pay(wallet, shop.id, 900)
    on('07-20')
    await region.pay(wallet, shop.id, 40)
    expect((await run()).paid).toEqual([900, 0])
    const settlement = (await region.office.settlements(1))[0]!
    const report = await region.office.settlement(settlement.id)
    const sent = report.ok ? report.value.payouts.find((row) => row.merchantId === shop.id) : undefined
    on('07-21')
    const back = { payoutId: sent!.payoutId, reason: '口座なし', returnedBy: 'operator', key: newId() }
    expect((await region.office.returnPayout(back)).ok).toBe(true)
    const bank = await region.merchants.bankAccount(shop.id)
    const account = { ...bank!, depositType: 1 as const }
    expect(
      (await region.merchants.confirmBankAccount({ merchantId: shop.id, bank: account, key: newId() })).ok,
    ).toBe(true)
    expect((await lines()).map(({ amountYen }) => amountYen)).toEqual([900, 40])
    region.setNow(`${(await lines())[0]!.payDay}T10:00`)
    expect((await run()).paid).toEqual([900, 0])
  })

  it('hold also for a shop that is stopped: it is owed its money, on its day', async () => {
    await agree(monthly, '06-02')
    on('06-10')
    await region.pay(wallet, shop.id, 900)
    await store().raw(`update merchants set status = 'suspended' where id = '${shop.id}'`)
    on('06-11')
    expect((await run()).paid).toEqual([0, 0])
    on('07-15', '13:00')
    const { payDay } = (await lines())[0]!
    region.setNow(`${payDay}T10:00`)
    expect((await run()).paid).toEqual([900, 0])
  })

  it('close no whole closing early when the takings of now are closed', async () => {
    await agree(weekly, '06-02')
    on('06-03')
    await region.pay(wallet, shop.id, 900)
    await region.pay(wallet, other.id, 20)
    on('06-03', '11:00')
    const shown = await region.office.previewSettlement(region.clock.now())
    const paid = shown.ok ? shown.value.plan.payouts.map(({ payee }) => payee.merchantId) : []
    expect([paid.includes(shop.id), paid.includes(other.id)]).toEqual([false, true])
  })

  describe('are decided', () => {
    it('by somebody else than who proposed, of exactly what was read, once', async () => {
      const asked = await propose(weekly, '06-10')
      if (!asked.ok) throw new Error(asked.error.code)
      const { id, payloadHash } = asked.value
      expect(await approve(id, payloadHash, 'operator')).toMatchObject({ error: { code: 'own_request' } })
      expect(await approve(id, '0'.repeat(64))).toMatchObject({ error: { code: 'payload_changed' } })
      const both = await Promise.all([
        approve(id, payloadHash, 'approver'),
        approve(id, payloadHash, 'second'),
      ])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await region.merchants.payoutProfiles(shop.id)).toMatchObject([{ number: 1, ...weekly }])
    })

    it('once, though the button is pressed five times at once: each press is answered alike', async () => {
      const two = await Promise.all([propose(weekly, '06-10'), propose(monthly, '06-10')])
      const [letGo, not] = two.map((asked) => {
        if (!asked.ok) throw new Error(asked.error.code)
        return { ...asked.value, decidedBy: 'approver', reason: '契約書で確かめた' }
      })
      const five = <T>(press: () => Promise<T>) => Promise.all(Array.from({ length: 5 }, press))
      const approved = await five(() => region.payoutProfiles.approve(letGo!))
      const refused = await five(() => region.payoutProfiles.refuse(not!))
      const answers = [...approved, ...refused].map((one) => one.ok && one.value.decision?.approved)
      expect(answers).toEqual([...approved.map(() => true), ...refused.map(() => false)])
      expect(await region.merchants.payoutProfiles(shop.id)).toMatchObject([{ number: 1, ...weekly }])
    })

    it('both, where two different ones of a shop are let go at once', async () => {
      const two = await Promise.all([propose(weekly, '06-10'), propose(monthly, '06-10')])
      const done = await Promise.all(
        two.map(async (asked) => (asked.ok ? approve(asked.value.id, asked.value.payloadHash) : asked)),
      )
      expect(done.map(({ ok }) => ok)).toEqual([true, true])
      const kept = await region.merchants.payoutProfiles(shop.id)
      expect(kept.map(({ number }) => number)).toEqual([1, 2])
    })

    it('for days that are still to come when they are let go', async () => {
      const asked = await propose(weekly, '06-02')
      if (!asked.ok) throw new Error(asked.error.code)
      on('06-02', '00:00')
      expect(await approve(asked.value.id, asked.value.payloadHash)).toMatchObject({
        error: { code: 'from_day_out_of_range', firstDay: day('06-03') },
      })
      expect(await region.merchants.payoutProfiles(shop.id)).toEqual([])
    })

    it.each([
      ['of today', { ...weekly }, '06-01', 'from_day_out_of_range'],
      ['paid before they are closed', { ...monthly, monthsAfter: 0 }, '06-10', 'paying_before_closing'],
      ['as they are', {}, '06-10', 'same_profile'],
    ])('never: %s', async (_, days, fromDay, code) => {
      expect(await propose(days, fromDay)).toMatchObject({ ok: false, error: { code } })
    })

    it('never of a shop that is closed, or not there', async () => {
      expect(await propose(weekly, '06-10', { ...shop, code: 'NOTTHERE' })).toMatchObject({
        error: { code: 'shop_not_found', field: 'merchantCode' },
      })
      const asked = await propose(weekly, '06-10')
      if (!asked.ok) throw new Error(asked.error.code)
      const closing = await api.post(`/merchants/${shop.id}/closing`, { reason: '店じまい' }, 'officer')
      expect(closing.status).toBe(201)
      expect(await approve(asked.value.id, asked.value.payloadHash)).toMatchObject({
        error: { code: 'shop_closed' },
      })
    })
  })

  describe('are kept by the database', () => {
    const values = (change: Record<string, string> = {}) =>
      Object.entries({
        merchant_id: `'${shop.id}'`,
        number: '1',
        kind: `'weekly'`,
        weekday: '3',
        closing_day: 'null',
        paying_day: 'null',
        months_after: 'null',
        from_at: '2000',
        request_id: `'nobody'`,
        created_at: '1000',
        ...change,
      })
    const insert = (change: Record<string, string> = {}) => {
      const all = values(change)
      return store().raw(
        `insert into payout_profiles (${all.map(([name]) => name).join()}) values (${all.map(([, value]) => value).join()})`,
      )
    }

    it('which wants two people', async () => {
      const tries = [insert(), insert({ number: '2' })]
      for (const result of await Promise.allSettled(tries)) expect(result.status).toBe('rejected')
      await expect(insert()).rejects.toThrow('payout_profile_true')
    })

    it('whole, with days that there are, and for takings to come', async () => {
      const asked = await propose(weekly, '06-10')
      if (!asked.ok) throw new Error(asked.error.code)
      const requestId = `'${asked.value.id}'`
      const details = `'{"approved":true,"reason":""}'`
      await store().raw(
        `insert into staff_acts (id, user_id, operation, subject, details, created_at) values ('decision:${asked.value.id}', 'approver', 'payout_profile.decision', ${requestId}, ${details}, 1)`,
      )
      const wrong: Record<string, string>[] = [
        { weekday: 'null' },
        { weekday: '6' },
        { closing_day: '31' },
        { kind: `'yearly'` },
        { kind: `'monthly'`, weekday: 'null', closing_day: '31', paying_day: '32', months_after: '1' },
        { kind: `'monthly'`, weekday: 'null', closing_day: '31', paying_day: '10', months_after: '0' },
        { from_at: '1000' },
      ]
      for (const change of wrong)
        await expect(insert({ request_id: requestId, ...change })).rejects.toThrow(/payout_profile_/)
      await insert({ request_id: requestId })
      await expect(
        store().raw(`update payout_profiles set weekday = 4 where request_id = ${requestId}`),
      ).rejects.toThrow('append_only')
    })
  })

  it('are shown to the shop, and proposed over HTTP by the operator alone', async () => {
    const body = { merchantCode: shop.code, fromDay: day('06-10'), reason: '電話で決めた', ...monthly }
    expect((await api.post('/payout-profiles', body, 'approver')).status).toBe(403)
    expect((await api.post('/payout-profiles', { ...body, kind: 'weekly' }, 'operator')).status).toBe(400)
    const asked = await api.post('/payout-profiles', body, 'operator')
    expect(asked.status).toBe(201)
    const { id, payloadHash } = (await asked.json()) as { id: string; payloadHash: string }
    const decide = (as: string) => api.post(`/payout-profiles/${id}/approval`, { payloadHash }, as)
    expect((await decide('operator')).status).toBe(403)
    expect(await (await decide('approver')).json()).toMatchObject({ nameJa: shop.nameJa, ...monthly })
    const [owner] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    const till = await (await api.get(`/merchants/${shop.id}/till`, String(owner!['user_id']))).json()
    expect(till).toMatchObject({
      payout: {
        profile: { kind: 'every_bank_day' },
        changes: [{ ...monthly, fromDay: day('06-10') }],
        history: [{ fromDay: day('06-10') }],
      },
    })
    expect((await api.get('/payout-profiles', 'officer')).status).toBe(403)
    expect((await api.get('/payout-profiles', 'operator')).status).toBe(200)
  })
})
