import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { untilDrawn } from '../support/drawings.ts'
import { keysAlone } from '../support/hands.ts'
import {
  byKeyboard,
  chooseByKeys,
  comeToField,
  pressEnter,
  standsOn,
  tabBackTo,
  tabTo,
  tabToField,
  typeAnew,
} from '../support/keyboard.ts'
import { openNow } from '../support/now.ts'
import { goHome, origin, person, type Person } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'
import { readCodes } from '../support/reading.ts'

const t = wordsFor('ja')
const en = wordsFor('en')

afterEach(() => goHome())

const drawn = async (visitor: Person): Promise<void> => {
  for (const image of ['tadami-line-scroll', 'craft-map', 'year-in-pictures', 'bridges-by-kilometre'])
    await untilDrawn(visitor, image)
}

/** How many pictures of the page cannot be had. */
async function emptyPictures({ page }: Person): Promise<number> {
  const sources = await page
    .locator('.story-view img')
    .evaluateAll((pictures) => pictures.map((one) => one.getAttribute('src')!))
  expect(sources.length).toBeGreaterThan(5)
  const answers = await Promise.all(sources.map((source) => page.request.get(source)))
  return answers.filter((answer) => !answer.ok()).length
}

it('a story is read on a small phone without JavaScript, and leads to a train', async () => {
  const visitor = await person(bare)
  await drawn(visitor)
  const { page } = visitor
  await page.goto('/exhibits')
  await page.getByRole('link', { name: '手でつくる会津' }).click()
  await page.getByRole('heading', { level: 1, name: '手でつくる会津' }).waitFor()
  await page.waitForLoadState()
  expect(await emptyPictures(visitor)).toBe(0)
  expect(await page.getByRole('button', { name: t('museum:story.start') }).isVisible()).toBe(false)
  // What there is no picture of is said, with the way to the real thing.
  await page.getByText(t('museum:story.notHere')).waitFor()
  const rooms = page.locator('.room-visit')
  // Two of crafts come before the nearer ones that sell no such thing.
  const town = rooms.filter({ has: page.getByRole('link', { name: '見本絵ろうそく', exact: true }) })
  await town.getByRole('link', { name: '見本漆器店 大町', exact: true }).waitFor()
  // Whether a house is open is said of today.
  const today = await rooms.locator('[data-open]').first().innerText()
  expect(today).toMatch(/^きょう .+(開いています|休み)/)
  const hall = rooms.filter({ hasText: '三島町生活工芸館' })
  await hall.getByRole('link', { name: t('museum:story.plan') }).click()
  expect(new URL(page.url()).searchParams.get('to')).toBe('aizu-nishikata')
  expect(await page.locator('[name="to"]').inputValue()).toContain('会津西方')
  // The page of a place shows what is seen there.
  await page.goto('/places/noguchi-memorial-place')
  const seen = page.getByRole('region', { name: t('museum:page.atPlace'), exact: true })
  await seen.getByRole('link', { name: '母シカの手紙' }).first().click()
  // So does a thing's own page: the next trains, and whether its house is open today.
  await page.getByRole('heading', { level: 1, name: '母シカの手紙' }).waitFor()
  const facts = page.locator('section[aria-labelledby="see"]')
  expect(await facts.innerText()).toContain(t('rail:there.title'))
  expect(await facts.locator('.there li, dd p').count()).toBeGreaterThan(0)
  expect(await facts.locator('[data-open]').innerText()).toMatch(/^きょう .+(開いています|休み)/)
})

