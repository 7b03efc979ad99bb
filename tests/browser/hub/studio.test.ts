import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demonstrationPassword } from '../../../api/identity/index.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { world } from '../support/here.ts'
import { openNow, textNow } from '../support/now.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const inJapanese = (name: string): string =>
  t('studio:inLanguage', { what: t(name), language: t('studio:language.ja') })
const titleLabel = inJapanese('studio:about.title_')
const summaryLabel = inJapanese('studio:about.summary')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meguri-studio-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
/** Lines are lost in these stories, which the browser's console calls an error. */
afterEach(() => goHome(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/))

let photographs = 0
/** A photograph as a phone makes it, unlike every other one. */
async function photograph(side = 1_600): Promise<string> {
  const path = join(folder, `photo-${++photographs}.jpg`)
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  await sharp({
    create: { width: side, height: Math.round(side * 0.75), channels: 3, background: '#888', noise },
  })
    .jpeg({ quality: 95 })
    .withExif({
      IFD0: { ImageDescription: `photograph ${photographs}.` },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 29/1 1234/100', GPSMapDatum: takenAt },
    })
    .toFile(path)
  return path
}

/** What each photograph says of where it was taken. */
const takenAt = 'taken in the valley'

/** The original that the hub keeps of the newest photograph. */
function masterOfNewest(): Buffer {
  const images = join(world.environment['DATA_DIR']!, 'images')
  const masters = readdirSync(images).map((set) => join(images, set, 'master')).filter((path) => existsSync(path))
  return masters.map((path) => readFileSync(path)).find((file) => file.includes(`photograph ${photographs}.`))!
} // prettier-ignore

const field = ({ page }: Person, label: string) => page.getByLabel(label, { exact: true })
const picture = ({ page }: Person) => page.locator('.pictures img')
const isSaved = ({ page }: Person) =>
  page
    .locator('[data-saving-state]')
    .filter({ hasText: t('studio:saving.saved').replace('%', '') })
    .waitFor()

async function newItem(who: Person): Promise<string> {
  await press(who, t('studio:home.make'))
  await who.page.waitForURL('**/studio/write/**')
  return new URL(who.page.url()).pathname
}

