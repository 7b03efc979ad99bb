import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { textNow } from '../support/now.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('ja')
const field = ({ page }: Person, label: string) => page.getByLabel(label, { exact: true })
const inJapanese = (name: string): string =>
  t('studio:inLanguage', { what: t(name), language: t('studio:language.ja') })

it('items are put together by buttons, put in order, named and published, and each names its collection', async () => {
  const curator = await person({ viewport: phone })
  const { page } = curator
  await signIn(curator, 'karamushi', '/studio')
  await press(curator, t('studio:home.make'))
  await page.waitForURL('**/studio/write/**')
  await field(curator, inJapanese('studio:about.title_')).fill('集める品の下書き')
  await press(curator, t('studio:item.save'))
  await page.getByText(t('studio:done.saved')).waitFor()
  const hidden = new URL(page.url()).pathname.split('/').at(-1)!
  await page.goto('/studio')
  await press(curator, t('gather:home.make'))
  await page.waitForURL('**/studio/gather/**')
  const path = new URL(page.url()).pathname
  await field(curator, inJapanese('gather:about.name')).fill('糸の道具の集まり')
  await field(curator, inJapanese('gather:about.summary')).fill('糸をつくる道具を集めました。')
  for (const item of [hidden, 'karamushi-tools']) {
    await page.locator('select[name="add"]').selectOption(item)
    await press(curator, t('gather:items.in'))
    await page.locator(`input[name="items.${item}"]`).waitFor({ state: 'attached' })
  }
  await look(curator)
  const names = () => page.locator('.collected strong').allInnerTexts()
  expect((await names())[0]).toBe('集める品の下書き')
  await page.getByRole('button', { name: t('gather:items.downOf', { name: '集める品の下書き' }) }).click()
  await page.getByText(t('gather:done.saved')).waitFor()
  await page.waitForLoadState()
  expect((await names())[1]).toBe('集める品の下書き')
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('gather:done.published')).waitFor()
  const visitor = await person({ viewport: phone })
  const read = await textNow(visitor.page, path.replace('/studio/gather/', '/collections/'))
  expect(read).toContain('糸をつくる道具を集めました。')
  const linked = await visitor.page.locator('script[type="application/ld+json"]').allTextContents()
  expect(linked.map((one) => (JSON.parse(one) as Record<string, unknown>)['@type'])).toContain('Collection')
  // What is not public is not shown in it.
  expect(read).not.toContain('集める品の下書き')
  await look(visitor)
  for (const place of ['/items/karamushi-tools', '/institutions/karamushi-museum'])
    expect(await textNow(visitor.page, place), place).toContain('糸の道具の集まり')
  await press(curator, t('gather:withdraw'))
  await page.getByText(t('gather:done.withdrawn')).waitFor()
}, 90_000)
