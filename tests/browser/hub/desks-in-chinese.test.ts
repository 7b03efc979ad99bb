import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { namesAtShop, read, reader } from '../support/chinese.ts'
import {
  goHome,
  origin,
  person,
  type Person,
  purseOwner,
  region,
  signIn,
  spendable,
} from '../support/people.ts'
import { press } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('zh-hant')
const at = (path: string): string => `/zh-hant${path}`
const { merchantId } = region.ownShop
/** Nobody else pays from it. */
const purse = region.purses.at(-73)!

const payOwnShop = async ({ context }: Person, amountYen: number): Promise<string> => {
  const paid = await context.request.post('/api/payments', {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

/** Somebody of the demonstration at a desk. */
async function atDesk(who: string, path: string): Promise<Person> {
  const one = await person(reader)
  await signIn(one, who, at(path), 'zh-hant')
  return one
}

describe('a shop whose people read traditional Chinese', () => {
  it('comes to the application, and is told what is missing', async () => {
    const applicant = await person(reader)
    const { page } = applicant
    await page.goto(at('/shop'))
    await read(applicant)
    await page.getByRole('link', { name: t('shop:welcome.apply'), exact: true }).click()
    await press(applicant, t('shop:apply.submit'))
    await page.getByText(t('shop:apply.wrong.nameJa')).first().waitFor()
    await read(applicant)
  })

  it('takes money at a till, gives it back, closes the day and reads the month', async () => {
    const [owner, till, guest] = [
      await atDesk('owner', '/shop'),
      await atDesk('owner', `/shop/staff?shop=${merchantId}`),
      await purseOwner(purse),
    ]
    const { page } = till
    const form = page.locator('form', { has: page.locator('input[value="add"]') })
    // It stands open where there is no clerk yet.
    if (!(await form.isVisible())) await page.getByText(t('tills:staff.add'), { exact: true }).click()
    await form.getByLabel(t('tills:staff.name'), { exact: true }).fill('美玲')
    await form.getByLabel(t('tills:staff.pin'), { exact: true }).fill('1234')
    await form.getByLabel(t('tills:staff.once')).fill('100')
    await form.getByLabel(t('tills:staff.day')).fill('150')
    await form.getByRole('button', { name: t('tills:staff.add_submit'), exact: true }).click()
    await page.getByText(t('merchants:refusal.pin_too_easy')).waitFor()
    await read(till, await namesAtShop(till, merchantId))
    await form.getByLabel(t('tills:staff.pin'), { exact: true }).fill('2580')
    await form.getByRole('button', { name: t('tills:staff.add_submit'), exact: true }).click()
    await page.getByText(t('tills:staff.done_add')).waitFor()
    const theirs = await namesAtShop(till, merchantId)
    await read(till, theirs)
    await page.getByText(t('tills:staff.make'), { exact: true }).click()
    await page.getByLabel(t('tills:staff.till_name')).fill('櫃檯平板')
    await press(till, t('tills:staff.make_submit'))
    await page.getByLabel(t('tills:door.who')).selectOption({ label: '美玲' })
    await read(till, theirs)
    await page.getByLabel(t('tills:door.pin')).fill('9999')
    await press(till, t('tills:door.enter'))
    await page.getByText(t('merchants:refusal.pin_wrong', { triesLeft: 9 })).waitFor()
    await read(till, theirs)
    await page.getByLabel(t('tills:door.who')).selectOption({ label: '美玲' })
    await page.getByLabel(t('tills:door.pin')).fill('2580')
    await press(till, t('tills:door.enter'))
    await page.getByText(t('tills:here.title', { name: '美玲' })).waitFor()

    const before = await spendable(guest)
    const [large, small] = [await payOwnShop(guest, 101), await payOwnShop(guest, 90)]
    await page.locator(`[data-payment="${small}"]`).waitFor()
    await read(till, theirs)
    const giveBack = async ({ page }: Person, paymentId: string) => {
      await page.goto(at(`/shop/payments/${paymentId}`))
      const whole = page.locator('form', { has: page.locator('[name=whole_yen]') })
      await whole.getByRole('button').click()
    }
    await giveBack(till, large)
    await page
      .getByText(t('currency:refusal.clerk_refund_above_limit', { limitYen: 100 }))
      .first()
      .waitFor()
    await read(till, theirs)
    await giveBack(till, small)
    await page.getByText(t('shop:refund.done', { amount: 90 })).waitFor()
    await giveBack(owner, large)
    await owner.page.getByText(t('shop:refund.done', { amount: 101 })).waitFor()
    await read(owner, theirs)
    expect(await spendable(guest)).toBe(before)

    await owner.page.goto(at(`/shop/day?shop=${merchantId}`))
    await owner.page.getByLabel(t('statements:day.counted_payments')).fill('0')
    await press(owner, t('statements:day.submit'))
    await owner.page.getByText(t('tills:day.gave', { count: 1, amount: 90 })).waitFor()
    await read(owner, theirs)
    // The clerk goes while the till stands open.
    await owner.page.goto(at(`/shop/staff?shop=${merchantId}`))
    const row = owner.page.locator('li', { has: owner.page.getByRole('heading', { name: '美玲' }) })
    await row.locator('summary', { hasText: t('tills:staff.end') }).click()
    await row.getByRole('button', { name: t('tills:staff.end') }).click()
    await owner.page.getByText(t('tills:staff.done_end')).waitFor()
    await read(owner, await namesAtShop(owner, merchantId))
    await page.goto(at('/shop/till'))
    await read(till, theirs)
    for (const path of ['statement', 'fee-invoice', 'code', 'bank-account', '']) {
      await owner.page.goto(at(`/shop/${path}`))
      await read(owner, theirs)
    }
    await owner.page
      .getByText(t('shop:till.given_back', { amount: 101 }))
      .first()
      .waitFor()
  })
})