it('the printed instruction leads from a photograph on a phone to a public story in at most 25 interactions', async () => {
  const curator = await person({ viewport: phone })
  const { page } = curator
  // What the paper says, step by step; each thing that is pressed, filled in or chosen counts.
  await page.goto('/studio/instruction')
  const steps = page.locator('[data-step]')
  const said = async (step: string): Promise<string> => steps.locator(`xpath=self::*[@data-step="${step}"]`).innerText()
  const paper = Object.fromEntries(
    await Promise.all(
      ['open', 'signIn', 'make', 'photo', 'alternative', 'name', 'describe', 'rights', 'publish', 'look', 'tell', 'tellPublish', 'tellLook'].map(
        async (step) => [step, await said(step)] as const,
      ),
    ),
  ) as Record<string, string>
  expect(await steps.count()).toBe(Object.keys(paper).length)
  await look(curator)
  /** The words that a step puts between its marks. */
  const named = (step: string): string => /「([^」]+)」/.exec(paper[step]!)![1]!
  let interactions = 0
  const count = <T>(doing: Promise<T>): Promise<T> => {
    interactions += 1
    return doing
  }

  const address = /https?:\/\/\S+/.exec(paper['open']!)![0]
  await count(page.goto(address))
  await count(page.getByRole('link', { name: named('signIn'), exact: true }).click())
  await count(page.getByLabel(t('identity:sign_in.email')).fill('karamushi@demonstration.example'))
  await count(page.getByLabel(t('identity:sign_in.password')).fill(demonstrationPassword))
  await count(press(curator, t('identity:sign_in.submit')))
  await page.waitForURL('**/studio')
  await count(press(curator, named('make')))
  await page.waitForURL('**/studio/write/**')
  await count(field(curator, named('photo')).setInputFiles(await photograph()))
  await picture(curator).waitFor()
  await count(field(curator, named('alternative')).fill('竹の柄がついた、手のひらほどの鉄の道具。'))
  await count(field(curator, named('name')).fill('紙のとおりに書いた道具'))
  await count(field(curator, named('describe')).fill('からむしの皮から繊維を取り出すのに使いました。'))
  await count(field(curator, named('rights')).selectOption({ label: t('museum:rights.by') }))
  await isSaved(curator)
  await look(curator)
  await count(press(curator, named('publish')))
  await page.getByText(t('studio:done.published')).waitFor()
  await count(page.getByRole('link', { name: named('look'), exact: true }).click())
  await page.getByRole('heading', { name: '紙のとおりに書いた道具' }).waitFor()
  const item = new URL(page.url()).pathname
  await count(page.goBack())
  await count(press(curator, named('tell')))
  await page.waitForURL('**/studio/tell/**')
  await count(press(curator, named('tellPublish')))
  await page.getByText(t('tell:done.published')).waitFor()
  await look(curator)
  await count(page.getByRole('link', { name: named('tellLook'), exact: true }).click())
  await page.getByRole('heading', { level: 1, name: '紙のとおりに書いた道具' }).waitFor()
  expect(interactions).toBeLessThanOrEqual(25)
  expect(interactions).toBe(17)

  const story = new URL(page.url()).pathname
  expect(story).toMatch(/^\/stories\//)
  const visitor = await person({ viewport: phone })
  expect(await textNow(visitor.page, story)).toContain('からむしの皮から繊維を')
  await visitor.page.locator('.story-view img').first().waitFor()
  const linked = JSON.parse((await visitor.page.locator('script[type="application/ld+json"]').allTextContents()).find((one) => one.includes('hasPart'))!) // prettier-ignore
  expect([linked['@type'], linked.hasPart.length]).toEqual(['CreativeWork', 1])
  const ofItem = await textNow(visitor.page, item)
  expect(ofItem).toContain('からむしの皮から繊維を')
  // What is shown here, and for what one has to go there.
  expect(ofItem).toContain(t('museum:shown.zoomed', { width: '1,600', height: '1,200' }))
  expect(ofItem).toContain(t('museum:shown.on.unknown'))
  await visitor.page.locator('figure img').first().waitFor()
  expect(await textNow(visitor.page, `/search?q=${encodeURIComponent('紙のとおりに')}`)).toContain('紙のとおりに書いた道具')
}, 120_000) // prettier-ignore

it('what is typed is saved by itself; a line that is away and a page that is closed lose nothing', async () => {
  const curator = await person()
  const { page, context } = curator
  await signIn(curator, 'karamushi', '/studio')
  const path = await newItem(curator)
  await field(curator, titleLabel).fill('ひとりでに残る名前')
  await isSaved(curator)
  await context.setOffline(true)
  await field(curator, summaryLabel).fill('線が切れている間に書きました。')
  await page.getByText(t('studio:saving.kept')).waitFor()
  await page.close()
  await context.setOffline(false)
  const again = { ...curator, page: await context.newPage() }
  await again.page.goto(path)
  await isSaved(again)
  expect(await field(again, summaryLabel).inputValue()).toBe('線が切れている間に書きました。')
  const phoneOfHers = await person({ viewport: phone })
  await signIn(phoneOfHers, 'karamushi', path)
  expect(await field(phoneOfHers, titleLabel).inputValue()).toBe('ひとりでに残る名前')
  expect(await field(phoneOfHers, summaryLabel).inputValue()).toBe('線が切れている間に書きました。')
}, 90_000)

it('who is signed out in the middle of writing is told so in the words of the page, and finds the text after signing in', async () => {
  const words = wordsFor('en')
  const curator = await person({ viewport: phone })
  const { page, context } = curator
  await signIn(curator, 'karamushi', '/studio')
  const path = `/en${await newItem(curator)}`
  await page.goto(path)
  const summary = page.getByLabel(words('studio:inLanguage', { what: words('studio:about.summary'), language: words('studio:language.en') }), { exact: true }) // prettier-ignore
  await context.clearCookies()
  await summary.fill('Written after the session was over.')
  await page.getByText(words('studio:saving.signedOut')).waitFor()
  // It is read where somebody types, far below the head of the form.
  const seen = await page.getByText(words('studio:saving.signedOut')).boundingBox()
  expect(seen!.y).toBeGreaterThanOrEqual(0)
  expect(seen!.y).toBeLessThan((await summary.boundingBox())!.y)
  // The browser would rather have Japanese; the page is in English.
  await page.getByLabel(words('studio:upload.choose')).setInputFiles(await photograph(200))
  await page.getByText(words('problems:refusal.not_signed_in')).waitFor()
  await press(curator, words('studio:item.save'))
  await page.getByText(words('studio:closed.sign_in')).waitFor()
  await signIn(curator, 'karamushi', path, 'en')
  expect(await summary.inputValue()).toBe('Written after the session was over.')
  await page.getByText(words('studio:saving.saved').replace('%', '')).waitFor()
}, 60_000)

it('of two who write on one item the second is shown whose text came between, and both texts', async () => {
  const first = await person()
  await signIn(first, 'karamushi', '/studio')
  const path = await newItem(first)
  await field(first, titleLabel).fill('はじめの名前')
  await press(first, t('studio:item.save'))
  const second = await person({ ...bare })
  await signIn(second, 'karamushi-2', path)
  await field(first, titleLabel).fill('先に保存した名前')
  await field(first, summaryLabel).fill('先に保存した説明です。')
  await press(first, t('studio:item.save'))
  await first.page.getByText(t('studio:done.saved')).waitFor()

  // Without scripts: the form says so, and keeps both.
  await field(second, titleLabel).fill('あとから書いた名前')
  await press(second, t('studio:item.save'))
  const name = 'からむし工芸博物館の担当'
  await second.page.getByRole('heading', { name: t('studio:between.title', { name }) }).waitFor()
  const between = await second.page.getByRole('alert').innerText()
  expect(between).toContain('先に保存した名前')
  expect(between).toContain('あとから書いた名前')
  expect(await field(second, titleLabel).inputValue()).toBe('あとから書いた名前')
  expect(await field(second, summaryLabel).inputValue()).toBe('先に保存した説明です。')
  await field(second, titleLabel).fill('二人で決めた名前')
  await press(second, t('studio:item.save'))
  await second.page.getByText(t('studio:done.saved')).waitFor()

  // With scripts: nothing is written over by itself.
  await field(first, titleLabel).fill('ひとりで直した名前')
  await first.page.getByText(t('studio:saving.changed')).waitFor()
  await press(first, t('studio:item.save'))
  await first.page.getByRole('heading', { name: t('studio:between.title', { name: 'からむし工芸博物館のもう一人の担当' }) }).waitFor()
  expect(await first.page.getByRole('alert').innerText()).toContain('二人で決めた名前')
  await look(first)

  // An earlier text comes back as a new one: refused on a page that somebody's save came after, done on a page of now.
  const back = () => second.page.locator('[data-history] li', { hasText: t('studio:history.saved', { n: 2, name }) }).getByRole('button') // prettier-ignore
  const open = () => second.page.getByText(t('studio:history.title'), { exact: true }).click()
  await open()
  const history = await second.page.locator('[data-history]').innerText()
  expect(history).toContain(t('studio:history.changed', { parts: titleLabel }))
  await first.page.goto(path)
  await field(first, titleLabel).fill('そのあとの名前')
  await press(first, t('studio:item.save'))
  await first.page.getByText(t('studio:done.saved')).waitFor()
  await first.page.getByText(t('studio:history.title'), { exact: true }).click()
  await look(first)
  await back().click()
  await second.page.getByText(t('studio:history.since', { name })).waitFor()
  expect(await field(second, titleLabel).inputValue()).toBe('そのあとの名前')
  await open()
  await back().click()
  await second.page.getByText(t('studio:done.back')).waitFor()
  expect(await field(second, titleLabel).inputValue()).toBe('はじめの名前')
}, 120_000) // prettier-ignore

it('what is missing is named, a preview shows what nobody sees yet, and an item can be withdrawn', async () => {
  const curator = await person({ viewport: phone })
  const { page } = curator
  await signIn(curator, 'karamushi', '/studio')
  const path = await newItem(curator)
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('museum:refusal.item_not_ready')).waitFor()
  expect(await page.locator('ul.notice').innerText()).toContain(t('museum:check.rights'))
  await look(curator)
  await field(curator, titleLabel).fill('取り下げる品')
  await field(curator, summaryLabel).fill('あとで取り下げます。')
  await field(curator, t('studio:rights.rights')).selectOption('cc0')
  // A document of two views, from the right, whose only chapter begins on the second; where and when it is met.
  for (const n of [0, 1]) {
    await field(curator, t('studio:upload.choose')).setInputFiles(await photograph(200))
    await page.locator(`[name="pictures.${n}.alternative.ja"]`).fill(`${n + 1}枚めの面`)
  }
  await isSaved(curator)
  await page.getByText(t('studio:document.open'), { exact: true }).click()
  await field(curator, t('studio:document.reading')).selectOption('right-to-left')
  await page.locator('[name="chapters.0.label.ja"]').fill('おわりの章')
  await page.locator('[name="chapters.0.from"]').selectOption({ index: 2 })
  await page.getByText(t('studio:whereabouts.open'), { exact: true }).click()
  await field(curator, t('studio:whereabouts.spot')).selectOption('place/noguchi-memorial-place')
  await page.locator('[name="events.aizu-festival"]').check()
  // An advantage is not told without what stands against it.
  await field(curator, inJapanese('museum:field.merit')).fill('景色のよい列車で来られます。')
  await isSaved(curator)
  await press(curator, t('studio:item.publish'))
  await page.locator('ul.notice').getByText(t('museum:check.demerit'), { exact: true }).waitFor()
  // What is typed before the page's scripts are there is not saved by itself.
  await page.waitForLoadState()
  expect(await page.locator('ul.notice li').count()).toBe(1)
  await field(curator, inJapanese('museum:field.demerit')).fill('列車は日に六本です。')
  await field(curator, inJapanese('museum:field.contact')).fill('見本の係 0240-00-0000')
  await isSaved(curator)
  await page.goto(`${path}/preview`)
  await page.getByRole('heading', { name: '取り下げる品', exact: true }).waitFor()
  // It is the page itself: chapters, direction, and what is to be weighed, beside a picture that nobody else has yet.
  const before = await page.locator('main').innerText()
  for (const said of [
    'おわりの章',
    t('museum:reading.right-to-left'),
    '景色のよい列車で来られます。',
    '列車は日に六本です。',
    '見本の係 0240-00-0000',
  ])
    expect(before).toContain(said)
  await expect
    .poll(() =>
      page
        .locator('[id^="view-"] img')
        .first()
        .evaluate((one: HTMLImageElement) => one.naturalWidth),
    )
    .toBeGreaterThan(0)
  await look(curator)
  await page.goto(path)
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('studio:done.published')).waitFor()
  const item = await page.getByRole('link', { name: t('studio:public.page') }).getAttribute('href')
  const visitor = await person({ viewport: phone })
  const read = await textNow(visitor.page, item!)
  for (const said of [
    '取り下げる品',
    '景色のよい列車で来られます。',
    '列車は日に六本です。',
    '見本の係 0240-00-0000',
  ])
    expect(read).toContain(said)
  const chapters = visitor.page.getByRole('navigation', { name: t('museum:field.chapters'), exact: true })
  expect(await chapters.innerText()).toContain(t('museum:reading.right-to-left'))
  const [second] = await visitor.page
    .locator('[id^="view-"]')
    .nth(1)
    .evaluateAll((all) => all.map(({ id }) => `#${id}`))
  expect(await chapters.getByRole('link', { name: 'おわりの章' }).getAttribute('href')).toBe(second)
  for (const there of ['/places/noguchi-memorial-place', '/events/aizu-festival'])
    await visitor.page.locator(`section[aria-labelledby="see"] a[href="${there}"]`).waitFor()
  await look(visitor)
  await press(curator, t('studio:public.withdraw'))
  await page.getByText(t('studio:done.withdrawn')).waitFor()
  expect((await openNow(visitor.page, item!))?.status()).toBe(404)
}, 120_000)

