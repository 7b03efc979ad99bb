import { type Cell, csvOf } from '../platform/csv.ts'
import type { wordsFor } from '../platform/words.ts'
import { textFor } from './language-map.ts'
import { type Figure, leastLooks } from './look-figures.ts'
import type { LookedAt } from './look-service.ts'

type Say = ReturnType<typeof wordsFor>

const columns = ['kind', 'id', 'name', 'from', 'until', 'language', 'scene', 'looks', 'note'] as const
type Row = Readonly<Partial<Record<(typeof columns)[number], Cell>>>

/** A name that a spreadsheet would reckon with is written as a text. */
const asText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** The numbers of the pages, one in a row; what is kept back is left empty, with a note. */
export function looksCsv(things: readonly LookedAt[], locale: string, t: Say): string {
  const note = t('looks:kept', { least: leastLooks })
  const rows = things.flatMap((thing) => rowsOf(thing, locale))
  return csvOf(
    columns.map((column) => t(`looks:column.${column}`)),
    rows.map((row) => {
      const noted: Row = row.looks === undefined ? { ...row, note } : row
      return columns.map((column) => noted[column])
    }),
  )
}

function rowsOf({ kind, subject, label, figures, reached }: LookedAt, locale: string): Row[] {
  const thing = { kind, id: subject, name: asText(textFor(label, locale)) }
  const days = ({ fromDay, untilDay, looks }: Figure): Row => ({
    ...thing,
    from: fromDay,
    until: untilDay,
    looks,
  })
  return [
    ...[figures.week, figures.fourWeeks, ...figures.months].map(days),
    ...figures.months.flatMap((month) => month.languages.map((one) => ({ ...days(month), ...one }))),
    ...reached.flatMap(({ steps, ...month }) =>
      steps.map(({ step, looks }) => ({ ...days({ ...month, looks }), scene: step })),
    ),
  ]
}
