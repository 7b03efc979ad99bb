import { afterEach, describe, expect, it } from 'vitest'
import { type Locale, wordsFor } from '../../../api/platform/words.ts'
import { openLine, readied } from '../support/broken-line.ts'
import { keysAlone } from '../support/hands.ts'
import { byKeyboard, pressEnter, standsOn, tabTo, tabToField, typeAnew } from '../support/keyboard.ts'
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

/**
 * A line is lost in one of these stories, which the browser's console calls an error; a failed one where the page had
 * asked through its service worker.
 */
afterEach(() => goHome(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_FAILED/))

/** Nobody else pays from them: each language has one of its own, and one is invited. */
const purses = { ja: region.purses.at(-52)!, en: region.purses.at(-53)!, 'zh-hant': region.purses.at(-54)! }
const invitedPurse = region.purses.at(-55)!
const cutPurse = region.purses.at(-72)!
const browsers = { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-TW' }
const names = { ja: 'おばあちゃん', en: 'Grandmother', 'zh-hant': '奶奶' }
const { payload } = region.ownShop

const storyteller = (locale: keyof typeof purses & Locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => (locale === 'ja' ? path : `/${locale}${path}`)
  const name = names[locale]
  const follow = ({ page }: Person, words: string | RegExp) =>
    page.getByRole('link', { name: words }).first().click()
  const headed = ({ page }: Person, words: string) => page.getByRole('heading', { name: words }).waitFor()
  const printedPay = at(`/pay/${encodeURIComponent(payload)}`)

  /** From the shop's printed code to the last look, out of the wallet of somebody else. */
  const goAndConfirm = async (family: Person, amountYen: number) => {
    const { page } = family
    await page.goto(printedPay)
    await follow(family, new RegExp(t('proxies:whose.of', { name })))
    await page.getByText(t('proxies:whose.from', { name }), { exact: true }).waitFor()
    await page.getByLabel(t('wallet:pay.amount')).fill(String(amountYen))
    await press(family, t('wallet:pay.amount_next'))
    await page.getByText(t('proxies:whose.from', { name }), { exact: true }).waitFor()
  }
  /** Machines look at every page once; in the other languages at those that are all words. */
  const lookOnce = async (one: Person): Promise<void> => (locale === 'ja' ? look(one) : undefined)
  const payNow = ({ page }: Person) => page.locator('main form[method="post"] button[type="submit"]').click()

  /** What the last look would send. */
  const confirmed = async ({ page }: Person) => {
    const form = page.locator('main form[method="post"]')
    const sent = await form.evaluate((one: HTMLFormElement) => ({
      action: one.action,
      fields: Object.fromEntries([...new FormData(one)].map(([field, value]) => [field, String(value)])),
    }))
    return { action: sent.action, options: { form: sent.fields, headers: { origin } } }
  }

  /** On a phone that is nobody's, with what stands on her paper. */
  const readOut = async (code: string, options: object) => {
    const reader = await person(options)
    await reader.page.goto(at('/wallet/owner'))
    await reader.page.getByLabel(t('proxies:owner.code')).fill(code.toLowerCase())
    await press(reader, t('proxies:owner.look'))
    await headed(reader, t('proxies:owner.acts'))
    return reader
  }
  /** At the desk, without a look into the wallet: found by a payment that she remembers. */
  const atTheDesk = async (paymentId: string) => {
    const desk = await person({ viewport: phone })
    await signIn(desk, 'operator', at('/office'), locale)
    await follow(desk, t('proxies:desk.go'))
    await headed(desk, t('proxies:desk.title'))
    for (const [typed, told] of [
      ['', t('proxies:desk.payment_wrong')],
      [paymentId, t('proxies:desk.proxies')],
    ] as const) {
      await desk.page.getByLabel(t('accounts:stopped.payment')).fill(typed)
      await press(desk, t('proxies:desk.look'))
      await desk.page.getByText(told, { exact: true }).waitFor()
    }
    const proxy = t('proxies:proxy', { number: 1, relation: t('proxies:relation.grandchild') })
    await press(desk, t('proxies:owner.end', { proxy }))
    await desk.page.getByText(t('office:refusal.reason_missing')).waitFor()
    await look(desk)
    await desk.page.getByLabel(t('proxies:desk.reason')).fill('符号をなくした。生年月日を言えた')
    return desk
  }
  const pays = { printedPay, goAndConfirm, payNow, confirmed }
  return { t, at, name, follow, headed, lookOnce, readOut, atTheDesk, ...pays }
}

describe.each(['ja', 'en', 'zh-hant'] as const)('somebody of 85 without a phone, in %s', (locale) => {
  const {
    t,
    at,
    name,
    follow,
    headed,
    printedPay,
    goAndConfirm,
    lookOnce,
    payNow,
    confirmed,
    readOut,
    atTheDesk,
  } = storyteller(locale)

  it('has a wallet of her own, from which her grandchild pays until her paper says no', async () => {
    const family = await purseOwner(purses[locale], { locale: browsers[locale], viewport: phone })
    const { page } = family
    const own = await spendable(family)
    await page.goto(at('/wallet'))
    await follow(family, t('proxies:family.title'))
    await headed(family, t('proxies:family.title'))
    await lookOnce(family)

    // Her wallet is opened; the code is hers, and is shown once.
    await follow(family, t('proxies:family.open'))
    await press(family, t('proxies:open.submit'))
    await page.getByText(t('proxies:family.name_wrong'), { exact: true }).waitFor()
    await lookOnce(family)
    await page.getByLabel(t('proxies:family.name'), { exact: true }).fill(name)
    await page.getByLabel(t('proxies:open.payment')).fill('3001')
    await page.getByLabel(t('proxies:open.day')).fill('3000')
    await press(family, t('proxies:open.submit'))
    await page.locator('#day-error').waitFor()
    await lookOnce(family)
    await page.getByLabel(t('proxies:open.payment')).fill('1000')
    await press(family, t('proxies:open.submit'))
    await headed(family, t('proxies:open.done_title', { name }))
    await look(family)
    const code = (await page.locator('.secret > span').allInnerTexts()).join('-')
    await follow(family, t('proxies:open.done_to'))
    await headed(family, t('proxies:purse.of', { name }))
    await lookOnce(family)

    // Money is added by the grandchild's card, and is hers.
    await follow(family, t('proxies:purse.add', { name }))
    await headed(family, t('proxies:add.title', { name }))
    await lookOnce(family)
    await page.getByLabel(t('proxies:add.amount')).fill('2000')
    await press(family, t('proxies:add.submit', { name }))
    await page.waitForURL(/\/demonstration\/stripe\/pay\//)
    await page.locator('input[value="4242424242424242"]').check()
    await page.locator('form button').click()
    await headed(family, t('wallet:topup.state.credited'))
    await page.getByText(t('proxies:add.into', { name })).waitFor()
    await lookOnce(family)
    expect(await spendable(family)).toBe(own)

    // At the shop nothing is taken for granted.
    await page.goto(printedPay)
    await headed(family, t('proxies:whose.title'))
    await look(family)
    await goAndConfirm(family, 300)
    await lookOnce(family)
    const sent = await confirmed(family)
    await payNow(family)
    await page.waitForURL(/\/wallet\/receipts\//)
    await page.getByText(t('proxies:receipt.paid_for', { name })).waitFor()
    const paymentId = new URL(page.url()).pathname.split('/').at(-1)!
    await lookOnce(family)
    expect(await spendable(family)).toBe(own)
    await goAndConfirm(family, 1_001)
    // More than she lets go at once is told before, and there is nothing to press.
    await page
      .getByRole('alert')
      .getByText(t('wallet:pay.most', { amount: 1_000 }))
      .waitFor()
    expect(await page.locator('main form[method="post"]').count()).toBe(0)

    // A page stands open; her paper takes the phone away from another one, once one that runs no scripts.
    await goAndConfirm(family, 100)
    const runsScripts = locale !== 'en'
    const options = runsScripts ? { viewport: phone } : bare
    const reader = await readOut(code, { ...options, locale: browsers[locale] })
    if (runsScripts) await look(reader)
    const proxy = t('proxies:proxy', { number: 1, relation: t('proxies:relation.grandchild') })
    expect(await reader.page.locator('.ledger').innerText()).toContain(proxy)
    // In Japanese she has lost the paper, and calls.
    const ender = locale === 'ja' ? await atTheDesk(paymentId) : reader
    await press(ender, t('proxies:owner.end', { proxy }))
    await ender.page.getByText(t('proxies:owner.end_done')).waitFor()
    await lookOnce(ender)
    await payNow(family)
    await page.getByText(t('proxies:whose.gone')).waitFor()
    // What was paid before that, sent again as after a lost answer: the same receipt, and not that no money moved.
    const again = await page.request.post(sent.action, { ...sent.options, maxRedirects: 0 })
    expect([again.status(), again.headers()['location']]).toEqual([
      303,
      expect.stringContaining('/wallet/receipts/'),
    ])
    await page.goto(at('/wallet/family'))
    await page.getByText(t('proxies:family.none')).waitFor()
    expect(await spendable(family)).toBe(own)
  })
})

it('another one is let in by a code of her paper, and gives up', async () => {
  const { t, at, name, follow, headed, goAndConfirm, readOut } = storyteller('ja')
  const family = await purseOwner(purses.ja, { viewport: phone })
  await family.page.goto(at('/wallet/family/open'))
  await family.page.getByLabel(t('proxies:family.name'), { exact: true }).fill(name)
  await press(family, t('proxies:open.submit'))
  const code = (await family.page.locator('.secret > span').allInnerTexts()).join('-')

  const reader = await readOut(code, { viewport: phone })
  await reader.page.getByText(t('proxies:owner.invite_title')).click()
  await reader.page.getByLabel(t('proxies:owner.relation')).selectOption('helper')
  await press(reader, t('proxies:owner.invite'))
  const invitation = await reader.page.locator('.secret').innerText()
  await look(reader)

  const invited = await purseOwner(invitedPurse, { viewport: phone })
  await invited.page.goto(at('/wallet/family'))
  await invited.page.getByLabel(t('proxies:family.name'), { exact: true }).fill('ハルさん')
  await invited.page.getByLabel(t('proxies:family.code'), { exact: true }).fill('7K2M')
  await press(invited, t('proxies:family.accept'))
  await invited.page.getByText(t('proxies:refusal.proxy_invitation_unknown')).waitFor()
  await look(invited)
  await invited.page.getByLabel(t('proxies:family.code'), { exact: true }).fill(invitation)
  await press(invited, t('proxies:family.accept'))
  await headed(invited, t('proxies:purse.of', { name: 'ハルさん' }))
  await look(invited)

  // An address that names no proxy leads to the list.
  for (const part of ['limits', 'limits/add', 'あ/add']) {
    const led = await invited.page.request.get(at(`/wallet/family/${part}`), { maxRedirects: 0 })
    expect([part, led.status(), led.headers()['location']]).toEqual([part, 303, '/wallet/family'])
  }

  // There is nothing in it: it says so of her wallet, not of one's own.
  await goAndConfirm(family, 10)
  await family.page.getByText(t('wallet:pay.short', { spendable: 0, missing: 10 })).waitFor()
  await look(family)
  await follow(family, t('wallet:pay.short_add_any'))
  await headed(family, t('proxies:add.title', { name }))
  await invited.page.getByText(t('proxies:purse.give_up_title'), { exact: true }).click()
  await press(invited, t('proxies:purse.give_up', { name: 'ハルさん' }))
  await invited.page.getByText(t('proxies:purse.gave_up')).waitFor()
  await look(invited)

  // The other way round: who has a phone lets one in by it, and takes it away there.
  await invited.page.goto(at('/wallet/family'))
  await follow(invited, t('proxies:own.title'))
  await headed(invited, t('proxies:own.title'))
  await invited.page.getByText(t('proxies:owner.none')).waitFor()
  await invited.page.getByText(t('proxies:owner.invite_title')).click()
  await press(invited, t('proxies:owner.invite'))
  const own = await invited.page.locator('.secret').innerText()
  await family.page.goto(at('/wallet/family'))
  await family.page.getByLabel(t('proxies:family.name'), { exact: true }).fill('母')
  await family.page.getByLabel(t('proxies:family.code'), { exact: true }).fill(own)
  await press(family, t('proxies:family.accept'))
  await headed(family, t('proxies:purse.of', { name: '母' }))
  await invited.page.goto(at('/wallet/proxies'))
  await look(invited)
  const proxy = t('proxies:proxy', { number: 1, relation: t('proxies:relation.grandchild') })
  await press(invited, t('proxies:owner.end', { proxy }))
  await invited.page.getByText(t('proxies:owner.end_done')).waitFor()
  await family.page.reload()
  await family.page.getByText(t('proxies:purse.ended')).waitFor()
})

/** The wallets that a phone pays from for others: what is in each. */
const acted = async ({ context }: Person): Promise<number[]> => {
  const answer = await context.request.get(`${origin}/api/proxies`)
  const { proxies } = (await answer.json()) as { proxies: { spendableYen: number }[] }
  return proxies.map(({ spendableYen }) => spendableYen)
}

it('a grandchild opens it, adds money and pays once each, while the line breaks at each step', async () => {
  const { t, name, headed, printedPay } = storyteller('ja')
  const line = await openLine()
  const hands = keysAlone(line)
  const [family, reader, invited] = [
    await hands.somebody({ purse: cutPurse }),
    await hands.somebody(),
    await hands.somebody({ purse: invitedPurse }),
  ]
  const { page } = family
  for (const one of [family, reader, invited]) {
    await one.page.goto('/wallet')
    await readied(one)
  }
  await page.goto('/wallet/family/open')
  await hands.fill(family, t('proxies:family.name'), name)
  await hands.press(family, t('proxies:open.submit'))
  await headed(family, t('proxies:open.done_title', { name }))
  await hands.see(family)
  const code = (await page.locator('.secret > span').allInnerTexts()).join('-')
  expect(await acted(family)).toEqual([0])
  await hands.go(family, t('proxies:open.done_to'))
  await hands.go(family, t('proxies:purse.add', { name }))
  await hands.fill(family, t('proxies:add.amount'), '2000')
  await hands.press(family, t('proxies:add.submit', { name }))
  await page.waitForURL(line.lostLocation()!)
  await tabTo(page, t('standin:cards.succeeds'))
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await headed(family, t('wallet:topup.state.credited'))
  await page.goto(printedPay)
  await hands.follow(family, t('proxies:whose.of', { name }))
  await hands.fill(family, t('wallet:pay.amount'), '300')
  await hands.follow(family, t('wallet:pay.amount_next'))
  const shop = region.ownShop.nameJa
  await hands.press(family, t('proxies:whose.confirm', { shop, amount: 300, name }).replaceAll('\n', ' '))
  await page.waitForURL(/\/wallet\/receipts\//)
  expect(await acted(family)).toEqual([1_700])

  // Her paper, on a phone that is nobody's: by keyboard it lets one more in, and takes the first away.
  await reader.page.goto('/wallet/owner')
  await hands.fill(reader, t('proxies:owner.code'), code)
  await hands.press(reader, t('proxies:owner.look'))
  await headed(reader, t('proxies:owner.acts'))
  await hands.unfold(reader, t('proxies:owner.invite_title'))
  await hands.choose(reader, t('proxies:owner.relation'), t('proxies:relation.helper'))
  await hands.press(reader, t('proxies:owner.invite'))
  const invitation = await reader.page.locator('.secret').innerText()
  await invited.page.goto('/wallet/family')
  await hands.fill(invited, t('proxies:family.code'), invitation)
  await hands.fill(invited, t('proxies:family.name'), 'ハルさん')
  await hands.press(invited, t('proxies:family.accept'))
  await headed(invited, t('proxies:purse.of', { name: 'ハルさん' }))
  expect(await acted(invited)).toEqual([1_700])
  await hands.unfold(invited, t('proxies:purse.rename'))
  await hands.fill(invited, t('proxies:family.name'), 'ハルばあ')
  await hands.press(invited, t('proxies:purse.rename_submit'))
  await headed(invited, t('proxies:purse.of', { name: 'ハルばあ' }))
  const proxy = t('proxies:proxy', { number: 1, relation: t('proxies:relation.grandchild') })
  await hands.press(reader, t('proxies:owner.end', { proxy }))
  await reader.page.getByText(t('proxies:owner.end_done')).waitFor()
  expect(await acted(family)).toEqual([])
  await hands.unfold(invited, t('proxies:purse.give_up_title'))
  await hands.press(invited, t('proxies:purse.give_up', { name: 'ハルばあ' }))
  await invited.page.getByText(t('proxies:purse.gave_up')).waitFor()
  expect(await acted(invited)).toEqual([])
  await line.close()
})

it('by keyboard alone: what is wrong has the focus, and what was paid is paid', async () => {
  const { t, name, headed, printedPay } = storyteller('ja')
  const family = await byKeyboard(await purseOwner(cutPurse, { viewport: phone }))
  const { page } = family
  await page.goto('/wallet')
  await pressEnter(page, t('proxies:family.title'))
  await headed(family, t('proxies:family.title'))
  await pressEnter(page, t('proxies:family.open'))
  await page.waitForURL(/family\/open/)
  await pressEnter(page, t('proxies:open.submit'))
  await standsOn(page, t('proxies:family.name'))
  await typeAnew(page, name)
  await page.keyboard.press('Enter')
  await headed(family, t('proxies:open.done_title', { name }))
  await pressEnter(page, t('proxies:open.done_to'))
  await headed(family, t('proxies:purse.of', { name }))
  await pressEnter(page, t('proxies:purse.add', { name }))
  await headed(family, t('proxies:add.title', { name }))
  await tabToField(page, t('proxies:add.amount'))
  await typeAnew(page, '1000')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/demonstration\/stripe\/pay\//)
  await tabTo(page, t('standin:cards.succeeds'))
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await headed(family, t('wallet:topup.state.credited'))
  await page.goto(printedPay)
  await pressEnter(page, t('proxies:whose.of', { name }))
  await page.getByLabel(t('wallet:pay.amount')).waitFor()
  await tabToField(page, t('wallet:pay.amount'))
  await typeAnew(page, '200')
  await page.keyboard.press('Enter')
  await page.waitForURL(/[?&]key=/)
  await pressEnter(page, t('wallet:yen', { amount: 200 }))
  await page.waitForURL(/\/wallet\/receipts\//)
  expect((await acted(family)).at(-1)).toBe(800)
})
