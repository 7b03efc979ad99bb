import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { pointingAt } from '../../../api/museum/content-state.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { untilDrawn } from '../support/drawings.ts'
import { goHome, origin, person, type Person } from '../support/people.ts'
import { hostPeers, type Peer, type PeerHost, viewerPeers } from '../support/viewer-peers.ts'

const t = wordsFor('ja')

/** A page of another site for each of others' viewers. */
let host: PeerHost
let [clover, mirador]: Peer[] = []

beforeAll(async () => {
  const peers = await viewerPeers()
  ;[clover, mirador] = [...peers]
  host = await hostPeers(peers)
})
afterAll(() => host.stop())
// A viewer stands elsewhere and asks here: both are other sites to a story's own browser. Mirador is told off by its own React.
afterEach(() => goHome(/^asks |React 19/))

type Had = { readonly path: string; readonly status: number }

/** The pictures that a page asks for from now on, and how they are had. */
async function picturesHad(visitor: Person): Promise<Had[]> {
  await untilDrawn(visitor, 'tadami-line-scroll')
  await untilDrawn(visitor, 'bridges-by-kilometre')
  const had: Had[] = []
  visitor.page.on('response', (answer) => {
    const url = new URL(answer.url())
    if (url.origin === origin && url.pathname.startsWith('/iiif/3/'))
      had.push({ path: url.pathname, status: answer.status() })
  })
  return had
}

/** Opens one of our addresses in Clover, and answers how the pictures that it asked for were had. */
async function openElsewhere(visitor: Person, path: string): Promise<readonly Had[]> {
  const had = await picturesHad(visitor)
  await visitor.page.goto(host.pageOf(clover!, `${origin}/iiif/presentation/${path}`))
  return had
}

/** A part of the scroll in a size of its own; what stands behind `!` is no tile. */
const part = /\/tadami-line-scroll\/(\d+),(\d+),(\d+),(\d+)\/(\d+),(\d+)\//

type Tile = readonly [x: number, y: number, width: number, height: number, across: number]
const tileOf = (path: string) => part.exec(path)!.slice(1).map(Number) as unknown as Tile

/** Whether a part is a tile of a level of the pyramid: who takes another size for a level asks for others. */
function isTile(path: string): boolean {
  const [x, y, width, height, across] = tileOf(path)
  return [1, 2, 4, 8, 16, 32].some((factor) => {
    const side = 512 * factor
    const isInGrid = x % side === 0 && y % side === 0 && width <= side && height <= side
    return isInGrid && Math.abs(width / factor - across) <= 1
  })
}

/** The scroll came in tiles, and no picture was refused. */
async function isShownInTiles(had: readonly Had[]): Promise<void> {
  const parts = (): string[] => had.map(({ path }) => path).filter((path) => part.test(path))
  await expect.poll(() => parts().length, { timeout: 20_000 }).toBeGreaterThan(1)
  expect(parts().filter((path) => !isTile(path))).toEqual([])
  expect(had.filter(({ status }) => status !== 200)).toEqual([])
}

it('Clover opens an item: its name, what is told of it, and its tiles', async () => {
  const visitor = await person()
  const had = await openElsewhere(visitor, 'tadami-line-scroll/manifest')
  await visitor.page.getByText('只見線の絵巻').first().waitFor()
  await visitor.page.getByText('線路の測量の点から、計算で描いた絵').waitFor()
  await isShownInTiles(had)
})

it('Clover opens a story: its views in their order, and each step where it is said', async () => {
  const visitor = await person()
  const had = await openElsewhere(visitor, 'line-and-bridges/manifest')
  const { page } = visitor
  await page.getByText('川をわたる線路').first().waitFor()
  await page.getByRole('tab', { name: 'Annotations' }).click()
  await page.getByText('会津桧原と会津西方の間で', { exact: false }).first().waitFor()
  await isShownInTiles(had)
})

