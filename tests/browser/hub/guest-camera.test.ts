import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { hold, pictureForCamera } from '../support/camera.ts'
import { readToo } from '../support/chinese.ts'
import { giveAtCounter } from '../support/gift.ts'
import { goHome, person, type Person, purseOwner, region, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

/** Nobody else pays from it. */
const purse = region.purses.at(-78)!
const { ownShop } = region
/** Where the gift of the officer's town may be spent, as its pot says. */
const towns = '金山町、柳津町、三島町、只見町'

type Lot = { municipality: string | null; validUntilAt: number }

/** The last day of what this person holds that came from a town, or was added. */
async function lastDay({ context }: Person, isGift: boolean, language: string): Promise<string> {
  const { lots } = (await (await context.request.get('/api/wallets/me')).json()) as { lots: Lot[] }
  const { validUntilAt } = lots.find(({ municipality }) => (municipality !== null) === isGift)!
  const format = new Intl.DateTimeFormat(language, { timeZone: 'Asia/Tokyo', dateStyle: 'long' })
  return format.format(validUntilAt)
}

/** What the owner of the shop holds out: the code on the counter, or one for a sale. */
async function codeOf(path: string, picture: string): Promise<Buffer> {
  const owner = await person({ viewport: phone })
  await signIn(owner, 'owner', '/shop')
  await owner.page.goto(path)
  return owner.page.locator(picture).screenshot()
}

/** Opens the camera where a shop is looked for, and holds this before it. */
async function scan(guest: Person, locale: 'ja' | 'en', shown: Buffer): Promise<void> {
  await guest.page.addInitScript(pictureForCamera)
  await guest.page.goto(locale === 'ja' ? '/pay' : `/${locale}/pay`)
  await press(guest, wordsFor(locale)('wallet:pay.camera'))
  await guest.page.getByText(wordsFor(locale)('wallet:pay.camera_look')).waitFor()
  await look(guest)
  await hold(guest, shown)
}

describe('a guest with the camera of the phone', () => {
  it('scans the code on the counter, pays from a gift first, and has a receipt that says from what and proves it', async () => {
    const t = wordsFor('ja')
    const yen = (amount: number) => t('wallet:yen', { amount })
    const guest = await purseOwner(purse, { viewport: phone })
    const { page } = guest
    await giveAtCounter(guest, 100)
    const before = await spendable(guest)
    const [giftDay, ownDay] = [await lastDay(guest, true, 'ja'), await lastDay(guest, false, 'ja')]
    const gift = t('wallet:purse.free', { town: '金山町' })

    // The balance, by what it can be used for and until when; the soonest to end first.
    await page.goto('/wallet')
    await page.getByText(yen(before)).first().waitFor()
    const held = page.locator('ul.ledger').first().locator('li')
    expect(await held.allInnerTexts()).toEqual(
      [
        [gift, t('wallet:purse.towns', { towns }), t('wallet:purse.until', { date: giftDay }), yen(100)].join(
          '\n',
        ),
        [
          t('wallet:purse.paid'),
          t('wallet:purse.anywhere'),
          t('wallet:purse.until', { date: ownDay }),
          yen(before - 100),
        ].join('\n'),
      ].map((text) => expect.stringMatching(new RegExp(text.replaceAll('\n', '\\s+')))),
    )

    await readToo(guest)

    await scan(guest, 'ja', await codeOf('/shop/code', '.poster svg'))
    await page.getByRole('heading', { name: ownShop.nameJa, level: 1 }).waitFor()
    await page.getByLabel(t('wallet:pay.amount')).fill('150')
    await press(guest, t('wallet:pay.amount_next'))
    await press(guest, t('wallet:pay.confirm', { shop: ownShop.nameJa, amount: 150 }))
    await page.waitForURL(/\/wallet\/receipts\//)

    // The receipt: from what, who funded it, until when it would have been good.
    await page.getByRole('heading', { name: t('wallet:receipt.paid') }).waitFor()
    const used = await page.locator('[aria-labelledby=used] li').allInnerTexts()
    const line = (name: string, date: string, amount: number) =>
      expect.stringMatching(new RegExp(`${name}\\s+${t('wallet:receipt.until', { date })}\\s+${yen(amount)}`))
    expect(used).toEqual([
      line(t('wallet:receipt.free_lot', { town: '金山町' }), giftDay, 100),
      line(t('wallet:receipt.paid_lot'), ownDay, 50),
    ])
    await page.getByText(t('wallet:receipt.order')).waitFor()
    await look(guest)
    await readToo(guest)
    expect(await spendable(guest)).toBe(before - 150)

    // Its proof: the hub seals it by itself, and the page checks it on this phone.
    const proof = page.getByRole('link', { name: t('audit:receipt.check'), exact: true })
    await expect
      .poll(async () => ((await proof.count()) === 0 ? page.reload().then(() => proof.count()) : 1), {
        timeout: 30_000,
      })
      .toBe(1)
    await proof.click()
    await page.locator('[data-receipt-result] .notice.good').getByText(t('audit:result.right')).waitFor()
    await readToo(guest)
  })

  it('scans the code of one sale, types nothing, and pays', async () => {
    const t = wordsFor('en')
    const guest = await purseOwner(purse, { viewport: phone, locale: 'en-GB', colorScheme: 'dark' })
    const before = await spendable(guest)
    await scan(guest, 'en', await codeOf('/shop/enter-amount?amountYen=70', '.sale svg'))
    await guest.page.getByText(t('wallet:pay.amount_fixed')).waitFor()
    await look(guest)
    await press(guest, t('wallet:pay.confirm', { shop: ownShop.nameEn, amount: 70 }))
    await guest.page.waitForURL(/\/en\/wallet\/receipts\//)
    await guest.page.getByRole('heading', { name: t('wallet:receipt.paid') }).waitFor()
    expect(await spendable(guest)).toBe(before - 70)
  })
})
