import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, region, spendable } from '../support/people.ts'

const t = wordsFor('ja')

afterEach(() => goHome())

it('a wallet is opened, filled and spent without JavaScript, and the receipt is kept', async () => {
  const visitor = await person({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } })
  const { page } = visitor
  const press = (words: string) => page.getByRole('button', { name: words, exact: true }).click()
  const follow = (words: string) => page.getByRole('link', { name: words, exact: true }).click()

  // The printed code leads to the shop, to a wallet, and back to the shop.
  await page.goto(`/pay/${encodeURIComponent(region.otherShop.payload)}`)
  await follow(t('wallet:pay.no_wallet_button'))
  await press(t('wallet:none.button'))
  await follow(t('wallet:opened.to_pay'))
  await page.getByLabel(t('wallet:pay.amount')).fill('１，２００円')
  await press(t('wallet:pay.amount_next'))

  // There is no money yet: the page offers to add some and comes back.
  await follow(t('wallet:pay.short_add_any'))
  expect(await page.getByLabel(t('wallet:add.own')).inputValue()).toBe('1200')
  await press(t('wallet:add.submit'))
  await page.locator('input[value="4242424242424242"]').check()
  await page.locator('form button').click()
  await page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
  await follow(t('wallet:topup.to_pay'))
  await page.locator('form[data-pay] button').click()

  await page.getByRole('heading', { name: t('wallet:receipt.paid') }).waitFor()
  expect(await page.locator('.slip .sum').innerText()).toBe(t('wallet:yen', { amount: 1_200 }))
  expect(await page.locator('.slip .shop').innerText()).toBe(region.otherShop.nameJa)
  expect(await spendable(visitor)).toBe(0)
  await follow(t('wallet:receipt.to_wallet'))
  await page.getByText(t('wallet:purse.at_shop', { shop: region.otherShop.nameJa })).waitFor()
})
