import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { onEveryEngine, openEngine } from '../support/engines.ts'
import { parseZengin } from '../../api/merchants/index.ts'
import { runSettlement } from '../../api/office/index.ts'
import { flowsOf, makePlan, planText, positionsOf, totalsByFunder } from '../../api/office/settlement-plan.ts'
import { settlementStore } from '../../api/office/repository.ts'
import { merchantStore } from '../../api/merchants/repository.ts'
import { newId } from '../../api/platform/ids.ts'
import { at, requester, smallRegion, type Region } from '../merchants/support/region.ts'

const payee = (n: number, town: string, bankAccountId: string | null = `bank-${n}`) => ({
  merchantId: `m${n}`,
  accountId: `a${n}`,
  merchantCode: `CODE${n}`,
  nameJa: `店${n}`,
  municipality: town,
  bankAccountId,
  dueUntilAt: 1,
})

describe('a settlement plan', () => {
  const facts = { cutOffAt: 1, payDay: '2026-11-25' }
  const holding = (n: number, fundId: string, municipality: string | null, amountYen: number) => ({
    accountId: `a${n}`,
    fundId,
    municipality,
    amountYen,
  })

  it('pays nobody zero, leaves what a refund took, and lets wait who has no bank account', () => {
    const plan = makePlan({
      ...facts,
      payees: [payee(2, 'A', null), payee(1, 'A'), payee(3, 'A')],
      holdings: [
        holding(1, 'reserve', null, 500),
        holding(1, 'pot', 'A', -20),
        holding(2, 'reserve', null, 70),
      ],
    })
    expect(plan.payouts.map(({ payee: to, amountYen }) => [to.merchantId, amountYen])).toEqual([['m1', 500]])
    expect(plan.waiting.map(({ payee: to, amountYen }) => [to.merchantId, amountYen])).toEqual([['m2', 70]])
  })

  const anyHoldings = fc.array(
    fc.record({
      n: fc.nat(5),
      fund: fc.constantFrom(null, 'A', 'B', 'C'),
      amountYen: fc.integer({ min: -100, max: 10_000 }),
    }),
    { maxLength: 30 },
  )

  it('splits to the yen over who funded it, whatever the shops hold, and between towns sums to zero', () => {
    fc.assert(
      fc.property(anyHoldings, (raw) => {
        const holdings = raw.map(({ n, fund, amountYen }) => holding(n, `pot-${fund}`, fund, amountYen))
        const payees = [0, 1, 2, 3, 4, 5].map((n) => payee(n, 'ABC'[n % 3]!))
        const plan = makePlan({ ...facts, holdings, payees })
        const flows = flowsOf(plan)
        const total = (rows: readonly { amountYen: number }[]) =>
          rows.reduce((sum, row) => sum + row.amountYen, 0)
        expect(total(totalsByFunder(flows))).toBe(plan.totalYen)
        expect(total(plan.payouts)).toBe(plan.totalYen)
        expect(positionsOf(flows).reduce((net, town) => net + town.netYen, 0)).toBe(0)
        const mixed = makePlan({ ...facts, holdings: holdings.toReversed(), payees: payees.toReversed() })
        expect(mixed.totalYen).toBe(plan.totalYen)
      }),
    )
  })

  it('reads differently when anything that is paid differs', () => {
    const payees = [payee(1, 'A')]
    const text = (amountYen: number, change = {}) =>
      planText(makePlan({ ...facts, ...change, payees, holdings: [holding(1, 'reserve', null, amountYen)] }))
    const sentFrom = Object.keys(requester).map((field) =>
      text(5, { requester: { ...requester, [field]: 'another' } }),
    )
    const variants = [text(5), text(6), text(5, { cutOffAt: 2 }), text(5, { payDay: '2026-11-26' })]
    expect(new Set([...variants, text(5, { requester }), ...sentFrom]).size).toBe(5 + 8)
  })
})

