import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Rules of WCAG 2.2 AA that a machine can check and that this page breaks, with the element. */
async function brokenRules(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // No frames here: the page alone is looked at, which needs no second tab.
    .setLegacyMode()
    .options({ runOnly: rules, resultTypes: ['violations'] })
    .analyze()
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
