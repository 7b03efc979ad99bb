import type { Locator } from 'playwright'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import {
  canvasThree,
  collectionThree,
  manifestThree,
  openPartner,
  sendJson,
} from '../../museum/partner-server.ts'
import { world } from '../support/here.ts'
import { openNow, textNow } from '../support/now.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

const t = wordsFor('ja')
const { partnerOrigin: origin } = world
const drawn = await sharp({ create: { width: 1_000, height: 500, channels: 3, background: '#5d7a5a' } }).jpeg().toBuffer() // prettier-ignore

/** What the house's server says of its picture, under a name that the page may not ask. */
const information = {
  '@context': 'http://iiif.io/api/image/3/context.json',
  id: 'https://inner.example/map-1',
  type: 'ImageService3',
  protocol: 'http://iiif.io/api/image',
  profile: 'level2',
  width: 2_000,
  height: 1_000,
  tiles: [{ width: 512, scaleFactors: [1, 2, 4] }],
}
/** A view that no service draws. */
const plain = {
  ...canvasThree(origin, 'map', 2),
  items: [
    {
      type: 'AnnotationPage',
      items: [
        {
          type: 'Annotation',
          motivation: 'painting',
          body: { id: `${origin}/image/back.jpg`, type: 'Image', width: 1_000, height: 500 },
        },
      ],
    },
  ],
}
/** What a house of files says: no part but these is there. */
const files = {
  ...information,
  profile: 'level0',
  width: 800,
  height: 400,
  tiles: [{ width: 512, scaleFactors: [1, 2] }],
}
const fileNames = ['0,0,512,400/512,400', '512,0,288,400/288,400', 'full/400,200', 'full/max'].map(
  (name) => `/image/map-3/${name}/0/default.jpg`,
)
const ofFiles = (() => {
  const view = canvasThree(origin, 'map', 3)
  const [body] = view.items[0]!.items.map((one) => one.body)
  const service = body!.service.map((one) => ({ ...one, profile: 'level0' }))
  return {
    ...view,
    width: 800,
    height: 400,
    items: [
      {
        ...view.items[0]!,
        items: [{ ...view.items[0]!.items[0]!, body: { ...body!, width: 800, height: 400, service } }],
      },
    ],
  }
})()
/** What the house was asked for with the name of the page. */
const referrers = new Set<string>()

let partner: Awaited<ReturnType<typeof openPartner>>
const open = () =>
  openPartner(
    {
      '/all': collectionThree(
        origin,
        'all',
        ['map', 'scroll', 'lost'].map((name) => ({ id: `${origin}/${name}`, type: 'Manifest' })),
      ),
      '/map': manifestThree(origin, 'map', {
        items: [canvasThree(origin, 'map', 1), plain, ofFiles],
        requiredStatement: { label: { ja: ['所蔵'] }, value: { ja: ['画像提供：となりの図書館'] } },
        homepage: [{ id: `${origin}/page`, type: 'Text', format: 'text/html' }],
      }),
      // Longer than one part of a page.
      '/scroll': manifestThree(origin, 'scroll', {
        rights: undefined,
        items: Array.from({ length: 45 }, (_, n) => canvasThree(origin, 'scroll', n + 1)),
      }),
      '/image/': ({ url = '', headers }, response) => {
        if (headers.referer !== undefined) referrers.add(url)
        if (url.startsWith('/image/map-3/') && ![...fileNames, '/image/map-3/info.json'].includes(url))
          return void response.writeHead(404).end()
        if (!url.endsWith('/info.json'))
          return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(drawn)
        response.setHeader('access-control-allow-origin', '*')
        sendJson(response, url.startsWith('/image/map-3/') ? files : information)
      },
    },
    Number(new URL(origin).port),
  )
beforeAll(async () => {
  partner = await open()
})
afterAll(() => partner.close())
// The partner's server is away at the end.
afterEach(() => goHome(/ERR_CONNECTION_REFUSED/))

const field = ({ page }: Person, label: string) => page.getByLabel(label, { exact: true })
const inJapanese = (what: string): string =>
  t('studio:inLanguage', { what, language: t('studio:language.ja') })
