import { afterAll, expect, test } from 'vitest'
import { encodeState, pointingAt } from '../../api/museum/content-state.ts'
import { shownItem } from '../../api/museum/item-rendering.ts'
import { behindIn, detailOf, pointedPage } from '../../site/lib/museum.ts'
import { basket, house, letter } from '../museum/record-builders.ts'
import { openMuseum, ownImage } from '../museum/presentation-world.ts'

const museum = await openMuseum([
  ownImage({ id: 'scroll', width: 10_000, height: 1_000 }),
  ownImage({ id: 'print', showing: 'whole' }),
])
afterAll(() => museum.dispose())

const shown = async (body: ReturnType<typeof basket>) =>
  shownItem(
    { item: { id: 'scroll', body, at: 1 }, institution: { id: 'storehouse', body: house(), at: 1 } },
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
