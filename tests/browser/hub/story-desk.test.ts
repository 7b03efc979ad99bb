import { afterEach, expect, it } from 'vitest'
import { wavOf } from '../../museum/made-sound.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { monday } from '../support/days.ts'
import { untilDrawn } from '../support/drawings.ts'
import { openNow, patient, textNow } from '../support/now.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

const [t, en] = [wordsFor('ja'), wordsFor('en')]
type Words = typeof t

/** Lines are lost in these stories, which the browser's console calls an error. */
afterEach(() => goHome(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/))

const field = ({ page }: Person, label: string) => page.getByLabel(label, { exact: true })
const isSaved = ({ page }: Person, words: Words = t) =>
  page
    .locator('[data-saving-state]')
    .filter({ hasText: words('studio:saving.saved').replace('%', '') })
    .waitFor()
const inLanguage = (words: Words, what: string, language: 'ja' | 'en'): string =>
  words('studio:inLanguage', { what, language: words(`studio:language.${language}`) })
const scene = (n: number, words: Words = t): string => words('tell:row.step', { n })
const headingOf = (n: number, language: 'ja' | 'en' = 'ja', words: Words = t): string =>
  inLanguage(words, words('tell:row.titleOf', { row: scene(n, words) }), language)
const textOf = (n: number, language: 'ja' | 'en' = 'ja', words: Words = t): string =>
  inLanguage(words, words('tell:row.textOf', { row: scene(n, words) }), language)
const name = (words: Words = t, language: 'ja' | 'en' = 'ja') =>
  inLanguage(words, words('tell:about.name'), language)
const summary = (words: Words = t, language: 'ja' | 'en' = 'ja') =>
  inLanguage(words, words('tell:about.summary'), language)

async function newStory(who: Person, words: Words = t): Promise<string> {
  await press(who, words('tell:home.make'))
  await who.page.waitForURL('**/studio/tell/**')
  return new URL(who.page.url()).pathname
}

/** Adds a scene and chooses the picture of this item for it. */
async function addScene(who: Person, n: number, item: string, words: Words = t): Promise<void> {
  await press(who, words('tell:row.addStep'))
  await who.page.getByRole('heading', { name: scene(n, words), exact: true }).waitFor()
  await press(who, words('tell:picture.choose', { row: scene(n, words) }))
  await who.page.waitForURL('**/picture?**')
  await field(who, words('tell:choose.words')).fill(item)
  await press(who, words('tell:choose.find'))
  await who.page.locator('.choice').first().click()
  await who.page.waitForURL('**/studio/tell/**#scene-**')
}

async function written(who: Person, title: string): Promise<string> {
  const path = await newStory(who)
  await field(who, name()).fill(title)
  await field(who, summary()).fill('地図を近くで見ます。')
  await field(who, t('tell:about.rights')).selectOption('by')
  await isSaved(who)
  await addScene(who, 1, '手仕事')
  await field(who, headingOf(1)).fill('町の手仕事')
  await field(who, textOf(1)).fill('町ごとに、ちがう手仕事があります。')
  await isSaved(who)
  return path
}

it('a story is made on a phone without JavaScript, and is read as it was shown before', async () => {
  const curator = await person(bare)
  await untilDrawn(curator, 'craft-map')
  const { page } = curator
  await signIn(curator, 'karamushi', '/studio')
  const path = await newStory(curator)
  await field(curator, name()).fill('地図の語る話')
  await field(curator, name(t, 'en')).fill('What the map tells')
  await field(curator, summary()).fill('地図を近くで見ます。')
  await field(curator, t('tell:about.rights')).selectOption('by')
  await addScene(curator, 1, '手仕事')
  await field(curator, headingOf(1)).fill('はじめの場面')
  await field(curator, textOf(1)).fill('全体を見ます。')
  await addScene(curator, 2, '手仕事')
  await field(curator, headingOf(2)).fill('先に見る場面')
  await field(curator, textOf(2)).fill('左の上を見ます。')
  for (const [side, value] of [['x', '0'], ['y', '0'], ['width', '600'], ['height', '400']] as const)
    await page.locator(`#${await rowId(curator, 2)}`).getByLabel(t(`tell:picture.${side}`), { exact: true }).fill(value)
  await press(curator, t('tell:picture.compare', { row: scene(2) }))
  await page.locator('.choice').nth(1).click()
  await page.getByText(t('tell:done.saved')).waitFor()
  // Moved by its button, with all that is in it.
  await press(curator, t('tell:row.up', { row: scene(2) }))
  await page.getByText(t('tell:done.saved')).waitFor()
  expect(await field(curator, headingOf(1)).inputValue()).toBe('先に見る場面')

  await page.goto(`${path}/preview`)
  const article = (who: Person) => who.page.locator('article').innerHTML()
  const shown = await article(curator)
  expect(shown).toContain('/0,0,600,400/')
  await page.goto(path)
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('tell:done.published')).waitFor()
  await page.getByRole('link', { name: t('studio:public.page') }).click()
  await page.getByRole('heading', { level: 1, name: '地図の語る話' }).waitFor()
  expect(await article(curator)).toBe(shown)
  const story = new URL(page.url()).pathname
  const framed = await person({ viewport: phone })
  expect(await textNow(framed.page, `/embed${story}`)).toContain('先に見る場面')

  await page.goto(path)
  await press(curator, t('tell:public.withdraw'))
  await page.getByText(t('tell:done.withdrawn')).waitFor()
  expect((await openNow(framed.page, story))?.status()).toBe(404)
}, 120_000) // prettier-ignore

