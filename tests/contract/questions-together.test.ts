import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPostgresql } from '../../db/open-postgresql.ts'
import type { Store } from '../../db/store.ts'

/** What is asked of PostgreSQL in one turn of the event loop. */
const name = `questions_${process.pid}`
let admin: Store
let store: Store

beforeAll(async () => {
  admin = openPostgresql(`${inject('postgresqlUrl')}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  store = openPostgresql(`${inject('postgresqlUrl')}/${name}`, 1)
})

afterAll(async () => {
  await store.close()
  await admin.raw(`drop database ${name} with (force)`)
  await admin.close()
})

const ask = <T>(answer: ReturnType<typeof sql<T>>) =>
  store.prepareRead(store.query.select({ answer }).from(sql`(values (0)) as nothing`))

const value = sql.placeholder('value')

test('shares one transaction, and each is told what it asked', async () => {
  const [at, sum] = [ask(sql<string>`now()::text`), ask(sql<number>`${value}::bigint + 1`)]
  const together = await Promise.all([at(), sum({ value: 1 }), at(), sum({ value: 2 }), sum({ value: null })])
  const [first, two, second, three, none] = together.map((rows) => rows[0]!.answer)
  expect(first).toBe(second)
  expect([two, three, none]).toEqual([2, 3, null])
  expect((await at())[0]!.answer).not.toBe(first)
})

test('one that is refused leaves the others their answers, and the connection its statements', async () => {
  const [share, before, behind] = [
    ask(sql<number>`10 / ${value}::int`),
    ask(sql<string>`${value}::text`),
    ask(sql<string>`upper(${value}::text)`),
  ]
  for (let turn = 0; turn < 2; turn++) {
    const answers = await Promise.allSettled([
      before({ value: 'a' }),
      share({ value: 0 }),
      behind({ value: 'b' }),
      share({ value: 5 }),
    ])
    expect(answers.map((told) => (told.status === 'fulfilled' ? told.value[0]!.answer : 'refused'))).toEqual([
      'a',
      'refused',
      'B',
      2,
    ])
  }
})

test('more than one row, and none', async () => {
  const rows = store.prepareRead(
    store.query
      .select({ n: sql<number>`n` })
      .from(sql`generate_series(1::bigint, 3) as each(n)`)
      .where(sql`n > ${value}::int`),
  )
  expect(await Promise.all([rows({ value: 0 }), rows({ value: 3 }), rows({ value: 1 })])).toEqual([
    [{ n: 1 }, { n: 2 }, { n: 3 }],
    [],
    [{ n: 2 }, { n: 3 }],
  ])
})
