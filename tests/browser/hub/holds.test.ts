import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { readToo } from '../support/chinese.ts'
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
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const hourMs = 3_600_000

/** The guest sets money aside for the shop whose owner can sign in. */
async function place({ context }: Person, amountYen: number, endsAt: number): Promise<string> {
  const placed = await context.request.post('/api/holds', {
    data: { merchantId: region.ownShop.merchantId, amountYen, endsAt },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(placed.status()).toBe(201)
  return ((await placed.json()) as { holdId: string }).holdId
}

const holdOn = ({ page }: Person, yen: string) =>
  page.locator('.hold', { has: page.getByRole('heading', { name: yen, exact: true }) })

describe('money that was set aside', () => {
  it('is seen by both, taken in part by a double click once, and given up', async () => {
    const t = wordsFor('ja')
    const guest = await purseOwner(region.purses.at(-7)!, { viewport: phone })
    const before = await spendable(guest)
    await place(guest, 701, Date.now() + 20 * hourMs)
    await place(guest, 302, Date.now() + 30 * hourMs)
    await guest.page.goto('/wallet')
    await guest.page.getByRole('heading', { name: t('holds:wallet.title') }).waitFor()
    const held = await guest.page.locator('.held').innerText()
    expect(held).toContain(region.ownShop.nameJa)
    expect(held).toContain('701')
    await look(guest)
    await readToo(guest)

    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', '/shop')
    await owner.page.getByRole('link', { name: t('holds:go'), exact: true }).click()
    await owner.page.getByRole('heading', { name: t('holds:title'), level: 1 }).waitFor()
    await look(owner)
    await readToo(owner)
    const large = holdOn(owner, t('shop:yen', { amount: 701 }))
    await large.getByLabel(t('holds:amount')).fill('いくらか')
    await large.getByRole('button', { name: t('holds:capture') }).click()
    await large.getByText(t('holds:amount_wrong', { amount: 701 })).waitFor()
    await look(owner)
    await large.getByLabel(t('holds:amount')).fill('７０２')
    await large.getByRole('button', { name: t('holds:capture') }).click()
    await owner.page.getByText(t('currency:refusal.capture_exceeds_hold', { heldYen: 701 })).waitFor()
    await large.getByLabel(t('holds:amount')).fill('５０１円')
    await large.getByRole('button', { name: t('holds:capture') }).dblclick()
    await owner.page.getByText(t('holds:captured_done', { amount: 501 })).waitFor()
    expect(await spendable(guest)).toBe(before - 501 - 302)
    await owner.page.getByText(t('holds:state.captured', { amount: 501 })).waitFor()

    await holdOn(owner, t('shop:yen', { amount: 302 }))
      .getByRole('button', { name: t('holds:void') })
      .click()
    await owner.page.getByText(t('holds:voided_done')).waitFor()
    await look(owner)
    await readToo(owner)
    expect(await spendable(guest)).toBe(before - 501)
    await guest.page.goto('/wallet')
    expect(await guest.page.getByRole('heading', { name: t('holds:wallet.title') }).count()).toBe(0)
  }, 180_000)

  it('is not taken after its end from a page that was left open, and the guest has it back', async () => {
    const t = wordsFor('en')
    const guest = await purseOwner(region.purses.at(-8)!)
    const before = await spendable(guest)
    const owner = await person({ locale: 'en-GB', javaScriptEnabled: false, viewport: phone })
    await signIn(owner, 'owner', '/en/shop', 'en')
    const holdId = await place(guest, 203, Date.now() + 10_000)
    await owner.page.goto('/en/shop/holds')
    const button = holdOn(owner, t('shop:yen', { amount: 203 })).getByRole('button', {
      name: t('holds:capture'),
    })
    await button.waitFor()
    const statusNow = async (): Promise<string> =>
      ((await (await guest.context.request.get(`/api/holds/${holdId}`)).json()) as { status: string }).status
    await expect.poll(statusNow, { timeout: 60_000, interval: 500 }).toBe('expired')
    await button.click()
    await owner.page.getByRole('alert').waitFor()
    await owner.page.getByText(t('holds:state.expired')).first().waitFor()
    await expect.poll(() => spendable(guest), { timeout: 60_000, interval: 500 }).toBe(before)
  }, 180_000)
})
