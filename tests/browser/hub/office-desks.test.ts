import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { baseDateFrom, endOfBaseDate } from '../../../api/audit/base-date.ts'
import { addDemonstrationPerson, demonstrationStaff } from '../../../api/identity/index.ts'
import { japanDay, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { openLine } from '../support/broken-line.ts'
import { read, reader, readToo } from '../support/chinese.ts'
import { openClockHub } from '../support/clock-hub.ts'
import { keysAlone, lineBreaks } from '../support/hands.ts'
import { goHome, person, type Person, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const purseYen = 1_000
/** How cash that came back was settled. */
const reason = '電話で口座を聞き、振り込んだ'
const addedYen = 3_000
const baseDate = baseDateFrom(japanDay(systemClock.now()))
/** Nothing but these stories happened before the base date. */
const began = endOfBaseDate(baseDate) - dayMs

let world: Awaited<ReturnType<typeof openClockHub>>
let purses = 0
beforeAll(async () => {
  world = await openClockHub(began, 6, purseYen)
  const { identity, mode } = world.hub
  for (const one of demonstrationStaff) await addDemonstrationPerson(identity, mode, one)
}, 120_000)
afterAll(() => world.close())
afterEach(() => goHome(lineBreaks))

/** The hub's own work, as its clock has it done. */
const runJob = async (name: string): Promise<void> => {
  await world.hub.jobs.find((job) => job.name === name)!.run()
}
/** Somebody of the office on a small phone, at a desk. */
async function staffAt(path: string, who = 'approver'): Promise<Person> {
  const one = await person({ viewport: phone, baseURL: world.hub.address.get() })
  await signIn(one, who, path)
  return one
}
const headed = ({ page }: Person, words: string) => page.getByRole('heading', { name: words }).waitFor()
const under = ({ page }: Person, id: string) => page.locator(`section[aria-labelledby="${id}"]`)
const yen = (amount: number) => t('shop:yen', { amount })

/** Pays with the shop's printed code. */
async function payWith({ page }: Person, amountYen: number): Promise<void> {
  const { nameJa } = (await world.hub.merchants.find(world.merchantId))!
  await page.goto(`/pay/${encodeURIComponent(world.payload)}?amount=${amountYen}`)
  await page
    .getByRole('button', {
      name: t('wallet:pay.confirm', { shop: nameJa, amount: amountYen }),
      exact: true,
    })
    .click()
}
const paid = ({ page }: Person) => page.waitForURL(/\/wallet\/receipts\//)

/** Somebody whose purse asks the card company for more, at the company's page; and the number of that page. */
async function goAndAdd(way: 'card' | 'konbini'): Promise<{ holder: Person; sessionId: string }> {
  const holder = await world.holder(purses++, { viewport: phone })
  const { page } = holder
  await page.goto('/wallet/add')
  await page.getByLabel(t('wallet:yen', { amount: addedYen }), { exact: true }).check()
  await page.locator(`[name=method][value=${way}]`).check()
  await press(holder, t('wallet:add.submit'))
  await page.waitForURL(/\/demonstration\/stripe\/pay\//)
  return { holder, sessionId: new URL(page.url()).pathname.split('/').at(-1)! }
}
async function addByCard() {
  const added = await goAndAdd('card')
  await added.holder.page.getByLabel(t('standin:cards.succeeds')).check()
  await press(added.holder, t('standin:pay.submit', { amount: '3,000' }))
  await headed(added.holder, t('wallet:topup.state.credited'))
  return added
}

describe('what the office reads and decides about money', () => {
  it('a limit that is told at the desk holds where somebody pays, to the yen', async () => {
    const staff = await staffAt('/office/limits')
    await look(staff)
    const told = async (part: string, name: string) => {
      const words = staff.page.getByText(t(`disputes:limits.${name}`), { exact: true })
      const row = under(staff, part).locator('dl div').filter({ has: words })
      return Number((await row.locator('dd').innerText()).replaceAll(/\D/g, ''))
    }
    const [young, once] = [await told('youngDevice', 'paymentOnceYen'), await told('payment', 'onceYen')]
    expect(young).toBeLessThan(once)
    const purse = purses++
    const { walletId } = world.purses[purse]!
    const filled = await world.hub.ledger.topUp({
      key: { scope: 'prepared', key: 'more than a new phone may pay' },
      walletId,
      amountYen: young,
    })
    expect(filled.ok).toBe(true)
    const holder = await world.holder(purse, { viewport: phone })
    // Told before anybody presses: there is nothing to press.
    await holder.page.goto(`/pay/${encodeURIComponent(world.payload)}?amount=${young + 1}`)
    const alert = holder.page.getByRole('alert')
    expect(await holder.page.locator('button.pay').count()).toBe(0)
    expect((await alert.innerText()).replaceAll(',', '')).toContain(`${young}円`)
    await look(holder)
    expect(await spendable(holder)).toBe(young + purseYen)
    await payWith(holder, young)
    await paid(holder)
    expect(await spendable(holder)).toBe(purseYen)
  })

  it('a base date is closed by itself, and what is paid after it changes only what is unused now', async () => {
    world.clock.at = endOfBaseDate(baseDate) + 2 * hourMs
    await runJob('seal')
    await runJob('base_dates')
    const staff = await staffAt('/office/base-dates')
    await look(staff)
    const seen = async () => ({
      unused: await under(staff, 'now').locator('dd').first().innerText(),
      report: await under(staff, 'reports').locator('article').allInnerTexts(),
      note: await under(staff, 'reports').locator('pre').allTextContents(),
    })
    const before = await seen()
    expect(before.report).toHaveLength(1)
    const outstanding = under(staff, 'reports').locator('tr', { hasText: t('office:base_dates.outstanding') })
    expect(await outstanding.locator('td').first().innerText()).toContain(before.unused)
    expect(before.note[0]).toContain(`"baseDate":"${baseDate}"`)

    const holder = await world.holder(purses++, { viewport: phone })
    await payWith(holder, 300)
    await paid(holder)
    await runJob('seal')
    await runJob('base_dates')
    await staff.page.reload()
    const after = await seen()
    expect(after).toEqual({ ...before, unused: yen(Number(before.unused.replaceAll(/\D/g, '')) - 300) })
    await under(staff, 'reports').locator('summary').click()
    await look(staff)
  })

  it('what a payer disputes is frozen in the purse and at the desk, and ends as the card company decides', async () => {
    const { holder, sessionId } = await addByCard()
    // The older 1,000 yen go first.
    await payWith(holder, purseYen + 500)
    await paid(holder)
    await world.dispute(sessionId)
    const staff = await staffAt('/office/disputes')
    const frozen = t('disputes:frozen', { left: addedYen - 500, spent: 500 })
    await under(staff, 'open').getByText(frozen).waitFor()
    await look(staff)
    expect(await spendable(holder)).toBe(0)
    await holder.page.goto('/wallet')
    await holder.page.getByText(t('wallet:purse.disputed', { amount: addedYen - 500 })).waitFor()
    await look(holder)

    world.clock.at += dayMs
    await world.dispute(sessionId, 'lost')
    await staff.page.reload()
    await under(staff, 'open').getByText(t('disputes:open_none')).waitFor()
    const ended = await under(staff, 'ended').locator('article').innerText()
    expect(ended).toContain(t('disputes:lost', { taken: addedYen - 500, owed: 500, when: '' }).split('（')[0])
    expect(await under(staff, 'owed').locator('.sum').innerText()).toBe(t('disputes:of', { amount: 500 }))
    await look(staff)
    await holder.page.reload()
    expect(await holder.page.getByText(t('wallet:purse.disputed', { amount: 2_500 })).count()).toBe(0)
    expect(await spendable(holder)).toBe(0)
  })

  it('a card whose owner says no charges nothing, and a dispute that is won lets go of what was frozen', async () => {
    const { holder, sessionId } = await goAndAdd('card')
    const { page } = holder
    const submit = async () => {
      await page.getByLabel(t('standin:cards.challenged')).check()
      await press(holder, t('standin:pay.submit', { amount: '3,000' }))
      await headed(holder, t('standin:challenge.title'))
    }
    await submit()
    await press(holder, t('standin:challenge.refuse'))
    await page.getByText(t('standin:declines.payment_intent_authentication_failure')).waitFor()
    await look(holder)
    expect(await spendable(holder)).toBe(purseYen)
    await submit()
    await press(holder, t('standin:challenge.approve'))
    await headed(holder, t('wallet:topup.state.credited'))
    expect(await spendable(holder)).toBe(purseYen + addedYen)

    await world.dispute(sessionId)
    expect(await spendable(holder)).toBe(purseYen)
    await world.dispute(sessionId, 'won')
    const staff = await staffAt('/office/disputes')
    const won = t('disputes:won', { when: '' }).split('（')[0]!
    await under(staff, 'ended').getByText(won).waitFor()
    await look(staff)
    await page.goto('/wallet')
    await page.getByRole('link', { name: t('wallet:purse.add') }).waitFor()
    expect(await page.getByText(t('wallet:purse.disputed', { amount: addedYen })).count()).toBe(0)
    await payWith(holder, purseYen + addedYen)
    await paid(holder)
    expect(await spendable(holder)).toBe(0)
  })

  it('cash that could not be given back waits at the desk until somebody says how it was settled', async () => {
    const { holder } = await goAndAdd('konbini')
    await press(holder, t('standin:store.submit'))
    await press(holder, t('standin:voucher.pay'))
    await holder.page.getByRole('link', { name: t('standin:closed.back') }).click()
    await headed(holder, t('wallet:topup.state.credited'))
    const topupId = new URL(holder.page.url()).pathname.split('/').at(-1)!
    expect(await world.hub.voids.voidTopup({ topupId, reason: '二度払われた' })).toMatchObject({ ok: true })
    expect(await spendable(holder)).toBe(purseYen)
    // Its payer never says to which account.
    world.clock.at += 45 * dayMs
    for (const _ of [1, 2]) await world.companyTurn()

    const line = await openLine(world.hub.address.get())
    const { staff: come, fill, press: pressed } = keysAlone(line)
    const staff = await come('approver', '/office/topup-matters')
    const { page } = staff
    await under(staff, 'open').getByText(t('topup-matters:kind.refund_failed')).waitFor()
    const of = t('topup-matters:of', { amount: addedYen, method: t('wallet:method.konbini') })
    await under(staff, 'open').getByText(of).waitFor()
    await look(staff)
    await keysAlone().press(staff, t('topup-matters:endings.paid_by_bank'))
    await page.getByText(t('office:refusal.reason_missing')).waitFor()
    await look(staff)
    await fill(staff, t('topup-matters:reason'), reason)
    await pressed(staff, t('topup-matters:endings.paid_by_bank'))
    await page.getByRole('status').getByText(t('topup-matters:ended')).waitFor()
    await under(staff, 'open').getByText(t('topup-matters:open_none')).waitFor()
    await under(staff, 'past').getByText(reason).waitFor()
    expect(await under(staff, 'past').locator('article').count()).toBe(1)
    expect(await page.getByRole('button', { name: t('topup-matters:endings.given_back') }).count()).toBe(0)
    await look(staff)
    await readToo(staff, [reason])
    await line.close()
  })

  it('every desk of the office and of a shop is read in traditional Chinese, with something on it', async () => {
    const typed = [reason, '電話で届け出', '赤べこの皿', '看板の名前']
    const guest = await world.holder(purses++, { viewport: phone })
    await payWith(guest, 40)
    await paid(guest)
    const paymentId = new URL(guest.page.url()).pathname.split('/').at(-1)!
    const home = world.hub.address.get()
    const send = async ({ context }: Person, path: string, data: object, method = 'POST') => {
      const headers = { origin: home, 'idempotency-key': crypto.randomUUID() }
      const answer = await context.request.fetch(path, { method, data, headers })
      expect([path, answer.ok()]).toEqual([path, true])
    }
    await send(guest, '/api/code-reports', { text: world.payload, signSays: '看板の名前' })
    const [operator, staff, owner] = [
      await staffAt('/office', 'operator'),
      await person({ ...reader, baseURL: home }),
      await person({ ...reader, baseURL: home }),
    ]
    await send(operator, '/api/wallet-freezes', { paymentId, reason: '電話で届け出' })
    await signIn(staff, 'approver', '/zh-hant/office', 'zh-hant')
    await send(owner, '/api/session', { email: 'shop-6@shop.example', password: 'a-long-password-of-a-shop' })
    const stands = { version: 0, stock: 'in_stock', showsCount: false, isOffered: true }
    const product = { nameJa: '赤べこの皿', nameEn: 'Plate', priceYen: 800, ...stands }
    await send(owner, `/api/merchants/${world.merchantId}/products/${crypto.randomUUID()}`, product, 'PUT')
    const { nameJa } = (await world.hub.merchants.find(world.merchantId))!
    const office = [
      '',
      'acts',
      'base-dates',
      'code-reports',
      'disputes',
      'limits',
      'looks',
      'messages',
      'records',
    ]
    const others = ['shop-pictures', 'stopped', 'ties', `tills?shop=${world.merchantId}`]
    for (const desk of [...office, ...others]) {
      await staff.page.goto(`/zh-hant/office/${desk}`)
      await read(staff, [nameJa, ...typed])
    }
    for (const desk of ['board', 'picture', 'products', 'records']) {
      await owner.page.goto(`/zh-hant/shop/${desk}?shop=${world.merchantId}`)
      await read(owner, [nameJa, ...typed])
    }
  })
})
