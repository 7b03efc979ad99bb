import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import { untilPictures } from './pictures.ts'
import { type Options, optionsOf, type Row } from './row.ts'
import { countScript, phoneWindow, scriptRow, slowPhone, within } from './slow-phone.ts'

const stories = ['/stories/line-and-bridges', '/stories/made-by-hand']
const largestMs = 1_500
const scriptBytesMax = { before: 10_000, with: 110_000 }

type Walk = { readonly context: () => Promise<BrowserContext>; readonly runs: number }

/** What a reader of a story on a slow phone waits for: its largest picture or words, and the script of its page. */
export async function storiesBench(options: Options): Promise<readonly Row[]> {
  const runs = optionsOf(options).number('runs', 7)
  const place = await newPlace('sqlite', '')
  const hub = await startHubProcess(place.environment)
  const browser = await chromium.launch({ executablePath: await browserPath(), args: [...browserFlags] })
  try {
    await untilPictures(hub.origin)
    const walk = { context: () => reader(browser, hub.origin), runs }
    const rows: Row[] = []
    for (const path of stories) rows.push(await largestOf(walk, path), ...(await scriptsOf(walk, path)))
    return rows
  } finally {
    await browser.close()
    await hub.stop()
    await place.remove()
  }
}

const reader = (browser: Browser, origin: string): Promise<BrowserContext> =>
  browser.newContext({ ...phoneWindow, baseURL: origin, locale: 'ja-JP' })

type Painted = { readonly ms: number; readonly what: string }

/** The largest contentful paint of a page that has come to rest, and what it was. */
const largestPaint = (page: Page): Promise<Painted> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1)!
          const element = Reflect.get(last, 'element') as Element | null
          resolve({ ms: last.startTime, what: element?.localName ?? 'something that is gone' })
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )

async function openSlowly({ context }: Walk, path: string): Promise<Painted> {
  const one = await context()
  const page = await one.newPage()
  await slowPhone(page)
  await page.goto(path, { waitUntil: 'networkidle' })
  const painted = await largestPaint(page)
  await one.close()
  return painted
}

async function largestOf(walk: Walk, path: string): Promise<Row> {
  // The first opening draws the pictures and is nobody's.
  await openSlowly(walk, path)
  const seen: Painted[] = []
  while (seen.length < walk.runs) seen.push(await openSlowly(walk, path))
  const elements = [...new Set(seen.map(({ what }) => what))].join(', ')
  const row = within(
    seen.map(({ ms }) => ms),
    largestMs,
  )
  return { what: `${path}, largest paint (${elements})`, ...row }
}

/** What the page loads by itself, and once somebody has its pictures move. */
async function scriptsOf({ context }: Walk, path: string): Promise<Row[]> {
  const one = await context()
  const page = await one.newPage()
  const bytes = await countScript(page)
  await page.goto(path, { waitUntil: 'networkidle' })
  const before = await bytes()
  await page.locator('button[data-start]').click()
  await page.locator('[data-stage] canvas').first().waitFor()
  await page.waitForLoadState('networkidle')
  const withViewer = await bytes()
  await one.close()
  return [
    scriptRow(`${path}, script before the viewer`, before, scriptBytesMax.before),
    scriptRow(`${path}, script with the viewer`, withViewer, scriptBytesMax.with),
  ]
}