const picture = ({ page }: Person) => page.locator(`img[src^="${origin}/image/map-1/"]`).first()
/** It is fetched when it is come to. */
async function isDrawn(who: Person): Promise<void> {
  await picture(who).scrollIntoViewIfNeeded()
  const width = () => picture(who).evaluate((one: HTMLImageElement) => one.naturalWidth)
  await expect.poll(width, { timeout: 10_000 }).toBeGreaterThan(0)
}

/** The house's own server draws the parts of what moves. */
async function comesCloser(who: Person, button: Locator): Promise<void> {
  const before = partner.asked.length
  await button.click()
  const asked = () => partner.asked.slice(before)
  await expect.poll(() => asked().some((path) => path.endsWith('/map-1/info.json'))).toBe(true)
  await expect.poll(() => asked().some((path) => /\/map-1\/[\d,]+|\/map-1\/full/.test(path))).toBe(true)
  await who.page.locator('[data-stage] canvas').first().waitFor()
}

it('a curator brings a collection of another house, publishes an object, and tells of it; its pictures stay there', async () => {
  const curator = await person({ viewport: phone })
  const { page } = curator
  await signIn(curator, 'karamushi', '/studio')
  await page.getByRole('link', { name: t('partners:title'), exact: true }).click()
  await field(curator, t('partners:bring.address')).fill('http://192.168.0.1/')
  await press(curator, t('partners:bring.submit'))
  // What would be asked of a network that is not the public one is told of, as anything that cannot be read.
  await page.getByText(t('partners:fault.address_not_public')).waitFor()
  await press(curator, t('partners:look.leave'))
  await page.getByRole('link', { name: t('partners:backToImports'), exact: true }).click()
  await field(curator, t('partners:bring.address')).fill(`${origin}/all`)
  await look(curator)
  await press(curator, t('partners:bring.submit'))

  await page.getByRole('heading', { name: t('partners:look.title'), exact: true }).waitFor()
  const told = await page.locator('main').innerText()
  expect(told).toContain(t('partners:look.counts', { added: 2, changed: 0, unchanged: 0, refused: 1 }))
  expect(told).toContain(t('partners:note.rights_missing'))
  expect(told).toContain(t('partners:fault.gone'))
  await look(curator)
  await press(curator, t('partners:look.submit', { count: 2 }))
  await page.getByRole('heading', { name: t('partners:done.title'), exact: true }).waitFor()
  await page.getByRole('link', { name: '絵図 map', exact: true }).click()
  await page.waitForURL('**/studio/write/**')
  const record = new URL(page.url()).pathname.split('/').at(-1)!
  await isDrawn(curator)
  const alternative = t('studio:pictures.alternative', { n: 1 })
  await field(curator, alternative).fill('城と町を上から見た絵図。')
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('studio:done.published')).waitFor()
  await look(curator)

  await writesOnTwoParts(curator)
  const visitor = await person({ viewport: phone })
  const said = await textNow(visitor.page, `/items/${record}`)
  expect(said).toContain('画像提供：となりの図書館')
  expect(said).toContain(t('museum:partner.from', { house: 'となりの図書館' }))
  expect(said).toContain(t('museum:shown.atPartner'))
  await isDrawn(visitor)
  // What no service draws is shown as it is.
  const back = visitor.page.locator(`img[src="${origin}/image/back.jpg"]`)
  await back.scrollIntoViewIfNeeded()
  const closer = visitor.page.getByRole('button', { name: t('museum:zoom.open'), exact: true })
  expect(await closer.count()).toBe(2)
  await look(visitor)
  await comesCloser(visitor, closer.first())
  await movesByFiles(visitor, closer)

  const story = await tellOf(curator)
  await openNow(visitor.page, story)
  await isDrawn(visitor)
  // The part is drawn by the partner's server, in pixels of its picture.
  expect(await picture(visitor).getAttribute('src')).toContain('/image/map-1/200,100,1000,600/')
  await comesCloser(visitor, visitor.page.getByRole('button', { name: t('museum:story.start') }))
  await movesWithoutParts(visitor)
  // The house is told that somebody looks, and not where.
  expect([...referrers]).toEqual([])
  expect(await textNow(visitor.page, `/embed${story}`)).toContain('画像提供：となりの図書館')

  // The partner's server is away: it is said in the place of the picture, and where to look.
  await partner.close()
  const late = await person({ viewport: phone })
  await openNow(late.page, `/items/${record}`)
  await late.page.getByText(t('museum:partner.missing')).first().waitFor()
  const there = late.page.getByRole('link', { name: t('museum:partner.there', { house: 'となりの図書館' }) })
  expect(await there.first().getAttribute('href')).toBe(`${origin}/page`)
  await late.page.getByRole('button', { name: t('museum:zoom.open'), exact: true }).first().click()
  await late.page.getByText(t('museum:partner.notMoving')).waitFor()
  await look(late)
  await standsStillAlone(late, story)
  partner = await open()
}, 120_000) // prettier-ignore

