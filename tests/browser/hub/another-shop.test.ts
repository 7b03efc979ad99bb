import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { type Line, openLine, readied } from '../support/broken-line.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { called, tabToCalled } from '../support/keyboard.ts'
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
import { bare, look, phone, press } from '../support/phone.ts'

let folder: string
const told = ['ja', 'en', 'zh-hant'] as const
let lines: Readonly<Record<(typeof told)[number], Line>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meguri-shop-picture-'))
  lines = {
    ja: await openLine(),
    en: await openLine(origin, 'en'),
    'zh-hant': await openLine(origin, 'zh-hant'),
  }
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const locale of told) await lines[locale].close()
})
afterEach(async () => {
  for (const locale of told) lines[locale].mend()
  await goHome(lineBreaks)
})

/** Nobody else pays from it, and here nobody pays at all. */
const purse = region.purses.at(-23)!
const { otherShop, ownShop } = region
const ja = wordsFor('ja')
const payPath = (locale: string, payload: string) =>
  `${locale === 'ja' ? '' : `/${locale}`}/pay/${encodeURIComponent(payload)}`

/** A front with a sign, as a phone takes it. */
async function front(colour: string): Promise<string> {
  const path = join(folder, `${colour.slice(1)}.jpg`)
  // Drawn without a drawing that is read: a hub in this process may have shut the reader to all but its own kinds.
  const board = (width: number, height: number, background: string) => ({
    create: { width, height, channels: 3 as const, background },
  })
  await sharp(board(2_400, 1_800, '#d8cbb3'))
    .composite([
      { input: board(1_800, 500, colour), left: 300, top: 300 },
      { input: board(1_000, 900, '#3b2c1c'), left: 700, top: 900 },
    ])
    .jpeg()
    .toFile(path)
  return path
}

/** In the words of each language: how the shop calls itself first. */
const nameIn = (locale: string) => (locale === 'en' ? otherShop.nameEn : otherShop.nameJa)

describe.each([
  ['ja', 'ja-JP'],
  ['en', 'en-GB'],
  ['zh-hant', 'zh-TW'],
])('a payer before a code with another name than the sign, %s', (locale, browserLocale) => {
  const t = wordsFor(locale)

  it('does not pay and tells the office', async () => {
    const payer = await purseOwner(purse, { locale: browserLocale, viewport: phone })
    const before = await spendable(payer)
    await payer.page.goto(payPath(locale, otherShop.payload))
    await payer.page.getByRole('heading', { name: nameIn(locale), level: 1 }).waitFor()
    await payer.page.getByText(t('wallet:pay.no_picture')).waitFor()
    await payer.page.getByText(t('wallet:pay.check')).waitFor()
    await look(payer)
    await payer.page.getByRole('link', { name: t('wallet:pay.another'), exact: true }).click()
    await payer.page.getByText(t('wallet:another.not_paid')).waitFor()
    await look(payer)
    await payer.page.getByLabel(t('wallet:another.sign')).fill(`看板 ${locale}`)
    await press(payer, t('wallet:another.submit'))
    await payer.page.getByRole('heading', { name: t('wallet:another.done_title') }).waitFor()
    await look(payer)
    expect(await spendable(payer)).toBe(before)
  })
})

it('a payer without scripts tells the office of a code that nobody can read', async () => {
  const payer = await person(bare)
  await payer.page.goto(payPath('ja', '00020101021a'))
  await payer.page.getByRole('link', { name: ja('wallet:another.title'), exact: true }).click()
  await payer.page.getByText(ja('wallet:another.unreadable')).waitFor()
  await press(payer, ja('wallet:another.submit'))
  await payer.page.getByRole('heading', { name: ja('wallet:another.done_title') }).waitFor()
})

it.each(told)(
  'the office sees what was reported once, goes there, and says what it found, %s',
  async (locale) => {
    const hands = keysAlone(lines[locale])
    const { t, at } = hands
    const payer = await hands.somebody()
    // No kana in it: who reads this desk in Chinese sees it, too.
    const sign = `看板名 ${locale} ${crypto.randomUUID().slice(0, 8)}`
    await payer.page.goto(at('/wallet'))
    await readied(payer)
    await payer.page.goto(payPath(locale, ownShop.payload))
    await hands.go(payer, t('wallet:pay.another'))
    await hands.fill(payer, t('wallet:another.sign'), sign)
    await hands.press(payer, t('wallet:another.submit'))
    await payer.page.getByRole('heading', { name: t('wallet:another.done_title') }).waitFor()

    const officer = await person({ viewport: phone })
    await signIn(officer, 'officer', at('/office/code-reports'), locale)
    const { page } = officer
    const report = page.locator('article').filter({ hasText: sign })
    await report.getByText(t('pictures:reports.state.reported')).waitFor()
    await hands.see(officer)
    await report.getByRole('button', { name: t('pictures:reports.taken_up') }).click()
    await page.getByRole('alert').first().waitFor()
    await report.getByLabel(t('pictures:reports.note')).fill('午後訪問')
    await report.getByRole('button', { name: t('pictures:reports.taken_up') }).click()
    await page.getByText(t('pictures:reports.done_taken_up')).waitFor()
    await report.getByLabel(t('pictures:reports.note')).fill('貼紙除去')
    await report.getByRole('button', { name: t('pictures:reports.sticker_found') }).click()
    await page.getByText(t('pictures:reports.done_sticker_found')).waitFor()
    expect(await report.getByRole('button').count()).toBe(0)
    await hands.see(officer)
  },
)

