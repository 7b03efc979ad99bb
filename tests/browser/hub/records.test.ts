import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, origin, person, purseOwner, region, signIn } from '../support/people.ts'

afterEach(() => goHome())

describe('a shop looks its own records up', () => {
  it.each([
    { locale: 'ja', viewport: { width: 360, height: 780 } },
    { locale: 'en', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  ] as const)('in $locale, and finds those of nobody else', async ({ locale, ...options }) => {
    const t = wordsFor(locale)
    const at = (path: string) => (locale === 'ja' ? path : `/en${path}`)
    const guest = await purseOwner(region.purses.at(-6)!)
    const paid = await guest.context.request.post('/api/payments', {
      data: { merchantId: region.ownShop.merchantId, amountYen: 100 },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(paid.status()).toBe(201)
    const owner = await person({ locale, ...options })
    const { page, context } = owner
    await signIn(owner, 'owner', at('/shop'), locale)
    await page.getByRole('link', { name: t('shop:records.go'), exact: true }).click()
    await page.getByRole('heading', { name: t('office:records.title'), level: 1 }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0)
    await page.getByLabel(t('office:records.mostYen')).fill('-3')
    await page.getByRole('button', { name: t('office:records.find'), exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByLabel(t('office:records.mostYen')).fill('')
    await page.getByLabel(t('office:records.counterparty')).selectOption('guests')
    await page.getByRole('button', { name: t('office:records.find'), exact: true }).click()
    await page.locator('tbody tr').first().waitFor()
    const href = await page
      .getByRole('link', { name: t('office:records.csv'), exact: true })
      .getAttribute('href')
    const taken = await context.request.get(href!)
    expect(taken.status()).toBe(200)
    expect((await taken.text()).trim().split('\r\n').length - 1).toBeGreaterThanOrEqual(
      await page.locator('tbody tr').count(),
    )
    expect((await page.goto(`${at('/shop/records')}?shop=${region.otherShop.merchantId}`))?.status()).toBe(
      404,
    )
  })
})

describe('an office looks records up', () => {
  it.each([
    { locale: 'ja', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
    { locale: 'en', viewport: { width: 360, height: 780 }, colorScheme: 'dark' },
  ] as const)('by amount, in $locale, and takes them along', async ({ locale, viewport, colorScheme }) => {
    const t = wordsFor(locale)
    const at = (path: string) => (locale === 'ja' ? path : `/en${path}`)
    const approver = await person({ locale, viewport, colorScheme })
    const { page, context } = approver
    await signIn(approver, 'approver', at('/office'), locale)
    await page.getByRole('link', { name: t('office:home.records_go'), exact: true }).click()
    await page.getByRole('heading', { name: t('office:records.title'), level: 1 }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    const all = await page.locator('tbody tr').count()
    expect(all).toBeGreaterThan(0)

    await page.getByLabel(t('office:records.leastYen')).fill('-3')
    await page.getByRole('button', { name: t('office:records.find'), exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel(t('office:records.leastYen')).inputValue()).toBe('-3')
    expect(await faultsOf(page)).toEqual([])

    await page.getByLabel(t('office:records.leastYen')).fill('99999999')
    await page.getByRole('button', { name: t('office:records.find'), exact: true }).click()
    await page.getByText(t('office:records.none')).waitFor()
    await page.getByLabel(t('office:records.leastYen')).fill('1')
    await page.getByRole('button', { name: t('office:records.find'), exact: true }).click()
    const csv = page.getByRole('link', { name: t('office:records.csv'), exact: true })
    const taken = await context.request.get((await csv.getAttribute('href'))!)
    // One row for each that is shown, and the head.
    expect((await taken.text()).trim().split('\r\n').length - 1).toBeGreaterThanOrEqual(
      await page.locator('tbody tr').count(),
    )
  })
})