/** Of a book another part is opened before what was typed is on the hub: it comes along, and both are saved. */
async function writesOnTwoParts(curator: Person): Promise<void> {
  const { page } = curator
  await page.goto('/studio')
  await page.getByRole('link', { name: '絵図 scroll', exact: true }).click()
  await page.waitForURL('**/studio/write/**')
  const alternative = (n: number) => field(curator, t('studio:pictures.alternative', { n }))
  await alternative(1).fill('巻物のはじめ')
  await page.getByLabel(t('museum:views.number', { total: 45 })).fill('45')
  await page.getByRole('button', { name: t('museum:views.go') }).press('Enter')
  await page.waitForURL('**view=45**')
  expect(await alternative(40).count()).toBe(0)
  await look(curator)
  await alternative(45).fill('巻物の終わり')
  await press(curator, t('studio:item.save'))
  await page.getByText(t('studio:done.saved')).waitFor()
  expect(await alternative(45).inputValue()).toBe('巻物の終わり')
  // A number that no view has is told of beside its field as soon as it is left.
  await page.getByText(t('studio:document.open'), { exact: true }).click()
  await page.getByLabel(t('studio:document.fromNumber', { n: 1, total: 45 })).fill('5000')
  await page.keyboard.press('Tab')
  await page
    .getByRole('alert')
    .getByText(t('studio:document.noSuchNumber', { total: 45 }))
    .waitFor()
  await page.getByLabel(t('studio:document.fromNumber', { n: 1, total: 45 })).fill('')
  await page.locator('[rel="prev"]').first().click()
  await page.locator('[rel="prev"]').first().click()
  expect(await alternative(1).inputValue()).toBe('巻物のはじめ')
}

/** A house that has files and no program is asked for these alone, and its picture moves all the same. */
async function movesByFiles({ page }: Person, buttons: Locator): Promise<void> {
  const zoom = page.locator('[data-zoom]').nth(1)
  // The first one says that it can be closed now.
  await buttons.click()
  await zoom.locator('canvas').first().waitFor()
  const asked = () => partner.asked.filter((path) => path.startsWith('/image/map-3/'))
  await expect.poll(() => asked().some((path) => /\/map-3\/(\d|full\/4)/.test(path))).toBe(true)
  await zoom.getByRole('button', { name: t('museum:zoom.closer') }).click()
  await expect.poll(() => asked().some((path) => path.includes('/0,0,512,400/'))).toBe(true)
  expect(asked().filter((path) => ![...fileNames, '/image/map-3/info.json'].includes(path))).toEqual([])
  expect(await zoom.getByRole('status').innerText()).not.toBe(t('museum:partner.notMoving'))
}

