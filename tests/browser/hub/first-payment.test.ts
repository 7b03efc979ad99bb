import type { Locator } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { read } from '../support/chinese.ts'
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
import { readCodes } from '../support/reading.ts'

afterEach(() => goHome())

const shop = region.ownShop
/** Nobody else pays from it. */
const purse = region.purses.at(-15)!
const paper = { viewport: { width: 794, height: 1123 }, deviceScaleFactor: 2 }

type Marked = { readonly kind: string; readonly text: string }
type Step = { readonly by: string; readonly marks: readonly Marked[] }

/** The printed instruction as somebody reads it: who does each step, and what is quoted in it, in its order. */
const stepsOn = (sheet: Locator): Promise<Step[]> =>
  sheet.locator('ol > li').evaluateAll((items) =>
    items.map((item) => ({
      by: (item as HTMLElement).dataset['by']!,
      marks: Array.from(item.querySelectorAll('b'), (mark) => ({
        kind: mark.dataset['kind']!,
        text: mark.textContent,
      })),
    })),
  )

/** What each field is filled with: its label as the sheet quotes it, and what this reader knows. */
type Known = ReadonlyMap<string, string>

/** The code that lies on the counter: read by a camera from the page as it is printed. */
async function codeOnPaper({ page }: Person): Promise<string> {
  const before = page.viewportSize()!
  await page.setViewportSize(paper.viewport)
  await page.emulateMedia({ media: 'print' })
  const [read] = await readCodes(await page.screenshot(), { formats: ['QRCode'] })
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(before)
  return read!
}

/** Does one marked thing, and nothing that the sheet does not say. */
async function follow(one: Person, mark: Marked, hand: { known: Known; waiting: string[]; code: string }) {
  const { page } = one
  const named = { name: mark.text, exact: true }
  if (mark.kind === 'open') await page.goto(mark.text)
  if (mark.kind === 'scan') await page.goto(hand.code)
  if (mark.kind === 'see') await page.getByText(mark.text).first().waitFor()
  if (mark.kind === 'press')
    await page.getByRole('button', named).or(page.getByRole('link', named)).first().click()
  if (mark.kind === 'field') {
    const known = hand.known.get(mark.text)
    // What is to be typed there comes next in the sentence.
    if (known === undefined) hand.waiting.push(mark.text)
    else await page.getByLabel(mark.text, { exact: true }).fill(known)
  }
  if (mark.kind === 'type') await page.getByLabel(hand.waiting.pop()!, { exact: true }).fill(mark.text)
}

async function firstPayment(locale: 'ja' | 'en' | 'zh-hant'): Promise<{ steps: number; paidYen: number }> {
  const t = wordsFor(locale)
  const prefix = locale === 'ja' ? '' : `/${locale}`
  const browser = { locale: { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-TW' }[locale], viewport: phone }

  // Somebody prints the sheet; the shop has it in its hands.
  const printer = await person({ ...browser, ...paper })
  await signIn(printer, 'owner', `${prefix}/shop/code`, locale)
  await printer.page.getByRole('link', { name: t('instructions:go'), exact: true }).click()
  await printer.page.waitForURL(/first-payment/)
  const sheet = printer.page.locator('main article')
  const steps = await stepsOn(sheet)
  await printer.page.emulateMedia({ media: 'print' })
  const pdf = (await printer.page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)

  const [owner, guest] = [await person(browser), await purseOwner(purse, browser)]
  const before = await spendable(guest)
  const known = new Map([
    [t('identity:sign_in.email'), 'owner@demonstration.example'],
    [t('identity:sign_in.password'), demonstrationPassword],
  ])
  const hand = { known, waiting: [] as string[], code: '' }
  for (const { by, marks } of steps)
    for (const mark of marks) {
      const who = by === 'shop' ? owner : guest
      if (who === owner && /\/shop\/code/.test(owner.page.url()) && hand.code === '')
        hand.code = await codeOnPaper(owner)
      // What is on the guest's screen is seen there, whoever looks.
      await follow(mark.text === t('wallet:receipt.paid') ? guest : who, mark, hand)
      if (who === owner && mark.kind === 'press') await owner.page.waitForLoadState()
    }
  if (locale === 'zh-hant') for (const one of [printer, owner, guest]) await read(one)
  return { steps: steps.length, paidYen: before - (await spendable(guest)) }
}

describe('the printed instruction, followed to the letter', () => {
  it.each(['ja', 'en', 'zh-hant'] as const)(
    'takes a shop from its code to its first payment: %s',
    async (locale) => {
      expect(await firstPayment(locale)).toEqual({ steps: 6, paidYen: 500 })
    },
  )

  it('stands on a small phone, by day and by night', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const owner = await person({ viewport: phone, colorScheme })
      await signIn(owner, 'owner', '/shop/first-payment')
      await look(owner)
      await owner.page.getByText(shop.nameJa, { exact: false }).first().waitFor()
    }
  })

  it('is for shops alone', async () => {
    const stranger = await person({ viewport: phone })
    await stranger.page.goto('/shop/first-payment')
    expect(new URL(stranger.page.url()).href).toBe(`${origin}/shop`)
  })
})
