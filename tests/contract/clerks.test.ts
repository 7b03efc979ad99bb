import { expect, test } from 'vitest'
import type { TillAct } from '../../api/currency/till-act.ts'
import { onEveryEngine } from '../support/engines.ts'
import { smallRegion } from '../merchants/support/region.ts'
import { rights, tillsOf } from '../merchants/support/tills.ts'

type Told = { ok: true } | { ok: false; error: { code: string } }
const codesOf = (results: readonly Told[]): string[] =>
  results.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()
const count = (code: string, times: number): string[] => Array<string>(times).fill(code)

onEveryEngine('clerks at a shop’s tills', (store) => {
  const open = async () => {
    const region = await smallRegion(store())
    const shop = await region.openShop()
    const wallet = await region.openWallet(20_000)
    const tills = await tillsOf(store(), region, shop)
    const pay = (amountYen: number) => region.pay(wallet, shop.id, amountYen)
    const today = { fromAt: region.clock.now() - 36e5, untilAt: region.clock.now() + 36e5 }
    return { region, shop, wallet, ...tills, pay, today }
  }
  const rowsOf = async (sql: string) => (await store().raw(sql)).map((row) => Object.values(row).map(String))

  test('are told apart: each payment taken and given back bears who did it', async () => {
    const { region, shop, wallet, clerks, owner, addClerk, addTill, stand, actOf, refund, pay, today } =
      await open()
    const [hana, ken] = [await addClerk('2580', { name: '花' }), await addClerk('7391', { name: '健' })]
    const till = await addTill('帳場')
    await store().raw(
      `insert into wallet_devices (id, wallet_id, secret_hash, created_at) values ('d-${wallet}', '${wallet}', 'x-${wallet}', 0)`,
    )
    const shown = await region.ledger.showCode({ walletId: wallet, deviceId: `d-${wallet}` })
    const code = shown.ok ? shown.value.code : ''
    const charged = await region.ledger.charge({
      merchantId: shop.id,
      merchantAccountId: shop.accountId,
      amountYen: 700,
      key: 'a key of a till',
      code,
      act: actOf(await stand(till, hana, '2580'), 'charge'),
    })
    expect(charged).toMatchObject({ ok: true })
    const paymentId = charged.ok ? charged.value.answer.paymentId : ''
    expect(await refund(actOf(await stand(till, ken, '7391')), paymentId, 120)).toMatchObject({ ok: true })
    const byOwner = actOf({
      scopes: [],
      person: { userId: owner.userId, name: '主人', sessionId: 'session-of-a-clerk' },
    })
    // Who keeps the shop is held to no limit.
    const large = await pay(5_000)
    expect(await refund(byOwner, large, null)).toMatchObject({ ok: true })
    expect(await clerks.acts(shop.id, today)).toMatchObject([
      { what: 'charge', paymentId, amountYen: 700, name: '花', isClerk: true, deviceName: '帳場' },
      { what: 'refund', paymentId, amountYen: 120, name: '健', isClerk: true, deviceName: '帳場' },
      { what: 'refund', paymentId: large, amountYen: 5_000, isClerk: false, deviceName: null },
    ])
    expect((await clerks.changes(shop.id)).map(({ operation, name }) => [operation, name])).toEqual([
      ['till.add', '帳場'],
      ['clerk.add', '健'],
      ['clerk.add', '花'],
    ])
  })

  test('give back no more at once, and no more on a day, than the shop allows', async () => {
    const { region, addClerk, addTill, stand, actOf, refund, pay } = await open()
    const clerkId = await addClerk('2580')
    const till = await addTill()
    const act = actOf(await stand(till, clerkId, '2580'))
    const payments = [await pay(301), await pay(300), await pay(200), await pay(1)]
    expect(await refund(act, payments[0]!, null)).toEqual({
      ok: false,
      error: { code: 'clerk_refund_above_limit', field: 'amountYen', limitYen: 300 },
    })
    expect(await refund(act, payments[1]!, null)).toMatchObject({ ok: true })
    expect(await refund(act, payments[2]!, null)).toMatchObject({ ok: true })
    expect(await refund(act, payments[3]!, null)).toEqual({
      ok: false,
      error: { code: 'clerk_refund_day_above_limit', field: 'amountYen', limitYen: 500, leftYen: 0 },
    })
    region.setNow('2026-11-25T00:00')
    const tomorrow = actOf(await stand(till, clerkId, '2580'))
    expect(await refund(tomorrow, payments[3]!, null)).toMatchObject({ ok: true })
  })

  test('stay within the day’s limit at two tills at once', async () => {
    const { addClerk, addTill, stand, actOf, refund, pay } = await open()
    const clerkId = await addClerk('2580')
    const acts = [
      actOf(await stand(await addTill('一'), clerkId, '2580')),
      actOf(await stand(await addTill('二'), clerkId, '2580')),
    ]
    const payments: string[] = []
    for (let made = 0; made < 10; made++) payments.push(await pay(100))
    const given = await Promise.all(payments.map((id, index) => refund(acts[index % 2]!, id, 100)))
    expect(codesOf(given)).toEqual([...count('clerk_refund_day_above_limit', 5), ...count('ok', 5)])
    expect(await rowsOf(`select refunded_yen from clerk_refund_days where clerk_id = '${clerkId}'`)).toEqual([
      ['500'],
    ])
    expect(await rowsOf(`select sum(amount_yen) from till_acts where clerk_id = '${clerkId}'`)).toEqual([
      ['500'],
    ])
  })

  test('who give back the same payment at once at two tills give it back once', async () => {
    const { addClerk, addTill, stand, actOf, refund, pay } = await open()
    const [hana, ken] = [await addClerk('2580'), await addClerk('7391')]
    const acts = [
      actOf(await stand(await addTill('一'), hana, '2580')),
      actOf(await stand(await addTill('二'), ken, '7391')),
    ]
    const paymentId = await pay(250)
    const given = await Promise.all(acts.map((act) => refund(act, paymentId, null)))
    expect(codesOf(given)).toEqual(['ok', 'refund_exceeds_payment'])
    expect(
      await rowsOf(`select count(*), sum(amount_yen) from till_acts where payment_id = '${paymentId}'`),
    ).toEqual([['1', '250']])
  })

  /** The clerk may, as far as was looked; then something happens; then it comes to be stored. */
  const interrupted = (act: TillAct, meanwhile: () => Promise<unknown>): TillAct => {
    let happened = false
    return {
      ...act,
      refuses: async (moved) => {
        const said = await act.refuses(moved)
        if (!happened) await meanwhile()
        happened = true
        return said
      },
    }
  }

  test.each([
    ['the clerk is ended', 'clerk_not_on_duty'],
    ['the till is signed out', 'clerk_not_on_duty'],
    ['another clerk takes the till', 'clerk_not_on_duty'],
    ['the limit is lowered', 'clerk_refund_above_limit'],
  ])('give nothing back when %s in the middle', async (what, code) => {
    const { clerks, owner, addClerk, addTill, stand, actOf, refund, pay } = await open()
    const [clerkId, other] = [await addClerk('2580'), await addClerk('7391')]
    const till = await addTill()
    const act = actOf(await stand(till, clerkId, '2580'))
    const paymentId = await pay(200)
    const happens: Record<string, () => Promise<unknown>> = {
      'the clerk is ended': () => clerks.end(clerkId, owner),
      'the till is signed out': () => clerks.endTill(till.deviceId, owner),
      'another clerk takes the till': () => stand(till, other, '7391'),
      'the limit is lowered': () =>
        clerks.change(clerkId, { ...rights, refundYenMax: 199, name: '店員' }, owner),
    }
    expect(await refund(interrupted(act, happens[what]!), paymentId, null)).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(await rowsOf(`select refunded_yen from payments where journal_id = '${paymentId}'`)).toEqual([
      ['0'],
    ])
    expect(await rowsOf(`select count(*) from clerk_refund_days where clerk_id = '${clerkId}'`)).toEqual([
      ['0'],
    ])
  })

  test('come no more with a PIN that was wrong ten times, however many try at once, until there is a new one', async () => {
    const { looks, clerks, owner, addClerk, addTill } = await open()
    const clerkId = await addClerk('2580')
    const till = (await clerks.recognise((await addTill()).credential))!
    expect(await clerks.enter(till, clerkId, '2581')).toEqual({
      ok: false,
      error: { code: 'pin_wrong', field: 'pin', triesLeft: 9 },
    })
    expect(await clerks.enter(till, clerkId, '２５８０')).toMatchObject({ ok: true })
    const before = looks.count
    const tried = await Promise.all(
      Array.from({ length: 14 }, (_, index) => clerks.enter(till, clerkId, `9${index + 100}`)),
    )
    expect(tried.every((one) => !one.ok)).toBe(true)
    expect(looks.count - before).toBe(10)
    expect(codesOf(tried).filter((code) => code === 'pin_locked').length).toBeGreaterThanOrEqual(5)
    expect(await rowsOf(`select wrong_tries from clerks where id = '${clerkId}'`)).toEqual([['10']])
    const locked = { ok: false, error: { code: 'pin_locked', field: 'pin' } }
    expect(await clerks.enter(till, clerkId, '2580')).toEqual(locked)
    expect(await clerks.newPin(clerkId, '2580', owner)).toEqual({ ok: true, value: undefined })
    expect(await clerks.enter(till, clerkId, '2580')).toMatchObject({ ok: true })
  })

  test('are known by nothing that the database says: the same PIN of two is not the same, nor is it there', async () => {
    const { addClerk } = await open()
    const ids = [await addClerk('258046'), await addClerk('258046')]
    const rows = await rowsOf(`select pin_hash from clerks where id in ('${ids.join(`', '`)}')`)
    expect(new Set(rows.flat()).size).toBe(2)
    expect(rows.flat().some((hash) => hash.includes('258046'))).toBe(false)
  })

  test('whose till was stolen do nothing there from the moment it is signed out, whoever does it', async () => {
    const { clerks, shop, owner, addClerk, addTill, stand } = await open()
    const clerkId = await addClerk('2580')
    const till = await addTill()
    await stand(till, clerkId, '2580')
    const office = { merchantId: shop.id, userId: owner.userId, reason: '電話で届け出' }
    expect(await clerks.endTill(till.deviceId, { ...office, merchantId: 'another shop' })).toEqual({
      ok: false,
      error: { code: 'till_not_found' },
    })
    expect(await clerks.endTill(till.deviceId, office)).toEqual({ ok: true, value: undefined })
    expect(await clerks.endTill(till.deviceId, office)).toEqual({ ok: true, value: undefined })
    expect(await clerks.recognise(till.credential)).toBeUndefined()
    expect((await clerks.changes(shop.id))[0]).toMatchObject({
      operation: 'till.end',
      reason: '電話で届け出',
    })
    // Nor does a hand with the database open bring it back.
    await expect(store().raw(`update till_devices set ended_at = null`)).rejects.toThrow(/end_stays/)
  })

  test('do nothing past the code either', async () => {
    const { clerks, owner, shop, addClerk, addTill, stand, pay, region } = await open()
    const clerkId = await addClerk('2580', { mayTake: false })
    const till = await addTill()
    await stand(till, clerkId, '2580')
    const journalId = await pay(50)
    const at = region.clock.now()
    const act = (what: string, amountYen: number) =>
      store().raw(
        `insert into till_acts values ('${journalId}', '${shop.id}', '${what}', '${journalId}', ${amountYen}, '2026-11-24', '${clerkId}', '${till.deviceId}', null, ${at})`,
      )
    await expect(act('charge', 50)).rejects.toThrow(/till_act_allowed/)
    // A refund that the day does not count.
    await expect(act('refund', 50)).rejects.toThrow(/till_act_allowed/)
    await store().raw(`insert into clerk_refund_days values ('${clerkId}', '2026-11-24', 600)`)
    await expect(act('refund', 50)).rejects.toThrow(/till_act_allowed/)
    await clerks.end(clerkId, owner)
    await expect(store().raw(`update clerks set ended_at = null where id = '${clerkId}'`)).rejects.toThrow(
      /end_stays/,
    )
  })
})
