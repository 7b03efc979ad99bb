import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { read } from '../support/chinese.ts'
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

describe.each(['ja', 'en', 'zh-hant'] as const)('receipts by mail, %s', (locale) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const button = (name: string) => ({ name: t(`messages:address.${name}`), exact: true })

  it('are asked for, confirmed with the link of the letter, read here, and stopped', async () => {
    const holder = await purseOwner(purse, { viewport: phone })
    const { page } = holder
    const see = (who: Person) => (locale === 'zh-hant' ? read(who) : look(who))
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
    // Who opens the letter may have a browser without scripts, in which nobody can look at the page.
    const javaScriptEnabled = locale !== 'en'
    const reader = await person({ viewport: phone, javaScriptEnabled })
    await reader.page.goto((await link.getAttribute('href'))!)
    if (javaScriptEnabled) await see(reader)
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

it('who keeps a shop chooses the language of its messages and reads them; a clerk and another shop do not', async () => {
  const { merchantId } = region.ownShop
  const owner = await person({ viewport: phone })
  const { page, context } = owner
  await signIn(owner, 'owner', '/shop')
  await page.getByRole('link', { name: t('messages:shop.go'), exact: true }).click()
  expect(await page.getByLabel('日本語', { exact: true }).isChecked()).toBe(true)
  for (const [locale, name] of [
    ['en', '繁體中文'],
    ['zh-hant', 'English'],
    ['ja', '日本語'],
  ] as const) {
    const words = wordsFor(locale)
    await page.goto(`${locale === 'ja' ? '' : `/${locale}`}/shop/messages?shop=${merchantId}`)
    await page.getByText(name, { exact: true }).last().click()
    await page.getByRole('button', { name: words('messages:shop.submit'), exact: true }).click()
    await page.getByText(words('messages:shop.done')).waitFor()
    expect(await page.getByRole('radio', { name, exact: true }).isChecked()).toBe(true)
    await look(owner)
  }
  const choose = async (who: Person, id: string, language: string) => {
    const answer = await who.context.request.put(`/api/merchants/${id}/message-language`, {
      data: { language },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    const { code, field } = (await answer.json()) as { code?: string; field?: string }
    return [answer.status(), code, field]
  }
  expect(await choose(owner, merchantId, 'th')).toEqual([400, 'field_invalid', 'language'])
  expect(await choose(owner, region.otherShop.merchantId, 'en')).toEqual([
    404,
    'merchant_not_found',
    undefined,
  ])
  expect((await context.request.get(`/api/merchants/${region.otherShop.merchantId}/messages`)).status()).toBe(
    404,
  )
  const clerk = await person({ viewport: phone })
  await signIn(clerk, 'clerk', '/shop')
  expect(await clerk.page.getByRole('link', { name: t('messages:shop.go'), exact: true }).count()).toBe(0)
  expect((await choose(clerk, merchantId, 'en'))[0]).toBe(403)
})
