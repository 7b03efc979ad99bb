import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { pressEnter, tabTo } from '../support/keyboard.ts'
import { goHome, origin, person, purseOwner, region } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

// Nobody else pays from it: what is found is what was paid here.
const purse = region.purses.at(-13)!
const t = wordsFor('ja')
const found = (page: Page): Promise<string[]> => page.locator('[aria-labelledby=found] .yen').allInnerTexts()
const yen = (amount: number) => `−${t('wallet:yen', { amount })}`

describe('a holder looks for a payment', () => {
  it('by its shop, its amount and its day, on a phone without JavaScript', async () => {
    const holder = await purseOwner(purse, bare)
    const { page, context } = holder
    for (const [shop, amountYen] of [
      [region.ownShop, 31],
      [region.otherShop, 32],
      [region.ownShop, 1_033],
    ] as const) {
      const paid = await context.request.post('/api/payments', {
        data: { merchantId: shop.merchantId, amountYen },
        headers: { origin, 'idempotency-key': crypto.randomUUID() },
      })
      expect(paid.status()).toBe(201)
    }
    await page.goto('/wallet')
    await page.getByRole('link', { name: t('wallet:search.go'), exact: true }).click()
    await page.getByRole('heading', { name: t('wallet:search.all') }).waitFor()
    const look4 = async (text: string) => {
      await page.getByLabel(t('wallet:search.text'), { exact: true }).fill(text)
      await press(holder, t('wallet:search.find'))
      await page.waitForURL((url) => url.searchParams.get('text') === text)
      return found(page)
    }
    expect(await look4(region.ownShop.nameJa)).toEqual([yen(1_033), yen(31)])
    expect(await look4(region.otherShop.nameEn.toUpperCase())).toEqual([yen(32)])
    expect(await look4('１，０３３円')).toEqual([yen(1_033)])
    expect(await look4('どこにもない店')).toEqual([])
    await page.getByText(t('wallet:search.none'), { exact: true }).waitFor()
    await page.getByRole('link', { name: t('wallet:search.clear'), exact: true }).click()
    await page.getByLabel(t('wallet:search.until'), { exact: true }).fill('2020-01-01')
    await press(holder, t('wallet:search.find'))
    await page.getByText(t('wallet:search.none'), { exact: true }).waitFor()
  })

  it('by keyboard, on pages that stand by night in English, also with days the wrong way round', async () => {
    const words = wordsFor('en')
    const holder = await purseOwner(purse, { locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    const { page } = holder
    await page.goto('/en/wallet/activity')
    await look(holder)
    await tabTo(page, words('wallet:search.text'))
    await page.keyboard.type('31')
    await pressEnter(page, words('wallet:search.find'))
    await page.getByRole('heading', { name: words('wallet:search.found'), exact: true }).waitFor()
    await look(holder)
    await page.goto('/en/wallet/activity?from=2026-11-24&until=2026-11-23')
    await page.getByText(words('currency:refusal.range_reversed')).waitFor()
    await look(holder)
  })

  it('and finds none of another’s: without a wallet one is asked to open one', async () => {
    const { page } = await person({ viewport: phone })
    await page.goto('/wallet/activity?text=31')
    await page.getByText(t('transfers:no_wallet')).waitFor()
    expect(await found(page)).toEqual([])
  })
})
