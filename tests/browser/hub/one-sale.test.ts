import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, purseOwner, region, signIn, spendable, type Person } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

/** A phone is refused here, which the browser's console calls an error. */
afterEach(() => goHome(/409/))

const t = wordsFor('ja')
const { ownShop } = region
const shows = ({ page }: Person, words: string) => page.getByText(words).first().waitFor()

/** The address that a camera opens at the code which the till shows now. */
async function codeShown({ page, context }: Person, amountYen: number): Promise<string> {
  await page.waitForURL(/sale=T/)
  const reference = new URL(page.url()).searchParams.get('sale')!
  const asked = `/api/merchants/${ownShop.merchantId}/code?amountYen=${amountYen}&reference=${reference}`
  const { payload } = (await (await context.request.get(asked)).json()) as { payload: string }
  return `/pay/${encodeURIComponent(payload)}`
}

it('a sale is paid by one of two phones, the till says so by itself, and the next one is taken back', async () => {
  const owner = await person({ viewport: phone })
  await owner.page.addInitScript(() => {
    const start = Reflect.get(OscillatorNode.prototype, 'start')
    Object.assign(globalThis, { tones: 0 })
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      Reflect.set(globalThis, 'tones', Number(Reflect.get(globalThis, 'tones')) + 1)
      start.call(this, when)
    }
  })
  const tones = () => owner.page.evaluate(() => Number(Reflect.get(globalThis, 'tones')))
  await signIn(owner, 'owner', '/shop/enter-amount?amountYen=40')
  await owner.page.getByRole('button', { name: t('shop:amount.cancel') }).waitFor()
  await look(owner)
  // The same sound, turned on or off in the same place, as at the till: once to hear it, once for the payment.
  await owner.page.getByRole('button', { name: t('shop:till.sound_on'), exact: true }).click()
  await expect.poll(tones).toBe(2)
  const code = await codeShown(owner, 40)
  const guest = await purseOwner(region.purses.at(-84)!, { viewport: phone })
  const late = await purseOwner(region.purses.at(-85)!, { viewport: phone, colorScheme: 'dark' })
  const plain = await purseOwner(region.purses.at(-85)!, bare)
  const held = await spendable(late)
  const confirm = t('wallet:pay.confirm', { shop: ownShop.nameJa, amount: 40 })
  for (const { page } of [guest, late, plain]) {
    await page.goto(code)
    await page.getByRole('button', { name: confirm }).waitFor()
  }
  await press(guest, confirm)
  await guest.page.waitForURL(/\/wallet\/receipts\//)
  await shows(owner, t('shop:amount.paid'))
  expect(await owner.page.locator('.sale').count()).toBe(0)
  await expect.poll(tones).toBe(4)
  await look(owner)
  for (const one of [late, plain]) {
    await press(one, confirm)
    await one.page.getByRole('heading', { name: t('wallet:pay.paid_title') }).waitFor()
    await shows(one, t('wallet:pay.bad_help'))
  }
  await look(late)
  await late.page.goto(code)
  await shows(late, t('wallet:pay.paid_help'))

  await owner.page.goto('/shop/enter-amount?amountYen=50')
  const other = await codeShown(owner, 50)
  await owner.page.getByRole('button', { name: t('shop:till.sound_off'), exact: true }).click()
  await late.page.goto(other)
  await late.page
    .getByRole('button', { name: t('wallet:pay.confirm', { shop: ownShop.nameJa, amount: 50 }) })
    .waitFor()
  await press(owner, t('shop:amount.cancel'))
  await shows(owner, t('shop:amount.withdrawn', { amount: 50 }))
  await look(owner)
  await press(late, t('wallet:pay.confirm', { shop: ownShop.nameJa, amount: 50 }))
  await late.page.getByRole('heading', { name: t('wallet:pay.withdrawn_title') }).waitFor()
  await shows(late, t('wallet:pay.bad_help'))
  await look(late)
  expect(await spendable(late)).toBe(held)
})
