import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Revision } from '../../api/museum/draft-store.ts'
import type { Import } from '../../api/museum/import.ts'
import type { RowDone } from '../../api/museum/import-store.ts'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { draftStore } from '../../api/museum/repository-drafts.ts'
import { importStore } from '../../api/museum/repository-imports.ts'
import { onEveryEngine } from '../support/engines.ts'

const one: Import = {
  id: 'one',
  institution: 'storehouse',
  name: '台帳.csv',
  encoding: 'shift_jis',
  headings: ['番号', '名称'],
  rowCount: 2,
  columns: ['identifier', ''],
  rights: '',
  overwrites: false,
  state: 'received',
  by: 'ken',
  byName: '星 健',
  startedAt: 1,
  changedAt: 1,
}
const rows = [
  { row: 1, line: 2, cells: ['1', '籠 "x"\n'] },
  { row: 2, line: 4, cells: ['2', ''] },
]
const done = (over: Partial<RowDone> = {}): RowDone => ({
  import: 'one',
  institution: 'storehouse',
  row: 1,
  line: 2,
  identifier: '1',
  outcome: 'added',
  record: 'storehouse-1',
  changes: [{ part: 'title.ja', before: '', after: '籠' }],
  kept: [],
  said: { 'title.ja': '籠' },
  at: 5,
  ...over,
})
const revision = (over: Partial<Revision<ItemDraft>> = {}): Revision<ItemDraft> => ({
  record: 'storehouse-1',
  revision: 1,
  institution: 'storehouse',
  draft: { ...emptyDraft, title: { ja: '籠' } },
  by: 'ken',
  byName: '星 健',
  at: 5,
  ...over,
})