it('the moving picture goes from scene to scene by buttons and keys, and says which', async () => {
  const visitor = await person({ reducedMotion: 'reduce', locale: 'en-GB' })
  await drawn(visitor)
  const { page } = visitor
  await page.goto('/en/stories/line-and-bridges')
  await press(visitor, en('museum:story.start'))
  const state = page.locator('[data-story] [data-state]')
  const says = async (n: number): Promise<void> => {
    await expect.poll(() => state.innerText()).toMatch(new RegExp(`^Scene ${n} of 9: `))
  }
  await page.locator('[data-stage] canvas').first().waitFor()
  await says(1)
  await press(visitor, en('museum:story.next'))
  await says(2)
  // On paper nothing moves: each picture stands beside its words.
  await page.emulateMedia({ media: 'print' })
  const onPaper = page.locator('.story-step').first()
  expect(await onPaper.locator('img').isVisible()).toBe(true)
  const [picture, words] = [
    await onPaper.locator('img').boundingBox(),
    await onPaper.locator('h3').boundingBox(),
  ]
  expect(words!.x).toBeGreaterThan(picture!.x + picture!.width)
  await page.emulateMedia({ media: null })
  await page.locator('[data-stage]').focus()
  await page.keyboard.press('n')
  await says(3)
  await page.keyboard.press('p')
  await says(2)
  await look(visitor)
  await page.locator('[data-stage]').focus()
  await page.keyboard.press('Escape')
  expect(await page.locator('[data-stage]').isVisible()).toBe(false)
  expect(await page.locator('.story-view img').first().isVisible()).toBe(true)
})

const named = (which: 'first' | 'second', name: string): string =>
  en(`museum:pair.${which}`).replace('{name}', name)
/** What is drawn in one of two pictures that are compared. */
const drawnIn = ({ page }: Person, pane: number): Promise<string> =>
  page
    .locator('[data-pane]')
    .nth(pane)
    .locator('canvas')
    .evaluate((one: HTMLCanvasElement) => one.toDataURL())

it('two pictures that are compared move by keyboard, each by itself or both, and it is said which', async () => {
  const visitor = await person({ reducedMotion: 'reduce', locale: 'en-GB' })
  await drawn(visitor)
  const { page } = visitor
  await page.goto('/en/stories/line-and-bridges')
  await press(visitor, en('museum:story.start'))
  const state = page.locator('[data-story] [data-state]')
  await page.locator('[data-stage] canvas').first().waitFor()
  for (const n of [2, 3]) {
    await page.keyboard.press('n')
    await expect.poll(() => state.innerText()).toMatch(new RegExp(`^Scene ${n} of 9: `))
  }
  const panes = page.locator('[data-pane]')
  await panes.locator('canvas').nth(1).waitFor()
  // Whoever stood on the one picture stands on the first of the two.
  const [first, second] = [
    named('first', 'The Tadami Line as a scroll'),
    named('second', 'Bridges by their kilometre'),
  ]
  await standsOn(page, first)
  for (const name of [first, second])
    for (const move of ['closer', 'further', 'whole'])
      await page
        .getByRole('group', { name, exact: true })
        .getByRole('button', { name: en(`museum:zoom.${move}`) })
        .waitFor()
  await look(visitor)
  // A scroll and a chart are not alike: each moves by itself, until somebody wants both.
  const together = page.getByRole('checkbox', { name: en('museum:pair.together') })
  expect(await together.isChecked()).toBe(false)
  const beside = await drawnIn(visitor, 1)
  await page.keyboard.press('+')
  await expect
    .poll(() => state.innerText())
    .toMatch(new RegExp(`^${first}: [\\d.]+ times as large as the whole$`))
  expect(await drawnIn(visitor, 1)).toBe(beside)
  await together.check()
  const before = await drawnIn(visitor, 0)
  await page.getByRole('application', { name: second }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => drawnIn(visitor, 0)).not.toBe(before)
  await expect.poll(() => state.innerText()).toMatch(new RegExp(`^${second}: .+ moved along`))
  await page.keyboard.press('0')
  await expect.poll(() => state.innerText()).toContain(`${second}: 1.0 times`)

  // The wheel is the page's, and so is paper.
  const top = await page.evaluate(() => window.scrollY)
  await panes.first().hover()
  await page.mouse.wheel(0, 120)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(top)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('#first .story-view img:visible').count()).toBe(2)
  await page.emulateMedia({ media: null })
  await page.getByRole('application', { name: first }).focus()
  await page.keyboard.press('p')
  await standsOn(page, en('museum:story.stage', { name: 'The line across the river' }))
  await page.keyboard.press('n')
  await standsOn(page, first)
  await page.keyboard.press('Escape')
  await standsOn(page, en('museum:story.start'))
  expect(await page.locator('#first .story-view img:visible').count()).toBe(2)
}, 60_000)

