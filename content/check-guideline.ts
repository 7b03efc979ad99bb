import type { Problems } from './read.ts'
import type { Guideline } from './schemas/guideline.ts'
import type { Municipality } from './schemas/municipality.ts'

const file = 'content/guideline.json'

/** The tables cover the 13 municipalities, and the printed sums are the sums. */
export function checkGuideline(
  guideline: Guideline,
  municipalities: readonly Municipality[],
  problems: Problems,
): void {
  const signed = municipalities.filter((m) => m.guideline).map((m) => m.id)
  for (const name of ['table1', 'table2', 'table3'] as const) {
    const table = guideline[name]
    const rows: readonly { municipality: string }[] = table.rows
    const missing = signed.filter((id) => !rows.some((r) => r.municipality === id))
    for (const id of missing) problems.add(file, `${name}.rows`, `has no row for ${id}`)
    for (const [column, printed] of Object.entries(table.printed)) {
      const sum = total(table.rows, column)
      if (Math.abs(sum - printed) > 0.005)
        problems.add(file, `${name}.printed.${column}`, `is ${printed}, but the rows add up to ${sum}`)
    }
  }
}

const total = (rows: readonly object[], column: string): number =>
  rows.reduce((sum, row) => sum + Number((row as Record<string, unknown>)[column]), 0)