it('Clover opens what an institution publishes, and what it opens first is a story of it', async () => {
  const visitor = await person()
  const had = await openElsewhere(visitor, 'collection/aizu-meguri')
  const { page } = visitor
  await page.getByText('川をわたる線路').first().waitFor()
  await isShownInTiles(had)
})

/** Mirador in Japanese, which tells of rights at once and draws without a graphics card, as this browser has none. */
const settings = JSON.stringify({
  language: 'ja',
  osdConfig: { drawer: 'canvas' },
  window: { sideBarOpen: true, defaultSideBarPanel: 'attribution', forceDrawAnnotations: true },
})
const inMirador = (path: string, more: readonly (readonly [string, string])[] = []): string =>
  host.pageOf(mirador!, `${origin}/iiif/${path}`, [['with', settings], ...more])

it('Mirador opens a document: its name, whom to name, its terms, and one page after another', async () => {
  const visitor = await person()
  const { page } = visitor
  for (const leaf of ['cover', 'page-1']) await untilDrawn(visitor, `line-notebook-${leaf}`)
  const had = await picturesHad(visitor)
  const isAsked = (image: string) => () => had.some(({ path }) => path.includes(`/${image}/`))
  await page.goto(inMirador('presentation/line-notebook/manifest'))
  const notebook = page.getByRole('region', { name: '駅の控え帳（見本）' })
  await notebook.getByText('出典の表示').waitFor()
  await notebook.getByText('会津めぐり', { exact: true }).waitFor()
  await notebook.locator('a[href="http://creativecommons.org/licenses/by/4.0/"]').waitFor()
  await expect.poll(isAsked('line-notebook-cover')).toBe(true)
  await notebook.getByRole('button', { name: '次のアイテム' }).click()
  await notebook.getByText('2 of 4').waitFor()
  await expect.poll(isAsked('line-notebook-page-1')).toBe(true)
  expect(had.filter(({ status }) => status !== 200)).toEqual([])
})

it('Mirador opens a story, what an institution publishes, version 2, and the detail that our page points at', async () => {
  const visitor = await person()
  const { page } = visitor
  const had = await picturesHad(visitor)
  const manifest = `${origin}/iiif/presentation/tadami-line-scroll/manifest`
  const canvas = `${origin}/iiif/presentation/tadami-line-scroll/canvas/whole`
  const [x, y] = [6_000, 500]
  const state = pointingAt({ manifest, canvas, region: { x, y, width: 600, height: 400 } })
  await page.goto(`/items/tadami-line-scroll?iiif-content=${state}`)
  const link = page.locator('#detail').getByRole('link', { name: t('museum:page.viewer', { name: 'Mirador' }) })
  const pointed = new URL((await link.getAttribute('href'))!).searchParams.get('iiif-content')!
  had.length = 0
  await page.goto(
    inMirador('presentation/collection/aizu-meguri', [
      ['open', `${origin}/iiif/presentation/line-and-bridges/manifest`],
      ['open', `${origin}/iiif/presentation-2/bridges-by-kilometre/manifest`],
      ['iiif-content', pointed],
    ]),
  )
  const windowOf = (name: string) => page.getByRole('region', { name })
  await windowOf('川をわたる線路').first().waitFor()
  const whole = '/iiif/3/bridges-by-kilometre/full/max/0/default.jpg'
  await expect.poll(() => had.some(({ path }) => path === whole)).toBe(true)
  const isAtDetail = (path: string): boolean => {
    const [left, top, width, height, across] = tileOf(path)
    return left <= x + 300 && x + 300 < left + width && top <= y + 200 && y + 200 < top + height && width <= 4 * across
  }
  await expect.poll(() => had.some(({ path }) => part.test(path) && isAtDetail(path))).toBe(true)
  await page.getByText('コレクションを表示').click()
  await page.locator('[role="menuitem"]').filter({ hasText: '駅の控え帳（見本）' }).click()
  await windowOf('駅の控え帳（見本）').first().waitFor()
  await isShownInTiles(had)
}) // prettier-ignore
