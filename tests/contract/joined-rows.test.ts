import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../db/open-sqlite.ts'
import { storeTogether } from '../../db/rows-sqlite.ts'
import { compileWrite, plainWrite, type Values, type Write } from '../../db/store.ts'

/** Lists of several owners that share a transaction of SQLite. */
const owners = Array.from({ length: 12 }, (_, n) => `owner ${n}`)
const store = openSqlite(':memory:')
afterAll(() => store.close())

const compiled = (text: string, names: readonly string[]): ((values: Values) => Write) =>
  compileWrite({ toSQL: () => ({ sql: text, params: names.map((name) => sql.placeholder(name)) }) })
const take = compiled('update "sums" set "yen" = "yen" - ? where "owner" = ?', ['yen', 'owner'])
const row = compiled(
  'insert into "rows" ("id", "owner", "after") values (?, ?, (select "yen" from "sums" where "owner" = ?))',
  ['id', 'owner', 'owner'],
)
const day = compiled(
  'insert into "days" ("owner", "day", "yen") values (?, ?, ?), (?, ?, ?) on conflict ("owner", "day") do update set "yen" = "days"."yen" + excluded."yen"',
  ['owner', 'day', 'yen', 'owner', 'month', 'yen'],
)
const of = (id: string) => ({ id, lock: () => plainWrite('') })

beforeEach(() =>
  store.script([
    ...['sums', 'rows', 'days'].map((table) => `drop table if exists ${table}`),
    'create table sums ("owner" text primary key, "yen" integer not null constraint sum_floor check (yen >= 0)) strict',
    'create table rows ("id" text primary key, "owner" text not null, "after" integer not null) strict',
    'create table days ("owner" text, "day" text, "yen" integer not null, primary key (owner, day)) strict',
    ...owners.map((owner) => `insert into sums values ('${owner}', 1000)`),
  ]),
)

/** What a payment is made of: a sum that moves, rows that tell it after each move, a day's total. */
const spend = (id: string, owner: string, yens: readonly number[]): Write[] => [
  ...yens.flatMap((yen, n) => [take({ yen, owner }), row({ id: `${id}-${n}`, owner })]),
  day({ owner, day: 'day', month: 'month', yen: yens.reduce((sum, yen) => sum + yen, 0) }),
]

/** Nobody's own: it takes from everybody and tells what each has left. */
const levy = (id: string): Write[] =>
  owners.flatMap((owner) => [take({ yen: 1, owner }), row({ id: `${id} ${owner}`, owner })])

const books = async () => ({
  sums: await store.raw('select * from sums order by owner'),
  rows: await store.raw('select * from rows order by id'),
  days: await store.raw('select * from days order by owner, day'),
})

const came = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        owner: fc.constantFrom(...owners),
        yens: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  { minLength: 20, maxLength: 60 },
)

test('come to the same sums and rows as one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(came, async (lists) => {
      const begin = () => store.script(['update sums set yen = 1000', 'delete from rows', 'delete from days'])
      const storeOne = (one: (typeof lists)[number], n: number): Promise<void> =>
        one === null
          ? store.atomic(levy(String(n)))
          : store.atomic(spend(String(n), one.owner, one.yens), of(one.owner))
      await begin()
      for (const [n, one] of lists.entries()) await storeOne(one, n)
      const expected = await books()
      await begin()
      await Promise.all(lists.map(storeOne))
      expect(await books()).toEqual(expected)
    }),
    { numRuns: 20 },
  )
})

test('are stored each by itself where one of them is refused', async () => {
  const answers = await Promise.allSettled(
    owners.map((owner, n) => store.atomic(spend(owner, owner, [n === 9 ? 1001 : 1]), of(owner))),
  )
  expect(answers.map(({ status }) => status)).toEqual(
    owners.map((_, n) => (n === 9 ? 'rejected' : 'fulfilled')),
  )
  expect(answers[9]).toMatchObject({ reason: { kind: 'check', constraint: 'sum_floor' } })
  const { rows, days } = await books()
  expect([rows.length, days.length]).toEqual([11, 22])
})

test('add eight rows by one statement, and what is left one by one', () => {
  const stored: [string, unknown[]][] = []
  const lists = owners.map((owner) => spend(owner, owner, [3]))
  storeTogether(lists, ({ sql: text }, params) => void stored.push([text, params]))
  const into = (table: string) => stored.filter(([text]) => text.startsWith(`insert into "${table}"`))
  expect(stored.filter(([text]) => text.startsWith('update'))).toHaveLength(12)
  expect(into('rows').map(([, params]) => params.length)).toEqual([24, 3, 3, 3, 3])
  expect(into('rows').flatMap(([, params]) => params)).toEqual(
    owners.flatMap((owner) => [`${owner}-0`, owner, owner]),
  )
  expect(into('days').map(([, params]) => params.length)).toEqual([48, 6, 6, 6, 6])
})

test('keep the rows of one list apart: each may be made from those before it', () => {
  let stored = 0
  storeTogether(
    [Array.from({ length: 9 }, (_, n) => row({ id: String(n), owner: 'a' }))],
    () => void stored++,
  )
  expect(stored).toBe(9)
})
