import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, origin, person, purseOwner, region, signIn } from '../support/people.ts'

afterEach(() => goHome())

/** Each telling pays from a purse of its own. */
const purses = { ja: region.purses.at(-11)!, en: region.purses.at(-12)! }
const paidYen = 700

describe('a payout that the bank sent back', () => {
  it.each([
    { locale: 'ja', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    { locale: 'en', viewport: { width: 360, height: 780 }, colorScheme: 'dark' },
  ] as const)(
    'waits for the shop, which is told and confirms its account, in $locale',
    async ({ locale, ...screen }) => {
      const t = wordsFor(locale)
      const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
      const visitor = await purseOwner(purses[locale])
      const paid = await visitor.context.request.post('/api/payments', {
        data: { merchantId: region.ownShop.merchantId, amountYen: paidYen },
        headers: { origin, 'idempotency-key': crypto.randomUUID() },
      })
      expect(paid.status()).toBe(201)

      const approver = await person(screen)
      const desk = approver.page
      await signIn(approver, 'approver', at('/office/settlement'), locale)
      await desk.getByRole('link', { name: t('office:settlement.close_now'), exact: true }).click()
      await desk.locator('form.approve button').click()
      await desk.waitForURL(/settlement\/.+/)
      const settled = new URL(desk.url()).pathname
      // Who lets money go does not say that it came back.
      expect(await desk.getByText(t('office:settlement.enter_return'), { exact: true }).count()).toBe(0)

      const operator = await person(screen)
      await signIn(operator, 'operator', settled, locale)
      const row = operator.page.locator('tbody tr', { hasText: region.ownShop.nameJa })
      // What other tellings left with this shop is sent, and comes back, with it.
      const sentYen = Number((await row.locator('td.n').innerText()).replaceAll(/\D/g, ''))
      expect(sentYen).toBeGreaterThanOrEqual(paidYen)
      await row.getByText(t('office:settlement.enter_return'), { exact: true }).click()
      await row.getByLabel(t('office:settlement.enter_return_reason')).fill('該当口座なし')
      expect(await faultsOf(operator.page)).toEqual([])
      await row.getByRole('button', { name: t('office:settlement.enter_return_submit'), exact: true }).click()
      await row.getByText('該当口座なし').waitFor()
      expect(await faultsOf(operator.page)).toEqual([])

      const owner = await person(screen)
      const { page } = owner
      await signIn(owner, 'owner', at('/shop'), locale)
      const forecast = page.locator('section[aria-labelledby="payout"]')
      await forecast.getByText('該当口座なし').waitFor()
      // No day is promised before the shop has said where its money is to go.
      expect(await forecast.locator('li strong').allInnerTexts()).toEqual([
        t('shop:till.payout_line_waiting', { amount: sentYen }),
      ])
      expect(await faultsOf(page)).toEqual([])
      await forecast.getByRole('link', { name: t('shop:till.to_bank_account'), exact: true }).click()
      await page.getByRole('heading', { name: t('shop:bank_account.title'), level: 1 }).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: t('shop:bank_account.submit'), exact: true }).click()
      await page.getByText(t('shop:bank_account.done')).waitFor()
      await page.goto(at('/shop'))
      expect(await forecast.locator('.notice').count()).toBe(0)
      expect(await forecast.locator('li strong').allInnerTexts()).not.toEqual([
        t('shop:till.payout_line_waiting', { amount: sentYen }),
      ])
      expect((await forecast.locator('li strong').allInnerTexts()).join(' ')).toContain(
        t('shop:yen', { amount: sentYen }),
      )
    },
  )
})
