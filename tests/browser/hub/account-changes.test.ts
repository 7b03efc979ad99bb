import type { Page } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const words = (locale: string) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const press = (page: Page, key: string, facts = {}) =>
    page
      .getByRole('button', { name: t(key, facts), exact: true })
      .first()
      .click()
  return { t, at, press }
}

it.each(['ja', 'en'])(
  'a shop asks for another account, one of the office calls, another approves, and the shop stops it, %s',
  async (locale) => {
    const { t, at, press } = words(locale)
    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', at('/shop'), locale)
    await owner.page.getByRole('link', { name: t('shop:till.to_bank_account') }).click()
    await owner.page.getByRole('heading', { name: t('shop:bank_account.title'), level: 1 }).waitFor()
    const shopId = new URL(owner.page.url()).searchParams.get('shop')
    expect(shopId).not.toBeNull()
    await owner.page.getByLabel(t('shop:apply.field.accountNumber')).fill('1112223')
    await press(owner.page, 'shop:bank_account.submit')
    await owner.page.getByText(t('bank-accounts:shop.asked')).waitFor()
    await look(owner)

    const operator = await person({ viewport: phone })
    await signIn(operator, 'operator', at('/office/bank-accounts'), locale)
    await press(operator.page, 'bank-accounts:office.check')
    await operator.page.getByRole('alert').first().waitFor()
    await look(operator)
    await operator.page
      .getByLabel(t('bank-accounts:office.how'), { exact: true })
      .first()
      .fill('電話で話した')
    await press(operator.page, 'bank-accounts:office.check')
    await operator.page.getByText(t('bank-accounts:office.done_check')).waitFor()
    await look(operator)

    const approver = await person()
    await signIn(approver, 'approver', at('/office/bank-accounts'), locale)
    await approver.page.getByText('電話で話した').first().waitFor()
    await approver.page.getByLabel(t('bank-accounts:office.reason'), { exact: true }).first().fill('確かめた')
    await press(approver.page, 'bank-accounts:office.approve', { days: 7 })
    await approver.page.getByText(t('bank-accounts:office.done_approval')).waitFor()
    await look(approver)

    // Somebody else's hand: the shop sees it on its till, and stops it.
    await owner.page.goto(at('/shop'))
    await owner.page.getByText(t('bank-accounts:shop.not_mine')).waitFor()
    await look(owner)
    await owner.page.getByRole('link', { name: t('bank-accounts:shop.look') }).click()
    await press(owner.page, 'bank-accounts:shop.cancel')
    await owner.page.getByText(t('bank-accounts:shop.cancelled')).waitFor()
    expect(await owner.page.getByLabel(t('shop:apply.field.accountNumber')).inputValue()).not.toBe('1112223')
    await look(owner)
  },
)
