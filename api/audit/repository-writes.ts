import { sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { toBase64 } from './hash.ts'
import type { Batch, KeptStatement, Stored } from './ports.ts'

/** The refusals of the database that mean "another sealer was first". */
async function raced(store: Store, writes: readonly Write[]): Promise<Stored> {
  try {
    await store.atomic(writes)
    return 'stored'
  } catch (error) {
    const checks = ['seal_follows', 'checkpoint_of_all_seals', 'statement_follows']
    const tables = ['seals', 'seal_nodes', 'checkpoints', 'statements']
    const lost =
      isViolation(error, 'race') ||
      checks.some((name) => isViolation(error, 'check', name)) ||
      tables.some((name) => isViolation(error, 'unique', name))
    if (lost) return 'lost_race'
    throw error
  }
}

/** How the record grows: a batch whole or not at all, a statement at a time. */
export function recordWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const pg = store.dialect === 'postgresql'
  const rows = pg ? sql`json_array_elements(${ph('rows')}::json)` : sql`json_each(${ph('rows')})`
  const text = (name: string) =>
    pg ? sql.raw(`value->>'${name}'`) : sql.raw(`json_extract(value, '$.${name}')`)
  const whole = (name: string) =>
    pg ? sql.raw(`(value->>'${name}')::bigint`) : sql.raw(`json_extract(value, '$.${name}')`)
  // Many rows in one parameter and one statement: D1 takes at most 100 parameters, and payments wait less.
  const seals = prepareWrite(
    query
      .insert(t.seals)
      .select(
        sql`select ${whole('sequence')}, ${text('journalId')}, ${text('salt')}, ${text('previous')}, ${text('hash')}, ${whole('at')} from ${rows}`,
      ),
  )
  const nodes = prepareWrite(
    query
      .insert(t.sealNodes)
      .select(sql`select ${whole('level')}, ${whole('position')}, ${text('hash')} from ${rows}`),
  )
  const checkpoint = prepareWrite(
    query.insert(t.checkpoints).values({ size: ph('size'), note: ph('note'), createdAt: ph('at') }),
  )
  const statement = prepareWrite(
    query
      .insert(t.statements)
      .values({ day: ph('day'), size: ph('size'), note: ph('note'), createdAt: ph('at') }),
  )
  return {
    storeBatch: (batch: Batch) => {
      const { at } = batch
      const sealRows = batch.seals.map((seal) => ({ ...seal, at }))
      const nodeRows = batch.nodes.map((node) => ({ ...node, hash: toBase64(node.hash) }))
      return raced(store, [
        seals({ rows: JSON.stringify(sealRows) }),
        nodes({ rows: JSON.stringify(nodeRows) }),
        checkpoint({ ...batch.checkpoint, at }),
      ])
    },
    storeStatement: (kept: KeptStatement, at: number) => raced(store, [statement({ ...kept, at })]),
  }
}