const rowId = async ({ page }: Person, n: number): Promise<string> =>
  (await page.locator('.story-row.is-step').nth(n - 1).getAttribute('id'))! // prettier-ignore

it('a part is drawn by the pointer, by keys and by numbers, and readers are shown it', async () => {
  const curator = await person({ viewport: phone, locale: 'en-GB' })
  await untilDrawn(curator, 'craft-map')
  const { page } = curator
  await signIn(curator, 'crafts', '/en/studio', 'en')
  await newStory(curator, en)
  await addScene(curator, 1, 'craft', en)
  const side = (one: string) => field(curator, en(`tell:picture.${one}`))
  const numbers = async () => {
    const values = ['x', 'y', 'width', 'height'].map(async (one) => Number(await side(one).inputValue()))
    return Promise.all(values)
  }
  expect(await side('width').inputValue()).toBe('')
  const frame = page.locator('[data-frame]')
  await frame.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await frame.boundingBox())!
  await page.mouse.move(x + width * 0.25, y + height * 0.25)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.75, y + height * 0.5, { steps: 4 })
  await page.mouse.up()
  const drawn = await numbers()
  expect(drawn[2]! / drawn[0]!).toBeCloseTo(2, 0)
  const box = page.getByRole('application', { name: en('tell:picture.box', { title: scene(1, en) }) })
  await box.press('Alt+ArrowRight')
  await box.press('Alt+Shift+ArrowDown')
  expect(await numbers()).toEqual([drawn[0]! + 1, drawn[1], drawn[2], drawn[3]! + 1])
  await side('x').fill('12')
  await side('y').fill('34')
  await side('width').fill('560')
  await side('height').fill('78')
  await isSaved(curator, en)
  await expect
    .poll(() => page.locator('[data-crop]').getAttribute('src'), patient)
    .toContain('/12,34,560,78/')
  await look(curator)
  // What is missing is told with the way to it, and goes as it is written.
  const places = page.locator('[data-check="stepTexts"] [data-rows]')
  expect(await places.innerText()).toContain(scene(1, en))
  await field(curator, textOf(1, 'en', en)).fill('Lacquer is made here.')
  await expect.poll(() => places.innerText(), patient).toBe('')
  await page.getByRole('button', { name: en('tell:picture.whole') }).click()
  await isSaved(curator, en)
  expect(await side('width').inputValue()).toBe('')
}, 90_000)

it('a line that is away loses nothing; of two who write at once both are kept, and what met is told', async () => {
  const first = await person()
  await untilDrawn(first, 'craft-map')
  await signIn(first, 'karamushi', '/studio')
  const path = await written(first, '二人で書く話')
  await first.context.setOffline(true)
  await field(first, textOf(1)).fill('線が切れている間に書きました。')
  await first.page.getByText(t('studio:saving.kept')).waitFor()
  // The button is pressed all the same: the page stays, with what was typed.
  await field(first, headingOf(1)).fill('線のない見出し')
  await press(first, t('studio:item.save'))
  await first.page.getByText(t('studio:saving.kept')).waitFor()
  expect(await field(first, headingOf(1)).inputValue()).toBe('線のない見出し')
  await first.page.close()
  await first.context.setOffline(false)
  const again = { ...first, page: await first.context.newPage() }
  await again.page.goto(path)
  await isSaved(again)
  expect(await field(again, textOf(1)).inputValue()).toBe('線が切れている間に書きました。')
  expect(await field(again, headingOf(1)).inputValue()).toBe('線のない見出し')

  const second = await person({ ...bare })
  await signIn(second, 'karamushi-2', path)
  // One adds a scene before, and writes a heading; the other writes the same heading and something else.
  await press(again, t('tell:row.addStepAfter', { row: scene(1) }))
  await field(again, headingOf(2)).fill('あとの場面')
  await field(again, headingOf(1)).fill('先に書いた見出し')
  await press(again, t('studio:item.save'))
  await again.page.getByText(t('tell:done.saved')).waitFor()
  await field(second, headingOf(1)).fill('別の見出し')
  await field(second, textOf(1, 'en')).fill('Written by the other.')
  await press(second, t('studio:item.save'))
  const between = second.page.getByRole('alert')
  await between.waitFor()
  expect(await between.innerText()).toContain('先に書いた見出し')
  expect(await between.innerText()).toContain('別の見出し')
  expect(await field(second, headingOf(2)).inputValue()).toBe('あとの場面')
  expect(await field(second, textOf(1)).inputValue()).toBe('線が切れている間に書きました。')
  await press(second, t('studio:item.save'))
  await second.page.getByText(t('tell:done.saved')).waitFor()
  await again.page.goto(path)
  expect(await field(again, textOf(1, 'en')).inputValue()).toBe('Written by the other.')
  expect(await again.page.locator('[data-history]').innerText()).toContain(t('studio:history.title'))
}, 120_000)

