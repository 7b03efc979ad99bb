import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import {
  button,
  goThrough,
  type Line,
  openLine,
  pressThrough,
  readied,
  shown,
} from '../support/broken-line.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

/**
 * The line breaks at each step of those who move money: first so that nothing arrives, then so that it arrives and no
 * answer comes. The screen says so, the same is sent again from there, and money moves once.
 */
const t = wordsFor('ja')
const { merchantId } = region.ownShop

let line: Line

beforeAll(async () => {
  line = await openLine()
})
afterAll(() => line.close())
afterEach(async () => {
  line.mend()
  await goHome(/ERR_|Failed to load/)
})

const here = () => ({ baseURL: line.origin, viewport: phone })
const holderOf = (n: number): Promise<Person> => purseOwner(region.purses.at(n)!, here())

/** The hub is asked past the line: what it holds is what counts. */
async function stands(n: number): Promise<number> {
  const { credential } = region.purses.at(n)!
  const answer = await fetch(`${origin}/api/wallets/me`, {
    headers: { cookie: `meguri_wallet=${credential}` },
  })
  return ((await answer.json()) as { spendableYen: number }).spendableYen
}

const press = (who: Person, pressed: Locator): Promise<void> => pressThrough(line, who, pressed)
const goOn = (who: Person, pressed: Locator): Promise<void> => goThrough(line, who, pressed)

const ask = (who: Person, path: string, data: object) =>
  who.context.request.post(`${origin}${path}`, {
    data,
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })

it('what another site sent is not sent again from a page of ours', async () => {
  const visitor = await person(here())
  const { page } = visitor
  await page.goto('/wallet')
  await readied(visitor)
  await page.goto('about:blank')
  await page.setContent(
    `<form method="post" action="${line.origin}/wallet/send"><input name="to" value="7K2M-9QXT"><button>…</button></form>`,
  )
  line.cut('before')
  await page.locator('button').click()
  await shown(visitor, t('wallet:offline.again.opened'))
  expect(await page.locator('main form').getAttribute('method')).toBe('get')
  expect(await page.content()).not.toContain('7K2M-9QXT')
})

it('a visitor sends to a friend: what was typed is there again, and it is sent once', async () => {
  const [sender, friend] = [await holderOf(-62), await purseOwner(region.purses.at(-63)!)]
  const { page } = sender
  const made = await ask(friend, '/api/wallets/me/address', {})
  const { address } = (await made.json()) as { address: string }
  const [before, had] = [await stands(-62), await stands(-63)]
  await page.goto('/wallet')
  await readied(sender)
  await page.goto('/wallet/send')
  await page.getByLabel(t('transfers:send.to')).fill(address)
  await page.getByLabel(t('transfers:send.amount')).fill('120')
  await goOn(sender, button(sender, t('transfers:send.check')))
  await press(sender, button(sender, t('transfers:send.confirm', { amount: 120 })))
  await page.getByRole('heading', { name: t('transfers:receipt.done'), level: 1 }).waitFor()
  expect([await stands(-62), await stands(-63)]).toEqual([before - 120, had + 120])
})