onEveryEngine('the settlement run', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let wallet: string
  let day = 0

  // Each test has a week of its own, so that no cut-off meets another's.
  beforeEach(async () => {
    region = await smallRegion(store())
    day += 7
    now('10:00')
    shop = await region.openShop()
    wallet = await region.openWallet(50_000)
  })
  const dayOf = (ahead = 0) => new Date(Date.UTC(2026, 10, 24 + day + ahead)).toISOString().slice(0, 10)
  const now = (time: string, ahead = 0) => region.setNow(`${dayOf(ahead)}T${time}`)
  const previewed = async () => {
    const shown = await region.office.previewSettlement()
    if (!shown.ok) throw new Error(shown.error.code)
    return shown.value
  }
  const paidTo = (report: Awaited<ReturnType<Region['office']['settlement']>>, to: { readonly id: string }) =>
    report.ok && report.value.payouts.find((row) => row.merchantId === to.id)?.amountYen
  const approval = ({ plan, planHash }: Awaited<ReturnType<typeof previewed>>) => ({
    cutOffAt: plan.cutOffAt,
    planHash,
    approvedBy: 'approver',
  })

  it('pays closed days only, in a file whose rows are the payouts, and a second run pays nothing', async () => {
    const other = await region.openShop({ nameJa: '奥の湯', municipality: '074454', holderKana: 'オクノユ' })
    await region.grant(wallet, '074446', 300)
    await region.pay(wallet, shop.id, 1000)
    await region.pay(wallet, other.id, 2500)
    now('09:00', 1)
    await region.pay(wallet, shop.id, 40)
    const shown = await previewed()
    expect(shown.plan).toMatchObject({ totalYen: 3500, payDay: dayOf(1), cutOffAt: at(`${dayOf(1)}T00:00`) })
    expect(shown.byFunder).toEqual([
      { funder: null, amountYen: 3200 },
      { funder: '074446', amountYen: 300 },
    ])
    const first = await region.office.approveSettlement(approval(shown))
    const again = await region.office.approveSettlement(approval(shown))
    expect(again).toEqual(first)
    if (!first.ok) throw new Error(first.error.code)
    expect(first.value.payouts.map((row) => row.amountYen).toSorted((a, b) => a - b)).toEqual([1000, 2500])

    const file = await region.office.bankFile(first.value.settlement.id)
    if (!file.ok) throw new Error(file.error.code)
    const order = parseZengin(file.value.bytes)
    expect(order.ok && order.value.transfers.map((row) => row.amountYen)).toEqual(
      first.value.payouts.map((row) => row.amountYen),
    )
    expect(await region.office.bankFile(first.value.settlement.id)).toEqual(file)

    expect(await region.office.previewSettlement()).toMatchObject({
      ok: false,
      error: { code: 'settled_before' },
    })
    expect(await runSettlement(region.office, { approvedBy: 'operator' })).toEqual(first)
    expect((await region.merchants.forecast(shop)).lines).toEqual([
      { payDay: dayOf(2), amountYen: 40, takingsDays: [dayOf(1)] },
    ])
    const lines = await store().raw('select sum(amount_yen) as yen from entries')
    expect(Number(lines[0]!['yen'])).toBe(0)
  })

  it.each([
    ['bankKana', { bankCode: '0421', bankNameKana: 'ｸﾚﾃﾞｲ.ｱｸﾞﾘｺﾙ' }],
    ['branchKana', { branchNameKana: 'ﾎﾝ ﾃﾝ' }],
    ['payeeKana', { holderKana: 'ｱ,ﾔ' }],
  ])(
    'lets a shop wait whose %s no file can carry, names it before money moves, and pays all others',
    async (unwritable, stored) => {
      const other = await region.openShop({ nameJa: '奥の湯', holderKana: 'オクノユ' })
      const register = merchantStore(store())
      const { id: _, ...account } = (await region.merchants.bankAccount(other.id))!
      const before = { ...account, ...stored, id: newId(), at: region.clock.now() + 1 }
      expect(await register.commit(register.bankAccountWrites(before))).toBe('stored')
      await region.pay(wallet, shop.id, 1_000)
      await region.pay(wallet, other.id, 2_500)
      now('09:00', 1)
      const shown = await previewed()
      const waiting = shown.plan.waiting.map(({ payee: to, amountYen }) => [
        to.nameJa,
        to.unwritable,
        amountYen,
      ])
      expect(waiting).toContainEqual(['奥の湯', unwritable, 2_500])
      const paid = await region.office.approveSettlement(approval(shown))
      if (!paid.ok) throw new Error(paid.error.code)
      const file = await region.office.bankFile(paid.value.settlement.id)
      const order = file.ok ? parseZengin(file.value.bytes) : file
      expect(order.ok && order.value.transfers.length).toBe(paid.value.payouts.length)
      expect(paidTo(paid, shop)).toBe(1_000)
      expect(paidTo(paid, other)).toBeUndefined()
    },
  )

  it('pays once when two approve the same plan at the same moment', async () => {
    await region.pay(wallet, shop.id, 700)
    now('09:00', 1)
    const shown = await previewed()
    const [one, two] = await Promise.all([
      region.office.approveSettlement(approval(shown)),
      region.office.approveSettlement(approval(shown)),
    ])
    expect(one.ok && two.ok).toBe(true)
    const rows = await store().raw(`select amount_yen from payouts where merchant_id = '${shop.id}'`)
    expect(rows.map((row) => Number(row['amount_yen']))).toEqual([700])
  })

  it('refuses a plan that is no longer what was shown, and leaves no row', async () => {
    const payment = await region.pay(wallet, shop.id, 900)
    now('09:00', 1)
    const shown = await previewed()
    await region.refund(shop.accountId, payment, 100)
    const refused = await region.office.approveSettlement(approval(shown))
    const totalYen = shown.plan.totalYen - 100
    expect(refused).toMatchObject({ ok: false, error: { code: 'plan_changed', totalYen } })
    expect(await store().raw(`select * from settlements where plan_hash = '${shown.planHash}'`)).toEqual([])
  })

  it('is not changed by payments that come after the cut-off', async () => {
    await region.pay(wallet, shop.id, 900)
    now('09:00', 1)
    const shown = await previewed()
    await region.pay(wallet, shop.id, 50)
    const paid = await region.office.approveSettlement(approval(shown))
    expect(paidTo(paid, shop)).toBe(900)
  })

  it('pays closed takings whole while takings since cover what was given back since', async () => {
    await region.pay(wallet, shop.id, 900)
    now('09:00', 1)
    const today = await region.pay(wallet, shop.id, 500)
    await region.refund(shop.accountId, today, 500)
    const shown = await previewed()
    const mine = shown.plan.payouts.find(({ payee: to }) => to.merchantId === shop.id)
    expect(mine?.amountYen).toBe(900)
    const paid = await region.office.approveSettlement(approval(shown))
    expect(paidTo(paid, shop)).toBe(900)
  })

  it('goes on where it was interrupted, with exactly what was approved', async () => {
    await region.pay(wallet, shop.id, 900)
    const other = await region.openShop()
    await region.pay(wallet, other.id, 60)
    now('09:00', 1)
    const shown = await previewed()
    const stopped = region.office.approveSettlement({
      ...approval(shown),
      onProgress: (done) => {
        if (done === 2) throw new Error('the power went')
      },
    })
    await expect(stopped).rejects.toThrow('the power went')
    // Nobody uploads half a file: asked for in between, it holds every payout already, and the same ones later.
    const { id } = (await region.office.settlements(1))[0]!
    const early = await region.office.bankFile(id)
    const resumed = await region.office.approveSettlement(approval(shown))
    expect([paidTo(resumed, shop), paidTo(resumed, other)]).toEqual([900, 60])
    expect(resumed.ok && resumed.value.sentYen).toBe(shown.plan.totalYen)
    expect(early.ok).toBe(true)
    expect(await region.office.bankFile(id)).toEqual(early)
  })

  it('has the file that was approved, byte for byte, whatever is set, moved or named since', async () => {
    await region.pay(wallet, shop.id, 900)
    now('09:00', 1)
    const paid = await region.office.approveSettlement(approval(await previewed()))
    if (!paid.ok) throw new Error(paid.error.code)
    const { id } = paid.value.settlement
    const file = await region.office.bankFile(id)
    const order = file.ok ? parseZengin(file.value.bytes) : file
    expect(order.ok && order.value.requester).toMatchObject({
      code: requester.code,
      number: requester.number,
    })

    const register = merchantStore(store())
    const { id: _, ...account } = (await region.merchants.bankAccount(shop.id))!
    const moved = { ...account, accountNumber: '1111111', holderKana: 'ﾍﾞﾂﾉﾋﾄ' }
    const since = { ...moved, id: newId(), at: region.clock.now() + 1 }
    expect(await register.commit(register.bankAccountWrites(since))).toBe('stored')
    const other = { ...requester, code: '0000099999', nameKana: 'ベツノレンゴウ', number: '7654321' }
    for (const set of [other, null]) {
      const { office } = await smallRegion(store(), set)
      expect(await office.bankFile(id)).toEqual(file)
      expect(await office.settlement(id)).toMatchObject({ value: { requester } })
    }
  })

  it('is not approved with another account than the one that was shown', async () => {
    await region.pay(wallet, shop.id, 900)
    now('09:00', 1)
    const shown = await previewed()
    const { office, setNow } = await smallRegion(store(), { ...requester, number: '7654321' })
    setNow(`${dayOf(1)}T09:00`)
    expect(await office.approveSettlement(approval(shown))).toMatchObject({
      ok: false,
      error: { code: 'plan_changed', totalYen: shown.plan.totalYen },
    })
    expect(paidTo(await region.office.approveSettlement(approval(shown)), shop)).toBe(900)
  })

  it('cannot close takings that have not happened, and has nothing to pay when nobody is owed', async () => {
    expect(await region.office.previewSettlement(region.clock.now() + 1)).toEqual({
      ok: false,
      error: { code: 'cut_off_ahead', field: 'cutOffAt' },
    })
    const shown = await previewed()
    expect(await region.office.approveSettlement(approval(shown))).toEqual({
      ok: false,
      error: { code: 'nothing_to_pay' },
    })
  })
})

