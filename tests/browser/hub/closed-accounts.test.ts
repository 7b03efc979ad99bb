import { afterEach, describe, expect, it } from 'vitest'
import { inventedShops } from '../../../api/demonstration/shops.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { readToo } from '../support/chinese.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

describe('the account of a shop', () => {
  it('is closed while it is empty, and opened again by two, by keyboard alone over a line that breaks', async () => {
    const { t, staff, fill, choose, press, see } = await handsOf('ja')
    // No other story goes into this shop: what is paid there would keep its account open.
    const name = inventedShops.at(-1)!.nameJa
    const approver = await staff('approver', '/office/accounts')
    const desk = approver.page
    await press(approver, t('accounts:close_submit'))
    await desk.getByText(t('accounts:missing')).first().waitFor()
    await see(approver)
    await choose(approver, t('accounts:shop'), name)
    await fill(approver, t('accounts:reason'), '店をやめました')
    await press(approver, t('accounts:close_submit'))
    await desk.getByText(t('accounts:closed'), { exact: true }).waitFor()
    await see(approver)
    await readToo(approver, [name, '店をやめました'])
    const told = await desk.locator('li', { hasText: name }).locator('.small').innerText()
    const accountId = told.replace(t('accounts:account_of', { account: '' }), '').trim()

    const operator = await staff('operator', '/office/accounts')
    // Which accounts are closed stands there, with the number to type.
    await operator.page.locator('li', { hasText: name }).getByText(accountId).waitFor()
    await press(operator, t('accounts:reopen_submit'))
    await operator.page.getByText(t('accounts:missing')).first().waitFor()
    await fill(operator, t('accounts:account'), accountId)
    await fill(operator, t('accounts:reopen_reason'), 'また始めます')
    await press(operator, t('accounts:reopen_submit'))
    await operator.page.getByText(t('accounts:asked')).waitFor()
    expect(await operator.page.getByText(t('accounts:reopen_next')).count()).toBe(0)
    await see(operator)
    await readToo(operator, [name, '店をやめました', 'また始めます'])

    await desk.goto('/office/accounts')
    const what = t('accounts:reopen_what', { account: name })
    await press(approver, t('corrections:approve', { what }))
    await desk.getByText(t('accounts:approval'), { exact: true }).waitFor()
    await desk.getByText(t('accounts:closed_none')).waitFor()
    await see(approver)
  }, 90_000)

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
