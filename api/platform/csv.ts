/** One cell of a table that is written; undefined is an empty one. */
export type Cell = string | number | undefined

const written = (cell: Cell): string => {
  const text = String(cell ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table as CSV (RFC 4180, line ends CRLF), the header first. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((cells) => `${cells.map(written).join(',')}\r\n`).join('')

/**
 * A text that somebody typed. One that begins with any of these a spreadsheet takes for a formula; an apostrophe before it has
 * it read as text (OWASP, CSV injection). Amounts are numbers and stay so.
 */
export const asText = (text: string): string =>
  /^[=+\-@\t\r]/.test(text.normalize('NFKC')) ? `'${text}` : text
