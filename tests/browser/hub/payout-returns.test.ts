import { afterEach, describe, expect, it } from 'vitest'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, origin, person, purseOwner, region, signIn } from '../support/people.ts'
import { phone } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

/** Each telling pays from a purse of its own. */
const purses = { ja: region.purses.at(-11)!, en: region.purses.at(-12)!, 'zh-hant': region.purses.at(-83)! }
const paidYen = 700
const why = '帳戶不符'

describe('a payout that the bank sent back', () => {
  it.each(['ja', 'en', 'zh-hant'] as const)(
    'waits for the shop, which is told and confirms its account, in %s',
    async (locale) => {
      const { t, at, staff, fill, press, unfold, follow, see } = await handsOf(locale)
      const screen = { colorScheme: locale === 'en' ? 'dark' : 'light' } as const
      const visitor = await purseOwner(purses[locale])
      const paid = await visitor.context.request.post('/api/payments', {
        data: { merchantId: region.ownShop.merchantId, amountYen: paidYen },
        headers: { origin, 'idempotency-key': crypto.randomUUID() },
      })
      expect(paid.status()).toBe(201)

      const approver = await person({ viewport: phone })
      const desk = approver.page
      await signIn(approver, 'approver', '/office/settlement?close=now')
      await desk.locator('form.approve button').click()
      await desk.waitForURL(/settlement\/.+/)
      const settled = new URL(desk.url()).pathname
      // Who lets money go does not say that it came back.
      expect(await desk.locator('form[action] [name=payoutId]').count()).toBe(0)

      const operator = await staff('operator', settled, screen)
      const row = operator.page.locator('tbody tr', { hasText: region.ownShop.nameJa })
      // What other tellings left with this shop is sent, and comes back, with it.
      const sentYen = Number((await row.locator('td.n').innerText()).replaceAll(/\D/g, ''))
      expect(sentYen).toBeGreaterThanOrEqual(paidYen)
      await unfold(operator, t('office:settlement.enter_return'), region.ownShop.nameJa)
      await see(operator)
      await fill(operator, t('office:settlement.enter_return_reason'), why)
      await press(operator, t('office:settlement.enter_return_submit'), region.ownShop.nameJa)
      await row.getByText(why).waitFor()
      await see(operator)

      const owner = await staff('owner', '/shop', screen)
      const { page } = owner
      const forecast = page.locator('section[aria-labelledby="payout"]')
      await forecast.getByText(why).waitFor()
      // No day is promised before the shop has said where its money is to go.
      expect(await forecast.locator('li strong').allInnerTexts()).toEqual([
        t('shop:till.payout_line_waiting', { amount: sentYen }),
      ])
      await see(owner)
      await follow(owner, t('shop:till.to_bank_account'))
      await page.getByRole('heading', { name: t('shop:bank_account.title'), level: 1 }).waitFor()
      await see(owner)
      await press(owner, t('shop:bank_account.submit'))
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
