import { csvOf } from '../platform/csv.ts'
import type { Statement } from './statement.ts'

const header = [
  'day',
  'payments',
  'takenYen',
  'refundedYen',
  'purchasesYen',
  'feesYen',
  'paidOutYen',
  'cameBackYen',
  'otherYen',
  'owedYen',
]

/** A statement as a spreadsheet opens it (UTF-8 with a BOM): what was owed before, a line a day, what is owed after each. */
export function statementCsv({ firstDay, openingYen, days }: Statement): string {
  let owedYen = openingYen
  const rows = days.map((one) => {
    const moved = [
      one.takenYen,
      one.refundedYen,
      one.purchasesYen,
      one.feesYen,
      one.paidOutYen,
      one.cameBackYen,
      one.otherYen,
    ]
    owedYen += moved.reduce((sum, yen) => sum + yen, 0)
    return [one.day, one.payments, ...moved, owedYen]
  })
  return `\uFEFF${csvOf(header, [[firstDay, 0, 0, 0, 0, 0, 0, 0, 0, openingYen], ...rows])}`
}
