import type pg from 'pg'

/** What a second writer met: whether it waited for the first one, and `stored` or the constraint that refused it. */
export type Met = { readonly waited: boolean; readonly told: string }

/** The second writer begins while the first is open, is let on when the first commits, and is then told something. */
export async function secondOf(
  pool: pg.Pool,
  first: readonly string[],
  second: readonly string[],
): Promise<Met> {
  const [one, two] = await Promise.all([pool.connect(), pool.connect()])
  try {
    await one.query('begin')
    for (const statement of first) await one.query(statement)
    const { rows } = await two.query<{ pid: number }>('select pg_backend_pid() as pid')
    const told: { word?: string } = {}
    const answered = (async () => {
      await two.query('begin')
      for (const statement of second) await two.query(statement)
    })().then(
      () => (told.word = 'stored'),
      (error: pg.DatabaseError) => (told.word = error.constraint ?? error.message),
    )
    const waits = async () =>
      (
        await pool.query(
          `select 1 from pg_stat_activity where pid = ${rows[0]!.pid} and wait_event_type = 'Lock'`,
        )
      ).rows.length > 0
    let waited = false
    while (told.word === undefined && !waited) waited = await waits()
    await one.query('commit')
    await answered
    return { waited, told: told.word! }
  } finally {
    await two.query('rollback')
    one.release()
    two.release()
  }
}
