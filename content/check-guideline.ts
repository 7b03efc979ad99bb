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

/** What the tables say in numbers: always computed, never typed. */
export function guidelineSums(guideline: Guideline) {
  const { rows } = guideline.table2
  const in2015 = total(rows, 'population2015')
  const in2020 = total(rows, 'population2020')
  const in2040 = total(rows, 'population2040')
  return {
    population2015: in2015,
    population2020: in2020,
    population2040: in2040,
    /** People fewer in 2040 than in 2020. */
    fewer: in2020 - in2040,
    ageingPct:
      (total(guideline.table1.rows, 'population65') / total(guideline.table1.rows, 'population')) * 100,
  }
}
