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

it('a shopkeeper charges a code', async () => {
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
