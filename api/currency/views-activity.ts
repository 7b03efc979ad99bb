import type { NamedActivity, SoughtActivity } from './activity-search.ts'
import type { Cursor } from './reads.ts'

type Page = { readonly before: Cursor; readonly limit: number }

/** How many lines are read at once where most may not match, and how many for one answer: then the reader asks on. */
const readAtOnce = 200
const readMost = 2_000

/** A page of what is sought, the newest first; `next` goes on from the last line that was looked at. */
export async function findActivity<Line extends NamedActivity>(
  read: (page: Page) => Promise<readonly Line[]>,
  { fromAt, beforeAt, matches }: SoughtActivity,
  page: { readonly before?: Cursor | undefined; readonly limit: number },
): Promise<{ readonly lines: readonly Line[]; readonly next: Cursor | null }> {
  const found: Line[] = []
  let before = page.before !== undefined && page.before.at < beforeAt ? page.before : { at: beforeAt, id: '' }
  const step = matches === null ? page.limit : readAtOnce
  for (let looked = 0; looked < readMost; looked += step) {
    const lines = await read({ before, limit: step })
    for (const line of lines) {
      if (line.at < fromAt) return { lines: found, next: null }
      before = { at: line.at, id: line.journalId }
      if (matches === null || matches(line)) found.push(line)
      if (found.length === page.limit) return { lines: found, next: before }
    }
    if (lines.length < step) return { lines: found, next: null }
  }
  return { lines: found, next: before }
}
