import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { namesAtShop, read, reader, reasonsWritten } from '../support/chinese.ts'
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
  it('applies, and is told what is missing', async () => {
    const applicant = await person(reader)
    const { page } = applicant
    const field = (name: string) => page.locator(`[name="${name}"]`)
    await page.goto(at('/shop'))
    await read(applicant)
    await page.getByRole('link', { name: t('shop:welcome.apply'), exact: true }).click()
    await press(applicant, t('shop:apply.submit'))
    await page.getByText(t('shop:apply.wrong.nameJa')).first().waitFor()
    await read(applicant)
    for (const [name, typed] of Object.entries({
      nameJa: '台湾茶館',
      nameKana: 'タイワンチャカン',
      nameEn: 'TAIWAN TEA HOUSE',
      contactName: '林 美玲',
      contactPhone: '0242-00-0003',
      contactEmail: 'tea@demonstration.example',
      bankCode: '0126',
      branchCode: '101',
      accountNumber: '7654321',
      holderKana: 'タイワンチヤカン',
      password: 'a-word-of-the-tea-house',
    }))
      await field(name).fill(typed)
    for (const name of ['municipality', 'merchantClass', 'depositType'])
      await field(name).selectOption({ index: 1 })
    await press(applicant, t('shop:apply.submit'))
    await page.getByRole('heading', { name: t('shop:apply.done_title') }).waitFor()
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

describe('an office whose people read traditional Chinese', () => {
  it('issues money with four eyes, pays the shops and corrects what was typed wrongly', async () => {
    const guest = await purseOwner(purse)
    const paymentId = await payOwnShop(guest, 700)
    const before = await spendable(guest)
    const officer = await atDesk('officer', '/office/issue')
    await officer.page.getByLabel(t('office:pots.issue.pot')).selectOption({ index: 1 })
    await officer.page.getByLabel(t('office:pots.issue.amount')).fill('1234')
    await officer.page.getByLabel(t('office:pots.issue.reason')).fill('秋季補助預算')
    await press(officer, t('office:pots.issue.submit'))
    await officer.page.getByText(t('office:pots.issue.asked')).waitFor()
    // Other stories wrote down reasons of their own.
    const approver = await atDesk('approver', '/office/issue')
    const reasons = await reasonsWritten(approver)
    await read(officer, reasons)

    const operator = await atDesk('operator', '/office/corrections')
    await operator.page.getByLabel(t('corrections:journalId')).fill(paymentId)
    await operator.page.getByLabel(t('corrections:direction')).selectOption('give')
    await operator.page.getByLabel(t('corrections:amount')).fill('630')
    await operator.page.getByLabel(t('corrections:reason'), { exact: true }).fill('多輸入了一個0')
    await press(operator, t('corrections:submit'))
    await operator.page.getByText(t('corrections:asked')).waitFor()
    await read(operator, reasons)

    const { page } = approver
    const what = t('office:pots.issue.what', { amount: 1_234 })
    await press(approver, t('corrections:approve', { what }))
    await page.getByText(t('office:pots.issue.approved', { amount: 1_234 })).waitFor()
    await read(approver, reasons)
    await page.goto(at('/office/corrections'))
    await press(approver, t('corrections:approve', { what: t('corrections:give', { amount: 630 }) }))
    await page.getByText(t('corrections:approval')).waitFor()
    await read(approver, reasons)
    expect(await spendable(guest)).toBe(before + 630)
    await page.goto(at('/office/settlement'))
    await page.getByRole('link', { name: t('office:settlement.close_now'), exact: true }).click()
    await read(approver)
    await page.locator('form.approve button').click()
    await page.waitForURL(/settlement\/.+/)
    await read(approver)
    for (const path of ['/office/ties', '/office']) {
      await page.goto(at(path))
      await read(approver)
    }
  })
})
