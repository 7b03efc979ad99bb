import { expect } from 'vitest'
import { faultsOf } from './look.ts'
import type { Person } from './people.ts'

/** A small phone, and one that runs no scripts. */
export const phone = { width: 360, height: 780 }
export const bare = { javaScriptEnabled: false, viewport: phone }

/** Presses the one button with these words; the page that comes of it is there, to its end and with its scripts. */
export async function press({ page }: Person, words: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: words, exact: true }).click()
  await page.waitForLoadState()
}

/** Finds nothing wrong with the page as it stands. */
export const look = async ({ page }: Person): Promise<void> => expect(await faultsOf(page)).toEqual([])
