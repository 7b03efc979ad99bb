import { beforeEach, expect, test } from 'vitest'
import { emptyCollection } from '../../api/museum/collection-draft.ts'
import { collectionDeskService } from '../../api/museum/collection-desk-service.ts'
import { draftStore } from '../../api/museum/repository-drafts.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import { basket, house, openRecords } from '../museum/record-builders.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'

const writer = { userId: 'ken', name: '星 健' }
const place = { label: { ja: ['蔵の家'] } }
const institution = 'storehouse'
const draft = (items: readonly string[]) => ({
  title: { ja: '籠の棚', ko: '바구니' },
  summary: { ja: '籠を集めました。' },
  items,
})

onEveryEngine('collections of an institution', (_, engine) => {
  let museum: ReturnType<typeof openRecords>
  let desks: ReturnType<typeof collectionDeskService>
  beforeEach(async () => {
    const open = await openEngine(engine)
    const store = recordStore(open.store)
    museum = openRecords(store)
    desks = collectionDeskService({
      records: museum.records,
      store,
      drafts: draftStore(open.store),
      holders: () => Promise.resolve([{ id: institution, body: house(), place }]),
      namesOf: async () => new Map(),
      faultIn: () => undefined,
    })
    await museum.records.write({ do: 'publish', record: institution, body: house(), by: 'ken' })
    for (const record of ['basket', 'sieve', 'tub'])
      await museum.records.write({ do: 'publish', record, body: basket(), by: 'ken' })
    return () => open.dispose()
  })

  const save = (version: number, items: readonly string[]) =>
    desks.save({ record: 'shelf', institution, version, draft: draft(items) }, writer)
  const shown = async () => (await museum.records.holding('shelf'))?.items.map(({ id }) => id)
  const changeOf = async (record: string) => (await museum.store.told(record))!.change!

  test('are drafts, then items in their order, then gone, and every version stays', async () => {
    expect(await save(0, ['sieve', 'basket'])).toMatchObject({
      ok: true,
      value: { version: 1, told: undefined },
    })
    expect([await shown(), (await museum.records.collections()).length]).toEqual([undefined, 0])
    expect((await desks.ofInstitution(institution)).map(({ record }) => record)).toEqual(['shelf'])
    expect((await desks.publish('shelf', 1, writer)).ok).toBe(true)
    expect(await shown()).toEqual(['sieve', 'basket'])
    expect((await museum.records.item('basket'))?.collections.map(({ id }) => id)).toEqual(['shelf'])
    expect((await museum.records.holding(institution))?.items.map(({ id }) => id)).toEqual(['tub'])
    await save(2, ['basket', 'tub', 'sieve'])
    expect(await shown()).toEqual(['sieve', 'basket'])
    await desks.publish('shelf', 3, writer)
    expect(await shown()).toEqual(['basket', 'tub', 'sieve'])
    await museum.records.write({ do: 'withdraw', record: 'tub', by: 'ken' })
    expect(await shown()).toEqual(['basket', 'sieve'])
    expect(await desks.withdraw('shelf', writer)).toMatchObject({ ok: true, value: { told: 'withdrawn' } })
    expect([await shown(), (await museum.records.item('basket'))?.collections]).toEqual([undefined, []])
    const states = (await museum.store.versions('shelf')).map(({ state }) => state)
    expect(states).toEqual(['draft', 'published', 'draft', 'published', 'withdrawn'])
  })

  test('an item that comes in or goes out is told again, and no other; also where the hub ended in between', async () => {
    await save(0, ['basket', 'sieve'])
    await desks.publish('shelf', 1, writer)
    const collected = await changeOf('shelf')
    expect(await changeOf('basket')).toBeGreaterThan(collected)
    expect(await changeOf('tub')).toBeLessThan(collected)
    const before = [await changeOf('basket'), await changeOf('sieve')]
    await save(2, ['tub', 'basket'])
    // The collection is told, and the hub ends before its items are.
    const latest = (await museum.store.latest('shelf'))!
    await museum.records.write({ do: 'publish', record: 'shelf', body: latest.body, by: 'ken' })
    expect(await changeOf('sieve')).toBe(before[1])
    await desks.publish('shelf', 4, writer)
    expect(await changeOf('basket')).toBe(before[0])
    for (const id of ['sieve', 'tub']) expect(await changeOf(id), id).toBeGreaterThan(await changeOf('shelf'))
    const last = (await museum.store.lastChange()).change
    await desks.publish('shelf', 4, writer)
    expect((await museum.store.lastChange()).change).toBe(last)
  })

  test('of two who save on the same version one is told so; what nobody holds is refused', async () => {
    await save(0, ['basket'])
    const both = await Promise.all([save(1, ['sieve']), save(1, ['tub'])])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'record_changed', version: 2 } })
    expect(await save(2, ['strange'])).toMatchObject({ error: { code: 'collection_item_unknown', identifier: 'strange' } }) // prettier-ignore
    expect(await desks.save({ record: 'basket', institution, version: 1, draft: emptyCollection }, writer)).toMatchObject({ error: { code: 'record_kind_fixed' } }) // prettier-ignore
  })

  test('items are gathered behind those that are there, in one collection, however many do it at once', async () => {
    const gather = (...items: string[]) =>
      desks.gather({ institution, name: ' 籠の棚', items, newRecord: 'storehouse-made' }, writer)
    await Promise.all([gather('basket'), gather('sieve')])
    await gather('sieve', 'tub')
    const [made, ...others] = await desks.ofInstitution(institution)
    expect([made?.record, others]).toEqual(['storehouse-made', []])
    expect([made?.draft.items.toSorted(), made?.told]).toEqual([['basket', 'sieve', 'tub'], undefined])
  })
})
