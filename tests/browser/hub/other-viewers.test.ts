import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { packClover } from '../support/clover.ts'
import { untilDrawn } from '../support/drawings.ts'
import { goHome, origin, person, type Person } from '../support/people.ts'

/** A page of another site with another's viewer on it. */
let host: Server
let elsewhere: string

beforeAll(async () => {
  const viewer = await packClover()
  host = createServer(({ url }, response) => {
    const asked = new URL(url ?? '/', 'http://viewer.example')
    if (asked.pathname === '/viewer.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(viewer)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Viewer</title><div id="viewer"></div>
      <script type="module" src="/viewer.js"></script>`)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  elsewhere = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
})
afterAll(async () => {
  host.closeAllConnections()
  await new Promise((resolve) => host.close(resolve))
})
// The viewer stands elsewhere and asks here: both are other sites to a story's own browser.
afterEach(() => goHome(/^asks /))

type Had = { readonly path: string; readonly status: number }

/** Opens one of our addresses in it, and answers how the pictures that it asked for were had. */
async function openElsewhere(visitor: Person, path: string): Promise<readonly Had[]> {
  await untilDrawn(visitor, 'tadami-line-scroll')
  await untilDrawn(visitor, 'bridges-by-kilometre')
  const had: Had[] = []
  visitor.page.on('response', (answer) => {
    const url = new URL(answer.url())
    if (url.origin === origin && url.pathname.startsWith('/iiif/3/'))
      had.push({ path: url.pathname, status: answer.status() })
  })
  await visitor.page.goto(`${elsewhere}/?open=${encodeURIComponent(`${origin}/iiif/presentation/${path}`)}`)
  return had
}

/** A part of the scroll in a size of its own; what stands behind `!` is no tile. */
const part = /\/tadami-line-scroll\/(\d+),(\d+),(\d+),(\d+)\/(\d+),(\d+)\//

/** Whether a part is a tile of a level of the pyramid: who takes another size for a level asks for others. */
function isTile(path: string): boolean {
  const [x, y, width, height, across] = part.exec(path)!.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
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
