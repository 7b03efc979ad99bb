import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { plainWrite, type Store } from '../../db/store.ts'
import { isUnavailable } from '../../db/violation.ts'
import { onEveryEngine } from '../support/engines.ts'
import { openGate } from '../support/gate.ts'

onEveryEngine('a list of writes', (store) => {
  test.each([
    ['a value that was forgotten', undefined],
    ['a day that does not exist', new Date(Number.NaN)],
    ['an object', { yen: 1 }],
  ])('with %s is not stored at all', async (_what, value) => {
    const { tables, query, prepareWrite, atomic, raw } = store()
    const mark = prepareWrite(
      query
        .insert(tables.marks)
        .values({ name: sql.placeholder('name'), value: sql.placeholder('value'), createdAt: 0 }),
    )
    const list = [
      mark({ name: 'a', value: 'x' }),
      mark({ name: 'b', value }),
      mark({ name: 'c', value: 'x' }),
    ]
    await expect(atomic(list)).rejects.toBeInstanceOf(Error)
    expect(await raw('select name from marks')).toEqual([])
  })

  test.each<[string, readonly number[], boolean?]>([
    ['none', []],
    ['the only one', [0]],
    ['the first of six', [0]],
    ['the last of six', [5]],
    ['two of six', [1, 4]],
    ['all six', [0, 1, 2, 3, 4, 5]],
    ['none of six owners', [], true],
    ['the third of six owners', [2], true],
    ['all six owners', [0, 1, 2, 3, 4, 5], true],
  ])(
    'that arrives with others is stored whole or refused by itself, whichever is refused: %s',
    async (what, refused, areOwned = false) => {
      const { tables, query, prepareWrite, atomic, raw } = store()
      const mark = prepareWrite(
        query
          .insert(tables.marks)
          .values({ name: sql.placeholder('name'), value: sql.placeholder('value'), createdAt: 0 }),
      )
      const taken = `taken by another: ${what}`
      await atomic([mark({ name: taken, value: 'x' })])
      const numbers = Array.from({ length: what === 'the only one' ? 1 : 6 }, (_, n) => n)
      const isRefused = (n: number): boolean => refused.some((other) => other === n)
      const names = (n: number): string[] => ['a', 'b'].map((half) => `${what} ${n} ${half}`)
      const answers = await Promise.allSettled(
        numbers.map((n) => {
          const [a, b] = names(n)
          return atomic(
            [a, isRefused(n) ? taken : null, b].flatMap((name) =>
              name === null ? [] : [mark({ name, value: 'x' })],
            ),
            areOwned ? { id: `owner ${n}`, lock: () => plainWrite('select 1') } : undefined,
          )
        }),
      )
      expect(answers.map(({ status }) => status === 'rejected')).toEqual(numbers.map(isRefused))
      const rows = await raw(`select name from marks where name like '${what} %' order by name`)
      expect(rows.map(({ name }) => name)).toEqual(numbers.filter((n) => !isRefused(n)).flatMap(names))
    },
  )
})

test('processes that start together on one new database migrate it once', async () => {
  const server = inject('postgresqlUrl')
  const name = `together_${process.pid}`
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  const stores = Array.from({ length: 3 }, () => openPostgresql(`${server}/${name}`, 1))
  await Promise.all(stores.map((store) => migrate(store)))
  const applied = await stores[0]!.raw('select count(*) as n, count(distinct name) as names from migrations')
  expect(Number(applied[0]!['n'])).toBeGreaterThan(10)
  expect(applied[0]!['names']).toEqual(applied[0]!['n'])
  await Promise.all(stores.map((store) => store.close()))
  await admin.raw(`drop database ${name} with (force)`)
  await admin.close()
}, 60_000)

/** An empty database of its own, asked through one connection, so that each list comes behind the one before. */
async function onOneConnection(name: string, ask: (store: Store) => Promise<void>): Promise<void> {
  const server = inject('postgresqlUrl')
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  const store = openPostgresql(`${server}/${name}`, 1)
  await ask(store)
  await store.close()
  await admin.raw(`drop database ${name} with (force)`)
  await admin.close()
}

test('a list that PostgreSQL refused half-way is stored by the same connection when nothing is in its way', () =>
  onOneConnection(`half_way_${process.pid}`, async (store) => {
    await store.raw('create table firsts (id int primary key)')
    await store.raw('create table seconds (id int primary key)')
    await store.raw('insert into seconds values (1)')
    const list = ['firsts', 'seconds', 'firsts'].map((table, n) =>
      plainWrite(`insert into ${table} values ($1)`, [n === 2 ? 3 : 1]),
    )
    await expect(store.atomic(list)).rejects.toMatchObject({ kind: 'unique', constraint: 'seconds' })
    expect(await store.raw('select id from firsts')).toEqual([])
    await store.raw('delete from seconds')
    await store.atomic(list)
    expect(await store.raw('select id from firsts order by id')).toEqual([{ id: 1 }, { id: 3 }])
  }))