it('is published once where the button is pressed twice, and planned, and the plan given up', async () => {
  const curator = await person({ viewport: phone })
  await untilDrawn(curator, 'craft-map')
  const { page } = curator
  await signIn(curator, 'karamushi', '/studio')
  const path = await written(curator, '予定のある話')
  await page.getByText(t('tell:plan.title'), { exact: true }).click()
  await field(curator, t('tell:plan.publish')).fill(`${monday}T09:30`)
  await press(curator, t('tell:plan.publishDo'))
  await page.getByText(t('tell:done.planned')).waitFor()
  expect(await page.locator('[data-plan="publish"]').innerText()).toContain('9:30')
  await look(curator)
  await press(curator, t('tell:plan.publishUndo'))
  await page.getByText(t('tell:done.unplanned')).waitFor()
  await page.getByText(t('tell:plan.title'), { exact: true }).click()
  await field(curator, t('tell:plan.publish')).fill('2020-01-01T09:30')
  await press(curator, t('tell:plan.publishDo'))
  await page.getByText(t('museum:refusal.plan_in_past')).waitFor()

  await page.getByRole('button', { name: t('studio:item.publish'), exact: true }).dblclick()
  await page.getByText(t('tell:done.published')).waitFor()
  await page.getByText(t('studio:history.title'), { exact: true }).click()
  const acts = await page.locator('[data-acts]').innerText()
  expect(acts.split(t('tell:history.publish.done', { name: 'からむし工芸博物館の担当' })).length).toBe(2)
  await curator.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await press(curator, t('tell:public.copy'))
  await page.getByText(t('tell:public.copied')).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^<iframe src="http[^"]+\/embed\/stories\/karamushi-museum-[^"]+" title="予定のある話"/,
  )
  await look(curator)

  // An earlier text comes back as the newest one.
  await field(curator, name()).fill('あとで後悔する題')
  await isSaved(curator)
  await page.goto(path)
  await page.getByText(t('studio:history.title'), { exact: true }).click()
  const backs = page.getByRole('button', { name: /回めの文に戻す/ })
  await backs.first().click()
  await page.getByText(t('tell:done.back')).waitFor()
  expect(await field(curator, name()).inputValue()).toBe('予定のある話')
}, 120_000)

