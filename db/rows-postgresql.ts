import type { Step } from './flight-postgresql.ts'
import { insertOf } from './rows-together.ts'
import { updatesTogether } from './updates-postgresql.ts'

/** Steps that stand beside each other and have one text, as the lots of a payment. */
type Run = { readonly text: string; readonly steps: readonly Step[] }

/**
 * The steps of several lists as those of one: each list keeps its order, and rows that one statement after the other would
 * add to a table are added by one, and changed by one where the lists are several (behind `byKeys`). To start a statement costs
 * PostgreSQL more than to add a row.
 */
export function rowsTogether(lists: readonly (readonly Step[])[]): readonly Step[] {
  let together: readonly Run[] = []
  for (const list of lists) together = withRuns(together, runsOf(list))
  return together.flatMap(({ text, steps }) => manyOf(text, steps, lists.length > 1))
}

function runsOf(steps: readonly Step[]): Run[] {
  const runs: Run[] = []
  for (const step of steps) {
    const last = runs.at(-1)
    if (last?.text === step.text) runs[runs.length - 1] = { ...last, steps: [...last.steps, step] }
    else runs.push({ text: step.text, steps: [step] })
  }
  return runs
}

/** Each run joins the next one there that has its text; those that find none stand before the next that does, or at the end. */
function withRuns(there: readonly Run[], runs: readonly Run[]): readonly Run[] {
  const together: Run[] = []
  let [rest, alone] = [there, [] as Run[]]
  for (const run of runs) {
    const place = rest.findIndex(({ text }) => text === run.text)
    if (place === -1) alone.push(run)
    else {
      together.push(...rest.slice(0, place), ...alone, {
        text: run.text,
        steps: [...rest[place]!.steps, ...run.steps],
      })
      ;[rest, alone] = [rest.slice(place + 1), []]
    }
  }
  return [...together, ...rest, ...alone]
}

function manyOf(text: string, steps: readonly Step[], areOfSeveral: boolean): readonly Step[] {
  if (steps.length === 1) return steps
  const changes = areOfSeveral ? updatesTogether(text, steps) : null
  if (changes !== null) return [changes]
  const many = textOfMany(text, steps.length)
  return many === null ? steps : [{ text: many, values: steps.flatMap(({ values }) => values) }]
}

const textsOfMany = new Map<string, string | null>()

function textOfMany(text: string, rows: number): string | null {
  const name = `${rows} ${text}`
  const known = textsOfMany.get(name)
  if (known !== undefined) return known
  const made = madeOfMany(text, rows)
  textsOfMany.set(name, made)
  return made
}

/** Null where the statement adds no rows, or does with them what depends on a value. */
function madeOfMany(text: string, rows: number): string | null {
  const insert = insertOf(text)
  if (insert === null || insert.conflict.includes('$')) return null
  const { into, row, conflict } = insert
  const each = new Set(row.match(/\$\d+/g)).size
  const shifted = Array.from({ length: rows }, (_, n) =>
    row.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + n * each}`),
  )
  return `${into}${shifted.join(', ')}${conflict}`
}
