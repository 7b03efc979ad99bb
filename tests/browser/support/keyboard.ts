import type { Page } from 'playwright'
import { expect } from 'vitest'

/** What has the focus: what it is called, and whether a line of at least two pixels shows around it. */
const focused = (page: Page): Promise<{ name: string; shown: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement!
    // A card or a button that hides its own box shows the focus on the label around it.
    const outlined = [element, element.closest('label, .card')].some((one) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    const name = (label ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
    return { name: element === document.body ? '' : name, shown: outlined }
  })

/** Goes forward with Tab until the focus stands on what is called so; each stop on the way shows its focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 80; stops++) {
    await page.keyboard.press('Tab')
    const here = await focused(page)
    if (here.name === '') continue
    expect(here.shown, `focus on "${here.name}" of ${page.url()} can be seen`).toBe(true)
    if (here.name.includes(name)) return
  }
  throw new Error(`Tab never came to "${name}" on ${page.url()}`)
}

/** The same, and presses Enter there. */
export async function pressEnter(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
