import { beforeEach, describe, expect, test } from 'vitest'
import { takeInContent } from '../../api/museum/content-intake-service.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import type { RecordCommand } from '../../api/museum/record-version.ts'
import { basket, content, heldClock, house, openRecords, shelf } from '../museum/record-builders.ts'
import { openEngine } from '../support/engines.ts'
import { onEveryEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'

onEveryEngine('records of the museum', (_, engine) => {
  let open: OpenEngine
  let museum: ReturnType<typeof openRecords>
  beforeEach(async () => {
    open = await openEngine(engine)
    museum = openRecords(recordStore(open.store))
    return () => open.dispose()
  })

  const write = async (command: RecordCommand) => {
    const told = await museum.records.write(command)
    return told.ok ? told.value.version : told.error.code
  }
  const publish = (
    record: string,
    body: ReturnType<typeof house> | ReturnType<typeof shelf> | ReturnType<typeof basket>,
    by = 'ken',
  ) => write({ do: 'publish', record, body, by })

  test('are found as they were written, with who and when', async () => {
    await publish('storehouse', house())
    museum.clock.pass(5_000)
    await publish('basket', basket())
    museum.clock.pass(5_000)
    await write({ do: 'draft', record: 'basket', body: basket({ date: '1931' }), by: 'mio' })
    const found = await museum.records.item('basket')
    expect(found?.item.body).toEqual(basket())
    expect(found?.institution.body).toEqual(house())
    const history = await museum.records.history('basket')
    expect(
      history.ok &&
        history.value.map(({ version, state, change, by, at }) => [version, state, change, by, at]),
    ).toEqual([
      [1, 'published', 2, 'ken', Date.parse('2026-11-01T00:00:05Z')],
      [2, 'draft', null, 'mio', Date.parse('2026-11-01T00:00:10Z')],
    ])
    expect(await museum.records.history('other')).toMatchObject({
      ok: false,
      error: { code: 'record_unknown' },
    })
  })

  test('a draft is seen by nobody, a withdrawn record is gone and keeps its versions', async () => {
    await publish('storehouse', house())
    await write({ do: 'draft', record: 'basket', body: basket(), by: 'ken' })
    expect(await museum.records.item('basket')).toBeUndefined()
    expect(await museum.records.items()).toEqual([])
    await publish('basket', basket())
    expect((await museum.records.items('storehouse')).map(({ id }) => id)).toEqual(['basket'])
    expect(await museum.records.items('other')).toEqual([])
    expect(await write({ do: 'withdraw', record: 'basket', by: 'ken' })).toBe(3)
    expect([await museum.records.item('basket'), await museum.records.items()]).toEqual([undefined, []])
    expect((await museum.store.versions('basket')).map(({ state }) => state)).toEqual([
      'draft',
      'published',
      'withdrawn',
    ])
    expect(await publish('basket', basket())).toBe(4)
    expect((await museum.records.items()).length).toBe(1)
  })

  test('what belongs together is held together', async () => {
    await publish('storehouse', house())
    await publish('shelf', shelf())
    await publish('basket', basket({ collection: 'shelf' }))
    await publish('sieve', basket())
    const ids = (list: readonly { id: string }[] | undefined) => list?.map(({ id }) => id)
    const whole = await museum.records.holding('storehouse')
    expect([ids(whole?.collections), ids(whole?.items)]).toEqual([['shelf'], ['sieve']])
    expect(ids((await museum.records.holding('shelf'))?.items)).toEqual(['basket'])
    expect((await museum.records.item('basket'))?.collections.map(({ id }) => id)).toEqual(['shelf'])
    expect(await museum.records.holding('basket')).toBeUndefined()
    expect(ids(await museum.records.institutions())).toEqual(['storehouse'])
    expect(await write({ do: 'withdraw', record: 'shelf', by: 'ken' })).toBe('record_in_use')
    expect(await write({ do: 'withdraw', record: 'storehouse', by: 'ken' })).toBe('record_in_use')
    for (const record of ['basket', 'sieve', 'shelf', 'storehouse'])
      expect(await write({ do: 'withdraw', record, by: 'ken' }), record).toBe(2)
  })

  test('of two who write at once each has a version and a number of its own', async () => {
    await publish('storehouse', house())
    const told = await Promise.all(
      Array.from({ length: 12 }, async (_, n) =>
        publish(`basket-${n % 4}`, basket({ date: String(1900 + n) })),
      ),
    )
    expect(told.map(String).toSorted().map(Number)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3])
    const changes = await museum.store.changes(1, 99)
    expect(changes.map(({ change }) => change)).toEqual(Array.from({ length: 13 }, (_, n) => n + 1))
    expect(changes.filter(({ stateBefore }) => stateBefore === undefined)).toHaveLength(5)
  })

  test('of two who read the same version only one writes on it', async () => {
    await publish('storehouse', house())
    await publish('basket', basket())
    const next = (by: string): Promise<unknown> =>
      write({ do: 'publish', record: 'basket', body: basket({ date: '1931' }), by, expected: 1 })
    expect((await Promise.all([next('ken'), next('mio')])).map(String).toSorted()).toEqual([
      '2',
      'record_changed',
    ])
  })

  test('an item is not published while its institution is withdrawn', async () => {
    await publish('storehouse', house())
    const told = await Promise.all([
      publish('basket', basket()),
      write({ do: 'withdraw', record: 'storehouse', by: 'ken' }),
    ])
    const shown = await museum.records.items()
    // Whoever was first: an item never stands without its institution.
    expect(told).toEqual(shown.length === 1 ? [1, 'record_in_use'] : ['record_parent_unknown', 2])
  })

  test('a clock that was put back hides no change', async () => {
    const clock = heldClock(Date.parse('2026-11-01T12:00:00Z'))
    museum = openRecords(museum.store, clock)
    await publish('storehouse', house())
    clock.set('2026-11-01T11:00:00Z')
    await publish('basket', basket())
    expect((await museum.store.lastChange()).at).toBe(Date.parse('2026-11-01T12:00:00Z'))
  })

  describe('the project’s own files', () => {
    const files = [content('basket', basket()), content('shelf', shelf()), content('storehouse', house())]
    const take = (list = files) => takeInContent(museum, list)

    test('are taken in once, and again only what changed', async () => {
      expect(await take()).toEqual({ published: 3, withdrawn: 0 })
      expect(await take()).toEqual({ published: 0, withdrawn: 0 })
      const changed = [content('basket', basket({ date: '1940' })), ...files.slice(1)]
      expect(await take(changed)).toEqual({ published: 1, withdrawn: 0 })
      expect((await museum.records.item('basket'))?.item.body.date).toBe('1940')
      expect((await museum.store.lastChange()).change).toBe(4)
    })

    test('that are no longer there leave tombstones, once; and come back', async () => {
      await take()
      expect(await take([])).toEqual({ published: 0, withdrawn: 3 })
      expect(await take([])).toEqual({ published: 0, withdrawn: 0 })
      expect(await museum.records.institutions()).toEqual([])
      expect(await take()).toEqual({ published: 3, withdrawn: 0 })
      expect((await museum.records.items()).length).toBe(1)
    })

    test('leave alone what a person wrote since', async () => {
      await take()
      await publish('basket', basket({ date: '1950' }), 'mio')
      expect(await take([content('basket', basket({ date: '1960' })), ...files.slice(1)])).toEqual({
        published: 0,
        withdrawn: 0,
      })
      expect(await take(files.slice(1))).toEqual({ published: 0, withdrawn: 0 })
      expect((await museum.records.item('basket'))?.item.body.date).toBe('1950')
    })

    test('that name what is not there are refused by name', async () => {
      await expect(take([content('basket', basket())])).rejects.toThrow(
        'The record basket of the content is refused: record_parent_unknown',
      )
    })
  })

  test('a list for harvesters stands as it was at its beginning, each item once', async () => {
    await publish('storehouse', house())
    await publish('bathhouse', house())
    for (const n of [1, 2, 3]) {
      museum.clock.pass(1_000)
      await publish(`basket-${n}`, basket())
    }
    await publish('tub', basket({ institution: 'bathhouse' }))
    const { change: bound } = await museum.store.lastChange()
    museum.clock.pass(1_000)
    await publish('basket-1', basket({ date: '1999' }))
    await write({ do: 'withdraw', record: 'basket-2', by: 'ken' })
    const all = {
      bound,
      after: 0,
      fromMs: 0,
      untilMs: Number.MAX_SAFE_INTEGER,
      institution: undefined,
      limit: 99,
    }
    const list = async (over: Partial<typeof all> | { institution: string }) =>
      (await museum.store.listed({ ...all, ...over })).map(({ record, state, isWithdrawnSince }) =>
        [record, state, isWithdrawnSince].join(' '),
      )
    const before = [
      'basket-1 published false',
      'basket-2 published true',
      'basket-3 published false',
      'tub published false',
    ]
    expect(await list({})).toEqual(before)
    expect(await list({ limit: 2 })).toEqual(before.slice(0, 2))
    expect(await list({ after: 4 })).toEqual(before.slice(2))
    expect(await list({ institution: 'bathhouse' })).toEqual(before.slice(3))
    const at = (seconds: number): number => Date.parse('2026-11-01T00:00:00Z') + seconds * 1_000
    expect(await list({ fromMs: at(2), untilMs: at(2) })).toEqual([before[1]])
    expect(await list({ bound: bound + 2 })).toEqual([
      before[2],
      before[3],
      'basket-1 published false',
      'basket-2 withdrawn false',
    ])
    expect(await museum.store.firstAt()).toBe(at(0))
  })

  test.each([
    ['a kind that nobody knows', `'basket', 1, 'sold', 'draft', null`],
    ['a state that nobody knows', `'basket', 1, 'item', 'lost', 1`],
    ['a draft that was told', `'basket', 1, 'item', 'draft', 1`],
    ['a publication without its number', `'basket', 1, 'item', 'published', null`],
    ['a version before the first', `'basket', 0, 'item', 'draft', null`],
    ['a number that is taken', `'other', 1, 'item', 'published', 1`],
  ])('the database refuses %s', async (_, values) => {
    await publish('storehouse', house())
    const insert = `insert into museum_versions (record, version, kind, state, change, institution, body, written_by, written_at) values (${values}, 'storehouse', '{}', 'ken', 1)`
    await expect(open.store.raw(insert)).rejects.toThrow(/check|unique/)
    expect((await museum.store.lastChange()).change).toBe(1)
  })
})