test('a list that PostgreSQL refuses only when it commits is not told to be stored', () =>
  onOneConnection(`late_${process.pid}`, async (store) => {
    await store.raw('create table wholes (id int primary key)')
    await store.raw('create table parts (whole int references wholes deferrable initially deferred)')
    const part = plainWrite('insert into parts values ($1)', [1])
    await expect(store.atomic([part])).rejects.toMatchObject({ kind: 'foreign' })
    expect(await store.raw('select whole from parts')).toEqual([])
    await store.atomic([part, plainWrite('insert into wholes values ($1)', [1])])
    expect(await store.raw('select whole from parts')).toEqual([{ whole: 1 }])
  }))

test('what is read together of PostgreSQL is answered or refused each by itself', () =>
  onOneConnection(`together_read_${process.pid}`, async (store) => {
    const whole = store.prepareRead<{ n: number }>(
      store.query.select({ n: sql<number>`${sql.placeholder('n')}::int` }).from(sql`(select 1) as one`),
    )
    const answers = await Promise.allSettled([whole({ n: 1 }), whole({ n: 'x' }), whole({ n: 3 })])
    expect(answers).toEqual([
      { status: 'fulfilled', value: [{ n: 1 }] },
      {
        status: 'rejected',
        reason: expect.objectContaining({ message: expect.stringContaining('Failed query') }),
      },
      { status: 'fulfilled', value: [{ n: 3 }] },
    ])
  }))

test('lists under way or in line when PostgreSQL ends its connections are all answered, and each is whole or not there', async () => {
  const server = inject('postgresqlUrl')
  const name = `ended_${process.pid}`
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  const store = openPostgresql(`${server}/${name}`, 2)
  await store.raw('create table halves (list int, half int)')
  const of = `from pg_stat_activity where datname = '${name}'`
  const kept: { list: number; halves: number }[] = []
  // One alone, then many, of whom some wait for a connection that is being made anew.
  for (const round of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const numbers = Array.from({ length: round % 2 === 0 ? 1 : 8 }, (_, n) => round * 8 + n)
    const lists = numbers.map((list) =>
      store.atomic([
        plainWrite(`insert into halves values (${list}, 1)`),
        plainWrite('select pg_sleep(0.05)'),
        plainWrite(`insert into halves values (${list}, 2)`),
      ]),
    )
    const answers = Promise.allSettled(lists)
    while ((await admin.raw(`select 1 ${of} and wait_event = 'PgSleep'`)).length === 0);
    await admin.raw(`select pg_terminate_backend(pid) ${of}`)
    // A reader in between, as there always is: it may hear of the end, too.
    await store.raw('select 1').catch(() => undefined)
    for (const [n, { status }] of (await answers).entries())
      if (status === 'fulfilled') kept.push({ list: numbers[n]!, halves: 2 })
  }
  expect(await store.raw('select list, count(*) as halves from halves group by list order by list')).toEqual(
    kept,
  )
  expect(kept.length).toBeGreaterThan(3)
  await store.close()
  await admin.raw(`drop database ${name} with (force)`)
  await admin.close()
}, 60_000)

test('a PostgreSQL server that is gone is told of soon, however often it was asked before', async () => {
  // Nothing listens on the port of "discard".
  const store = openPostgresql('postgres://nobody@127.0.0.1:9/none', 1)
  for (let asked = 0; asked < 8; asked++) await expect(store.raw('select 1')).rejects.toThrow(/ECONNREFUSED/)
  await store.close()
}, 10_000)

test('whoever asks a PostgreSQL server that hangs is told so, also who waits in line, and hears it again when it goes on', async () => {
  const server = new URL(`${inject('postgresqlUrl')}/postgres`)
  const gate = await openGate(Number(server.port))
  server.port = String(gate.port)
  const store = openPostgresql(server.href, 2, 500)
  const write = plainWrite('select 1')
  await Promise.all([store.raw('select 1'), store.atomic([write])])
  gate.hold()
  const asked = Array.from({ length: 6 }, (_, n) =>
    n % 2 === 0 ? store.raw('select 1') : store.atomic([write]),
  )
  const answers = await Promise.allSettled(asked)
  expect(answers.map((answer) => answer.status === 'rejected' && isUnavailable(answer.reason))).toEqual(
    asked.map(() => true),
  )
  gate.release()
  expect(await store.raw('select 2 as two')).toEqual([{ two: 2 }])
  await store.close()
  await gate.close()
}, 20_000)
