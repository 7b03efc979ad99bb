import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { writtenDay } from '../../../site/lib/day.ts'
import { afterMonday, monday } from '../support/days.ts'
import { goHome, person } from '../support/people.ts'

const t = wordsFor('ja')
const tuesday = afterMonday(1)
const plain = { viewport: { width: 360, height: 780 }, javaScriptEnabled: false }

afterEach(() => goHome())

it('a line of a Monday without JavaScript: its trains, the strip, and the day kept from link to link', async () => {
  const { page } = await person(plain)
  await page.goto('/lines/tadami')
  await page.locator('input[name="date"]').fill(monday)
  await page.getByRole('button', { name: t('rail:day.show'), exact: true }).click()
  await page.getByRole('heading', { name: t('rail:day.trains'), exact: true }).waitFor()
  expect(await page.locator('.dayname').getAttribute('datetime')).toBe(monday)
  // 6:08 from Aizu-Wakamatsu stands in several sources: first of the day on the strip, and among the trains.
  expect(await page.locator('.strip .next-at').first().innerText()).toContain('6:08')
  expect(await page.locator('.runs').first().innerText()).toContain('6:08')
  expect(await page.locator('.train-now').count()).toBe(0)

  await page.locator('.strip a.name', { hasText: '会津宮下' }).click()
  await page.waitForURL(`**/stations/aizu-miyashita?date=${monday}`)
  expect(await page.locator('.trains .gone').count()).toBe(0)
  const first = await page.locator('.trains time').first().innerText()
  await page.getByRole('link', { name: t('rail:day.after'), exact: true }).click()
  await page.waitForURL(`**date=${tuesday}`)
  expect(await page.locator('.dayname').getAttribute('datetime')).toBe(tuesday)
  expect(first).toMatch(/^\d+:\d\d$/)

  await page.locator('.sign-bar a').first().click()
  await page.waitForURL(`**/stations/*?date=${tuesday}`)
  await page.locator('.crumbs a[href*="/lines/tadami"]').click()
  await page.waitForURL(`**/lines/tadami?date=${tuesday}`)
  await page.getByRole('link', { name: t('rail:day.today'), exact: true }).click()
  await page.getByRole('heading', { name: t('rail:now.title'), exact: true }).waitFor()
})

it.each(['/lines/aizu', '/stations/tadami', '/viewpoints', '/viewpoints/second-bridge'])(
  '%s says that there is no such day, and which is the nearest',
  async (path) => {
    const { page } = await person(plain)
    expect((await page.goto(`${path}?date=2026-02-30`))?.status()).toBe(200)
    const nearest = writtenDay('2026-02-28', 'ja', true)
    await page.getByText(t('rail:day.none', { asked: '2026-02-30', date: nearest })).waitFor()
    expect(await page.locator('.dayname').getAttribute('datetime')).toBe('2026-02-28')

    await page.goto(`${path}?date=${encodeURIComponent('あした')}`)
    await page.getByText('「あした」').waitFor()
    expect(await page.getByRole('link', { name: t('rail:day.today'), exact: true }).count()).toBe(0)
  },
)