const scene = t('tell:row.step', { n: 1 })
const inJapanese = (what: string): string =>
  t('studio:inLanguage', { what, language: t('studio:language.ja') })
const [oneOf, otherOf] = (['first', 'second'] as const).map((which) =>
  t(`museum:pair.${which}`).replace('{name}', '手仕事の地図'),
) as [string, string]

/** Chooses a picture for the scene, and writes which part of it is looked at. */
async function choosePart({ page }: Person, title: string, part: Record<string, number>): Promise<void> {
  await comeToField(page, t('tell:choose.words'))
  await typeAnew(page, '手仕事')
  await page.keyboard.press('Enter')
  await page.waitForURL('**&q=**')
  await pressEnter(page, '手仕事の地図')
  await page.waitForURL('**/studio/tell/**#scene-**')
  await tabTo(page, t('tell:picture.box', { title }))
  for (const [side, value] of Object.entries(part)) {
    await tabToField(page, t(`tell:picture.${side}`))
    await typeAnew(page, String(value))
  }
}

/** Written by keys alone on a phone, and seen moving before anybody else does; answers with where it is read. */
async function tellOfTwo(curator: Person, hands: ReturnType<typeof keysAlone>): Promise<string> {
  const { page } = curator
  await hands.press(curator, t('tell:home.make'))
  await hands.fill(curator, inJapanese(t('tell:about.name')), '二つの町の手仕事')
  await hands.fill(curator, inJapanese(t('tell:about.summary')), '二つの町をくらべます。')
  await hands.press(curator, t('tell:row.addStep'))
  await hands.press(curator, t('tell:picture.choose', { row: scene }))
  await choosePart(curator, scene, { x: 3_250, y: 1_950, width: 1_200, height: 1_000 })
  await hands.fill(curator, inJapanese(t('tell:row.titleOf', { row: scene })), '山の町と平らな町')
  await hands.fill(curator, inJapanese(t('tell:row.textOf', { row: scene })), '道具のちがいを見てください。')
  await hands.press(curator, t('tell:picture.compare', { row: scene }))
  const beside = t('tell:picture.besideName', { row: scene })
  await choosePart(curator, beside, { x: 1_750, y: 2_350, width: 960, height: 800 })
  await comeToField(page, t('tell:about.rights'))
  await chooseByKeys(page)
  await look(curator)
  await hands.press(curator, t('studio:item.save'))
  await hands.go(curator, t('tell:preview.open'))
  await pressEnter(page, t('museum:story.start'))
  await standsOn(page, oneOf)
  await page.goBack()
  await hands.press(curator, t('studio:item.publish'))
  const link = page.getByRole('link', { name: t('studio:public.page'), exact: true })
  return (await link.getAttribute('href'))!
}

it('a comparison is made by keys alone on a phone, read without scripts, and moved by keys alone', async () => {
  const hands = keysAlone()
  const curator = await hands.staff('karamushi', '/studio')
  await drawn(curator)
  const story = await tellOfTwo(curator, hands)

  const reader = await person(bare)
  await openNow(reader.page, story)
  const figures = reader.page.locator('.story-view')
  expect(
    await figures
      .locator('img')
      .evaluateAll((all) =>
        all.map((one) => /\/([\d,]+)\/[^/]+\/0\//.exec((one as HTMLImageElement).src)?.[1]),
      ),
  ).toEqual(['3250,1950,1200,1000', '1750,2350,960,800'])
  for (const caption of await figures.locator('figcaption').allInnerTexts())
    expect(caption).toContain(t('museum:story.part', { name: '手仕事の地図' }))
  expect(await figures.count()).toBe(2)

  const mover = await byKeyboard(await person({ viewport: phone, reducedMotion: 'reduce' }))
  const { page } = mover
  await openNow(page, story)
  await look(mover)
  await pressEnter(page, t('museum:story.start'))
  await standsOn(page, oneOf)
  const state = page.locator('[data-story] [data-state]')
  // Two parts of one thing move together from the beginning, one under the other.
  await page.keyboard.press('+')
  await expect.poll(() => state.innerText()).toMatch(new RegExp(`^${oneOf}.*もう一つも`))
  const [above, below] = [
    await page.locator('[data-pane]').first().boundingBox(),
    await page.locator('[data-pane]').last().boundingBox(),
  ]
  expect(below!.y).toBeGreaterThanOrEqual(above!.y + above!.height)
  await tabTo(page, otherOf)
  await tabTo(page, t('museum:zoom.further'))
  await tabToField(page, t('museum:pair.together'))
  await page.keyboard.press('Space')
  await tabBackTo(page, otherOf)
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => state.innerText()).toMatch(new RegExp(`^${otherOf}：全体の[\\d.]+倍$`))
  await look(mover)
  await page.keyboard.press('Escape')
  await standsOn(page, t('museum:story.start'))
}, 120_000)

