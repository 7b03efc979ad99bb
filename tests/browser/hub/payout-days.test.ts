import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { writtenDay } from '../../../site/lib/day.ts'
import { afterMonday } from '../support/days.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

// Days to come, so that no other story is paid on other days for it; each language has days of its own.
it.each([
  ['ja', 0, 15],
  ['en', 1, 20],
] as const)(
  'an operator agrees on the days of a shop’s payouts, another lets it go, and the shop reads it, %s',
  async (locale, ahead, paying) => {
    const t = wordsFor(locale)
    const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
    const fromDay = afterMonday(ahead)
    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', at('/shop'), locale)
    const mine = await owner.page.evaluate(async () => (await fetch('/api/merchants/mine')).json())
    const { shops } = mine as { shops: { code: string }[] }
    await owner.page.getByText(t('payout-days:profile.every_bank_day')).first().waitFor()

    const operator = await person({ viewport: phone })
    const { page } = operator
    await signIn(operator, 'operator', at('/office/payout-days'), locale)
    const submit = () => page.getByRole('button', { name: t('payout-days:submit'), exact: true }).click()
    const field = (name: string) => page.getByLabel(t(`payout-days:field.${name}`), { exact: true })
    await submit()
    await page.getByRole('alert').first().waitFor()
    await look(operator)
    await field('merchantCode').fill(shops[0]!.code)
    await field('kind').selectOption({ label: t('payout-days:kind.monthly') })
    await field('closingDay').fill('31')
    await field('payingDay').fill(String(paying))
    await field('monthsAfter').selectOption({ label: t('payout-days:months.1') })
    await field('fromDay').fill(fromDay)
    await field('reason').fill('電話で決めた')
    await submit()
    await page.getByText(t('payout-days:asked')).waitFor()
    await look(operator)

    const approver = await person()
    await signIn(approver, 'approver', at('/office/payout-days'), locale)
    const profile = t('payout-days:profile.monthly_next', {
      closing: t('payout-days:last_day'),
      paying: t('payout-days:day_of_month', { day: paying }),
    })
    await approver.page.getByRole('button', { name: profile }).first().click()
    await approver.page.getByText(t('payout-days:approval')).waitFor()
    await look(approver)

    await owner.page.reload()
    const day = writtenDay(fromDay, locale, true)
    await owner.page.getByText(t('payout-days:shop.change', { day, profile })).first().waitFor()
    await look(owner)
    expect(await owner.page.getByText(t('payout-days:shop.history')).count()).toBe(1)
  },
)
