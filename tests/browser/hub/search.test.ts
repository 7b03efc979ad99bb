import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { facets } from '../../../site/lib/search.ts'
import { untilDrawn } from '../support/drawings.ts'
import { byKeyboard, called, fillByKeys, pressEnter, tabToCalled } from '../support/keyboard.ts'
import { goHome, person } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const en = wordsFor('en')

afterEach(() => goHome())

it('a word of old characters is searched, narrowed and paged through on a small phone without JavaScript', async () => {
  const visitor = await person(bare)
  const { page } = visitor
  await page.goto('/search')
  await page.getByRole('searchbox', { name: t('pages:search.label') }).fill('會津')
  await press(visitor, t('pages:search.button'))
  const results = page.locator('.results > li')
  expect(await results.count()).toBe(20)
  expect(await page.locator('.results mark').first().innerText()).toBe('会津')
  const first = await results.first().innerText()
  await page.getByRole('link', { name: t('pages:search.after') }).click()
  expect(await results.first().innerText()).not.toBe(first)
  // Narrowed, it begins at its first page, and says how to take the choice away.
  const kinds = page.locator('[data-facet="kind"]')
  await kinds.getByRole('link', { name: t('pages:search.kind.craft') }).click()
  const address = new URL(page.url())
  expect([address.searchParams.get('kind'), address.searchParams.get('page')]).toEqual(['craft', null])
  await page.getByRole('link', { name: '会津塗' }).waitFor()
  expect(await results.count()).toBeLessThan(10)
  await kinds.getByRole('link', { name: t('pages:search.takeAway') }).click()
  await page.waitForLoadState()
  expect(await results.count()).toBe(20)
})

it('by each facet results are narrowed with the keyboard on a small phone, and it is taken off again', async () => {
  const visitor = await byKeyboard(await person({ viewport: phone }))
  const { page } = visitor
  const results = page.locator('.results > li')
  const found = new RegExp(t('pages:search.found', { q: '会津', count: 0 }).replace('0', String.raw`(\d+)`))
  const told = async (): Promise<number> => Number(found.exec(await page.locator('main').innerText())?.[1])
  await page.goto('/search')
  await fillByKeys(page, t('pages:search.label'), '会津')
  await page.keyboard.press('Enter')
  await results.first().waitFor()
  for (const facet of facets) {
    // The hub takes in meanwhile what earlier stories published: it may become more.
    const whole = await told()
    const [block, alone] = [page.locator(`[data-facet="${facet}"]`), new URL(page.url())]
    const value = block.locator('> ul a').last()
    const [title, pieces] = await value.locator('span').allInnerTexts()
    const count = Number(/\d+/.exec(pieces!)?.[0])
    expect([facet, count > 0 && count < whole]).toEqual([facet, true])
    await pressEnter(page, t('pages:search.narrow'))
    await tabToCalled(page, called(`${title!} ${pieces!}`))
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.has(facet))
    const narrowed = await told()
    expect(narrowed).toBeGreaterThanOrEqual(count)
    expect(narrowed).toBeLessThan(whole)
    expect(await results.count()).toBe(Math.min(narrowed, 20))
    expect(await block.locator('[aria-current="true"]').innerText()).toContain(title)
    if (count > 1) await pressEnter(page, t('pages:search.narrow'))
    await tabToCalled(page, called(`${title!} ${t('pages:search.takeAway')}`))
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.search === alone.search)
    expect(await told()).toBeGreaterThanOrEqual(whole)
  }
})

it('a slip of the fingers is put right, and said', async () => {
  const visitor = await person({ locale: 'en-GB' })
  const { page } = visitor
  await page.goto('/en/search?q=karamusshi')
  await page.getByText(en('pages:search.meant', { words: 'karamushi' })).waitFor()
  await page
    .getByRole('link', { name: /Karamushi/ })
    .first()
    .waitFor()
  // What no link of ours says is no fault of the page.
  await page.goto('/en/search?q=karamushi&period=edo&line=nowhere')
  await page.getByRole('link', { name: en('pages:search.everything', { q: 'karamushi' }) }).click()
  await page.waitForLoadState()
  expect(await page.locator('.results > li').count()).toBeGreaterThan(3)
  await page.goto('/en/search?q=karamushi&kind=casino&page=99999999')
  await page.getByText(en('pages:search.nothing', { q: 'karamushi' })).waitFor()
})

it('a document is searched by another writing than its own, and the page stands beside its words', async () => {
  const visitor = await person(bare)
  await untilDrawn(visitor, 'line-notebook-page-2')
  const { page } = visitor
  await page.goto('/items/line-notebook')
  await page.getByRole('searchbox', { name: t('museum:written.label') }).fill('やないづ')
  await page
    .getByRole('search', { name: t('museum:written.title') })
    .getByRole('button', { name: t('museum:written.button') })
    .click()
  await page.getByText(t('museum:written.found', { q: 'やないづ', count: 1 })).waitFor()
  expect(await page.locator('#transcription mark').allInnerTexts()).toEqual(['ヤナイヅ'])
  await page.locator('#transcription').getByRole('link', { name: '2ページ' }).click()
  const sheet = page.locator('#page-page-2')
  const picture = await page.request.get((await sheet.locator('img').getAttribute('src'))!)
  expect(picture.status()).toBe(200)
  await page.goto('/items/line-notebook?within=%E6%B5%B7')
  await page.getByText(t('museum:written.nothing', { q: '海' })).waitFor()
})

it.each([
  ['results with what narrows them', '/search?q=%E6%9C%83%E6%B4%A5&page=2'],
  ['a choice', '/en/search?q=aizu&kind=craft&line=tadami'],
  ['a choice that fits nothing', '/search?q=%E4%BC%9A%E6%B4%A5&line=nowhere'],
  ['a word that was put right', '/en/search?q=karamusshi'],
  ['a document with what was found in it', '/items/line-notebook?within=%E3%83%A4%E3%83%8A'],
])('nothing is wrong with %s on a small phone', async (_what, path) => {
  const visitor = await person({ viewport: phone })
  await visitor.page.goto(path)
  await look(visitor)
})