it('a picture that breaks off goes on where it stopped, and what is no picture is told so', async () => {
  const curator = await person()
  const { page, context } = curator
  await signIn(curator, 'crafts', '/studio')
  const path = await newItem(curator)
  const file = await photograph(3_200)
  // The line is lost after the first piece.
  let pieces = 0
  const patches: string[] = []
  await context.route('**/api/museum/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    patches.push(route.request().headers()['upload-offset']!)
    pieces += 1
    return pieces === 1 ? route.continue() : route.abort()
  })
  await field(curator, t('studio:upload.choose')).setInputFiles(file)
  await page.getByText(/つながりません/).waitFor()
  // How far it came is seen, too.
  const bar = page.getByRole('progressbar', { name: t('studio:upload.progress'), exact: true })
  const percent = await bar.evaluate((one) => (one as HTMLProgressElement).value)
  expect(percent).toBeGreaterThan(0)
  expect(percent).toBeLessThan(100)
  await page.close()
  await context.unroute('**/api/museum/uploads/*')
  const again = { ...curator, page: await context.newPage() }
  const sent: string[] = []
  again.page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.headers()['upload-offset']!)
  })
  await again.page.goto(path)
  await again.page.getByText(t('studio:upload.again').replace('%', file.split('/').at(-1)!)).waitFor()
  await field(again, t('studio:upload.choose')).setInputFiles(file)
  await picture(again).waitFor()
  expect(patches[0]).toBe('0')
  expect(Number(sent[0])).toBeGreaterThan(0)

  // Chosen once more by mistake, it is not sent again and stands there once: two views of one name cannot be published.
  sent.length = 0
  await field(again, t('studio:upload.choose')).setInputFiles(file)
  await again.page.getByText(t('studio:upload.ready')).waitFor()
  await field(again, t('studio:upload.choose')).and(again.page.locator(':enabled')).waitFor()
  expect([await picture(again).count(), sent]).toEqual([1, []])

  // Where it was taken goes out of the original that is kept, unless somebody wants it to stay.
  expect(readFileSync(file).includes(takenAt)).toBe(true)
  expect(masterOfNewest().includes(takenAt)).toBe(false)
  const wanted = again.page.getByLabel(t('studio:upload.keepLocation'), { exact: true })
  expect(await wanted.isChecked()).toBe(false)
  await wanted.check()
  await field(again, t('studio:upload.choose')).setInputFiles(await photograph(200))
  await picture(again).nth(1).waitFor()
  expect(masterOfNewest().includes(takenAt)).toBe(true)

  const text = join(folder, 'text.jpg')
  writeFileSync(text, 'This is no picture.')
  await field(again, t('studio:upload.choose')).setInputFiles(text)
  await again.page.getByText(t('museum:fault.not_an_image')).waitFor()
  // A photograph that is still in somebody's cloud comes as a file of no bytes.
  writeFileSync(text, '')
  await field(again, t('studio:upload.choose')).setInputFiles(text)
  await again.page.getByText(t('studio:upload.empty')).waitFor()
  await look(again)
}, 120_000)
