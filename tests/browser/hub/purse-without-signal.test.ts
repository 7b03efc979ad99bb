import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
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

afterEach(() => goHome(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/))

const holderOf = (locale: string) => purseOwner(region.purses.at(-16)!, { locale, viewport: phone })

/** Addresses of what this device keeps of a purse. */
const keptBy = ({ page }: Person): Promise<string[]> =>
  page.evaluate(async () =>
    (await (await caches.open('purse-1')).keys()).map(({ url }) => url.replace(location.origin, '')),
  )

/** A payment beside the page, as by another of the holder's devices. */
async function pay({ context }: Person, amountYen: number): Promise<void> {
  const paid = await context.request.post('/api/payments', {
    data: { merchantId: region.ownShop.merchantId, amountYen },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
}

const balanceOn = ({ page }: Person): Promise<string> => page.locator('.purse .amount').innerText()
const sentenceOn = ({ page }: Person): Promise<string> => page.locator('[data-from-store]').innerText()

it.each([
  ['ja', '', 'ja-JP'],
  ['en', '/en', 'en-GB'],
  ['zh-hant', '/zh-hant', 'zh-TW'],
] as const)(
  'a purse that was opened is there without signal as it was, with its receipts, its age, and nothing that needs signal (%s)',
  async (locale, prefix, language) => {
    const t = wordsFor(locale)
    const holder = await holderOf(language)
    const { page, context } = holder
    await pay(holder, 10)
    await page.goto(`${prefix}/wallet`)
    const seen = await balanceOn(holder)
    const receipt = await page.locator('#activity + .ledger a').first().getAttribute('href')
    await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toContain(receipt)

    await context.setOffline(true)
    await page.reload()
    expect(await balanceOn(holder)).toBe(seen)
    const [before] = t('wallet:offline.kept').split('{{')
    expect(await sentenceOn(holder)).toContain(before)
    expect(await page.getByText(t('wallet:purse.add'), { exact: true }).isVisible()).toBe(false)
    await look(holder)
    await page.locator('#activity + .ledger a').first().click()
    await page
      .getByText(region.ownShop[locale === 'en' ? 'nameEn' : 'nameJa'])
      .first()
      .waitFor()
    expect(await sentenceOn(holder)).toContain(before)
    await look(holder)

    // What needs signal says so, and shows the purse.
    await page.goto(`${prefix}/pay`)
    expect(await sentenceOn(holder)).toContain(t('wallet:offline.needs'))
    expect(await balanceOn(holder)).toBe(seen)

    await context.setOffline(false)
    await pay(holder, 10)
    await page.goto(`${prefix}/wallet`)
    expect(await page.locator('[data-from-store]').count()).toBe(0)
    const now = await balanceOn(holder)
    expect(now).not.toBe(seen)
    await context.setOffline(true)
    await expect
      .poll(async () => {
        await page.reload()
        return balanceOn(holder)
      })
      .toBe(now)
  },
)

it('a device whose purse was taken from it keeps nothing of it', async () => {
  const holder = await holderOf('ja-JP')
  const { page, context } = holder
  await page.goto('/wallet')
  await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toContain('/wallet')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await context.clearCookies()
  await page.goto('/wallet')
  await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toEqual([])
  await context.setOffline(true)
  await page.goto('/wallet')
  expect(await page.locator('.purse .amount').count()).toBe(0)
  await page.getByText(wordsFor('ja')('plan:offline.away')).waitFor()
})

it('a purse in the place of another one takes all its room', async () => {
  const holder = await holderOf('ja-JP')
  const { page, context } = holder
  await page.goto('/wallet')
  const receipt = await page.locator('#activity + .ledger a').first().getAttribute('href')
  await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toContain(receipt)
  await context.clearCookies()
  const { credential } = region.purses.at(-25)!
  await context.addCookies([{ name: 'meguri_wallet', value: credential, url: origin }])
  await page.goto('/wallet')
  await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toEqual(['/wallet'])
})

/** Whether this device was readied to make codes. */
const isReadied = ({ page }: Person): Promise<boolean> =>
  page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'purse'))

const lettersOn = async ({ page }: Person): Promise<string> =>
  (await page.locator('[data-letters]').innerText()).replaceAll(/\s/g, '')

/** Charges a code at a till, by typing it. */
async function take({ page }: Person, code: string, amount: string): Promise<void> {
  const t = wordsFor('ja')
  await page.goto('/shop/charge')
  await page.getByLabel(t('charges:till.amount'), { exact: true }).fill(amount)
  await page.getByRole('button', { name: t('charges:till.next'), exact: true }).click()
  await page.getByLabel(t('charges:till.code'), { exact: true }).fill(code)
  await page.locator('form button[type=submit]').last().click()
}

it.each([
  ['ja', '', 'ja-JP'],
  ['en', '/en', 'en-GB'],
  ['zh-hant', '/zh-hant', 'zh-TW'],
] as const)(
  'a phone without signal pays a shop that has signal, once, and sees it later (%s)',
  async (locale, prefix, language) => {
    const t = wordsFor(locale)
    const holder = await holderOf(language)
    const { page, context } = holder
    await page.goto(`${prefix}/wallet`)
    await expect.poll(() => keptBy(holder), { timeout: 20_000 }).toContain(`${prefix}/wallet`)
    await expect.poll(() => isReadied(holder), { timeout: 20_000 }).toBe(true)
    const before = await spendable(holder)

    await context.setOffline(true)
    await page.reload()
    await page.getByRole('link', { name: t('charges:show.title'), exact: true }).click()
    await page.getByRole('heading', { name: t('charges:away.title'), exact: true }).waitFor()
    await expect.poll(() => lettersOn(holder)).toMatch(/^[0-9A-Z]{28}$/)
    await look(holder)
    const code = await lettersOn(holder)

    const owner = await person({ viewport: phone })
    await signIn(owner, 'owner', '/shop/charge')
    await take(owner, code, '5001')
    await owner.page
      .getByText(/5,?000円まで/)
      .first()
      .waitFor()
    await take(owner, code, '20')
    await owner.page.locator('.paid').waitFor()
    await take(owner, code, '20')
    await owner.page.getByText(wordsFor('ja')('currency:refusal.shown_code_used')).first().waitFor()

    await context.setOffline(false)
    await page.goto(`${prefix}/wallet`)
    expect(await spendable(holder)).toBe(before - 20)
  },
)

it('a device that was never connected as a purse makes no code, and says why', async () => {
  const somebody = await person({ viewport: phone })
  await somebody.page.goto('/wallet/without-signal')
  await somebody.page.getByText(wordsFor('ja')('charges:away.none')).waitFor()
  await look(somebody)
})
