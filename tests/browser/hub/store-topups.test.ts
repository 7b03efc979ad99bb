import { afterEach, describe, expect, it } from 'vitest'
import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { read, readToo } from '../support/chinese.ts'
import { goHome, type Person, purseOwner, region, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

/** Nobody else pays from it: each language has one of its own. */
const purses = { ja: region.purses.at(-40)!, en: region.purses.at(-41)!, 'zh-hant': region.purses.at(-42)! }
const browsers = { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-TW' }
const addedYen = 3_000

const storyteller = (locale: keyof typeof purses & Locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
  const follow = ({ page }: Person, words: string) =>
    page.getByRole('link', { name: words, exact: true }).first().click()
  const headed = ({ page }: Person, words: string) => page.getByRole('heading', { name: words }).waitFor()

  /** The page as it stands, in the language of who reads it. */
  const see = locale === 'zh-hant' ? read : look

  /** From the purse to the payment company's page, in one of the ways. */
  const goAndAdd = async (visitor: Person, method: string) => {
    const { page } = visitor
    await page.goto(at('/wallet/add'))
    await page.getByLabel(t('wallet:yen', { amount: addedYen }), { exact: true }).check()
    await page.locator(`input[name="method"][value="${method}"]`).check()
    await press(visitor, t('wallet:add.submit'))
    await page.waitForURL(/\/demonstration\/stripe\/pay\//)
  }
  return { t, at, follow, headed, see, goAndAdd }
}

describe.each(['ja', 'en', 'zh-hant'] as const)('a visitor without a card, in %s', (locale) => {
  const { t, at, follow, headed, see, goAndAdd } = storyteller(locale)

  it('takes numbers to a store, pays there in cash, and has the money', async () => {
    const visitor = await purseOwner(purses[locale], { locale: browsers[locale], viewport: phone })
    const { page } = visitor
    const before = await spendable(visitor)
    await goAndAdd(visitor, 'konbini')
    await see(visitor)
    await page.getByLabel(t('standin:store.email')).fill('nobody')
    await press(visitor, t('standin:store.submit'))
    await page.getByText(t('standin:declines.email')).waitFor()
    await see(visitor)
    await press(visitor, t('standin:store.submit'))
    await headed(visitor, t('standin:voucher.waiting'))
    await see(visitor)

    // Nobody is led back with numbers in hand: the purse says what waits.
    const code = await page.locator('dl.codes strong').first().innerText()
    await page.goto(at('/wallet'))
    await see(visitor)
    await follow(visitor, t('wallet:waiting.store', { amount: addedYen }))
    await headed(visitor, t('wallet:topup.state.store'))
    expect(await page.locator('.stores dd').first().innerText()).toBe(code)
    expect(await page.locator('main').innerText()).toMatch(/23:59|下午11:59|11:59/)
    await see(visitor)
    expect(await spendable(visitor)).toBe(before)
    const topupPage = page.url()

    await follow(visitor, t('wallet:voucher.page'))
    await press(visitor, t('standin:voucher.pay'))
    await headed(visitor, t('standin:voucher.paid'))
    await page.goto(topupPage)
    await headed(visitor, t('wallet:topup.state.credited'))
    await see(visitor)
    expect(await spendable(visitor)).toBe(before + addedYen)
    await page.goto(at('/wallet/activity'))
    const line = page.getByRole('listitem').filter({ hasText: t('wallet:method.konbini') })
    await line.first().getByRole('link').click()
    await page.waitForURL(topupPage)
  }, 180_000)
})

describe.each(['en', 'zh-hant'] as const)('a visitor who has PayPay, in %s', (locale) => {
  const { t, headed, see, goAndAdd } = storyteller(locale)

  it('approves in PayPay, and has the money', async () => {
    const visitor = await purseOwner(purses[locale], { locale: browsers[locale], viewport: phone })
    const before = await spendable(visitor)
    await goAndAdd(visitor, 'paypay')
    await see(visitor)
    await press(visitor, t('standin:paypay.submit'))
    await headed(visitor, t('standin:paypay.app'))
    await see(visitor)
    await press(visitor, t('standin:challenge.refuse'))
    await press(visitor, t('standin:paypay.submit'))
    await press(visitor, t('standin:challenge.approve'))
    await headed(visitor, t('wallet:topup.state.credited'))
    await see(visitor)
    expect(await spendable(visitor)).toBe(before + addedYen)
  }, 180_000)
})

describe('a visitor who does not pay at the store', () => {
  const locale = 'ja'
  const { t, at, follow, headed, goAndAdd } = storyteller(locale)

  it('misses the deadline with the page open, or gives up before, and is told which', async () => {
    const visitor = await purseOwner(purses[locale], { locale: browsers[locale], viewport: phone })
    const { page } = visitor
    const before = await spendable(visitor)
    await goAndAdd(visitor, 'konbini')
    await press(visitor, t('standin:store.submit'))
    await page.goto(at('/wallet'))
    await follow(visitor, t('wallet:waiting.store', { amount: addedYen }))
    await headed(visitor, t('wallet:topup.state.store'))
    const [left, voucher] = [page.url(), await page.getByText(t('wallet:voucher.page')).getAttribute('href')]
    const other = await purseOwner(purses[locale], { locale: browsers[locale], viewport: phone })
    await other.page.goto(voucher!)
    await press(other, t('standin:voucher.end'))
    await headed(other, t('standin:voucher.ended'))
    // The page that was left open hears of it by itself.
    await headed(visitor, t('wallet:topup.state.missed'))
    expect(page.url()).toBe(left)
    await look(visitor)
    await readToo(visitor)

    await goAndAdd(visitor, 'konbini')
    await page.getByRole('link', { name: t('standin:pay.cancel') }).click()
    await headed(visitor, t('wallet:topup.state.opened'))
    await look(visitor)
    await press(visitor, t('wallet:topup.give_up'))
    await headed(visitor, t('wallet:topup.state.cancelled'))
    await look(visitor)
    await readToo(visitor)
    expect(await spendable(visitor)).toBe(before)
  }, 180_000)
})