it('a scene is heard with all that is said in it; what is no sound is told so', async () => {
  const curator = await person({ viewport: phone, locale: 'en-GB' })
  const { page } = curator
  await signIn(curator, 'karamushi', '/en/studio', 'en')
  const path = await newStory(curator, en)
  await field(curator, name(en, 'en')).fill('A song of the fields')
  await field(curator, summary(en, 'en')).fill('A song to listen to.')
  await field(curator, en('tell:about.rights')).selectOption('by')
  await press(curator, en('tell:row.addStep'))
  await page.getByRole('heading', { name: scene(1, en), exact: true }).waitFor()
  // What is typed before the page's scripts are there is not saved by itself.
  await page.waitForLoadState()
  await field(curator, headingOf(1, 'en', en)).fill('While planting rice')
  await field(curator, textOf(1, 'en', en)).fill('It was sung while rice was planted.')
  await isSaved(curator, en)
  await page.getByText(en('tell:sound.title', { row: scene(1, en) }), { exact: true }).click()
  const chosen = field(curator, en('tell:sound.choose', { row: scene(1, en) }))
  const buffer = Buffer.from('This is no sound at all.')
  await chosen.setInputFiles({ name: 'song.mp3', mimeType: 'audio/mpeg', buffer })
  await page.getByText(en('tell:sound.notASound')).waitFor()
  await chosen.setInputFiles({
    name: 'song.wav',
    mimeType: 'audio/wav',
    buffer: Buffer.from(wavOf(1_500, 7)),
  })
  const player = page.getByLabel(en('tell:sound.listen', { row: scene(1, en) }))
  await player.waitFor()
  await press(curator, en('studio:item.publish'))
  await page.getByText(en('museum:refusal.story_not_ready')).waitFor()
  expect(await page.locator('ul.notice').innerText()).toBe(en('museum:storyCheck.transcripts'))
  await look(curator)
  const transcript = en('tell:sound.transcript', { row: scene(1, en) })
  await field(curator, inLanguage(en, transcript, 'en')).fill('Green, green are the fields.')
  await isSaved(curator, en)
  await press(curator, en('studio:item.publish'))
  await page.getByText(en('tell:done.published')).waitFor()

  const reader = await person({ viewport: phone, locale: 'en-GB' })
  await openNow(reader.page, path.replace('/studio/tell/', '/stories/'))
  await reader.page.getByText('Green, green are the fields.').waitFor()
  const seconds = await reader.page.locator('audio').evaluate(async (audio: HTMLAudioElement) => {
    audio.load()
    audio.preload = 'auto'
    if (audio.readyState < 1)
      await new Promise((resolve) => audio.addEventListener('loadedmetadata', resolve))
    return audio.duration
  })
  expect(seconds).toBeCloseTo(1.5, 1)
  await look(reader)
}, 120_000)

it('a wide picture is gone along by buttons and keys, and drawn on where it is seen', async () => {
  const curator = await person({ viewport: phone })
  await untilDrawn(curator, 'tadami-line-scroll')
  const { page } = curator
  await signIn(curator, 'crafts', '/studio')
  await newStory(curator)
  await addScene(curator, 1, '絵巻')
  const scroll = page.locator('[data-scroll]')
  const left = () => scroll.evaluate((one) => one.scrollLeft)
  await press(curator, t('tell:picture.rightwards', { title: scene(1) }))
  await expect.poll(left, patient).toBeGreaterThan(100)
  const { x, y, width, height } = (await scroll.boundingBox())!
  expect(height).toBeGreaterThan(150)
  await page.mouse.move(x + width * 0.2, y + height * 0.2)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.6, y + height * 0.6, { steps: 4 })
  await page.mouse.up()
  const from = async () => Number(await field(curator, t('tell:picture.x')).inputValue())
  expect(await from()).toBeGreaterThan(500)
  // The frame goes on along the picture with the keys, and is kept in sight.
  const box = page.getByRole('application', { name: t('tell:picture.box', { title: scene(1) }) })
  const [before, seen] = [await from(), await left()]
  for (let n = 0; n < 10; n++) await box.press('ArrowRight')
  expect(await from()).toBeGreaterThan(before)
  await expect.poll(left, patient).toBeGreaterThan(seen)
  await isSaved(curator)
  await look(curator)
}, 90_000)

it.each(['ja', 'en'])('a map alone is a scene: put together without JavaScript, a name that is unknown is told beside its field (%s)', async (locale) => {
  const words = wordsFor(locale)
  const studio = `${locale === 'ja' ? '' : `/${locale}`}/studio`
  const curator = await person({ ...bare, locale })
  const { page } = curator
  await signIn(curator, 'karamushi', studio, locale)
  await newStory(curator, words)
  await press(curator, words('tell:row.addStep'))
  const put = async (name: string) => {
    const details = page.locator('details').filter({ hasText: words('tell:map.title', { row: scene(1, words) }) })
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
    await page.getByRole('combobox', { name: words('tell:map.add', { row: scene(1, words) }) }).fill(name)
    await press(curator, words('tell:map.put', { row: scene(1, words) }))
  }
  await put(locale === 'ja' ? '会津川口（駅）' : 'Aizu-Kawaguchi (station)')
  await page.getByRole('checkbox').first().waitFor()
  await put('Atlantis')
  await page.getByText(words('tell:map.unknown', { typed: 'Atlantis' })).waitFor()
  await put('Koide')
  expect(await page.getByRole('checkbox').count()).toBe(2)
  await page.goto(`${new URL(page.url()).pathname}/preview`)
  await page.locator('.story-map svg[role=img]').waitFor()
  const ways = await page.locator('.story-map li a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(ways).toEqual(['aizu-kawaguchi', 'koide'].map((id) => `${locale === 'ja' ? '' : `/${locale}`}/stations/${id}`))
}, 60_000) // prettier-ignore
