import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { read } from '../support/chinese.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { called, tabTo, tabToCalled } from '../support/keyboard.ts'
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
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

const t = wordsFor('ja')
const { merchantId } = region.ownShop

const send = ({ context }: Person, path: string, data: object) =>
  context.request.post(`/api/${path}`, {
    data,
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })

/** A guest with a new purse adds money by card and pays all of it at the shop. */
async function guestWhoPaid(amountYen: number): Promise<{ guest: Person; paymentId: string }> {
  const guest = await person({ viewport: phone })
  await send(guest, 'wallets', {})
  const { payUrl } = (await (await send(guest, 'topups', { amountYen })).json()) as { payUrl: string }
  await guest.page.goto(payUrl)
  await guest.page.locator('input[value="4242424242424242"]').check()
  await press(guest, t('standin:pay.submit', { amount: amountYen.toLocaleString('ja') }))
  await guest.page.getByRole('heading', { name: t('wallet:topup.state.credited') }).waitFor()
  const paid = await send(guest, 'payments', { merchantId, amountYen })
  return { guest, paymentId: ((await paid.json()) as { paymentId: string }).paymentId }
}

describe('a shop gives back', () => {
  it('to the card that was charged, by keyboard over a line that breaks: what goes where is said before, and how far it came to both', async () => {
    const { guest, paymentId } = await guestWhoPaid(1_500)
    const { staff, follow, fill, press: send, see } = await handsOf('ja')
    const owner = await staff('owner', '/shop')
    const { page } = owner
    await page.goto(`/shop/payments/${paymentId}`)
    await page.getByText(t('shop:card_refund.go_help', { amount: 1_500 })).waitFor()
    await see(owner)
    await follow(owner, t('shop:card_refund.go'))
    await fill(owner, t('shop:refund.part_amount'), '600')
    await tabToCalled(page, called(t('shop:card_refund.show')))
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    await page.getByText(t('shop:card_refund.law')).waitFor()
    await see(owner)
    // What a form without its script, or one that was opened before something changed, sends.
    const sent = async (form: Record<string, string>) => {
      const given = { key: crypto.randomUUID(), amountYen: '600', ...form }
      const path = `/shop/payments/${paymentId}/card`
      const answer = await owner.context.request.post(path, { form: given, headers: { origin } })
      return [answer.status(), await answer.text()]
    }
    expect(await sent({ cardYen: '600' })).toEqual([
      400,
      expect.stringContaining(t('shop:card_refund.reason_missing')),
    ])
    expect(await sent({ cardYen: '599', reason: 'leaving_japan' })).toEqual([
      409,
      expect.stringContaining(t('currency:refusal.card_refund_changed', { cardYen: 600 })),
    ])
    // Nothing was issued in a half-year before: there is no small amount to choose.
    await tabTo(page, t('shop:card_refund.leaving_japan'))
    await page.keyboard.press('Space')
    await send(owner, t('shop:card_refund.submit', { amount: 600 }))
    await page.getByText(t('shop:card_refund.done')).waitFor()
    await expect
      .poll(async () => {
        await page.reload()
        return page.locator('li .to-card').allInnerTexts()
      })
      .toEqual([t('shop:card_refund.arrived', { amount: 600 })])
    await see(owner)
    expect(await spendable(guest)).toBe(0)
    await guest.page.goto(`/wallet/receipts/${paymentId}`)
    await guest.page.getByText(t('wallet:receipt.to_card.arrived', { amount: 600 })).waitFor()
    await look(guest)
    for (const [locale, seen] of [
      ['zh-hant', read],
      ['en', look],
    ] as const) {
      await page.goto(`/${locale}/shop/payments/${paymentId}/card`)
      await page.getByText(wordsFor(locale)('shop:card_refund.law')).waitFor()
      await seen(owner)
      await guest.page.goto(`/${locale}/wallet/receipts/${paymentId}`)
      await seen(guest)
    }
  }, 120_000)

  it('at two tills at once: one gives it back, and the other sees what was given back already', async () => {
    const guest = await purseOwner(region.purses.at(-80)!)
    const paid = await send(guest, 'payments', { merchantId, amountYen: 240 })
    const { paymentId } = (await paid.json()) as { paymentId: string }
    const before = await spendable(guest)
    const tills = [await person({ viewport: phone }), await person({ viewport: phone })]
    for (const till of tills) {
      await signIn(till, 'owner', '/shop')
      await till.page.goto(`/shop/payments/${paymentId}`)
    }
    await Promise.all(tills.map((till) => press(till, t('shop:refund.submit_whole', { amount: 240 }))))
    const told = await Promise.all(
      tills.map(async ({ page }) => {
        const sentence = page.locator('.head .notice')
        await sentence.waitFor()
        return sentence.innerText()
      }),
    )
    expect(told.toSorted()).toEqual(
      [
        t('shop:refund.done', { amount: 240 }),
        t('currency:refusal.refund_exceeds_payment', { refundableYen: 0 }),
      ].toSorted(),
    )
    // Both see what went back, and nothing more to press.
    for (const { page } of tills) {
      await page.getByText(t('shop:refund.nothing_left')).waitFor()
      expect(await page.locator('dl.facts dd').nth(2).innerText()).toBe(t('shop:yen', { amount: 240 }))
      expect(await page.locator('form button[type=submit]').count()).toBe(0)
    }
    await look(tills[told.findIndex((one) => one !== t('shop:refund.done', { amount: 240 }))]!)
    expect(await spendable(guest)).toBe(before + 240)
  }, 120_000)
})
