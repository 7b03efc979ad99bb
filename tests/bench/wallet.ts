import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { openHub } from '../../api/open-hub.ts'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace, prepareMoney } from '../support/prepared-hub.ts'
import { type Options, optionsOf, type Row } from './row.ts'
import { countScript, phoneWindow, scriptRow, slowPhone, slowProcessor, within } from './slow-phone.ts'

const interactiveMs = 1_500
const scriptBytesMax = 60_000
const codeMs = 200
/** The pages that stand before a camera is opened. */
const beforeCamera = ['/wallet', '/pay', '/wallet/show']

type Walk = {
  readonly origin: string
  readonly context: () => Promise<BrowserContext>
  readonly runs: number
}

/** The wallet's first screen on a slow phone, what its pages load before a camera is opened, and a code out of memory. */
export async function walletBench(options: Options): Promise<readonly Row[]> {
  const runs = optionsOf(options).number('runs', 7)
  const place = await newPlace('sqlite', '')
  const { hub: own, store } = await openHub(place.environment, 'demonstration')
  const { purses } = await prepareMoney(own, 1, 5_000)
  await store.close()
  const hub = await startHubProcess(place.environment)
  const browser = await chromium.launch({ executablePath: await browserPath(), args: [...browserFlags] })
  try {
    const [name, value] = purses[0]!.cookie.split('=') as [string, string]
    const context = (): Promise<BrowserContext> => holder(browser, hub.origin, { name, value })
    const walk = { origin: hub.origin, context, runs }
    // The first answers of a new server are nobody's.
    for (const path of beforeCamera) await (await fetch(hub.origin + path)).text()
    return [...(await firstScreens(walk)), ...(await scripts(walk)), await codeFromMemory(walk)]
  } finally {
    await browser.close()
    await hub.stop()
    await place.remove()
  }
}

async function holder(browser: Browser, url: string, cookie: { name: string; value: string }) {
  const context = await browser.newContext({ ...phoneWindow, baseURL: url, locale: 'ja-JP' })
  await context.addCookies([{ ...cookie, url }])
  return context
}

/** Notes what keeps a finger waiting: runs in the page before anything else. */
function noteLongTasks(): void {
  const busy: number[] = []
  Object.assign(globalThis, { busyUntil: busy })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busy.push(startTime + duration)
  }).observe({ type: 'longtask', buffered: true })
}

/**
 * Milliseconds until the balance is drawn, the page's scripts have run, and no task that holds a finger up is left; what
 * is fetched after the page for use without signal is not waited for.
 */
const interactive = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const painted = performance.getEntriesByName('first-contentful-paint')[0]!.startTime
    const busy = Reflect.get(globalThis, 'busyUntil') as number[]
    return Math.max(painted, navigation!.domContentLoadedEventEnd, ...busy)
  })

async function openSlowly(context: BrowserContext): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(noteLongTasks)
  await slowPhone(page)
  await page.goto('/wallet')
  await page.locator('.purse .amount').waitFor()
  const ms = await interactive(page)
  await page.close()
  return ms
}

async function firstScreens({ context, runs }: Walk): Promise<Row[]> {
  const [first, later]: [number[], number[]] = [[], []]
  for (let n = 0; n < runs; n++) {
    const one = await context()
    first.push(await openSlowly(one))
    later.push(await openSlowly(one))
    await one.close()
  }
  return [
    { what: 'wallet, opened for the first time', ...within(first, interactiveMs) },
    { what: 'wallet, opened again', ...within(later, interactiveMs) },
  ]
}

/** Compressed bytes of the scripts that each page loads by itself; what is kept for use without signal comes apart. */
async function scripts({ context }: Walk): Promise<Row[]> {
  const rows: Row[] = []
  for (const path of beforeCamera) {
    const one = await context()
    const page = await one.newPage()
    const bytes = await countScript(page)
    await page.goto(path, { waitUntil: 'networkidle' })
    rows.push(scriptRow(`script of ${path}`, await bytes(), scriptBytesMax))
    await one.close()
  }
  return rows
}

/** Runs in the page: milliseconds of this page's life until its code is drawn. */
function drawnAfter(): Promise<number> {
  const isThere = (): boolean => document.querySelector('[data-square] path[d], [data-letters] span') !== null
  return new Promise((resolve) => {
    const look = (): void => {
      if (isThere()) requestAnimationFrame(() => resolve(performance.now()))
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Without a line the device makes the code: from where its page begins to open to the code on the screen. */
async function codeFromMemory({ context, runs }: Walk): Promise<Row> {
  const one = await context()
  const page = await one.newPage()
  await page.goto('/wallet')
  const isReady = (): Promise<boolean> =>
    page.evaluate(async () => {
      const kept = await Promise.all(['/wallet', '/wallet/without-signal'].map((path) => caches.match(path)))
      const databases = await indexedDB.databases()
      return kept.every((one) => one !== undefined) && databases.some(({ name }) => name === 'purse')
    })
  while (!(await isReady())) await page.waitForTimeout(50)
  await one.setOffline(true)
  await slowProcessor(await page.context().newCDPSession(page))
  const took: number[] = []
  for (let n = 0; n < runs; n++) {
    await page.goto('/wallet')
    await page.locator('main a[href$="/wallet/show"]').first().click()
    took.push(await page.waitForURL('**/wallet/show').then(() => page.evaluate(drawnAfter)))
  }
  await one.close()
  return { what: 'code made on the phone, without a line', ...within(took, codeMs) }
}
