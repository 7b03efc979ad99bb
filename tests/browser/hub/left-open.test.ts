import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { saleMinutes } from '../../../api/merchants/sale-reference.ts'
import { endOfJapanDay, japanDay, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { openClockHub } from '../support/clock-hub.ts'
import { goHome, type Person, spendable } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'
import { openPot } from '../../support/open-pot.ts'

/** The last instant of today in Japan. */
const midnight = endOfJapanDay(japanDay(systemClock.now())) - 1
const evening = midnight - 30 * 60_000
const lengthMs = saleMinutes * 60_000
const town = '074454'

let world: Awaited<ReturnType<typeof openClockHub>>
let potId: string
let shop: { nameJa: string; nameEn: string }
beforeAll(async () => {
  world = await openClockHub(evening, 3, 5_000)
  const { ledger, merchants, potOpenings } = world.hub
  shop = (await merchants.find(world.merchantId))!
  potId = 'pot:until-midnight'
  await openPot(potOpenings, {
    id: potId,
    municipality: town,
    nameJa: '今日',
    nameEn: 'Today',
    rule: {},
    validDays: 0,
  })
  await ledger.issue({ key: { scope: 'story', key: 'issue' }, potId, amountYen: 10_000 })
}, 120_000)
afterAll(() => world.close())
beforeEach(() => {
  world.clock.at = evening
})
afterEach(() => goHome())

/** So much more money that ends today. */
const give = ({ walletId }: { walletId: string }, amountYen: number) =>
  world.hub.ledger.grant({ key: { scope: 'story', key: crypto.randomUUID() }, potId, walletId, amountYen })

const at = (locale: string, payload: string, amountYen?: number) =>
  `${locale === 'ja' ? '' : `/${locale}`}/pay/${encodeURIComponent(payload)}${amountYen === undefined ? '' : `?amount=${amountYen}`}`
const payWords = (locale: string, amount: number) =>
  wordsFor(locale)('wallet:pay.confirm', { shop: locale === 'en' ? shop.nameEn : shop.nameJa, amount })
/** What a page says that something is or was paid from, part by part. */
const parts = (page: Page, list: 'pays' | 'used'): Promise<number[]> =>
  page
    .locator(`[aria-labelledby=${list}] li .yen`)
    .allInnerTexts()
    .then((texts) => texts.map((text) => Number(text.replaceAll(/\D/g, ''))))
const onReceipt = ({ page }: Person) => page.waitForURL(/\/wallet\/receipts\//)
const code = async (amountYen: number): Promise<string> => {
  const made = await world.hub.merchants.code(world.merchantId, amountYen)
  if (!made.ok) throw new Error(made.error.code)
  return made.value.payload
}

describe('a payment page that was left open', () => {
  it.each([
    ['ja', 0, { viewport: phone }],
    ['en', 1, { ...bare, colorScheme: 'dark' as const }],
  ])(
    'over midnight, over the end of some of its money, asks once more: %s',
    async (locale, purse, screen) => {
      const t = wordsFor(locale)
      const guest = await world.holder(purse, screen)
      await give(world.purses[purse]!, 100)
      const before = await spendable(guest)
      await guest.page.goto(at(locale, world.payload, 350))
      expect(await parts(guest.page, 'pays')).toEqual([100, 250])
      if (purse === 0) await look(guest)

      world.clock.at = midnight + 1
      await press(guest, payWords(locale, 350))
      const told = guest.page.getByRole('alert').filter({ hasText: t('wallet:pay.changed.title') })
      await told.waitFor()
      expect(await told.locator('li').allInnerTexts()).toEqual([
        expect.stringMatching(/期限が切れました|expired/),
      ])
      expect(await parts(guest.page, 'pays')).toEqual([350])
      if (purse === 0) await look(guest)
      expect(await spendable(guest)).toBe(before - 100)

      await press(guest, payWords(locale, 350))
      await onReceipt(guest)
      expect(await parts(guest.page, 'used')).toEqual([350])
      expect(await spendable(guest)).toBe(before - 450)
    },
  )

  it('while another phone spends some of its money, asks once more', async () => {
    const t = wordsFor('zh-hant')
    const guest = await world.holder(2, { viewport: phone, locale: 'zh-TW' })
    await give(world.purses[2]!, 100)
    const before = await spendable(guest)
    await guest.page.goto(at('zh-hant', world.payload, 350))
    const other = await world.holder(2, { viewport: phone })
    await other.page.goto(at('ja', world.payload, 30))
    await press(other, payWords('ja', 30))
    await onReceipt(other)
    await press(guest, payWords('zh-hant', 350))
    await guest.page.getByText(t('wallet:pay.changed.text')).waitFor()
    expect(await parts(guest.page, 'pays')).toEqual([70, 280])
    await look(guest)
    expect(await spendable(guest)).toBe(before - 30)
    await press(guest, payWords('zh-hant', 350))
    await onReceipt(guest)
    expect(await parts(guest.page, 'used')).toEqual([70, 280])
  })

  it.each([
    ['ja', 0, { viewport: phone }],
    ['en', 1, bare],
  ])(
    'while the shop changes the price, pays nothing by the old code and all by the new one: %s',
    async (locale, purse, screen) => {
      const t = wordsFor(locale)
      const guest = await world.holder(purse, screen)
      const { page } = guest
      const before = await spendable(guest)
      await page.goto(at(locale, await code(700)))
      await page.getByText(t('wallet:pay.amount_fixed')).waitFor()
      if (purse === 0) await look(guest)
      world.clock.at = evening + lengthMs + 1
      await press(guest, payWords(locale, 700))
      await page.getByRole('heading', { name: t('wallet:pay.ended_title') }).waitFor()
      await page.getByText(t('wallet:pay.bad_help')).waitFor()
      if (purse === 0) await look(guest)
      expect(await spendable(guest)).toBe(before)

      // Opened again, without having been asked: then the page does not claim that nothing was paid.
      await page.goto(`${page.url().split('?')[0]}?key=${crypto.randomUUID()}`)
      await page.getByText(t('wallet:pay.ended_help')).waitFor()
      expect(await page.getByText(t('wallet:pay.bad_help')).count()).toBe(0)

      await page.goto(at(locale, await code(800)))
      await press(guest, payWords(locale, 800))
      await onReceipt(guest)
      expect(await spendable(guest)).toBe(before - 800)
    },
  )

  it('that was paid while its code was good, and whose answer was lost, leads to the receipt when it is sent again', async () => {
    const guest = await world.holder(2, bare)
    const before = await spendable(guest)
    await guest.page.goto(at('ja', await code(200)))
    const form = await guest.page
      .locator('form[data-pay]')
      .evaluate((one) =>
        Object.fromEntries(Array.from(new FormData(one as HTMLFormElement), ([k, v]) => [k, String(v)])),
      )
    const send = () =>
      guest.context.request.post(guest.page.url().split('?')[0]!, {
        form,
        maxRedirects: 0,
        headers: { origin: new URL(guest.page.url()).origin },
      })
    const first = await send()
    world.clock.at = evening + lengthMs + 1
    const again = await send()
    expect([again.status(), again.headers()['location']]).toEqual([303, first.headers()['location']])
    expect(await spendable(guest)).toBe(before - 200)
  })
})