it('who presses on faster than pictures come is shown the last one, and none in between is opened', async () => {
  const visitor = await person({ reducedMotion: 'reduce' })
  await drawn(visitor)
  const { page } = visitor
  const asked: string[] = []
  const shown = Promise.withResolvers<void>()
  await page.route('**/info.json', async (route) => {
    asked.push(new URL(route.request().url()).pathname)
    await shown.promise
    await route.continue()
  })
  await page.goto('/stories/made-by-hand')
  await press(visitor, t('museum:story.start'))
  await expect.poll(() => asked.length).toBe(1)
  // Two pictures by turns: the sixth scene shows another one than those around it.
  for (let n = 2; n <= 7; n++) await press(visitor, t('museum:story.next'))
  shown.resolve()
  await page.locator('[data-stage] canvas').first().waitFor()
  expect(await page.locator('[data-story] [data-state]').innerText()).toMatch(/^場面 7 \/ 8/)
  await press(visitor, t('museum:story.previous'))
  await expect
    .poll(() => asked)
    .toEqual(['/iiif/3/craft-map/info.json', '/iiif/3/year-in-pictures/info.json'])
})

it('a story stands within a page of another site', async () => {
  const host = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>
      <iframe src="${origin}/en/embed/stories/line-and-bridges" title="Story" width="340" height="600"></iframe>
      <iframe src="${origin}/en/about" title="Not to be framed" width="340" height="100"></iframe>`)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  try {
    const elsewhere = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    const visitor = await person({ viewport: phone })
    await drawn(visitor)
    await visitor.page.goto(elsewhere)
    const story = visitor.page.frameLocator('iframe[title="Story"]')
    await story.getByRole('heading', { level: 1, name: 'The line across the river' }).waitFor()
    expect(await story.locator('nav').count()).toBe(0)
    await story.getByRole('button', { name: en('museum:story.start') }).click()
    for (let n = 1; n < 3; n++) await story.getByRole('button', { name: en('museum:story.next') }).click()
    await story.locator('[data-pane] canvas').nth(1).waitFor()
    const frames = visitor.page.frames().map((frame) => frame.url())
    expect(frames.some((url) => url.endsWith('/en/about'))).toBe(false)
  } finally {
    host.closeAllConnections()
    await new Promise((resolve) => host.close(resolve))
    await goHome(/asks http|frame|Refused|about/i)
  }
})

it('a label beside the real thing leads by its code to the step that tells of it', async () => {
  const visitor = await person()
  const { page } = visitor
  await page.goto('/items/karamushi-tools')
  await page.getByRole('link', { name: t('museum:story.label') }).click()
  const address = await page.locator('.gallery-address').innerText()
  expect(address).toBe(`${origin}/stories/made-by-hand#tools`)
  await look(visitor)
  // What a telephone reads from the paper.
  await page.emulateMedia({ media: 'print' })
  const paper = await page.locator('.gallery-label').screenshot()
  expect(await readCodes(paper, { formats: ['QRCode'] })).toEqual([address])
  await page.goto(address)
  expect(await page.locator('#tools').innerText()).toContain('371点')
})
