import { afterAll, describe, expect, test } from 'vitest'
import { encodeState, pointingAt } from '../../api/museum/content-state.ts'
import { shownItem } from '../../api/museum/item-rendering.ts'
import { behindIn, detailOf, pointedPage, shownHere } from '../../site/lib/museum.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { visits } from '../../api/museum/record.ts'
import { basket, house, letter } from '../museum/record-builders.ts'
import { openMuseum, ownImage } from '../museum/presentation-world.ts'

const museum = await openMuseum([
  ownImage({ id: 'scroll', width: 10_000, height: 1_000 }),
  ownImage({ id: 'small', width: 1_000, height: 500 }),
  ownImage({ id: 'print', showing: 'whole' }),
])
afterAll(() => museum.dispose())

const shown = async (body: ReturnType<typeof basket>) =>
  shownItem(
    {
      item: { id: 'scroll', body, at: 1 },
      institution: { id: 'storehouse', body: house(), at: 1 },
      collections: [],
    },
    await museum.presentation.surroundingsOf([body]),
  )
const view = (identifier: string, width = 5_000, height = 500) => ({
  canvases: [{ ...basket().canvases[0]!, width, height, image: { from: 'own' as const, identifier } }],
})
const scroll = await shown(basket(view('scroll')))
const pointed = (region: object | undefined, item = scroll): string =>
  pointingAt({
    manifest: item.manifest,
    canvas: item.canvases[0]!.address,
    ...(region === undefined ? {} : { region }),
  } as Parameters<typeof pointingAt>[0])

// The view is half as large as its image: what is pointed at is doubled.
test.each([
  [{ x: 100, y: 50, width: 300, height: 200 }, '200,100,600,400', 600, 400],
  [{ x: 0, y: 0, width: 5_000, height: 500 }, '0,0,10000,1000', 1_200, 120],
  [{ x: 4_900, y: 400, width: 900, height: 900 }, '9800,800,200,200', 200, 200],
])('%j of a view is shown as %s of its image', (region, crop, width, height) => {
  expect(detailOf(scroll, pointed(region))).toMatchObject({
    path: `/iiif/3/scroll/${crop}/!1200,1200/0/default.jpg`,
    width,
    height,
    state: pointed(region),
  })
})

const print = await shown(basket(view('print')))
const paper = await shown(letter())
const region = { x: 1, y: 1, width: 10, height: 10 }

test.each<[string, typeof scroll, string | null]>([
  ['nothing', scroll, null],
  ['what nobody can read', scroll, 'x'],
  ['all of a view', scroll, pointed(undefined)],
  ['a part that lies outside', scroll, pointed({ ...region, x: 5_000 })],
  [
    'a view of another item',
    scroll,
    pointingAt({ manifest: 'https://a.example/m', canvas: 'https://a.example/c', region }),
  ],
  ['a plain address', scroll, scroll.manifest],
  ['an address in code', scroll, encodeState(scroll.manifest)],
  ['a part of what is only shown whole', print, pointed(region, print)],
  ['a part of what stays elsewhere', paper, pointed(region, paper)],
])('who points at %s is shown no detail', (_, item, state) => {
  expect(detailOf(item, state)).toBeUndefined()
})

test('each part of a wide picture has a page that shows it', () => {
  const { parts, address } = scroll.canvases[0]!
  const details = parts.map(({ region: part }) => {
    const page = new URL(
      pointedPage('/items/scroll', { manifest: scroll.manifest, canvas: address, region: part }),
      'https://a.example',
    )
    return detailOf(scroll, page.searchParams.get('iiif-content'))
  })
  const crop = (path: string | undefined) => path?.split('/').find((step) => step.includes(',0,'))
  expect(details.map((one) => crop(one?.path))).toEqual(parts.map((part) => crop(part.address)))
})

test.each([
  ['?after=karamushi-thread', 'karamushi-thread'],
  ['', ''],
  ['?after=%00', ''],
  ['?after=%3Cb%3E', ''],
  [`?after=${'a'.repeat(200)}`, ''],
])('a list that is asked for with %j goes on behind %j', (query, after) => {
  expect(behindIn(new URL(`https://meguri.example/items${query}`))).toBe(after)
})

const ownView = (identifier: string) => view(identifier).canvases[0]!
const partnersView = letter().canvases[0]!
const ofPartner = {
  ...letter({ partner: { manifest: 'https://partner.example/map' } }),
  canvases: [
    { ...partnersView, image: { ...partnersView.image, level: 2, picture: { width: 2_000, height: 3_000 } } },
  ],
} as ReturnType<typeof letter>
const noView = { ...ownView('small'), image: { from: 'nowhere' as const } }

describe('what is shown here', () => {
  test.each<[string, ReturnType<typeof basket>, ReturnType<typeof shownHere>]>([
    ['all of a picture of ours, as large as it is', basket(view('scroll')), { name: 'zoomed', width: 10_000, height: 1_000 }],
    ['the largest of several, wherever it stands', basket({ canvases: [ownView('small'), ownView('scroll'), ownView('print')] }), { name: 'zoomed', width: 10_000, height: 1_000 }],
    ['the picture of a work in copyright, small', basket(view('print')), { name: 'whole' }],
    ['the picture of a partner', ofPartner, { name: 'atPartner' }],
    ['words, where the picture stays elsewhere', letter(), { name: 'elsewhere' }],
    ['words, of a view that has no picture', basket({ canvases: [noView] }), { name: 'nowhere' }],
    ['words, of a view whose picture was taken away', basket(view('gone')), { name: 'nowhere' }],
    ['words, where there is no view', basket({ canvases: [] }), { name: 'nowhere' }],
  ])('is %s', async (_, body, seen) => {
    expect(shownHere((await shown(body)).canvases)).toEqual(seen)
  }) // prettier-ignore

  test.each(['ja', 'en'])(
    'and what only the real thing shows is said of every way to see it (%s)',
    (locale) => {
      const t = wordsFor(locale)
      const said = [...visits.map((visit) => `museum:shown.on.${visit}`), ...['atPartner', 'whole', 'elsewhere', 'nowhere'].map((name) => `museum:shown.${name}`)] // prettier-ignore
      for (const key of said) expect(t(key), key).toMatch(/[.。]$/)
      expect(new Set(said.map((key) => t(key))).size).toBe(said.length)
      expect(t('museum:shown.zoomed', { width: '10,000', height: '1,000' })).toMatch(/10,000.+1,000/)
    },
  )
})
