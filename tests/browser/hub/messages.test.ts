import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, type Person, purseOwner, region, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome())

/** Looks again until the page says so: the job has its turn every five seconds. */
async function untilShown(page: Page, text: string): Promise<void> {
  const found = async () => {
    await page.reload()
    return page.getByText(text, { exact: true }).count()
  }
  await expect.poll(found, { timeout: 30_000 }).toBeGreaterThan(0)
}

const purse = region.purses.at(-17)!

describe.each([
  ['ja', true],
  ['en', true],
  ['zh-hant', false],
] as const)('receipts by mail, %s', (locale, javaScriptEnabled) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const button = (name: string) => ({ name: t(`messages:address.${name}`), exact: true })

  it('are asked for, confirmed with the link of the letter, read here, and stopped', async () => {
    const holder = await purseOwner(purse, { viewport: phone, javaScriptEnabled })
    const { page } = holder
    // What looks at a page runs in it.
    const see = (who: Person) => (javaScriptEnabled ? look(who) : undefined)
    await page.goto(at('/wallet'))
    await page.getByRole('link', { name: t('messages:address.title'), exact: true }).click()
    await see(holder)
    await page.getByLabel(t('messages:address.field')).fill('hanako')
    await page.getByRole('button', button('submit')).click()
    await page.getByText(t('messages:address.wrong')).waitFor()
    await see(holder)
    await page.getByLabel(t('messages:address.field')).fill('hanako@mail.example')
    await page.getByRole('button', button('submit')).click()
    await page.getByRole('heading', { name: t('messages:address.waiting_title') }).waitFor()

    // A demonstration sends nothing: the letter is read where it would have been sent from.
    await untilShown(page, t('messages:state.shown'))
    await page.getByText(t('messages:read')).first().click()
    await see(holder)
    const link = page.locator('.letter a[href*="confirm="]')
    const reader = await person({ viewport: phone, javaScriptEnabled })
    await reader.page.goto((await link.getAttribute('href'))!)
    await see(reader)
    await reader.page.getByRole('button', button('confirm')).click()
    await reader.page.getByText(t('messages:address.confirmed')).waitFor()

    const paid = await holder.context.request.post('/api/payments', {
      data: { merchantId: region.ownShop.merchantId, amountYen: 17 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(paid.status()).toBe(201)
    await untilShown(page, t('messages:kind.payment_receipt'))
    await page.getByText(t('messages:read')).first().click()
    await page.locator('.letter a[href*="/wallet/receipts/"]').first().waitFor()
    await see(holder)

    await page.getByRole('button', button('remove')).click()
    await page.getByText(t('messages:address.removed')).waitFor()
    await see(holder)
  })
})

const t = wordsFor('ja')

it('staff see what was told and what was not, and no holder’s address', async () => {
  const operator = await person({ viewport: phone })
  await signIn(operator, 'operator', '/office')
  await operator.page.getByRole('link', { name: t('messages:office.go') }).click()
  await operator.page.getByRole('heading', { name: t('messages:office.undelivered') }).waitFor()
  await operator.page.getByText(t('messages:kind.address_confirmation')).first().waitFor()
  await look(operator)
  expect(await operator.page.content()).not.toContain('hanako@mail.example')
})