it('a visitor pays and adds money: the button that was pressed sends the same again', async () => {
  const visitor = await holderOf(-64)
  const { page } = visitor
  const before = await stands(-64)
  await page.goto('/wallet')
  await readied(visitor)
  await page.goto(`/pay/${encodeURIComponent(region.otherShop.payload)}`)
  await page.getByLabel(t('wallet:pay.amount')).fill('310')
  await goOn(visitor, button(visitor, t('wallet:pay.amount_next')))
  const confirm = page.locator('form[data-pay] button')
  await confirm.waitFor()
  // Cut before the page's scripts are there, the button would send the plain form.
  await page.waitForLoadState()
  const said = page.locator('[data-pay-state]').getByText(t('wallet:pay.offline_help'))
  line.cut('before')
  await confirm.click()
  await said.waitFor()
  const heard = line.lost()
  line.cut('after')
  await confirm.click()
  await expect.poll(() => line.lost()).toBeGreaterThan(heard)
  await said.waitFor()
  await look(visitor)
  line.mend()
  await confirm.click()
  await page.waitForURL(/\/wallet\/receipts\//)
  expect(await stands(-64)).toBe(before - 310)

  await page.goto('/wallet/add')
  await page.getByLabel(t('wallet:add.own')).fill('1000')
  await press(visitor, button(visitor, t('wallet:add.submit')))
  await page.getByRole('heading', { name: t('standin:pay.title') }).waitFor()
  await page.getByLabel(t('standin:cards.succeeds')).check()
  await button(visitor, t('standin:pay.submit', { amount: '1,000' })).click()
  await page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
  expect(await stands(-64)).toBe(before - 310 + 1_000)
})

it('a visitor adds money in PayPay and with cash at a store, and gives up what is not paid', async () => {
  const visitor = await holderOf(-69)
  const { page } = visitor
  const before = await stands(-69)
  await page.goto('/wallet')
  await readied(visitor)
  const add = async (method: string, amountYen: number) => {
    await page.goto('/wallet/add')
    await page.getByLabel(t('wallet:add.own')).fill(String(amountYen))
    await page.locator(`input[name="method"][value="${method}"]`).check()
    await press(visitor, button(visitor, t('wallet:add.submit')))
    // The page of the one top-up that was opened when nobody heard of it.
    await page.waitForURL(line.lostLocation()!)
  }
  const headed = (name: string) => page.getByRole('heading', { name }).waitFor()

  await add('paypay', 1_100)
  await press(visitor, button(visitor, t('standin:paypay.submit')))
  await press(visitor, button(visitor, t('standin:challenge.approve')))
  await headed(t('wallet:topup.state.credited'))
  expect(await stands(-69)).toBe(before + 1_100)

  await add('konbini', 1_200)
  await press(visitor, button(visitor, t('standin:store.submit')))
  await headed(t('standin:voucher.waiting'))
  await press(visitor, button(visitor, t('standin:voucher.pay')))
  await headed(t('standin:voucher.paid'))
  await goOn(visitor, page.getByRole('link', { name: t('standin:closed.back') }))
  await headed(t('wallet:topup.state.credited'))
  expect(await stands(-69)).toBe(before + 2_300)

  await add('konbini', 1_300)
  await page.getByRole('link', { name: t('standin:pay.cancel') }).click()
  await headed(t('wallet:topup.state.opened'))
  await press(visitor, button(visitor, t('wallet:topup.give_up')))
  await headed(t('wallet:topup.state.cancelled'))
  await page.goto('/wallet')
  expect(await page.getByText(t('wallet:waiting.title')).count()).toBe(0)
  expect(await stands(-69)).toBe(before + 2_300)
})

it('a shopkeeper charges a code, takes what was set aside and gives back', async () => {
  const guest = await holderOf(-65)
  const before = await stands(-65)
  const made = await ask(guest, '/api/wallets/me/codes', {})
  const { code } = (await made.json()) as { code: string }
  const owner = await person(here())
  const { page } = owner
  await signIn(owner, 'owner', '/shop')
  await readied(owner)
  await page.goto('/shop/charge')
  await page.getByLabel(t('charges:till.amount'), { exact: true }).fill('70')
  await goOn(owner, button(owner, t('charges:till.next')))
  await page.getByLabel(t('charges:till.code'), { exact: true }).fill(code)
  await press(owner, button(owner, t('charges:till.confirm', { amount: 70 })))
  await page.locator('.paid').waitFor()
  expect(await stands(-65)).toBe(before - 70)

  await ask(guest, '/api/holds', { merchantId, amountYen: 25, endsAt: Date.now() + 72_000_000 })
  await page.goto('/shop/holds')
  await page.getByLabel(t('holds:amount')).fill('20')
  await press(owner, button(owner, t('holds:capture')))
  await shown(owner, t('holds:captured_done', { amount: 20 }))
  expect(await stands(-65)).toBe(before - 90)

  const paid = await ask(guest, '/api/payments', { merchantId, amountYen: 41 })
  const { paymentId } = (await paid.json()) as { paymentId: string }
  await page.goto(`/shop/payments/${paymentId}`)
  await page.getByLabel(t('shop:refund.part_amount')).fill('11')
  await press(owner, button(owner, t('shop:refund.submit_part')))
  await shown(owner, t('shop:refund.done', { amount: 11 }))
  expect(await stands(-65)).toBe(before - 90 - 41 + 11)
})

it('a clerk comes to the till and gives back', async () => {
  const till = await person(here())
  const { page } = till
  await signIn(till, 'owner', `/shop/staff?shop=${merchantId}`)
  await readied(till)
  const form = page.locator('form', { has: page.locator('input[value="add"]') })
  if (!(await form.isVisible())) await page.getByText(t('tills:staff.add'), { exact: true }).click()
  const given = { name: '線の子', pin: '2580', once: '100', day: '150' }
  for (const [name, text] of Object.entries(given))
    await form.getByLabel(t(`tills:staff.${name}`), { exact: true }).fill(text)
  await button(till, t('tills:staff.add_submit')).click()
  await page.getByText(t('tills:staff.make'), { exact: true }).click()
  await page.getByLabel(t('tills:staff.till_name')).fill('線のレジ')
  await button(till, t('tills:staff.make_submit')).click()
  // A PIN stands in no page: the till is opened again, and it is typed anew.
  await page.getByLabel(t('tills:door.who')).selectOption({ label: given.name })
  await page.getByLabel(t('tills:door.pin')).fill(given.pin)
  await goOn(till, button(till, t('tills:door.enter')))
  await page.getByLabel(t('tills:door.who')).selectOption({ label: given.name })
  await page.getByLabel(t('tills:door.pin')).fill(given.pin)
  await button(till, t('tills:door.enter')).click()
  await shown(till, t('tills:here.title', { name: given.name }))
  const guest = await purseOwner(region.purses.at(-65)!)
  const paid = await ask(guest, '/api/payments', { merchantId, amountYen: 60 })
  const before = await stands(-65)
  await page.goto(`/shop/payments/${((await paid.json()) as { paymentId: string }).paymentId}`)
  await press(till, button(till, t('shop:refund.submit_whole', { amount: 60 })))
  await shown(till, t('shop:refund.done', { amount: 60 }))
  expect(await stands(-65)).toBe(before + 60)
})

it('a password stands in no page: the page where it is typed is opened again', async () => {
  const owner = await person(here())
  await owner.page.goto('/wallet/send')
  await readied(owner)
  await owner.page.goto('/sign-in?next=/shop')
  await owner.page.getByLabel(t('identity:sign_in.email')).fill('owner@demonstration.example')
  await owner.page.getByLabel(t('identity:sign_in.password')).fill('what nobody may read')
  line.cut('before')
  await button(owner, t('identity:sign_in.submit')).click()
  await shown(owner, t('wallet:offline.again.opened'))
  expect(await owner.page.content()).not.toContain('what nobody may read')
  line.mend()
  await button(owner, t('wallet:offline.again.open_again')).click()
  await owner.page.getByLabel(t('identity:sign_in.password')).waitFor()
})

it.each([
  ['en', 'en-GB'],
  ['zh-hant', 'zh-TW'],
])('the screen says so in %s, too, and stands on a small phone', async (locale, language) => {
  const words = wordsFor(locale)
  const sender = await purseOwner(region.purses.at(-67)!, { ...here(), locale: language })
  const { page } = sender
  await page.goto(`/${locale}/wallet`)
  await readied(sender)
  await page.goto(`/${locale}/wallet/receive`)
  line.cut('before')
  await page.locator('main form[method=post] button').first().click()
  await shown(sender, words('wallet:offline.again.sent'))
  await button(sender, words('wallet:offline.again.sent_again')).waitFor()
  await look(sender)
  await page.goto(`/${locale}/wallet/send?to=7K2M`)
  await shown(sender, words('wallet:offline.again.opened'))
  await look(sender)
})
