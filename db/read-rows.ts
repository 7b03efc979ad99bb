import { Column, is, sql, SQL } from 'drizzle-orm'

/** One column of a select as the query builder keeps it: where it goes in the row, and what reads it. */
export type Selected = { readonly path: readonly string[]; readonly field: unknown }

type Reader = (raw: unknown) => unknown

/**
 * Makes rows of a flat select from what the database gives in the order of its columns. What reads each column is found out
 * once, when the select is compiled; drizzle's own `mapResultRow` asks each column of each row what it is.
 */
export function rowsOf<Row>(fields: readonly Selected[]): (raw: readonly unknown[][]) => Row[] {
  const columns = fields.map(({ path, field }) => {
    if (path.length !== 1) throw new TypeError(`A select is flat; this one has ${path.join('.')}.`)
    return { name: path[0]!, read: readerOf(field) }
  })
  return (raw) =>
    raw.map((values) => {
      const row: Record<string, unknown> = {}
      for (let index = 0; index < columns.length; index++) {
        const { name, read } = columns[index]!
        const value = values[index]
        row[name] = value === null || read === asItIs ? value : read(value)
      }
      return row as Row
    })
}

const asItIs: Reader = (raw) => raw
const plain = sql`1`

function readerOf(field: unknown): Reader {
  const decoder = decoderOf(field)
  // What SQL reckons is given as it is, like most columns' values.
  if (decoder === decoderOf(plain)) return asItIs
  return (raw) => decoder.mapFromDriverValue(raw)
}

type Decoder = { readonly mapFromDriverValue: Reader }

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field
  const inner = is(field, SQL) ? field : (field as { sql: SQL }).sql
  return (inner as unknown as { decoder: Decoder }).decoder
}
