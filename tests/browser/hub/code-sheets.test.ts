import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, type Person, region, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'
import { readCodes } from '../support/reading.ts'

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
    expect(await sheet.locator('.how li').count()).toBe(7)
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
