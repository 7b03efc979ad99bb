import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

/** axe as it stands in its package: handed to each page once, which a wrapper around it does in five steps. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  // Of what axe would fetch again only the length of a sound is asked for by these rules.
  preload: { assets: ['media'] },
}

/** Runs in the page, behind axe's source. */
const lookInPage = (asked: RunOptions): Promise<AxeResults> =>
  (globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(asked)

/** Rules of WCAG 2.2 AA that a machine can check and that this page breaks, with the element. */
async function brokenRules(page: Page): Promise<string[]> {
  if (await page.evaluate(() => matchMedia('(scripting: none)').matches))
    throw new Error(`${page.url()} is open in a browser without JavaScript, in which axe would never end`)
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(lookInPage, options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  )
}

/** 400 % zoom of a screen of 1280 × 1024, and a phone. */
const narrow = [
  { width: 320, height: 256 },
  { width: 360, height: 780 },
]

/** Sizes at which this page has to be scrolled sideways. */
async function wideAt(page: Page): Promise<string[]> {
  const before = page.viewportSize()!
  const wide: string[] = []
  for (const size of narrow) {
    await page.setViewportSize(size)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > size.width) wide.push(`${width} wide at ${size.width}`)
  }
  await page.setViewportSize(before)
  return wide
}

/** Everything that is wrong with how this page stands; empty when it may be shown. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = [...(await brokenRules(page)), ...(await wideAt(page))]
  return faults.map((fault) => `${new URL(page.url()).pathname}: ${fault}`)
}