/** Who pays sees this picture of the shop, or that there is none. */
async function sees(payer: Person, locale: string, words: string | null): Promise<void> {
  const t = wordsFor(locale)
  await payer.page.goto(payPath(locale, ownShop.payload))
  if (words === null) return payer.page.getByText(t('wallet:pay.no_picture')).waitFor()
  const picture = payer.page.getByRole('img', { name: words })
  await picture.waitFor()
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(960)
  await payer.page.getByText(t('wallet:pay.check')).waitFor()
  await look(payer)
}

/** Presses what sends the picture from its own page: the line is cut in both ways, and is there again. */
async function sendPicture(line: Line, owner: Person, { t }: Hands): Promise<void> {
  const { page } = owner
  const lost = page.locator('[data-wrong]').getByText(t('pictures:shop.lost'))
  const send = async () => {
    await tabToCalled(page, called(t('pictures:shop.submit')))
    await page.keyboard.press('Enter')
  }
  line.cut('before')
  await send()
  await lost.waitFor()
  line.cut('after')
  const heard = line.lost()
  await send()
  await expect.poll(() => line.lost()).toBeGreaterThan(heard)
  await page.locator('[data-said]').waitFor({ state: 'hidden' })
  await lost.waitFor()
  line.mend()
  return send()
}

it.each([
  ['ja', '#a3271a'],
  ['en', '#1d5a53'],
  ['zh-hant', '#2f3f6b'],
] as const)('a shop sends its front, the office looks, and payers see it until the shop takes it back, %s', async (locale, colour) => {
  const hands = keysAlone(lines[locale])
  const { t, at } = hands
  const [altJa, altEn] = [`木製看板 ${locale}`, `A wooden sign ${locale}`]
  const owner = await hands.staff('owner', '/shop')
  await hands.go(owner, t('pictures:shop.go'))
  await owner.page.getByRole('heading', { name: t('pictures:shop.title'), level: 1 }).waitFor()
  const submit = { name: t('pictures:shop.submit'), exact: true }
  await owner.page.getByRole('button', submit).press('Enter')
  await owner.page.getByText(t('pictures:shop.choose_first')).waitFor()
  await hands.see(owner)
  await owner.page.getByLabel(t('pictures:shop.file'), { exact: true }).setInputFiles(await front(colour))
  await hands.fill(owner, t('pictures:shop.alt_ja'), altJa)
  await hands.fill(owner, t('pictures:shop.alt_en'), altEn)
  await sendPicture(lines[locale], owner, hands)
  await owner.page.getByText(t('pictures:shop.sent')).waitFor()
  await hands.see(owner)
  const kept = await owner.context.request.get(`${origin}/api/merchants/${ownShop.merchantId}/pictures`)
  const { pictures } = (await kept.json()) as { pictures: { altEn: string }[] }
  expect(pictures.filter((one) => one.altEn === altEn)).toHaveLength(1)

  const payer = await person({ viewport: phone })
  await sees(payer, 'ja', null)
  const officer = await person({ viewport: phone })
  await signIn(officer, 'officer', at('/office/shop-pictures'), locale)
  const waiting = officer.page.locator('article').filter({ hasText: altEn })
  await hands.see(officer)
  await waiting.getByLabel(t('pictures:office.reason')).fill('現地確認')
  await waiting.getByRole('button', { name: t('pictures:office.approve') }).click()
  await officer.page.getByText(t('pictures:office.done_approval')).waitFor()

  await sees(payer, 'ja', altJa)
  await sees(payer, 'en', altEn)
  await sees(payer, 'zh-hant', altEn)
  await owner.page.goto(`${at('/shop/picture')}?shop=${ownShop.merchantId}`)
  await hands.press(owner, t('pictures:shop.withdraw'))
  await owner.page.getByText(t('pictures:shop.withdrawn')).waitFor()
  await sees(payer, 'ja', null)
}, 60_000) // prettier-ignore
