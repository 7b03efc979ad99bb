import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { monday } from '../support/days.ts'
import { byKeyboard, pressEnter, tabTo, typeDay } from '../support/keyboard.ts'
import { goHome, person, region, spendable } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

const t = wordsFor('ja')

afterEach(() => goHome())

it('from the home page to a receipt by keyboard alone', async () => {
  const visitor = await byKeyboard(await person({ viewport: phone }))
  const { page } = visitor
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
  await page.goto('/')
  await pressEnter(page, t('pages:nav.wallet'))
  await heading(t('wallet:none.title'))
  await pressEnter(page, t('wallet:none.button'))
  await heading(t('wallet:opened.title'))
  await look(visitor)
  await pressEnter(page, t('wallet:opened.done'))
  await page.getByText(t('wallet:purse.balance')).waitFor()
  await pressEnter(page, t('wallet:purse.add'))
  await heading(t('wallet:add.title'))
  await tabTo(page, t('wallet:add.own'))
  await page.keyboard.type('2000')
  await page.keyboard.press('Enter')
  await heading(t('standin:pay.title'))
  await tabTo(page, t('standin:cards.succeeds'))
  await pressEnter(page, t('standin:pay.submit', { amount: '2,000' }))
  await heading(t('wallet:topup.state.credited'))
  await look(visitor)
  await pressEnter(page, t('wallet:topup.to_wallet'))
  await page.getByText(t('wallet:purse.balance')).waitFor()
  await pressEnter(page, t('wallet:purse.pay'))
  await page.getByLabel(t('wallet:pay.typed')).waitFor()

  // Without a camera: the eight letters under the printed code.
  await tabTo(page, t('wallet:pay.typed'))
  await page.keyboard.type(region.otherShop.code)
  await page.keyboard.press('Enter')
  await page.getByLabel(t('wallet:pay.amount')).waitFor()
  await tabTo(page, t('wallet:pay.amount'))
  await page.keyboard.type('700')
  await page.keyboard.press('Enter')
  await page.locator('form[data-pay]').waitFor()
  await look(visitor)
  await pressEnter(page, t('wallet:pay.confirm', { shop: region.otherShop.nameJa, amount: 700 }))
  await page.getByRole('heading', { name: t('wallet:receipt.paid') }).waitFor()
  await look(visitor)
  expect(await spendable(visitor)).toBe(1_300)
})

it('plans a day and opens it by keyboard alone', async () => {
  const planner = await byKeyboard(await person({ viewport: phone }))
  const { page } = planner
  await page.goto('/')
  await pressEnter(page, t('pages:nav.plan'))
  await page.getByRole('heading', { name: t('plan:title'), exact: true }).waitFor()
  await tabTo(page, t('plan:form.from'))
  await page.keyboard.type('会津若松')
  await tabTo(page, t('plan:form.to'))
  await page.keyboard.type('只見')
  await tabTo(page, t('plan:form.date'))
  await typeDay(page, monday)
  expect(await page.locator('input[name="date"]').inputValue()).toBe(monday)
  await tabTo(page, t('plan:theme.hot-springs'))
  await page.keyboard.press('Space')
  await pressEnter(page, t('plan:form.submit'))
  await page.waitForURL(/wish=hot-springs/)
  await pressEnter(page, t('plan:result.open'))
  await page.getByRole('heading', { name: t('plan:day.hours') }).waitFor()
  await look(planner)
  expect(await page.locator('main').innerText()).toContain('6:08')
  await tabTo(page, t('plan:do.calendar'))
  await pressEnter(page, t('plan:offline.title'))
  await page.getByRole('heading', { name: t('plan:offline.title'), exact: true }).waitFor()
})
