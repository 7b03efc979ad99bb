import type { Step } from './flight-postgresql.ts'

/**
 * For a transaction that carries joined changes. Until a table is analysed for the first time the server thinks it small enough
 * to be read from its beginning, and a connection keeps its plan: each row is to be found by its key from the first day on.
 */
export const byKeys: Step = {
  text: `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
  values: [],
}

type Update = { readonly table: string; readonly set: string; readonly where: string }

/**
 * Changes of one text as one statement, which joins the table with the rows of their values. Null where the statement is no change of
 * rows named by values alone, or where two name the same row: such a statement changes each row once, and would lose the second.
 */
export function updatesTogether(text: string, steps: readonly Step[]): Step | null {
  const update = readUpdate(text)
  const types = typesOf(steps)
  if (update === null || types === null || nameSameRow(update.where, steps)) return null
  const rows = steps.map((_, n) => {
    const values = types.map((type, place) => `$${n * types.length + place + 1}${n === 0 ? `::${type}` : ''}`)
    return `(${values.join(', ')})`
  })
  const columns = types.map((_, place) => `"v${place + 1}"`)
  const ofMany = (part: string): string => part.replaceAll(/\$(\d+)/g, 'many."v$1"')
  return {
    text: `update ${update.table} set ${ofMany(update.set)} from (values ${rows.join(', ')}) as many (${columns.join(', ')}) where ${ofMany(update.where)}`,
    values: steps.flatMap(({ values }) => values),
  }
}

/** `update "t" set … where ("t"."id" = $1 and …)`: what is set is reckoned from the row and its values alone. */
const keyed = /^update ("\w+") set ([^()]+) where (\()?(\1\."\w+" = \$\d+(?: and \1\."\w+" = \$\d+)*)(\))?$/

function readUpdate(text: string): Update | null {
  const [, table, set, opened, where, closed] = keyed.exec(text) ?? []
  if (table === undefined || (opened === undefined) !== (closed === undefined)) return null
  return { table, set: set!, where: where! }
}

const typeOf = (value: unknown): 'bigint' | 'text' | null =>
  typeof value === 'number' ? 'bigint' : typeof value === 'string' ? 'text' : null

/** Of which type each value is; null where they are not the same in all steps, or of another one. */
function typesOf(steps: readonly Step[]): readonly string[] | null {
  const [first] = steps as readonly [Step]
  const types = first.values.map(typeOf)
  const areAlike = steps.every(({ values }) => values.every((value, n) => typeOf(value) === types[n]))
  return areAlike && types.every((type) => type !== null) ? types : null
}

function nameSameRow(where: string, steps: readonly Step[]): boolean {
  const places = Array.from(where.matchAll(/\$(\d+)/g), ([, number]) => Number(number) - 1)
  const names = steps.map(({ values }) => JSON.stringify(places.map((place) => values[place])))
  return new Set(names).size < names.length
}
