import type { Locator } from 'playwright'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { locales, wordsFor } from '../../../api/platform/words.ts'
import { languageNames } from '../../../site/lib/fallback.ts'
import { goHome, person, type Person, region, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'
import { readCodes } from '../support/reading.ts'
import vectors from '../../merchants/emv-vectors.json' with { type: 'json' }

afterEach(() => goHome())

const t = wordsFor('ja')
const shop = region.ownShop

/** A4 at 96 dots an inch, drawn twice as fine. */
const paper = { viewport: { width: 794, height: 1123 }, deviceScaleFactor: 2 }

/** What cameras read from the sheet as it is printed, and on how many sheets it stands. */
async function printed({ page }: Person): Promise<{ codes: readonly string[]; sheets: number }> {
  await page.emulateMedia({ media: 'print' })
  const picture = await page.screenshot({ clip: { x: 0, y: 0, ...paper.viewport } })
  const codes = await readCodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 20 })
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
  return {
    codes,
    sheets: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
  }
}

/** Whether all of this stands on the first sheet, with nothing of it cut off. */
async function isOnSheet(what: Locator): Promise<boolean> {
  const { width, height } = paper.viewport
  const box = (await what.boundingBox())!
  const isWhole = await what.evaluate((one) => one.scrollWidth <= one.clientWidth)
  return isWhole && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The dots that are drawn there, from black to white. */
const drawn = async ({ page }: Person, clip: Box): Promise<Buffer> =>
  sharp(await page.screenshot({ clip }))
    .greyscale()
    .raw()
    .toBuffer()

/** The dots of these letters, alone and black on a white sheet, in the type and at the place of what is to be read. */
async function setAlone(who: Person, letters: string, like: Locator): Promise<Buffer> {
  const box = (await like.boundingBox())!
  const type = await like.evaluate((one) => {
    const { font, letterSpacing, textAlign } = getComputedStyle(one)
    return `font: ${font}; letter-spacing: ${letterSpacing}; text-align: ${textAlign}`
  })
  const sheet = await who.context.newPage()
  await sheet.setViewportSize(paper.viewport)
  const place = `position: absolute; left: ${box.x}px; top: ${box.y}px; width: ${box.width}px; height: ${box.height}px`
  await sheet.setContent('<body style="background: #fff; color: #000"><b></b></body>')
  await sheet.locator('b').evaluate((one, style) => one.setAttribute('style', style), `${place}; ${type}`)
  await sheet.locator('b').evaluate((one, text) => (one.textContent = text), letters)
  const dots = await drawn({ ...who, page: sheet }, box)
  await sheet.close()
  return dots
}

/** How much of the dots differs: nothing where the same is drawn, but for a shade at an edge. */
const differs = (one: Buffer, other: Buffer): number =>
  one.length === other.length ? one.filter((dot, n) => Math.abs(dot - other[n]!) > 64).length / one.length : 1

/** How to pay, in each language, as the sheet of this size says it. */
const sentencesOn = (size: string): readonly string[] =>
  locales.map((locale) => {
    const say = wordsFor(locale)
    if (size === 'sticker') return say('shop:poster.verb')
    return size === 'a6' ? say('shop:poster.pay') : `${say('shop:poster.pay')} ${say('shop:poster.help')}`
  })

/** The first card of the sheet says how to pay in all seven languages, each whole on the paper and marked as what it is. */
async function reads({ page }: Person, size: string): Promise<void> {
  const how = page.locator('main article').first().locator('.how li')
  expect((await how.allInnerTexts()).toSorted()).toEqual(sentencesOn(size).toSorted())
  const marked = await how.evaluateAll((all) => all.map((one) => one.closest('[lang]')?.getAttribute('lang')))
  expect(marked).toEqual(languageNames.map(({ lang }) => lang))
  for (const sentence of await how.all()) expect(await isOnSheet(sentence)).toBe(true)
}

describe('the shop’s code on paper', () => {
  it.each([
    ['a4', 1],
    ['a6', 4],
    ['sticker', 8],
  ])('as %s is read %i times from one sheet of A4', async (size, copies) => {
    const owner = await person(paper)
    await signIn(owner, 'owner', '/shop/code')
    const answer = await owner.context.request.get(`/api/merchants/${shop.merchantId}/code`)
    const { link } = (await answer.json()) as { link: string }
    await owner.page.goto(`/shop/code?shop=${shop.merchantId}&size=${size}`)
    expect(await printed(owner)).toEqual({ codes: Array.from({ length: copies }, () => link), sheets: 1 })
    const sheet = owner.page.locator('main article').first()
    for (const part of [shop.nameJa, shop.nameEn, `${shop.code.slice(0, 4)}-${shop.code.slice(4)}`])
      expect(await sheet.innerText()).toContain(part)
    await reads(owner, size)
  })

  it('is chosen on a phone without JavaScript; what is none of the sizes is the large one', async () => {
    const owner = await person({ ...bare, viewport: phone })
    const { page } = owner
    await signIn(owner, 'owner', '/shop/code')
    for (const size of ['a6', 'sticker', 'a4']) {
      await page.getByRole('link', { name: t(`shop:code.size.${size}`), exact: true }).click()
      await page.waitForURL(new RegExp(`size=${size}`))
      expect(await page.locator('[aria-current=true]').allInnerTexts()).toContain(t(`shop:code.size.${size}`))
      expect(await page.getByRole('img', { name: t('shop:code.alt', { shop: shop.nameJa }) }).count()).toBe(1)
    }
    await page.goto('/shop/code?size=__proto__')
    await page.getByText(t('shop:code.size_help.a4')).waitFor()
  })

  it.each(['a6', 'sticker', 'a4'])('stands on a small phone by night, in English, as %s', async (size) => {
    const owner = await person({ locale: 'en-GB', viewport: phone, colorScheme: 'dark' })
    await signIn(owner, 'owner', '/en/shop/code', 'en')
    await owner.page.goto(`/en/shop/code?size=${size}`)
    await look(owner)
  })
})

it.each(['ja', 'en', 'zh-hant'])('the recovery code is on one sheet, whole, with where to type it, %s', async (locale) => {
  const words = wordsFor(locale)
  const holder = await person(paper)
  const { page } = holder
  await page.goto(locale === 'ja' ? '/wallet' : `/${locale}/wallet`)
  await page.getByRole('button', { name: words('wallet:none.button'), exact: true }).click()
  await page.getByRole('heading', { name: words('wallet:opened.title') }).waitFor()
  const code = (await page.locator('[data-copy]').getAttribute('data-copy'))!.split('-')
  await isOnPaper(holder, code, page.getByText(/\/wallet\/recover$/))
  // Somebody without a phone has theirs on a paper of the same kind, from whoever opens their wallet.
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${locale === 'ja' ? '' : `/${locale}`}/wallet/family/open`)
  await page.getByLabel(words('proxies:family.name'), { exact: true }).fill('花')
  await page.getByRole('button', { name: words('proxies:open.submit'), exact: true }).click()
  await page.getByRole('heading', { name: words('proxies:open.done_title', { name: '花' }) }).waitFor()
  const theirs = await page.locator('.secret > span').allInnerTexts()
  expect(theirs).not.toEqual(code)
  await isOnPaper(holder, theirs, page.getByText(/\/wallet\/owner/))
}) // prettier-ignore

/** A code for letters stands on one sheet, whole, with where to type it, and nothing that is pressed. */
async function isOnPaper(holder: Person, code: readonly string[], where: Locator): Promise<void> {
  const { page } = holder
  expect((await printed(holder)).sheets).toBe(1)
  const parts = await page.locator('.secret > span').all()
  expect(parts).toHaveLength(code.length)
  for (const [n, part] of parts.entries()) {
    expect(code[n]).toMatch(/^[0-9A-Z]{4}$/)
    expect(await isOnSheet(part)).toBe(true)
    // The picture of the paper has these letters, black on white and whole, and not those of another part.
    const picture = await drawn(holder, (await part.boundingBox())!)
    expect(differs(picture, await setAlone(holder, code[n]!, part))).toBeLessThan(0.001)
    expect(differs(picture, await setAlone(holder, code[(n + 1) % code.length]!, part))).toBeGreaterThan(0.02)
  }
  expect(await isOnSheet(where)).toBe(true)
  // What is pressed stands on no paper.
  expect(await page.getByRole('button').count()).toBe(0)
}

describe('the board with another payment service', () => {
  const jpqr = vectors.good[1]!

  it.each([
    // The paper is the same in each language: every size once.
    ['ja', [['a4', 1], ['sticker', 8]]],
    ['en', [['a6', 4]]],
    ['zh-hant', [['a4', 1]]],
  ] as const)('is made from what its code holds, and both codes are read from the paper, %s', async (locale, sizes) => {
    const words = wordsFor(locale)
    const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
    const owner = await person(paper)
    const { page } = owner
    await signIn(owner, 'owner', at('/shop/code'), locale)
    await page.getByRole('link', { name: words('pictures:board.title'), exact: true }).click()
    await page.getByLabel(words('pictures:board.text')).fill(vectors.wrongChecksum)
    await page.getByRole('button', { name: words('pictures:board.submit'), exact: true }).click()
    await page.getByText(words('merchants:refusal.other_code_wrong_sum')).waitFor()
    await look(owner)
    await page.getByLabel(words('pictures:board.text')).fill(jpqr)
    await page.getByRole('button', { name: words('pictures:board.submit'), exact: true }).click()
    await page.getByText(words('pictures:board.done')).waitFor()
    await look(owner)
    const told = await owner.context.request.get(`/api/merchants/${shop.merchantId}/board`)
    const { combined } = (await told.json()) as { combined: string }
    const answer = await owner.context.request.get(`/api/merchants/${shop.merchantId}/code`)
    const { link } = (await answer.json()) as { link: string }
    for (const [size, copies] of sizes) {
      await page.emulateMedia({ media: 'screen' })
      await page.goto(at(`/shop/code?shop=${shop.merchantId}&size=${size}`))
      if (locale === 'en') await look(owner)
      const { codes, sheets } = await printed(owner)
      await reads(owner, size)
      // Whose app reads the other code is said so, too.
      const which = await page.locator('main article .which span').allInnerTexts()
      if (size === 'a4')
        expect(which).toEqual(languageNames.map((one) => wordsFor(one.locale)('shop:poster.other')))
      expect([size, sheets, codes.toSorted()]).toEqual([
        size,
        1,
        [...Array.from({ length: copies }, () => combined), ...Array.from({ length: copies }, () => link)].toSorted(),
      ])
    }
    // A guest's own camera opens ours; our scanner reads both, and both lead to the shop.
    const scanned = await owner.context.request.get(`/api/payment-codes?text=${encodeURIComponent(combined)}`)
    expect(await scanned.json()).toMatchObject({ merchantId: shop.merchantId })
    await page.emulateMedia({ media: 'screen' })
    await page.goto(at(`/shop/board?shop=${shop.merchantId}`))
    await page.getByRole('button', { name: words('pictures:board.remove'), exact: true }).click()
    await page.getByText(words('pictures:board.removed')).waitFor()
  }, 90_000) // prettier-ignore
})
