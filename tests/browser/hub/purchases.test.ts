import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { startHubProcess } from '../../support/hub-process.ts'
import type { HubProcess } from '../../support/hub-process.ts'
import { openLine, shown } from '../support/broken-line.ts'
import { readToo } from '../support/chinese.ts'
import { keysAlone, lineBreaks } from '../support/hands.ts'
import { world } from '../support/here.ts'
import { tabTo } from '../support/keyboard.ts'
import { goHome, person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

const { ownShop, otherShop } = region

/** The same place, served by a hub whose issuer lets shops pay each other. */
let allowing: HubProcess
beforeAll(async () => {
  allowing = await startHubProcess({ ...world.environment, MERCHANT_PAYMENTS: 'true' })
}, 60_000)
/** A line is lost in one of these stories, which the browser's console calls an error. */
afterEach(() => goHome(lineBreaks))
afterAll(() => allowing.stop())

/** A guest pays the owner's shop, so that it has something to pay with. */
async function takeIn(amountYen: number): Promise<void> {
  const guest = await purseOwner(region.purses.at(-4)!)
  const origin = world.origin
  const paid = await guest.context.request.post('/api/payments', {
    data: { merchantId: ownShop.merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
}

describe('a shop pays another one', () => {
  it('nowhere as long as the issuer does not allow it, and is told why', async () => {
    const t = wordsFor('en')
    const owner = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    await signIn(owner, 'owner', '/en/shop', 'en')
    expect(await owner.page.getByRole('link', { name: t('purchases:title'), exact: true }).count()).toBe(0)
    await owner.page.goto('/en/shop/purchases')
    await owner.page.getByRole('heading', { name: t('purchases:off_title') }).waitFor()
    expect(await owner.page.getByRole('button', { name: t('purchases:check') }).count()).toBe(0)
    await look(owner)
  })

  it('from the choice to the receipt, once for a number, on a phone without JavaScript', async () => {
    const t = wordsFor('ja')
    await takeIn(900)
    const owner = await person({ javaScriptEnabled: false, viewport: phone, baseURL: allowing.origin })
    const { page } = owner
    await signIn(owner, 'owner', '/shop')
    // What is looked at needs a browser that runs scripts: the same person with another one.
    const other = await person({ viewport: phone, baseURL: allowing.origin })
    await signIn(other, 'owner', '/shop')
    const lookToo = async () => {
      await other.page.goto(page.url())
      await look(other)
      await readToo(other)
    }
    await page.getByRole('link', { name: t('purchases:title'), exact: true }).click()
    await page.getByText(t('purchases:empty')).waitFor()
    await press(owner, t('purchases:check'))
    await page.getByText(t('purchases:amount_wrong')).waitFor()
    await page.getByText(t('purchases:reference_wrong')).waitFor()
    await lookToo()
    await page.getByLabel(t('purchases:seller')).selectOption({ label: otherShop.nameJa })
    await page.getByLabel(t('purchases:amount')).fill('２９９９９９')
    await page.getByLabel(t('purchases:reference')).fill('ＩＮＶ−１')
    await press(owner, t('purchases:check'))
    await press(owner, t('purchases:confirm', { amount: 299_999 }))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain(t('purchases:not_moved'))
    await page.getByRole('link', { name: t('purchases:change'), exact: true }).click()
    await page.getByLabel(t('purchases:amount')).fill('３００円')
    await page.getByLabel(t('purchases:reference')).fill('ＩＮＶ１')
    await press(owner, t('purchases:check'))
    await page.getByRole('heading', { name: t('purchases:check_title') }).waitFor()
    await lookToo()
    const lastLook = page.url()
    await press(owner, t('purchases:confirm', { amount: 300 }))
    await page.getByRole('heading', { name: t('purchases:receipt.done'), level: 1 }).waitFor()
    await page.getByText('INV1', { exact: true }).waitFor()
    await lookToo()
    const receipt = page.url()

    // Going back and pressing again asks for the same payment; the same number under another key is refused.
    await page.goto(lastLook)
    await press(owner, t('purchases:confirm', { amount: 300 }))
    await page.getByRole('heading', { name: t('purchases:receipt.done'), level: 1 }).waitFor()
    expect(page.url()).toBe(receipt)
    await page.goto(lastLook.replace(/key=[\w-]+/, `key=${crypto.randomUUID()}`))
    await press(owner, t('purchases:confirm', { amount: 300 }))
    await page.getByText(t('currency:refusal.purchase_paid_before')).waitFor()
    await page.goto('/shop/purchases')
    await page.getByText(t('purchases:bought', { shop: otherShop.nameJa })).waitFor()
    await lookToo()
    expect(await page.getByRole('link', { name: `${t('purchases:open')} INV1` }).count()).toBe(1)
  }, 90_000)

  it.each(['ja', 'en', 'zh-hant'] as const)(
    'once, by keyboard alone while the line breaks at each step, in %s',
    async (locale) => {
      await takeIn(200)
      const line = await openLine(allowing.origin, locale)
      const hands = keysAlone(line)
      const { t, at } = hands
      const owner = await hands.staff('owner', '/shop')
      const { page } = owner
      type Purchases = { spendableYen: number; purchases: { purchaseReference: string }[] }
      const stands = async (): Promise<Purchases> => {
        const path = `/api/merchants/${ownShop.merchantId}/purchases`
        return (await (await owner.context.request.get(`${allowing.origin}${path}`)).json()) as Purchases
      }
      const before = await stands()
      const fillIn = async (yen: string, reference: string) => {
        await page.goto(at('/shop/purchases'))
        await hands.choose(
          owner,
          t('purchases:seller'),
          locale === 'en' ? otherShop.nameEn : otherShop.nameJa,
        )
        await hands.fill(owner, t('purchases:amount'), yen)
        await hands.fill(owner, t('purchases:reference'), reference)
      }
      const isPaid = () =>
        page.getByRole('heading', { name: t('purchases:receipt.done'), level: 1 }).waitFor()
      const reference = `LINE-1-${locale}`
      await fillIn('150', reference)
      await hands.follow(owner, t('purchases:check'))
      await hands.see(owner)
      await hands.press(owner, t('purchases:confirm', { amount: 150 }))
      await isPaid()
      await hands.see(owner)
      const { spendableYen, purchases } = await stands()
      expect(spendableYen).toBe(before.spendableYen - 150)
      expect(purchases.filter((one) => one.purchaseReference === reference)).toHaveLength(1)

      // It arrives, nobody hears of it, and the page is shut: the till gives it back, and it is paid once.
      await fillIn('30', `LINE-2-${locale}`)
      await hands.go(owner, t('purchases:check'))
      await tabTo(page, t('purchases:confirm', { amount: 30 }))
      line.cut('after')
      await page.keyboard.press('Enter')
      await shown(owner, t('wallet:offline.again.sent'))
      line.mend()
      await page.goto(at('/shop'))
      const kept = page.locator('[data-unsent-forms] section')
      await kept.getByText(t('purchases:title')).waitFor()
      await kept.getByText(t('wallet:yen', { amount: 30 })).waitFor()
      await hands.go(owner, t('tills:unsent.again'))
      await isPaid()
      expect((await stands()).spendableYen).toBe(before.spendableYen - 180)
      await page.goto(at('/shop'))
      expect(await kept.count()).toBe(0)
      // A till that is still told of payments would call the end of the line trouble.
      await page.goto(at('/shop/purchases'))
      await line.close()
    },
  )

  it('and no receipt is shown that is not there', async () => {
    const owner = await person({ viewport: phone, baseURL: allowing.origin })
    await signIn(owner, 'owner', '/shop')
    const answer = await owner.page.goto(`/shop/purchases/none?shop=${ownShop.merchantId}`)
    expect(answer?.status()).toBe(404)
    await look(owner)
    const stranger = await person({ baseURL: allowing.origin })
    await stranger.page.goto('/shop/purchases')
    await look(stranger)
  })
})
