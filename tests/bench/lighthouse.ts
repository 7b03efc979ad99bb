import lighthouse from 'lighthouse'
import { chromium } from 'playwright'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const pages = ['/', '/lines/tadami', '/stations/aizu-miyashita', '/places/first-bridge-viewpoint', '/wallet']
const debugPort = 43_214
const least = 95

/** Lighthouse's four categories on five pages, phone profile, against the demonstration region. */
export async function lighthouseBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  const hub = await startHubProcess(place.environment)
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: [...browserFlags, `--remote-debugging-port=${debugPort}`],
  })
  try {
    const rows: Row[] = []
    for (const page of pages) rows.push(await judge(hub.origin + page, page))
    return rows
  } finally {
    await browser.close()
    await hub.stop()
    await place.remove()
  }
}

async function judge(url: string, page: string): Promise<Row> {
  const result = await lighthouse(url, { port: debugPort, logLevel: 'error', output: 'json' })
  const scores = Object.values(result?.lhr.categories ?? {}).map(
    ({ title, score }) => [title, score === null ? 'not measured' : Math.round(score * 100)] as const,
  )
  const isHigh = (score: number | 'not measured'): boolean => score !== 'not measured' && score >= least
  const met = scores.length >= 4 && scores.every(([, score]) => isHigh(score)) ? 'yes' : 'no'
  return {
    what: `lighthouse ${page}`,
    value: scores.map(([title, score]) => `${title} ${score}`).join(', '),
    target: `all >= ${least}`,
    met,
  }
}
