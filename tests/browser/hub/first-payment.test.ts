import type { Locator } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { allAgree } from '../../support/accept-shop.ts'
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

/** One for each language: nobody has paid there before. */
const newShops = { ja: '初回茶屋壱', en: '初回茶屋弐', 'zh-hant': '初回茶屋参' }
const nameEn = (locale: keyof typeof newShops) => `First Tea ${locale}`

/** A shop that applied and was let in by two of the office a moment ago; who keeps it signs in under this name. */
async function newShop(locale: keyof typeof newShops): Promise<string> {
  const keeper = `first-${locale}`
  const send = async ({ context }: Person, path: string, data: object): Promise<Record<string, string>> => {
    const headers = { origin, 'idempotency-key': crypto.randomUUID() }
    const answer = await context.request.post(path, { data, headers })
    expect([path, answer.status() < 300]).toEqual([path, true])
    return (await answer.json()) as Record<string, string>
  }
  const from = async (name: string) => {
    const one = await person({ viewport: phone })
    await send(one, '/api/session', {
      email: `${name}@demonstration.example`,
      password: demonstrationPassword,
    })
    return one
  }
  const { merchantId } = await send(await person({ viewport: phone }), '/api/merchants', {
    nameJa: newShops[locale],
    nameKana: 'ショカイチャヤ',
    nameEn: nameEn(locale),
    municipality: '074454',
    merchantClass: 'food',
    contactName: '見本 花子',
    contactPhone: '0241-00-0000',
    contactEmail: `${keeper}@demonstration.example`,
    password: demonstrationPassword,
    bankCode: '0126',
    branchCode: '401',
    depositType: 1,
    accountNumber: '7654321',
    holderKana: 'シヨカイチヤヤ',
  })
  const at = `/api/merchant-applications/${merchantId}`
  const looked = { verdict: 'accept', checks: allAgree, reason: '現地で確かめた' }
  const { payloadHash } = await send(await from('officer'), `${at}/proposal`, looked)
  await send(await from('approver'), `${at}/approval`, { payloadHash })
  return keeper
}

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

/** In how many steps a shop that was never paid is paid, how much, and how many payments it shows. */
async function firstPayment(locale: keyof typeof newShops) {
  const keeper = await newShop(locale)
  const t = wordsFor(locale)
  const prefix = locale === 'ja' ? '' : `/${locale}`
  const browser = { locale: { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-TW' }[locale], viewport: phone }

  // Somebody prints the sheet; the shop has it in its hands.
  const printer = await person({ ...browser, ...paper })
  await signIn(printer, keeper, `${prefix}/shop/code`, locale)
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
    [t('identity:sign_in.email'), `${keeper}@demonstration.example`],
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
  const payments = await owner.page.locator('[data-payment]').count()
  return { steps: steps.length, paidYen: before - (await spendable(guest)), payments }
}

describe('the printed instruction, followed to the letter', () => {
  it.each(['ja', 'en', 'zh-hant'] as const)(
    'takes a new shop from its code to its first payment: %s',
    async (locale) => {
      expect(await firstPayment(locale)).toEqual({ steps: 6, paidYen: 500, payments: 1 })
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
