import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openSqlite } from '../../db/open-sqlite.ts'

test('a statement is refused where a value of it was not given, and nothing is stored', async () => {
  const store = openSqlite(':memory:')
  const { query, tables } = store
  await store.raw(
    'create table marks (name text primary key, value text not null, created_at integer not null)',
  )
  const { marks } = tables
  const [name, value] = [sql.placeholder('name'), sql.placeholder('value')]
  const write = store.prepareWrite(query.insert(marks).values({ name, value, createdAt: 0 }))
  const read = store.prepareRead(query.select({ value: marks.value }).from(marks).where(eq(marks.name, name)))
  await expect(store.atomic([write({ name: 'a', value: '1' }), write({ name: 'b' })])).rejects.toThrow(
    'No value was given for "value".',
  )
  expect(await read({ name: 'a' })).toEqual([])
  await expect(read({})).rejects.toThrow('No value was given for "name".')
  await store.atomic([write({ name: 'a', value: '1' })])
  expect(await read({ name: 'a' })).toEqual([{ value: '1' }])
  await store.close()
})

test('a select of rows within rows is refused when it is made', async () => {
  const store = openSqlite(':memory:')
  const { query, tables } = store
  await store.raw(
    'create table marks (name text primary key, value text not null, created_at integer not null)',
  )
  expect(() =>
    store.prepareRead(query.select({ mark: { value: tables.marks.value } }).from(tables.marks)),
  ).toThrow('A select is flat; this one has mark.value.')
  await store.close()
})
