import type { Step } from './flight-postgresql.ts'

/**
 * The steps of several lists as those of one: lists that have the same statements in the same order run side by side,
 * and rows that one statement after the other would add to a table are added by one. To start a statement costs
 * PostgreSQL more than to add a row.
 */
export function rowsTogether(lists: readonly (readonly Step[])[]): readonly Step[] {
  const alike: (readonly Step[])[][] = []
  for (const list of lists) {
    const same = alike.find(([first]) => haveSameTexts(first!, list))
    if (same === undefined) alike.push([list])
    else same.push(list)
  }
  return alike.flatMap(sideBySide)
}

const haveSameTexts = (a: readonly Step[], b: readonly Step[]): boolean =>
  a.length === b.length && a.every(({ text }, n) => text === b[n]!.text)

function sideBySide(lists: readonly (readonly Step[])[]): readonly Step[] {
  const [first] = lists as [readonly Step[]]
  const steps: Step[] = []
  for (let from = 0, to = 1; from < first.length; from = to++) {
    const { text } = first[from]!
    // Rows that one list adds to a table one after the other, as the lots of a payment.
    while (to < first.length && first[to]!.text === text) to++
    steps.push(
      ...manyOf(
        text,
        lists.flatMap((list) => list.slice(from, to)),
      ),
    )
  }
  return steps
}

function manyOf(text: string, steps: readonly Step[]): readonly Step[] {
  if (steps.length === 1) return steps
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
  const parts = /^(insert into "\w+" \([^()]*\) values )(.*?)( on conflict .*)?$/s.exec(text)
  if (parts === null) return null
  const [, into, row, conflict = ''] = parts as unknown as [string, string, string, string?]
  if (conflict.includes('$')) return null
  const each = new Set(row.match(/\$\d+/g)).size
  const shifted = Array.from({ length: rows }, (_, n) =>
    row.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + n * each}`),
  )
  return `${into}${shifted.join(', ')}${conflict}`
}
