import lighthouse from 'lighthouse'
import { chromium } from 'playwright'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const pages = ['/', '/lines/tadami', '/stations/aizu-miyashita', '/places/first-bridge-viewpoint', '/wallet']
const debugPort = 43_214
const least = 95
/** Lighthouse's own advice: one run says little, the middle one of several is what the page is like. */
const runs = 3

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

type Scores = ReadonlyMap<string, number | null>

async function judge(url: string, page: string): Promise<Row> {
  // The first answer of a new server is nobody's.
  await (await fetch(url)).text()
  const seen: Scores[] = []
  while (seen.length < runs) seen.push(await scoresOf(url))
  const scores = [...seen[0]!.keys()].map((title) => [title, middle(seen, title)] as const)
  const isHigh = (score: number | null): boolean => score !== null && score >= least
  const met = scores.length >= 4 && scores.every(([, score]) => isHigh(score)) ? 'yes' : 'no'
  return {
    what: `lighthouse ${page}`,
    value: scores.map(([title, score]) => `${title} ${score ?? 'not measured'}`).join(', '),
    target: `all >= ${least}`,
    met,
  }
}

/** A category's title and its points of 100; null where Lighthouse could not measure it. */
async function scoresOf(url: string): Promise<Scores> {
  const result = await lighthouse(url, { port: debugPort, logLevel: 'error', output: 'json' })
  return new Map(
    Object.values(result?.lhr.categories ?? {}).map(({ title, score }) => [
      title,
      score === null ? null : Math.round(score * 100),
    ]),
  )
}

/** The middle of what the runs gave; a run that measured nothing is the worst there is. */
function middle(seen: readonly Scores[], title: string): number | null {
  const points = seen.map((scores) => scores.get(title) ?? -1).toSorted((a, b) => a - b)
  const found = points[Math.floor(points.length / 2)]!
  return found === -1 ? null : found
}
