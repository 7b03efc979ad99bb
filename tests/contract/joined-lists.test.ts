import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { joinedLists } from '../../db/joined-postgresql.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openPool } from '../../db/pool-postgresql.ts'
import { rowsTogether } from '../../db/rows-postgresql.ts'
import { plainWrite, type Store } from '../../db/store.ts'

/** Lists of several owners that share a transaction of PostgreSQL. */
const name = `joined_${process.pid}`
const owners = ['a', 'b', 'c', 'd', 'e', 'f'] as const
let admin: Store
let store: Store

beforeAll(async () => {
  admin = openPostgresql(`${inject('postgresqlUrl')}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  store = openPostgresql(`${inject('postgresqlUrl')}/${name}`, 6)
  await store.script([
    'create table sums ("owner" text primary key, "yen" int not null check (yen >= 0))',
    'create table rows ("id" text primary key, "owner" text not null, "after" int, "at" int not null default 0)',
    'create table days ("owner" text, "day" text, "yen" int not null, primary key (owner, day))',
  ])
})

afterAll(async () => {
  await store.close()
  await admin.raw(`drop database ${name} with (force)`)
  await admin.close()
})

/** Takes the sums of these owners in the order of their names. */
const lock = (ids: readonly string[]) =>
  plainWrite(
    `select 1 from "sums" where "owner" = any (string_to_array($1, ' ')) order by "owner" collate "C" for update`,
    [ids.join(' ')],
  )
const of = (id: string) => ({ id, lock })

const start = async (yen: number): Promise<void> => {
  await store.script(['truncate sums, rows, days'])
  await store.atomic(owners.map((owner) => plainWrite('insert into "sums" values ($1, $2)', [owner, yen])))
}

/** What a payment is made of: a sum that moves, rows that tell it after each move, a day's total. */
const spend = (id: string, owner: string, yens: readonly number[]) => [
  ...yens.flatMap((yen, n) => [
    plainWrite('update "sums" set "yen" = "sums"."yen" - $1 where "sums"."owner" = $2', [yen, owner]),
    plainWrite(
      'insert into "rows" ("id", "owner", "after", "at") values ($1, $2, (select "yen" from "sums" where "owner" = $2), 7)',
      [`${id}-${n}`, owner],
    ),
  ]),
  plainWrite(
    'insert into "days" ("owner", "day", "yen") values ($1, $2, $4), ($1, $3, $4) on conflict ("owner", "day") do update set "yen" = "days"."yen" + excluded."yen"',
    [owner, 'day', 'month', yens.reduce((sum, yen) => sum + yen, 0)],
  ),
]

const inRows = fc.array(
  fc.record({
    owner: fc.constantFrom(...owners),
    yens: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 24 },
)

test('come to the same sums and rows as one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(inRows, async (spendings) => {
      await start(1_000)
      await Promise.all(
        spendings.map(({ owner, yens }, n) => store.atomic(spend(String(n), owner, yens), of(owner))),
      )
      const left = new Map<string, number>(owners.map((owner) => [owner, 1_000]))
      const expected = spendings.flatMap(({ owner, yens }, n) =>
        yens.map((yen, part) => {
          left.set(owner, left.get(owner)! - yen)
          return { id: `${n}-${part}`, owner, after: left.get(owner)! }
        }),
      )
      const byId = (a: { id: unknown }, b: { id: unknown }) => (String(a.id) < String(b.id) ? -1 : 1)
      const rows = await store.raw('select id, owner, after from rows')
      // Of one owner they are stored in the order in which they came.
      expect(rows.toSorted(byId as never)).toEqual(expected.toSorted(byId))
      expect(await store.raw('select owner, yen from sums order by owner')).toEqual(
        owners.map((owner) => ({ owner, yen: left.get(owner) })),
      )
      const spent = await store.raw('select owner, day, yen from days order by owner, day')
      expect(spent).toEqual(
        owners
          .filter((owner) => left.get(owner)! < 1_000)
          .flatMap((owner) => ['day', 'month'].map((day) => ({ owner, day, yen: 1_000 - left.get(owner)! }))),
      )
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('that wait while two are on the way share one transaction', async () => {
  await start(100)
  await Promise.all(owners.map((owner) => store.atomic(spend(owner, owner, [1]), of(owner))))
  const [told] = await store.raw(
    'select count(*) as rows, count(distinct xmin::text) as transactions from rows',
  )
  expect(told).toEqual({ rows: 6, transactions: 3 })
})

test('are stored each by itself where one of them is refused', async () => {
  await start(10)
  const answers = await Promise.allSettled(
    owners.map((owner) => store.atomic(spend(owner, owner, [owner === 'd' ? 11 : 1]), of(owner))),
  )
  expect(answers.map(({ status }) => status)).toEqual(
    owners.map((owner) => (owner === 'd' ? 'rejected' : 'fulfilled')),
  )
  expect(answers[3]).toMatchObject({ reason: { kind: 'check', constraint: 'sums_yen_check' } })
  expect((await store.raw('select yen from sums order by owner')).map(({ yen }) => yen)).toEqual([
    9, 9, 9, 10, 9, 9,
  ])
})

test('go on past those who wait for a lock', async () => {
  await start(10)
  const pool = openPool(`${inject('postgresqlUrl')}/${name}`, 1)
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`update sums set yen = yen where owner in ('a', 'b')`)
  const held = ['a', 'b'].map((owner) => store.atomic(spend(owner, owner, [1]), of(owner)))
  await Promise.all(['c', 'd'].map((owner) => store.atomic(spend(owner, owner, [1]), of(owner))))
  expect(await store.raw(`select count(*) as n from rows`)).toEqual([{ n: 2 }])
  await client.query('commit')
  client.release()
  await pool.end()
  await Promise.all(held)
  expect(await store.raw(`select count(*) as n from rows`)).toEqual([{ n: 4 }])
})

test('hold nothing of one owner while they wait for another one', async () => {
  await store.script([
    'create table purses ("owner" text, "fund" text, "yen" int not null, primary key (owner, fund))',
    `insert into purses select owner, fund, 9 from unnest(array['a', 'b', 'x', 'y']) as o(owner), unnest(array['pot', 'reserve']) as f(fund)`,
  ])
  await start(10)
  const purses = {
    lock: (ids: readonly string[]) =>
      plainWrite(
        `select 1 from purses where owner = any (string_to_array($1, ' ')) order by owner collate "C", fund collate "C" for update`,
        [ids.join(' ')],
      ),
  }
  const takes = (owner: string, funds: readonly string[]) =>
    store.atomic(
      funds.flatMap((fund) => [
        plainWrite('update purses set yen = yen - 1 where owner = $1 and fund = $2', [owner, fund]),
        plainWrite('insert into "rows" ("id", "owner") values ($1, $2)', [`${owner} ${fund}`, owner]),
      ]),
      { id: owner, ...purses },
    )
  const pool = openPool(`${inject('postgresqlUrl')}/${name}`, 2)
  const client = await pool.connect()
  await client.query('begin')
  // Two are on the way and wait, so that the next two leave together.
  await client.query(
    `update purses set yen = yen where owner in ('x', 'y') or (owner, fund) = ('a', 'reserve')`,
  )
  const held = ['x', 'y'].map((owner) => takes(owner, ['pot']))
  const both = [takes('a', ['pot', 'reserve']), takes('b', ['reserve', 'pot'])]
  const waits = `select 1 from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock'`
  while ((await pool.query(waits)).rows.length < 3);
  // Sooner than PostgreSQL looks for a ring.
  await client.query(`set local lock_timeout = '300ms'`)
  await client.query(`update purses set yen = yen where (owner, fund) = ('b', 'reserve')`)
  await client.query('commit')
  client.release()
  await Promise.all([...held, ...both])
  await pool.end()
})

test('leave one of each owner at a time, in the order of the owners, however they came', async () => {
  const sent: string[][] = []
  const gates: (() => void)[] = []
  const join = joinedLists((steps) => {
    sent.push(steps.map(({ values }) => String(values[0])))
    return new Promise((resolve) => gates.push(resolve))
  })
  const came = ['y', 'x', 'c', 'a', 'c', 'b', 'a', 'a']
  const answers = came.map((owner, n) =>
    join([{ text: `step of ${n}`, values: [owner] }], {
      id: owner,
      lock: (ids) => ({ text: 'lock', values: [`lock of ${ids.join(' ')}`] }),
    }),
  )
  while (gates.length > 0) {
    gates.shift()!()
    await new Promise(setImmediate)
  }
  await Promise.all(answers)
  expect(sent).toEqual([
    ['lock of y', 'y'],
    ['lock of x', 'x'],
    [...head, 'lock of a b c', 'a', 'b', 'c'],
    [...head, 'lock of a c', 'a', 'c'],
    ['lock of a', 'a'],
  ])
})

test('wait for a larger transaction that is on the way', async () => {
  const sent: string[][] = []
  const gates: (() => void)[] = []
  const join = joinedLists((steps) => {
    sent.push(steps.map(({ values }) => String(values[0])))
    return new Promise((resolve) => gates.push(resolve))
  })
  const lockNothing = (): { text: string; values: string[] } => ({ text: 'lock', values: ['lock'] })
  const come = (owner: string) =>
    join([{ text: `step of ${owner}`, values: [owner] }], { id: owner, lock: lockNothing })
  const land = async (n: number): Promise<void> => {
    gates[n]!()
    await new Promise(setImmediate)
  }
  const answers = ['a', 'b', 'c', 'd'].map(come)
  await land(0)
  await land(1)
  expect(sent).toEqual([
    ['lock', 'a'],
    ['lock', 'b'],
    [...head, 'lock', 'c', 'd'],
  ])
  answers.push(come('e'))
  expect(sent).toHaveLength(3)
  answers.push(come('f'))
  expect(sent[3]).toEqual([...head, 'lock', 'e', 'f'])
  await land(2)
  answers.push(come('g'))
  expect(sent).toHaveLength(4)
  await land(3)
  expect(sent[4]).toEqual(['lock', 'g'])
  await land(4)
  await Promise.all(answers)
})

/** What stands before the lock of several says where rows are looked for, and has no value. */
const head = ['undefined']

const insert = (...values: unknown[]) => ({ text: 'insert into "t" ("a", "b") values ($1, $2)', values })
const update = (...values: unknown[]) => ({ text: 'update "t" set "a" = $1', values })
const take = (n: number | null, id: string) => ({
  text: 'update "t" set "n" = "t"."n" - $1 where "t"."id" = $2',
  values: [n, id],
})
const day = (d: number) => ({ text: 'insert into "days" ("d") values ($1)', values: [d] })

test.each([
  ['one list as it is', [[insert(1, 2), update(3)]], [insert(1, 2), update(3)]],
  [
    'rows of one list that follow each other',
    [[insert(1, 2), insert(3, 4), update(5)]],
    [{ text: 'insert into "t" ("a", "b") values ($1, $2), ($3, $4)', values: [1, 2, 3, 4] }, update(5)],
  ],
  [
    'rows of lists that are alike, statement by statement, and each change of rows that no value names by itself',
    [
      [update(1), insert(2, 3)],
      [update(4), insert(5, 6)],
    ],
    [
      update(1),
      update(4),
      { text: 'insert into "t" ("a", "b") values ($1, $2), ($3, $4)', values: [2, 3, 5, 6] },
    ],
  ],
  [
    'lists that have nothing in common one after the other',
    [[insert(1, 2)], [update(3)]],
    [insert(1, 2), update(3)],
  ],
  [
    'rows of lists that are alike in part, and between them what one of them has more',
    [
      [insert(1, 2), day(3)],
      [insert(4, 5), update(6), day(7)],
    ],
    [
      { text: 'insert into "t" ("a", "b") values ($1, $2), ($3, $4)', values: [1, 2, 4, 5] },
      update(6),
      { text: 'insert into "days" ("d") values ($1), ($2)', values: [3, 7] },
    ],
  ],
  [
    'changes of rows that their values name',
    [[take(1, 'a')], [take(2, 'b'), take(3, 'c')]],
    [
      {
        text: 'update "t" set "n" = "t"."n" - many."v1" from (values ($1::bigint, $2::text), ($3, $4), ($5, $6)) as many ("v1", "v2") where "t"."id" = many."v2"',
        values: [1, 'a', 2, 'b', 3, 'c'],
      },
    ],
  ],
  ['changes of one list each by itself', [[take(1, 'a'), take(2, 'b')]], [take(1, 'a'), take(2, 'b')]],
  [
    'changes of which two are of one row each by itself: one statement would lose the second',
    [[take(1, 'a')], [take(2, 'b'), take(3, 'a')]],
    [take(1, 'a'), take(2, 'b'), take(3, 'a')],
  ],
  [
    'changes with a value of no kind each by itself',
    [[take(null, 'a')], [take(2, 'b')]],
    [take(null, 'a'), take(2, 'b')],
  ],
  [
    'a value that is named twice in its row',
    [
      [{ text: 'insert into "t" ("a", "b") values ($1, (select $1))', values: [1] }],
      [{ text: 'insert into "t" ("a", "b") values ($1, (select $1))', values: [2] }],
    ],
    [{ text: 'insert into "t" ("a", "b") values ($1, (select $1)), ($2, (select $2))', values: [1, 2] }],
  ],
  [
    'what is done where a row is there, as long as no value says it',
    [
      [{ text: 'insert into "t" ("a") values ($1) on conflict do nothing', values: [1] }],
      [{ text: 'insert into "t" ("a") values ($1) on conflict do nothing', values: [2] }],
    ],
    [{ text: 'insert into "t" ("a") values ($1), ($2) on conflict do nothing', values: [1, 2] }],
  ],
  [
    'what a value says of a row that is there, each by itself',
    [
      [
        {
          text: 'insert into "t" ("a") values ($1) on conflict ("a") do update set "a" = $2',
          values: [1, 2],
        },
      ],
      [
        {
          text: 'insert into "t" ("a") values ($1) on conflict ("a") do update set "a" = $2',
          values: [3, 4],
        },
      ],
    ],
    [
      { text: 'insert into "t" ("a") values ($1) on conflict ("a") do update set "a" = $2', values: [1, 2] },
      { text: 'insert into "t" ("a") values ($1) on conflict ("a") do update set "a" = $2', values: [3, 4] },
    ],
  ],
])('one transaction sends %s', (_what, lists, steps) => {
  expect(rowsTogether(lists)).toEqual(steps)
})

/** Statements that are joined and others that never are, with values that say of which list they are. */
const inLists = fc
  .array(fc.array(fc.constantFrom('alone', 'other', 'joined', 'added'), { maxLength: 6 }), { maxLength: 6 })
  .map((lists) =>
    lists.map((kinds, list) =>
      kinds.map((kind, n) => {
        if (kind === 'joined') return take(n, `${list}`)
        return kind === 'added'
          ? insert(n, `${list}`)
          : { text: `update ${kind} set a = $1`, values: [n, `${list}`] }
      }),
    ),
  )

test('one transaction sends every step of every list once, those of a list in their order', () => {
  fc.assert(
    fc.property(inLists, (lists) => {
      const sent = rowsTogether(lists).flatMap(({ values }) =>
        Array.from({ length: values.length / 2 }, (_, n) => values.slice(2 * n, 2 * n + 2)),
      )
      expect(sent).toHaveLength(lists.flat().length)
      for (const [n, list] of lists.entries())
        expect(sent.filter(([, of]) => of === `${n}`)).toEqual(list.map(({ values }) => values))
    }),
  )
})

test.each([
  ['that read another table', 'update "t" set "n" = (select "n" from "u" where "u"."id" = $1)'],
  ['of which a bracket is open', 'update "t" set "n" = $1 where ("t"."id" = $2'],
  ['whose rows another table names', 'update "t" set "n" = $1 where "u"."id" = $2'],
  ['of more rows than one key', 'update "t" set "n" = $1 where "t"."n" > $2'],
])('changes %s are not joined', (_what, text) => {
  const lists = [[{ text, values: [1, 'a'] }], [{ text, values: [2, 'b'] }]]
  expect(rowsTogether(lists)).toEqual(lists.flat())
})
