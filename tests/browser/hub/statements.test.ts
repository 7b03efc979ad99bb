import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { pressEnter } from '../support/keyboard.ts'
import { goHome, origin, person, purseOwner, region, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const { merchantId } = region.ownShop

/** What the shop is owed at the end of this month, as the API tells it. */
type Told = { closingYen: number; month: string; days: { day: string }[] }

describe('a shop reads its month', () => {
  it('on a phone without JavaScript: the payment of just now is in it, and in the CSV, to the yen', async () => {
    const t = wordsFor('ja')
    const [owner, guest] = [await person(bare), await purseOwner(region.purses.at(-8)!)]
    await signIn(owner, 'owner', '/shop')
    const { page, context } = owner
    const follow = (words: string) => page.getByRole('link', { name: words, exact: true }).click()
    const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7)
    const told = async (): Promise<Told> =>
      (await (await context.request.get(`/api/merchants/${merchantId}/statements/${month}`)).json()) as Told
    const before = await told()
    const paid = await guest.context.request.post('/api/payments', {
      data: { merchantId, amountYen: 21 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(paid.status()).toBe(201)
    await follow(t('statements:title'))
    await page.getByText(t('statements:not_over')).waitFor()
    expect(await page.locator('[data-closing]').innerText()).toBe(
      t('shop:yen', { amount: before.closingYen + 21 }),
    )
    const csv = await context.request.get(
      (await page.getByRole('link', { name: t('statements:csv'), exact: true }).getAttribute('href'))!,
    )
    expect((await csv.text()).trimEnd().split(',').at(-1)).toBe(String(before.closingYen + 21))
    await follow(t('statements:before'))
    await page.getByText(t('statements:nothing')).waitFor()
    await follow(t('statements:after'))
    await page.getByText(t('statements:not_over')).waitFor()
  })

  it('by keyboard, on pages that stand by night in English, also with a month that is none', async () => {
    const t = wordsFor('en')
    const owner = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    const { page } = owner
    await signIn(owner, 'owner', '/en/shop', 'en')
    await pressEnter(page, t('statements:title'))
    await page.getByRole('button', { name: t('statements:print'), exact: true }).waitFor()
    await look(owner)
    await page.goto('/en/shop/statement?month=2026-13')
    await page.getByText(t('statements:wrong_month')).waitFor()
    await look(owner)
    await pressEnter(page, t('statements:this_month'))
    await page.getByText(t('statements:not_over')).waitFor()
  })

  it('and nobody who is not signed in', async () => {
    const { page } = await person({ viewport: phone })
    await page.goto('/shop/statement')
    expect(new URL(page.url()).pathname).toBe('/shop')
  })
})
