/** Marks in a text that was found. */
import { escapeHtml } from './phrases.ts'

export interface Range {
  /** UTF-16 positions; the end is exclusive. */
  readonly start: number
  readonly end: number
}

/** Escapes a text and marks some of its parts. */
export function marked(text: string, ranges: readonly Range[]): string {
  let html = ''
  let from = 0
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue
    html += `${escapeHtml(text.slice(from, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`
    from = end
  }
  return html + escapeHtml(text.slice(from))
}
