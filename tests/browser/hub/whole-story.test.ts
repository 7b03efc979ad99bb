import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { parseZengin } from '../../../api/merchants/zengin-file.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, origin, person, type Person, region, signIn, spendable } from '../support/people.ts'
import { phone } from '../support/phone.ts'

type Telling = {
  readonly locale: 'ja' | 'en'
  readonly colorScheme: 'light' | 'dark'
}

const addedYen = 3_000
const paidYen = 1_250
const givenBackYen = 450
const shop = region.ownShop

type Money = { payments: number; spentYen: number; refundedYen: number; shopsReached: number }

async function publicMoney({ context }: Person): Promise<Money> {
  const answer = await context.request.get('/api/numbers?period=7')
  const { region: counted } = (await answer.json()) as { region: { money: Money } }
  return counted.money
}

/** What other stories left with the shops is paid out first, so that this one's settlement is its own. */
async function settleWhatIsThere(approver: Person): Promise<void> {
  const { request } = approver.context
  const shown = await request.get(`/api/settlements/preview?cutOffAt=${Date.now()}`)
  if (!shown.ok()) return
  const plan = (await shown.json()) as { cutOffAt: number; planHash: string; payouts: unknown[] }
  if (plan.payouts.length === 0) return
  const paid = await request.post('/api/settlements', {
    data: { cutOffAt: plan.cutOffAt, planHash: plan.planHash },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
}

/** The figure beside these words on the page of everybody's numbers. */
const figureOn = async (page: Page, name: string): Promise<number> =>
  Number(
    (await page.locator('.figure', { hasText: name }).locator('.num').first().innerText()).replaceAll(
      ',',
      '',
    ),
  )

/** Runs in the till: notes when a row comes. A reload would lose the note. */
function noteArrivals(): void {
  new MutationObserver(() => Object.assign(globalThis, { arrivedAt: Date.now() })).observe(
    document.querySelector('[data-rows]')!,
    { childList: true },
  )
}

/** Epoch milliseconds at which the till showed its newest row by itself. */
const arrivalOn = (page: Page): Promise<number> =>
  page.evaluate(() => Number(Reflect.get(globalThis, 'arrivedAt')))

/** Epoch milliseconds at which the ledger took the payment whose receipt is open. */
async function paidAt({ page, context }: Person): Promise<number> {
  const paymentId = new URL(page.url()).pathname.split('/').at(-1)
  const answer = await context.request.get(`/api/payments/${paymentId}`)
  return ((await answer.json()) as { paidAt: number }).paidAt
}

/** The whole way; answers by how much everybody's numbers moved. */
async function tell({ locale, colorScheme }: Telling) {
  const t = wordsFor(locale)
  const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
  const screen = { viewport: phone, colorScheme, locale: locale === 'ja' ? 'ja-JP' : 'en-GB' }
  const look = async (page: Page) => expect(await faultsOf(page)).toEqual([])
  const press = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true }).click()
  const follow = (page: Page, words: string) => page.getByRole('link', { name: words, exact: true }).click()
  const yen = (amount: number) => t('wallet:yen', { amount })

  const [visitor, owner, approver] = [await person(screen), await person(screen), await person(screen)]
  await signIn(approver, 'approver', at('/office'), locale)
  await settleWhatIsThere(approver)
  const before = await publicMoney(approver)

  // A visitor follows an exhibit to the real place and its station.
  const { page } = visitor
  await page.goto(at('/exhibits'))
  await look(page)
  await page
    .locator(`main .card a[href^="${at('/exhibits/')}"]`)
    .first()
    .click()
  await page.waitForURL(/\/exhibits\/.+/)
  await look(page)
  await follow(page, t('pages:exhibit.goPlace'))
  await page.waitForURL(/\/places\/.+/)
  await look(page)
  await page
    .locator(`main a[href^="${at('/stations/')}"]`)
    .first()
    .click()
  await page.waitForURL(/\/stations\/.+/)
  await look(page)

  // The wallet opens in one tap.
  await page
    .locator('header')
    .getByRole('link', { name: t('pages:nav.wallet'), exact: true })
    .click()
  await page.waitForURL(`**${at('/wallet')}`)
  await look(page)
  await press(page, t('wallet:none.button'))
  await page.getByRole('heading', { name: t('wallet:opened.title') }).waitFor()
  await look(page)
  await follow(page, t('wallet:opened.done'))
  await follow(page, t('wallet:purse.add'))
  await page.waitForURL(`**${at('/wallet/add')}`)
  await look(page)

  // Money comes by a card whose bank asks back.
  await page.getByLabel(yen(addedYen), { exact: true }).check()
  await press(page, t('wallet:add.submit'))
  await page.waitForURL(/\/demonstration\/stripe\/pay\//)
  await look(page)
  await page.locator('input[value="4000002760003184"]').check()
  await page.locator('form button').click()
  await page.getByRole('heading', { name: t('standin:challenge.title') }).waitFor()
  await look(page)
  await press(page, t('standin:challenge.approve'))
  await page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
  await look(page)
  expect(await spendable(visitor)).toBe(addedYen)

  // The shop's printed code, and its till, open all the while.
  await signIn(owner, 'owner', at('/shop/code'), locale)
  await look(owner.page)
  const payload = (await owner.page.locator('.payload code').innerText()).trim()
  await owner.page.goto(at('/shop'))
  await look(owner.page)
  const arrived = owner.page
    .locator('[data-rows] > li')
    .filter({ hasText: t('shop:yen', { amount: paidYen }) })
  const arrivedBefore = await arrived.count()
  await owner.page.evaluate(noteArrivals)

  // A camera opens the link of the printed code.
  await page.goto(at(`/pay/${encodeURIComponent(payload)}`))
  await page
    .getByText(locale === 'ja' ? shop.nameJa : shop.nameEn)
    .first()
    .waitFor()
  await look(page)
  await page.getByLabel(t('wallet:pay.amount')).fill(String(paidYen))
  await press(page, t('wallet:pay.amount_next'))
  const confirm = page.locator('form[data-pay] button')
  await confirm.waitFor()
  await look(page)
  await confirm.click()
  await page.waitForURL(/\/wallet\/receipts\//)
  await arrived.nth(arrivedBefore).waitFor()
  // A second where nothing else runs (the bench of tills); here a few other browsers are at work.
  expect((await arrivalOn(owner.page)) - (await paidAt(visitor))).toBeLessThan(5_000)
  await look(page)
  expect(await spendable(visitor)).toBe(addedYen - paidYen)

  // The shop gives a part back.
  await arrived.first().getByRole('link').click()
  await owner.page.waitForURL(/\/shop\/payments\//)
  await look(owner.page)
  await owner.page.getByLabel(t('shop:refund.part_amount')).fill(String(givenBackYen))
  await press(owner.page, t('shop:refund.submit_part'))
  await owner.page.getByText(t('shop:refund.done', { amount: givenBackYen })).waitFor()
  await look(owner.page)
  expect(await spendable(visitor)).toBe(addedYen - paidYen + givenBackYen)
  await page.reload()
  await page.getByRole('heading', { name: t('wallet:receipt.refunds') }).waitFor()
  await look(page)

  // The office closes at this instant, with today's takings, and approves.
  const desk = approver.page
  await look(desk)
  await desk.goto(at('/office/settlement'))
  await look(desk)
  await follow(desk, t('office:settlement.close_now'))
  await desk.waitForURL(/close=now/)
  await look(desk)
  await press(desk, t('office:settlement.approve', { amount: paidYen - givenBackYen }))
  await desk.getByText(t('office:settlement.paid', { amount: paidYen - givenBackYen })).waitFor()
  await look(desk)

  // The bank's file carries the shop's row and the same total.
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    follow(desk, t('office:settlement.file')),
  ])
  const bytes = await buffer(await download.createReadStream())
  const records = bytes.toString('latin1').split('\r\n')
  expect(records.pop()).toBe('')
  expect(records.map(({ length }) => length)).toEqual([120, 120, 120, 120])
  const order = parseZengin(bytes)
  expect(order.ok && order.value.transfers.map(({ amountYen }) => amountYen)).toEqual([
    paidYen - givenBackYen,
  ])

  const after = await publicMoney(approver)
  await page.goto(at('/numbers?period=7'))
  await look(page)
  expect(await figureOn(page, t('growth:number.spentYen'))).toBe(after.spentYen)
  expect(await figureOn(page, t('growth:number.payments'))).toBe(after.payments)
  return {
    payments: after.payments - before.payments,
    spentYen: after.spentYen - before.spentYen,
    refundedYen: after.refundedYen - before.refundedYen,
  }
}

/** What the story adds to everybody's numbers: exactly this. */
const moved = { payments: 1, spentYen: paidYen - givenBackYen, refundedYen: givenBackYen }

describe('from an exhibit to the bank file and the public numbers', () => {
  afterEach(() => goHome())

  it('is one way, in Japanese on a phone by day', async () => {
    expect(await tell({ locale: 'ja', colorScheme: 'light' })).toEqual(moved)
  })

  it('is one way, in English on a phone by night', async () => {
    expect(await tell({ locale: 'en', colorScheme: 'dark' })).toEqual(moved)
  })
})
