import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { namesAtShop, read } from '../support/chinese.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const { merchantId } = region.ownShop
const staffPath = `/shop/staff?shop=${merchantId}`

const payAt = async ({ context }: Person, amountYen: number): Promise<string> => {
  const paid = await context.request.post('/api/payments', {
    data: { merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  return ((await paid.json()) as { paymentId: string }).paymentId
}

type Given = { readonly name: string; readonly pin: string; readonly once: string; readonly day: string }

/** The owner adds a clerk on the page. */
async function addClerk({ page }: Person, t: ReturnType<typeof wordsFor>, given: Given): Promise<void> {
  const form = page.locator('form', { has: page.locator('input[value="add"]') })
  if (!(await form.isVisible())) await page.getByText(t('tills:staff.add'), { exact: true }).click()
  await form.getByLabel(t('tills:staff.name'), { exact: true }).fill(given.name)
  await form.getByLabel(t('tills:staff.pin'), { exact: true }).fill(given.pin)
  await form.getByLabel(t('tills:staff.once')).fill(given.once)
  await form.getByLabel(t('tills:staff.day')).fill(given.day)
  await form.getByRole('button', { name: t('tills:staff.add_submit'), exact: true }).click()
}

/** The owner makes the browser a till and is signed out of it. */
async function makeTill({ page }: Person, t: ReturnType<typeof wordsFor>, name: string): Promise<void> {
  await page.getByText(t('tills:staff.make'), { exact: true }).click()
  await page.getByLabel(t('tills:staff.till_name')).fill(name)
  await page.getByRole('button', { name: t('tills:staff.make_submit'), exact: true }).click()
  await page.getByRole('button', { name: t('tills:door.enter'), exact: true }).waitFor()
}

async function enter(
  { page }: Person,
  t: ReturnType<typeof wordsFor>,
  name: string,
  pin: string,
): Promise<void> {
  await page.getByLabel(t('tills:door.who')).selectOption({ label: name })
  await page.getByLabel(t('tills:door.pin')).fill(pin)
  await page.getByRole('button', { name: t('tills:door.enter'), exact: true }).click()
}

describe.each(['ja', 'en'])('clerks at the till of a shop, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const clerkName = `花子 ${locale}`

  it('come with a PIN, give back within their limit, and stand in the close of the day', async () => {
    const [owner, till, guest] = [
      await person({ viewport: phone }),
      await person({ viewport: phone }),
      await purseOwner(region.purses.at(locale === 'ja' ? -21 : -22)!),
    ]
    await signIn(owner, 'owner', at(staffPath), locale)
    await addClerk(owner, t, { name: clerkName, pin: '1234', once: '100', day: '150' })
    await owner.page.getByText(t('merchants:refusal.pin_too_easy')).waitFor()
    await look(owner)
    await addClerk(owner, t, { name: clerkName, pin: '2580', once: '100', day: '150' })
    await owner.page.getByText(t('tills:staff.done_add')).waitFor()
    await look(owner)

    await signIn(till, 'owner', at(staffPath), locale)
    await makeTill(till, t, 'レジ一')
    await look(till)
    // What the owner may do did not stay.
    expect((await till.context.request.get('/api/sessions')).status()).toBe(401)
    await enter(till, t, clerkName, '9999')
    await till.page.getByText(t('merchants:refusal.pin_wrong', { triesLeft: 9 })).waitFor()
    await look(till)
    await enter(till, t, clerkName, '2580')
    await till.page.getByText(t('tills:here.title', { name: clerkName })).waitFor()
    await look(till)

    const [large, small, more] = [await payAt(guest, 101), await payAt(guest, 100), await payAt(guest, 60)]
    await till.page.locator(`[data-payment="${more}"]`).waitFor()
    const giveBack = async (paymentId: string) => {
      await till.page.goto(at(`/shop/payments/${paymentId}`))
      await till.page
        .locator('form', { has: till.page.locator('[name=whole_yen]') })
        .getByRole('button')
        .click()
    }
    await giveBack(large)
    await till.page
      .getByText(t('currency:refusal.clerk_refund_above_limit', { limitYen: 100 }))
      .first()
      .waitFor()
    await look(till)
    await giveBack(small)
    await till.page.getByText(t('shop:refund.done', { amount: 100 })).waitFor()
    await giveBack(more)
    await till.page
      .getByText(t('currency:refusal.clerk_refund_day_above_limit', { leftYen: 50 }))
      .first()
      .waitFor()
    // Who keeps the shop gives back what the clerk may not, and sees who did what.
    await owner.page.goto(at(`/shop/payments/${more}`))
    await owner.page
      .locator('form', { has: owner.page.locator('[name=whole_yen]') })
      .getByRole('button')
      .click()
    await owner.page.getByText(t('shop:refund.done', { amount: 60 })).waitFor()
    await owner.page.goto(at(`/shop/day?shop=${merchantId}`))
    const mine = owner.page.locator('dl > div', { has: owner.page.getByText(clerkName, { exact: true }) })
    await mine.getByText(t('tills:day.gave', { count: 1, amount: 100 })).waitFor()
    await look(owner)

    // The clerk's day is over in the middle of a refund: the page is open, the button is pressed.
    await till.page.goto(at(`/shop/payments/${large}`))
    await till.page.getByLabel(t('shop:refund.part_amount')).fill('40')
    await owner.page.goto(at(staffPath))
    const row = owner.page.locator('li', { has: owner.page.getByRole('heading', { name: clerkName }) })
    await row.locator('summary', { hasText: t('tills:staff.end') }).click()
    await row.getByRole('button', { name: t('tills:staff.end') }).click()
    await owner.page.getByText(t('tills:staff.done_end')).waitFor()
    await look(owner)
    await till.page.getByRole('button', { name: t('shop:refund.submit_part') }).click()
    await till.page.getByText(t('tills:closed')).waitFor()
    await look(till)
    const left = await guest.context.request.get(`/api/payments/${large}`)
    expect(((await left.json()) as { refundedYen: number }).refundedYen).toBe(0)
    await till.page.getByRole('link', { name: t('tills:to_till') }).click()
    await till.page.getByText('レジ一', { exact: true }).waitFor()
    expect(await till.page.getByText(t('tills:here.title', { name: clerkName })).count()).toBe(0)
  })
})

/** A shop's own names, and why a till was ended, in signs that stand in each language. */
const stolen = ['一番台', '二番台'] as const
const [watch, why] = ['留守番', '店主電話確認']

describe.each([
  ['ja', 'ja-JP'],
  ['en', 'en-GB'],
  ['zh-hant', 'zh-TW'],
] as const)('a till that was stolen, %s', (locale, language) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const onPhone = () => person({ viewport: phone, locale: language })
  const [first, other] = stolen.map((name) => `${name} ${locale}`) as [string, string]
  const clerk = `${watch} ${locale}`

  it('is signed out from the owner’s other phone, and one by the office', async () => {
    const [owner, till, second] = [await onPhone(), await onPhone(), await onPhone()]
    const see = async (one: Person) =>
      locale === 'zh-hant' ? read(one, await namesAtShop(owner, merchantId)) : look(one)
    await signIn(owner, 'owner', at(staffPath), locale)
    await addClerk(owner, t, { name: clerk, pin: '7391', once: '0', day: '0' })
    await owner.page.getByText(t('tills:staff.done_add')).waitFor()
    for (const [one, name] of [
      [till, first],
      [second, other],
    ] as const) {
      await signIn(one, 'owner', at(staffPath), locale)
      await makeTill(one, t, name)
      await enter(one, t, clerk, '7391')
      await one.page.getByText(t('tills:here.refund_none')).waitFor()
    }
    await owner.page.goto(at(staffPath))
    await owner.page.locator('li', { hasText: first }).getByRole('button').first().click()
    await owner.page.getByText(t('tills:staff.done_till')).waitFor()
    await see(owner)
    await till.page.goto(at('/shop/till'))
    await till.page.getByText(t('tills:not_here_text')).waitFor()
    await see(till)

    const officer = await onPhone()
    await signIn(officer, 'approver', at('/office/tills'), locale)
    await officer.page.getByLabel(t('tills:office.shop')).selectOption(merchantId)
    await officer.page.getByRole('button', { name: t('tills:office.find') }).click()
    const stop = () => officer.page.getByRole('button', { name: t('tills:office.end_till', { name: other }) })
    await stop().click()
    await officer.page.getByText(t('tills:office.reason_missing')).waitFor()
    await see(officer)
    await officer.page.getByLabel(t('tills:office.reason')).fill(why)
    await stop().click()
    await officer.page.getByText(t('tills:office.done')).waitFor()
    await see(officer)
    await second.page.goto(at('/shop'))
    expect((await second.context.request.get('/api/till')).status()).toBe(401)
    await owner.page.goto(at(staffPath))
    await owner.page.getByText(why).first().waitFor()
  })
})

const t = wordsFor('ja')

it('who gives a wrong PIN is told how many are left, and then to wait', async () => {
  const [owner, till] = [await person({ viewport: phone }), await person({ viewport: phone })]
  await signIn(owner, 'owner', staffPath)
  await addClerk(owner, t, { name: 'まちがいの日', pin: '7391', once: '0', day: '0' })
  await owner.page.getByText(t('tills:staff.done_add')).waitFor()
  await signIn(till, 'owner', staffPath)
  await makeTill(till, t, 'まちがい')
  // Of one place more than five in five minutes are not looked at.
  for (let tried = 0; tried < 5; tried++) {
    await enter(till, t, 'まちがいの日', '9090')
    await till.page.getByText(t('merchants:refusal.pin_wrong', { triesLeft: 9 - tried })).waitFor()
  }
  await enter(till, t, 'まちがいの日', '9090')
  await till.page.getByRole('alert').waitFor()
  await look(till)
})