/** Scenes over what nobody draws parts of stand whole on the page, and move: one file, and a house of files. */
async function movesWithoutParts({ page }: Person): Promise<void> {
  for (const [title, source] of [['ただの写真', '/image/back.jpg'], ['写真だけの館', '/image/map-3/full/max/0/default.jpg']] as const) {
    const before = partner.asked.length
    const still = page.locator('.story-step').filter({ hasText: title }).locator('.story-view img')
    expect(await still.getAttribute('src')).toBe(`${origin}${source}`)
    while (!(await page.locator('[data-state]').innerText()).includes(title))
      await page.getByRole('button', { name: t('museum:story.next') }).click()
    await expect.poll(() => still.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0)
    await page.locator('[data-stage] canvas').first().waitFor()
    if (source.includes('map-3'))
      await expect.poll(() => partner.asked.slice(before).some((path) => path === '/image/map-3/info.json')).toBe(true)
    expect(await page.getByText(t('museum:story.stands')).count()).toBe(0)
  }
  // Of one file there is no information to ask for.
  expect(partner.asked.filter((path) => path.startsWith('/image/back.jpg/'))).toEqual([])
  const others = partner.asked.filter((path) => path.startsWith('/image/map-3/'))
  expect(others.filter((path) => ![...fileNames, '/image/map-3/info.json'].includes(path))).toEqual([])
} // prettier-ignore

/** Of a story the scene of a house that is away stands still and says so; the next one moves. */
async function standsStillAlone({ page }: Person, story: string): Promise<void> {
  await page.goto(story)
  await page.getByRole('button', { name: t('museum:story.start') }).click()
  // It is said to whoever listens, and stands on the picture.
  await page.getByRole('status').getByText(t('museum:story.stands')).waitFor()
  await page.locator('[data-stage]').getByText(t('museum:story.stands')).waitFor()
  await page.locator('[data-stage]').getByText(t('museum:partner.missing')).waitFor()
  await page.getByRole('button', { name: t('museum:story.next') }).click()
  await page.locator('[data-stage] canvas').first().waitFor()
  expect(await page.getByText(t('museum:story.stands')).count()).toBe(0)
}

/** Tells a story of two scenes, over a part of the partner's picture and over one of ours; answers the path of its page. */
async function tellOf(curator: Person): Promise<string> {
  const { page } = curator
  await page.goto('/studio')
  await press(curator, t('tell:home.make'))
  await page.waitForURL('**/studio/tell/**')
  const path = new URL(page.url()).pathname
  await field(curator, inJapanese(t('tell:about.name'))).fill('となりの絵図の話')
  await field(curator, inJapanese(t('tell:about.summary'))).fill('となりの館の絵図を見ます。')
  await field(curator, t('tell:about.rights')).selectOption('by')
  await addScene(curator, 1, { item: '絵図 map', title: '城のまわり' })
  // In units of the view, which has half as many as its picture has pixels.
  for (const [side, value] of [['x', '100'], ['y', '50'], ['width', '500'], ['height', '300']] as const)
    await page.getByLabel(t(`tell:picture.${side}`), { exact: true }).fill(value) // prettier-ignore
  await addScene(curator, 2, { item: '手仕事の地図', title: 'わたしたちの絵' })
  await addScene(curator, 3, { item: '絵図 map', title: 'ただの写真', view: 1 })
  await addScene(curator, 4, { item: '絵図 map', title: '写真だけの館', view: 2 })
  await press(curator, t('studio:item.publish'))
  await page.getByText(t('tell:done.published')).waitFor()
  expect(path).toContain('/studio/tell/')
  const link = page.getByRole('link', { name: t('studio:public.page') })
  return new URL((await link.getAttribute('href'))!, page.url()).pathname
}

/** Adds a scene over an item that is found by these words. */
async function addScene(
  curator: Person,
  n: number,
  { item, title, view = 0 }: { item: string; title: string; view?: number },
) {
  const { page } = curator
  const scene = t('tell:row.step', { n })
  await press(curator, t('tell:row.addStep'))
  await page.getByRole('heading', { name: scene, exact: true }).waitFor()
  await press(curator, t('tell:picture.choose', { row: scene }))
  await page.waitForURL('**/picture?**')
  await field(curator, t('tell:choose.words')).fill(item)
  await press(curator, t('tell:choose.find'))
  await page.locator('.choice').nth(view).click()
  await page.waitForURL('**/studio/tell/**#scene-**')
  await field(curator, inJapanese(t('tell:row.titleOf', { row: scene }))).fill(title)
  await field(curator, inJapanese(t('tell:row.textOf', { row: scene }))).fill(`${title}を見ます。`)
}
