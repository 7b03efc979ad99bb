import { afterEach, describe, expect, it } from 'vitest'
import { inventedShops } from '../../../api/demonstration/shops.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

describe('the account of a shop', () => {
  it.each(['ja', 'en', 'zh-hant'] as const)('is closed while it is empty, and opened again by two, by keyboard alone over a line that breaks, %s', async (locale) => {
    const { t, at, staff, fill, choose, press, see } = await handsOf(locale)
    // No other story goes into this shop: what is paid there would keep its account open.
    const shop = inventedShops.at(-1)!
    const name = locale === 'en' ? shop.nameEn : shop.nameJa
    const approver = await staff('approver', '/office/accounts')
    const desk = approver.page
    await press(approver, t('accounts:close_submit'))
    await desk.getByText(t('accounts:missing')).first().waitFor()
    await see(approver)
    await choose(approver, t('accounts:shop'), name)
    await fill(approver, t('accounts:reason'), '閉店')
    await press(approver, t('accounts:close_submit'))
    await desk.getByText(t('accounts:closed'), { exact: true }).waitFor()
    await see(approver)
    const told = await desk.locator('li', { hasText: name }).locator('.small').first().innerText()
    const accountId = told.replace(t('accounts:account_of', { account: '' }), '').trim()

    const operator = await staff('operator', '/office/accounts')
    // Which accounts are closed stands there, with the number to type.
    await operator.page.locator('li', { hasText: name }).getByText(accountId).first().waitFor()
    await fill(operator, t('accounts:account'), accountId)
    await press(operator, t('accounts:reopen_submit'))
    await operator.page.getByText(t('accounts:missing')).first().waitFor()
    await fill(operator, t('accounts:reopen_reason'), '再開')
    await press(operator, t('accounts:reopen_submit'))
    await operator.page.getByText(t('accounts:asked')).waitFor()
    expect(await operator.page.getByText(t('accounts:reopen_next')).count()).toBe(0)
    await see(operator)

    await desk.goto(at('/office/accounts'))
    const what = t('accounts:reopen_what', { account: name })
    await press(approver, t('corrections:approve', { what }))
    await desk.getByText(t('accounts:approval'), { exact: true }).waitFor()
    await desk.getByText(t('accounts:closed_none')).waitFor()
    await see(approver)
  }, 90_000) // prettier-ignore

  it('is closed by officers, on a page that stands by night in English, and by nobody else', async () => {
    const officer = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    await signIn(officer, 'officer', '/en/office/accounts', 'en')
    await look(officer)
    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', '/shop')
    await owner.page.goto('/office/accounts')
    expect(
      await owner.page.getByRole('button', { name: wordsFor('ja')('accounts:close_submit') }).count(),
    ).toBe(0)
    await look(owner)
  })
})
