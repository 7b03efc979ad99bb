import { eachKind, insertOf } from './rows-together.ts'
import type { Statement, Write } from './store.ts'

/**
 * So many rows by one statement: each number of rows is a text of its own, and with 64 SQLite was slower than with one;
 * of 8, 16 and 32 none was better than another.
 */
const rowsAtOnce = 8

type Run = (statement: Statement, params: unknown[]) => void

/**
 * Stores lists that do not look at each other; rows that one statement after the other would add to a table are added
 * eight at a time. SQLite keeps aside each page that a statement with triggers changes, so that it can take the
 * statement back, and opens each index and each trigger anew: once for eight rows instead of eight times.
 */
export function storeTogether(lists: readonly (readonly Write[])[], run: Run): void {
  const [first, ...others] = lists
  // Rows of a list by itself may be made from those before them: what a statement is given is read before it adds its first.
  if (others.length === 0)
    for (const { statement, values } of first ?? []) run(statement, statement.bind(values))
  else
    eachKind(
      lists,
      (a, b) => a.statement === b.statement,
      (same) => storeKind(same, run),
    )
}

function storeKind(writes: readonly Write[], run: Run): void {
  const { statement } = writes[0]!
  const many = writes.length < rowsAtOnce ? null : manyOf(statement)
  let next = 0
  if (many !== null)
    for (; next + rowsAtOnce <= writes.length; next += rowsAtOnce) {
      const params: unknown[] = []
      for (let row = next; row < next + rowsAtOnce; row++) statement.bind(writes[row]!.values, params)
      run(many, params)
    }
  for (; next < writes.length; next++) run(statement, statement.bind(writes[next]!.values))
}

const known = new WeakMap<Statement, Statement | null>()

function manyOf(statement: Statement): Statement | null {
  const before = known.get(statement)
  if (before !== undefined) return before
  const made = madeOfMany(statement)
  known.set(statement, made)
  return made
}

/** Null where the statement adds no rows, or does with them what depends on a value. */
function madeOfMany({ sql, bind }: Statement): Statement | null {
  const insert = insertOf(sql)
  if (insert === null || insert.conflict.includes('?')) return null
  const { into, row, conflict } = insert
  const rows = Array.from({ length: rowsAtOnce }, () => row)
  return { sql: `${into}${rows.join(', ')}${conflict}`, bind }
}
