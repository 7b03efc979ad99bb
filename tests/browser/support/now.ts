import type { Page } from 'playwright'

let asked = 0

/** Opens a page past what the server keeps for others for a minute. */
export const openNow = (page: Page, path: string) =>
  page.goto(`${path}${path.includes('?') ? '&' : '?'}now=${++asked}`)

export const textOf = (page: Page): Promise<string> => page.locator('main').innerText()

/** What a page says now. */
export const textNow = async (page: Page, path: string): Promise<string> => {
  await openNow(page, path)
  return textOf(page)
}

/** A running server takes up what an operator did within a second; a page takes longer to open. */
export const patient = { timeout: 30_000 }
