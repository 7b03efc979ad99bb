import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { faultsOf } from '../support/look.ts'
import { goHome, person, signIn } from '../support/people.ts'

afterEach(() => goHome())

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