describe('without an account that payouts leave from', () => {
  const refused = { ok: false, error: { code: 'payout_account_missing' } }

  it('nothing is approved', async () => {
    const engine = await openEngine('sqlite')
    const region = await smallRegion(engine.store, null)
    expect(
      await region.office.approveSettlement({ cutOffAt: 0, planHash: '0'.repeat(64), approvedBy: 'a' }),
    ).toEqual(refused)
    await engine.dispose()
  })

  it('a run of before the account was kept has no file, and the one that is set has it', async () => {
    const engine = await openEngine('sqlite')
    const region = await smallRegion(engine.store)
    const shop = await region.openShop()
    await region.pay(await region.openWallet(5_000), shop.id, 900)
    region.setNow('2026-11-25T09:00')
    const shown = await region.office.previewSettlement()
    if (!shown.ok) throw new Error(shown.error.code)
    const { requester: _, ...plan } = shown.value.plan
    const row = { id: 'of-before', planHash: 'of-before', approvedBy: 'a', createdAt: region.clock.now() }
    const { cutOffAt, payDay, totalYen } = plan
    const store = settlementStore(engine.store)
    await store.insert({ ...row, cutOffAt, payDay, totalYen, payoutCount: plan.payouts.length, plan })
    const unset = await smallRegion(engine.store, null)
    expect(await unset.office.bankFile(row.id)).toEqual(refused)
    const file = await region.office.bankFile(row.id)
    const order = file.ok ? parseZengin(file.value.bytes) : file
    expect(order.ok && order.value).toMatchObject({
      requester: { number: requester.number },
      transfers: [{ amountYen: 900 }],
    })
    await engine.dispose()
  })
})