onEveryEngine('imports', (store) => {
  let n = 0
  let id = 'one'
  /** What became of a row stays for ever: each test brings a table of its own, to an institution of its own. */
  const mine = (over: Partial<Import> = {}): Import => ({ ...one, id, institution: `house-${n}`, ...over })
  const mineDone = (over: Partial<RowDone> = {}): RowDone =>
    done({ import: id, institution: `house-${n}`, record: `house-${n}-1`, ...over })
  const mineRevision = (over: Partial<Revision<ItemDraft>> = {}): Revision<ItemDraft> =>
    revision({ record: `house-${n}-1`, institution: `house-${n}`, ...over })
  beforeAll(() => importStore(store()).add({ ...one, id: 'other', institution: 'bathhouse' }, rows))
  beforeEach(() => {
    n += 1
    id = `table-${n}`
  })

  test('a table is found as it was brought, and as it was changed, only from where it stood', async () => {
    const imports = importStore(store())
    await imports.add(mine(), rows)
    expect([await imports.find(id), await imports.rows(id)]).toEqual([mine(), rows])
    const mapped = mine({ state: 'mapped', columns: ['identifier', 'title.ja'], rights: 'by', overwrites: true, changedAt: 9 }) // prettier-ignore
    await imports.change(mapped, ['received', 'mapped'], 1)
    expect(await imports.find(id)).toEqual(mapped)
    await imports.change(mine({ state: 'done' }), ['running'], 9)
    expect((await imports.find(id))?.state).toBe('mapped')
    // Whoever read it before it was mapped does not put the columns back.
    await imports.change(mine({ state: 'running', changedAt: 10 }), ['mapped', 'stopped'], 1)
    expect(await imports.find(id)).toEqual(mapped)
    const newer = mine({ id: `${id}-b`, startedAt: 2, state: 'running' })
    await imports.add(newer, rows)
    expect((await imports.ofInstitution(`house-${n}`)).map((each) => each.id)).toEqual([`${id}-b`, id])
    expect((await imports.running()).map((each) => each.id)).toEqual([`${id}-b`])
    await imports.change({ ...newer, state: 'stopped' }, ['running'], newer.changedAt)
    await imports.forget(id)
    expect([await imports.find(id), await imports.rows(id)]).toEqual([undefined, []])
    expect(await imports.rows('other')).toEqual(rows)
  })

  test('a large table is kept in several pieces, in its order', async () => {
    const many = Array.from({ length: 450 }, (_, at) => ({ row: at + 1, line: at + 2, cells: [String(at)] }))
    const long = { row: 451, line: 452, cells: ['漢'.repeat(90_000), '字'.repeat(9_000)] }
    const all = [...many, long, { ...long, row: 452 }, { ...long, row: 453 }, { ...long, row: 454 }]
    await importStore(store()).add(mine({ rowCount: all.length }), all)
    expect(await importStore(store()).rows(id)).toEqual(all)
  })

  test('a row is done once, with its draft, or not at all', async () => {
    const [imports, drafts] = [importStore(store()), draftStore(store())]
    await imports.add(mine(), rows)
    const both = [1, 2].map(() => imports.write([{ done: mineDone(), revision: mineRevision() }]))
    expect((await Promise.all(both)).toSorted()).toEqual(['known', 'written'])
    expect(await drafts.newest(`house-${n}-1`)).toEqual(mineRevision())
    expect([await imports.done(id), await imports.countDone(id)]).toEqual([[mineDone()], 1])

    // Somebody saved the next revision first: the row is not done.
    const second = mineDone({ row: 2, line: 4, outcome: 'changed' })
    expect(await imports.write([{ done: second, revision: mineRevision() }])).toBe('taken')
    expect(await imports.countDone(id)).toBe(1)
    expect(await imports.write([{ done: second, revision: mineRevision({ revision: 2 }) }])).toBe('written')
    expect((await imports.done(id)).map(({ row }) => row)).toEqual([1, 2])

    // Rows that are written together are done together.
    const [third, fourth] = [3, 4].map((row) => mineDone({ row, line: row * 2 })) as [RowDone, RowDone]
    expect(await imports.write([{ done: third }, { done: fourth, revision: mineRevision() }])).toBe('taken')
    expect(await imports.write([{ done: third }, { done: second }])).toBe('known')
    expect(await imports.countDone(id)).toBe(2)
    expect(await imports.write([{ done: third }, { done: fourth }])).toBe('written')
    expect(await imports.countDone(id)).toBe(4)
  })

  test('what files said of an item is what the last one said, of no other institution', async () => {
    const imports = importStore(store())
    await imports.add(mine(), rows)
    await imports.add(mine({ id: `${id}-b` }), rows)
    await imports.write([{ done: mineDone() }])
    await imports.write([{ done: mineDone({ import: `${id}-b`, said: { 'title.ja': '椀' }, at: 6 }) }])
    const refused = mineDone({ import: `${id}-b`, row: 2, outcome: 'refused', said: {}, at: 7, fault: { code: 'title_missing' } }) // prettier-ignore
    await imports.write([{ done: refused }])
    expect([...(await imports.said(`house-${n}`))]).toEqual([[`house-${n}-1`, { 'title.ja': '椀' }]])
    expect([...(await imports.said('bathhouse'))]).toEqual([])
    const { record: _, ...nameless } = refused
    expect(await imports.write([{ done: { ...nameless, import: id, row: 2 } }])).toBe('written')
  })

  test.each<[string, Partial<Record<keyof Import, unknown>>]>([
    ['in a state that nobody knows', { state: 'lost' }],
    ['without rows', { rowCount: 0 }],
  ])('the database refuses a table %s', async (_, told) => {
    await expect(importStore(store()).add({ ...mine(), ...told } as Import, [])).rejects.toThrow(/check/)
  })

  test.each<[string, Partial<Record<keyof RowDone, unknown>>]>([
    ['that ended as nobody knows', { outcome: 'lost' }],
    ['that was done to no item', { record: undefined }],
  ])('the database refuses a row %s', async (_, told) => {
    const imports = importStore(store())
    await imports.add(mine(), rows)
    await expect(imports.write([{ done: { ...mineDone(), ...told } as RowDone }])).rejects.toThrow(/check/)
  })
})
