import { afterEach, expect, it } from 'vitest'
import { writtenDay } from '../../../site/lib/day.ts'
import { afterMonday } from '../support/days.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome } from '../support/people.ts'

afterEach(() => goHome(lineBreaks))

// Days to come, so that no other story is paid on other days for it; each language has days of its own.
it.each([
  ['ja', 0, 15],
  ['en', 1, 20],
  ['zh-hant', 2, 25],
] as const)(
  'an operator agrees on the days of a shop’s payouts, another lets it go, and the shop reads it, %s',
  async (locale, ahead, paying) => {
    const { t, staff, fill, fillDay, choose, press, see } = await handsOf(locale)
    const fromDay = afterMonday(ahead)
    const owner = await staff('owner', '/shop')
    const mine = await owner.page.evaluate(async () => (await fetch('/api/merchants/mine')).json())
    const { shops } = mine as { shops: { code: string; nameJa: string; nameEn: string }[] }
    const [{ code, nameJa, nameEn }] = shops as [(typeof shops)[0]]
    await owner.page.getByText(t('payout-days:profile.every_bank_day')).first().waitFor()

    const operator = await staff('operator', '/office/payout-days')
    const { page } = operator
    const label = (name: string) => t(`payout-days:field.${name}`)
    await press(operator, t('payout-days:submit'))
    await page.getByRole('alert').first().waitFor()
    await see(operator)
    await fill(operator, label('merchantCode'), code)
    await choose(operator, label('kind'), t('payout-days:kind.monthly'))
    await fill(operator, label('closingDay'), '31')
    await fill(operator, label('payingDay'), String(paying))
    await choose(operator, label('monthsAfter'), t('payout-days:months.1'))
    await fillDay(operator, label('fromDay'), fromDay)
    await fill(operator, label('reason'), '電話確認')
    await press(operator, t('payout-days:submit'))
    await page.getByText(t('payout-days:asked')).waitFor()
    await see(operator)

    const approver = await staff('approver', '/office/payout-days')
    const profile = t('payout-days:profile.monthly_next', {
      closing: t('payout-days:last_day'),
      paying: t('payout-days:day_of_month', { day: paying }),
    })
    const shop = locale === 'en' ? nameEn : nameJa
    const what = t('payout-days:what', { shop, code: `${code.slice(0, 4)}-${code.slice(4)}`, profile })
    await press(approver, t('corrections:approve', { what }))
    await approver.page.getByText(t('payout-days:approval')).waitFor()
    await see(approver)

    await owner.page.reload()
    const day = writtenDay(fromDay, locale, true)
    await owner.page.getByText(t('payout-days:shop.change', { day, profile })).first().waitFor()
    await see(owner)
    expect(await owner.page.getByText(t('payout-days:shop.history')).count()).toBe(1)
  },
)
