import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readied } from '../support/broken-line.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, person, type Person, purseOwner, region, spendable } from '../support/people.ts'
import { look } from '../support/phone.ts'
import { purseYen } from '../support/small-region.ts'

const t = wordsFor('ja')
const shop = region.otherShop
const codeAddress = `/pay/${encodeURIComponent(shop.payload)}`
const phone = { viewport: { width: 390, height: 800 } }
const confirmButton = (page: Page) => page.locator('form[data-pay] button')
const onReceipt = (page: Page) => page.waitForURL(/\/wallet\/receipts\//)
const receiptOf = (page: Page) => new URL(page.url()).pathname

let used = 0
const nextPurse = () => region.pursesOfBadDays[used++]!

/** Somebody who stands at the counter and only has to press. */
async function readyToPay(amountYen: number, options: object = {}): Promise<Person> {
  const customer = await purseOwner(nextPurse(), { ...phone, ...options })
  await customer.page.goto(`${codeAddress}?amount=${amountYen}`)
  await confirmButton(customer.page).waitFor()
  return customer
}

/** Somebody who typed an amount, pressed, and stands before the receipt. */
async function paidByHand(javaScriptEnabled: boolean): Promise<Person> {
  const customer = await purseOwner(nextPurse(), { ...phone, javaScriptEnabled })
  const { page } = customer
  await page.goto(codeAddress)
  await page.getByLabel(t('wallet:pay.amount')).fill('340')
  await page.getByRole('button', { name: t('wallet:pay.amount_next'), exact: true }).click()
  // Loaded to its end: the script has taken over the button, where there is one.
  await page.waitForURL(/[?&]key=/)
  await confirmButton(page).click()
  await onReceipt(page)
  return customer
}

async function paymentsOf({ context }: Person): Promise<number[]> {
  const answer = await context.request.get('/api/wallets/me/activity?limit=50')
  const { activity } = (await answer.json()) as { activity: { kind: string; amountYen: number }[] }
  return activity.filter(({ kind }) => kind === 'pay').map(({ amountYen }) => amountYen)
}

/** What the purse paid, payment by payment, and what is left in it. */
const purseOf = async (customer: Person) => ({
  paid: await paymentsOf(customer),
  left: await spendable(customer),
})

const once = (amountYen: number) => ({ paid: [-amountYen], left: purseYen - amountYen })

const lost = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/

describe('a payment is made once', () => {
  afterEach(() => goHome(lost))

  it.each([true, false])('when the button is double-clicked (JavaScript: %s)', async (javaScriptEnabled) => {
    const customer = await readyToPay(300, { javaScriptEnabled })
    await confirmButton(customer.page).dblclick()
    await onReceipt(customer.page)
    expect(await purseOf(customer)).toEqual(once(300))
  })

  it('when the answer is lost on the way and the payment is sent again', async () => {
    const customer = await readyToPay(310)
    const { page } = customer
    let arrived = 0
    await page.route('**/api/payments', async (route) => {
      await route.fetch()
      arrived++
      await route.abort('failed')
    })
    await confirmButton(page).click()
    await page.locator('[data-pay-state]').getByText(t('wallet:pay.offline_help')).waitFor()
    expect(arrived).toBeGreaterThan(0)
    await page.unroute('**/api/payments')
    await page.getByRole('button', { name: t('wallet:pay.again'), exact: true }).click()
    await onReceipt(page)
    expect(await purseOf(customer)).toEqual(once(310))
    await look(customer)
  })

  it('when the network goes away in the middle and comes back', async () => {
    const customer = await readyToPay(320)
    const { page, context } = customer
    await context.setOffline(true)
    await confirmButton(page).click()
    await page.locator('[data-pay-state]').getByText(t('wallet:pay.offline_help')).waitFor()
    await context.setOffline(false)
    await onReceipt(page)
    expect(await purseOf(customer)).toEqual(once(320))
  })

  it('when the page is left before the answer comes: the purse tells of it and sends it again', async () => {
    const customer = await readyToPay(330)
    const { context } = customer
    // Cut at the request: a browser that only plays "offline" is online again while it leaves a page.
    await context.route('**/api/payments', (route) => route.abort('internetdisconnected'))
    await confirmButton(customer.page).click()
    await customer.page.locator('[data-pay-state]').getByText(t('wallet:pay.offline_help')).waitFor()
    await customer.page.close()
    await context.unroute('**/api/payments')
    const page = await context.newPage()
    await page.goto('/wallet')
    await page.getByText(t('wallet:unsent.title')).waitFor()
    await look({ ...customer, page })
    await page.locator('[data-unsent-again]').click()
    await onReceipt(page)
    expect(await purseOf(customer)).toEqual(once(330))
  })

  it('when one goes back after paying: the button that paid is not there any more', async () => {
    const customer = await paidByHand(true)
    await customer.page.goBack()
    await customer.page.getByLabel(t('wallet:pay.amount')).waitFor()
    expect(await confirmButton(customer.page).count()).toBe(0)
    expect(await purseOf(customer)).toEqual(once(340))
  })

  it('when one goes back after paying without JavaScript: the receipt is there instead of the button', async () => {
    const customer = await paidByHand(false)
    const { page } = customer
    const receipt = receiptOf(page)
    await page.goBack()
    await onReceipt(page)
    expect(await confirmButton(page).count()).toBe(0)
    expect(receiptOf(page)).toBe(receipt)
    expect(await purseOf(customer)).toEqual(once(340))
  })

  it('when the same form is sent from two tabs', async () => {
    const customer = await readyToPay(350)
    const second = await customer.context.newPage()
    await second.goto(customer.page.url())
    const pages = [customer.page, second]
    await Promise.all(pages.map((page) => confirmButton(page).click()))
    await Promise.all(pages.map((page) => onReceipt(page)))
    expect(receiptOf(second)).toBe(receiptOf(customer.page))
    expect(await purseOf(customer)).toEqual(once(350))
  })
})

describe('no payment is made', () => {
  afterEach(() => goHome())

  it('with a code that somebody changed: the page says so', async () => {
    const customer = await purseOwner(nextPurse(), phone)
    const { page } = customer
    const changed = shop.payload.replace(
      shop.code,
      shop.code.startsWith('7') ? `8${shop.code.slice(1)}` : `7${shop.code.slice(1)}`,
    )
    expect(changed).not.toBe(shop.payload)
    const answer = await page.goto(`/pay/${encodeURIComponent(changed)}`)
    expect(answer?.status()).toBe(422)
    await page.getByRole('heading', { name: t('wallet:pay.bad_title') }).waitFor()
    await look(customer)
    expect(await page.locator('form[data-pay], #amount').count()).toBe(0)
    expect(await paymentsOf(customer)).toEqual([])
  })

  it('with too little money: the page says how much is missing and offers to add it', async () => {
    const customer = await purseOwner(nextPurse(), phone)
    const { page } = customer
    await page.goto(`${codeAddress}?amount=${purseYen + 800}`)
    await page
      .getByRole('alert')
      .getByText(t('wallet:pay.short', { spendable: purseYen, missing: 800 }))
      .waitFor()
    await look(customer)
    await page.getByRole('link', { name: t('wallet:pay.short_add_any'), exact: true }).click()
    await page.waitForURL(/\/wallet\/add/)
    expect(await page.getByLabel(t('wallet:add.own')).inputValue()).toBe('800')
    await look(customer)
    expect(await paymentsOf(customer)).toEqual([])
  })
})

describe.each(['ja', 'en', 'zh-hant'] as const)('a lost phone, %s', (locale) => {
  afterEach(() => goHome(lineBreaks))

  it('is stopped from another: the wallet comes back by its printed code and pays no more on the first', async () => {
    // By keyboard alone, and the line breaks at each step: a code that was used up brings the wallet all the same.
    const { t, at, somebody, fill, press, go, see } = await handsOf(locale)
    const lost = await person(phone)
    await lost.page.goto(at('/wallet'))
    await lost.page.getByRole('button', { name: t('wallet:none.button'), exact: true }).click()
    const code = await lost.page.locator('[data-copy]').getAttribute('data-copy')
    const found = await somebody()
    await found.page.goto(at('/wallet'))
    await readied(found)
    await found.page.goto(at('/wallet/recover'))
    await fill(found, t('wallet:recover.code'), code!)
    await press(found, t('wallet:recover.submit'))
    await found.page.getByText(t('wallet:recover.opened')).first().waitFor()
    await see(found)
    expect(await found.page.locator('[data-copy]').getAttribute('data-copy')).not.toBe(code)
    await go(found, t('wallet:opened.done'))
    await press(found, t('wallet:devices.end'))
    await found.page.getByText(t('wallet:devices.ended')).waitFor()
    expect(await found.page.getByText(t('wallet:devices.only')).count()).toBe(1)
    await see(found)
    await lost.page.goto(at('/wallet'))
    await lost.page.getByRole('button', { name: t('wallet:none.button'), exact: true }).waitFor()
  })
})
