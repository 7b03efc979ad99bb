import { beforeEach, expect, test } from 'vitest'
import { recordStore } from '../../api/museum/repository-records.ts'
import { searchedService } from '../../api/museum/searched-service.ts'
import type { IndexedEntry, SearchStore } from '../../api/places/search-store.ts'
import type { Store } from '../../db/store.ts'
import { basket, heldClock, house, openRecords } from '../museum/record-builders.ts'
import { drawnShelf, openSearch, thing } from '../places/search-world.ts'
import { catalogue, place } from '../places/small-catalogue.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'

const rowsOf = async (store: Store, table: string): Promise<number> =>
  Number((await store.raw(`select count(*) as n from ${table}`))[0]?.['n'])

/** Two generations beside each other, as the tables have them. */
const generationsOf = async (store: Store): Promise<number[]> =>
  (await store.raw('select distinct generation from search_entries order by generation')).map((row) =>
    Number(row['generation']),
  )

onEveryEngine('the search', (_, engine) => {
  let store: Store
  beforeEach(async () => {
    const open = await openEngine(engine)
    store = open.store
    return () => open.dispose()
  })

  test.each([
    ['a word of two characters within a name', '温泉', 'spring'],
    ['old characters', '會津若松', 'castle'],
    ['a reading', 'つるがじょう', 'castle'],
    ['romaji', 'tsurugajou', 'castle'],
    ['one character', '寺', 'enzoji'],
    ['the beginning of a word', 'yanai', 'spring'],
    ['two words', '柳津 temple', 'enzoji'],
    ['a particle between kanji', '柳津の温泉', 'spring'],
    ['a letter too much', 'tsurrugajou', 'castle'],
    ['two letters exchanged', 'yanazu springs', 'spring'],
    ['Thai within a longer word', 'กร้า', 'vine'],
    ['Korean within a longer word', '바구니', 'vine'],
    ['a character of two units', '𠮷野', 'yoshino'],
  ])('finds %s', async (_what, query, id) => {
    const { shelf, ids } = openSearch(store, catalogue)
    shelf.publish(thing('vine', '籠', { more: ['ตะกร้า', '산포도바구니'] }), thing('yoshino', '𠮷野の屏風'))
    expect((await ids(query))[0]).toBe(id)
  })

  test('tells which word it looked for where a finger slipped', async () => {
    const { ask } = openSearch(store, catalogue)
    expect(await ask('tsurrugajou')).toMatchObject({ fits: 'all', meant: ['tsurugajo'] })
    expect(await ask('tsurugajou')).toMatchObject({ meant: [] })
    expect(await ask('zzzzzzz')).toMatchObject({ total: 0, meant: [], reason: 'nothing_found' })
  })

  test('finds no phrase over the end of a name', async () => {
    const { shelf, ids } = openSearch(store, catalogue)
    shelf.publish(thing('two', '山桜、花見', { text: { ja: '水車。小屋', en: 'x' } }))
    expect(await ids('桜花')).toEqual([])
    expect(await ids('車小')).toEqual([])
    expect(await ids('桜花見')).toEqual([])
    expect(await ids('花見')).toEqual(['two'])
  })

  test('finds a word and another that begins like it, each where it stands', async () => {
    const { shelf, ids } = openSearch(store, catalogue)
    shelf.publish(thing('both', '雪の会、会津木綿の袋'), thing('one', '会津木綿の袋'))
    expect(await ids('会津木綿 会')).toEqual(['one', 'both'])
    expect(await ids('会津木綿の袋 雪の会')).toEqual(['both'])
    shelf.publish(thing('told', '袋', { text: { ja: '会津木綿の袋です。', en: 'x' } }))
    expect(await ids('会津木綿 会')).toEqual(['one', 'both', 'told'])
  })

  test('counts what fits by what it belongs to, and narrows by it', async () => {
    const { shelf, ask, ids } = openSearch(store, catalogue)
    shelf.publish(
      thing('bowl-1', '漆の椀', { periods: ['edo'], stations: ['snow'] }),
      thing('bowl-2', '漆の椀', { periods: ['edo', 'meiji'], institution: 'temple' }),
      thing('bowl-3', '漆の椀', { kind: 'story' }),
    )
    const { total, groups, facets } = await ask('漆の椀')
    expect(total).toBe(3)
    expect(groups).toEqual([
      { kind: 'item', total: 2 },
      { kind: 'story', total: 1 },
    ])
    expect(facets.period).toEqual([
      { value: 'edo', total: 2 },
      { value: 'meiji', total: 1 },
    ])
    expect(facets.institution).toEqual([
      { value: 'storehouse', total: 2 },
      { value: 'temple', total: 1 },
    ])
    expect(facets.line.map(({ total: lines }) => lines)).toEqual([1])
    const narrowed = { period: 'edo', kind: 'item' } as const
    expect(await ids('漆の椀', { narrowed })).toEqual(['bowl-1', 'bowl-2'])
    // What is chosen is counted as if it were not: a reader can choose another.
    expect((await ask('漆の椀', { narrowed: { institution: 'temple' } })).facets.institution).toHaveLength(2)
    expect((await ask('漆の椀', { narrowed: { institution: 'temple' } })).facets.period).toEqual([
      { value: 'edo', total: 1 },
      { value: 'meiji', total: 1 },
    ])
    expect(await ask('漆の椀', { narrowed: { institution: 'nobody' } })).toMatchObject({
      total: 0,
      reason: 'nothing_here',
    })
  })

  test('pages through everything that fits, each once', async () => {
    const { shelf, ask } = openSearch(store, catalogue)
    shelf.publish(...Array.from({ length: 430 }, (_none, i) => thing(`bowl-${i}`, `漆の椀${i}`)))
    const seen: string[] = []
    for (let offset = 0; ; offset += 50) {
      const { results, total } = await ask('漆の椀', { offset })
      expect(total).toBe(430)
      if (results.length === 0) break
      seen.push(...results.map(({ id }) => id))
    }
    expect([seen.length, new Set(seen).size]).toEqual([430, 430])
  })

  test('takes in what is published, changed and withdrawn, also by another process', async () => {
    const shelf = drawnShelf()
    const [one, other] = [openSearch(store, catalogue, { shelf }), openSearch(store, catalogue, { shelf })]
    expect(await one.ids('刺し子')).toEqual([])
    shelf.publish(thing('stitch', '刺し子の半纏'))
    expect(await other.ids('刺し子')).toEqual(['stitch'])
    shelf.publish(thing('stitch', '裂き織の半纏'))
    expect([await one.ids('刺し子'), await one.ids('裂き織')]).toEqual([[], ['stitch']])
    shelf.withdraw(thing('stitch', ''))
    expect(await other.ids('半纏')).toEqual([])
  })

  test('takes in a change once when several processes do so at once', async () => {
    const shelf = drawnShelf()
    const all = [1, 2, 3, 4].map(() => openSearch(store, catalogue, { shelf }))
    await all[0]!.ask('x')
    shelf.publish(thing('stitch', '刺し子の半纏'))
    expect(await Promise.all(all.map(({ ids }) => ids('刺し子')))).toEqual([1, 2, 3, 4].map(() => ['stitch']))
    expect(await rowsOf(store, 'search_steps')).toBe(2)
  })

  test('is made whole by several processes that find none at once', async () => {
    const all = [1, 2, 3].map(() => openSearch(store, catalogue))
    const found = await Promise.all(all.map(({ ids }) => ids('温泉')))
    expect(found).toEqual([['spring'], ['spring'], ['spring']])
    await all[0]!.indexing.rebuild()
    expect(await generationsOf(store)).toHaveLength(1)
  })

  test('of another form is made anew by a release that begins: what was taken in live is found by its words', async () => {
    const shelf = drawnShelf()
    shelf.publish(thing('house', '雪の館', { kind: 'institution' }), thing('stitch', '刺し子の半纏'))
    const before = openSearch(store, catalogue, { shelf, through: olderRelease() })
    expect([await before.ids('雪の館'), await before.ids('刺し子')]).toEqual([[], []])
    const now = (await before.store.step())!
    const begun = openSearch(store, catalogue, { shelf })
    expect([await begun.ids('雪の舘'), await begun.ids('刺し子')]).toEqual([['house'], ['stitch']])
    expect(await begun.store.step()).toMatchObject({ generation: now.generation + 1, content: now.content })
  })

  test('is left to the release that began last, until nobody keeps it', async () => {
    const shelf = drawnShelf()
    const clock = heldClock()
    const older = openSearch(store, catalogue, { shelf, clock, through: olderRelease() })
    await older.indexing.refresh()
    const newer = openSearch(store, catalogue, { shelf, clock })
    await newer.indexing.refresh()
    const made = (await newer.store.step())!
    shelf.publish(thing('stitch', '刺し子の半纏'))
    await older.indexing.refresh()
    expect(await newer.store.step()).toEqual(made)
    expect(await newer.ids('刺し子')).toEqual(['stitch'])
    expect((await newer.store.step())!.generation).toBe(made.generation)
    // The newer one is gone, as where it was taken back.
    clock.pass(120_000)
    shelf.publish(thing('vine', '籠'))
    await older.indexing.refresh()
    clock.pass(59_000)
    await older.indexing.refresh()
    expect((await newer.store.step())!.generation).toBe(made.generation)
    clock.pass(1_000)
    await older.indexing.refresh()
    expect(await older.store.step()).toMatchObject({ generation: made.generation + 1, change: 2 })
  })

  test('takes the files of a new release in the place of the old ones; the old release leaves them', async () => {
    const old = openSearch(store, catalogue)
    expect(await old.ids('圓藏寺')).toEqual(['enzoji'])
    const next = openSearch(store, { ...catalogue, places: [place('gate', '仁王門', 'Gate')] })
    expect([await next.ids('圓藏寺'), await next.ids('仁王門')]).toEqual([[], ['gate']])
    expect(await old.ids('仁王門')).toEqual(['gate'])
  })
})

/** A release before this one, of whose index the words were others. */
function olderRelease(): (store: SearchStore) => SearchStore {
  let form = ''
  const words = { title: [], name: [], body: [] }
  const older = (all: readonly IndexedEntry[]) => all.map((one) => ({ ...one, words }))
  return (store) => ({
    ...store,
    step: async () => {
      const now = await store.step()
      const known = now?.content.startsWith('0 ') === true ? form : '9'
      return now && { ...now, content: now.content.replace(/^\d+/, known) }
    },
    add: (generation, from, entries) => store.add(generation, from, older(entries)),
    take: (step, change) => {
      form = step.content.split(' ')[0]!
      return store.take(
        { ...step, content: step.content.replace(/^\d+/, '0') },
        { ...change, come: older(change.come) },
      )
    },
  })
}

/** Breaks off after some writes, as a process does that is killed. */
const killedAfter =
  (writes: number) =>
  (store: SearchStore): SearchStore => {
    let left = writes
    return {
      ...store,
      add: async (...entries) => {
        if (left-- === 0) throw new Error('killed')
        return store.add(...entries)
      },
    }
  }

onEveryEngine('an index that is made anew', (_, engine) => {
  let store: Store
  beforeEach(async () => {
    const open = await openEngine(engine)
    store = open.store
    return () => open.dispose()
  })

  test('answers from the old one until it is whole, and then from the new one', async () => {
    const shelf = drawnShelf()
    shelf.publish(...Array.from({ length: 5 }, (_none, i) => thing(`bowl-${i}`, `漆の椀${i}`)))
    const { ask } = openSearch(store, catalogue, { shelf })
    await ask('x')
    const seen: number[] = []
    const look = async () => {
      const { total, results } = await ask('漆の椀')
      seen.push(total, results.length)
    }
    const { indexing } = openSearch(store, catalogue, {
      shelf,
      through: (inner) => ({
        ...inner,
        add: async (...entries) => {
          const added = await inner.add(...entries)
          await look()
          return added
        },
        take: async (...next) => {
          await look()
          const taken = await inner.take(...next)
          await look()
          return taken
        },
        forget: async (generation) => {
          const gone = await inner.forget(generation)
          await look()
          return gone
        },
      }),
    })
    await indexing.rebuild()
    expect(new Set(seen)).toEqual(new Set([5]))
    expect(seen.length).toBeGreaterThan(12)
    expect(await generationsOf(store)).toEqual([2])
  })

  test('leaves the old one when it is killed half way, and the next one clears its rest away', async () => {
    const shelf = drawnShelf()
    shelf.publish(...Array.from({ length: 5 }, (_none, i) => thing(`bowl-${i}`, `漆の椀${i}`)))
    const { ask, indexing } = openSearch(store, catalogue, { shelf })
    await ask('x')
    const broken = openSearch(store, catalogue, { shelf, through: killedAfter(3) })
    await expect(broken.indexing.rebuild()).rejects.toThrow('killed')
    expect(await generationsOf(store)).toEqual([1, 2])
    expect((await ask('漆の椀')).total).toBe(5)
    await indexing.rebuild()
    expect(await generationsOf(store)).toEqual([3])
    expect((await ask('漆の椀')).total).toBe(5)
  })

  test('is not put in the place of one that began later and was whole first', async () => {
    const shelf = drawnShelf()
    shelf.publish(thing('bowl', '漆の椀'))
    const other = openSearch(store, catalogue, { shelf })
    await other.ask('x')
    let isFirst = true
    const slow = openSearch(store, catalogue, {
      shelf,
      through: (inner) => ({
        ...inner,
        add: async (...entries) => {
          const added = await inner.add(...entries)
          if (isFirst) {
            isFirst = false
            shelf.publish(thing('tray', '漆の盆'))
            await other.indexing.rebuild()
          }
          return added
        },
      }),
    })
    await slow.indexing.rebuild()
    expect(await other.ids('漆の')).toEqual(['bowl', 'tray'])
    expect(await slow.ids('温泉')).toEqual(['spring'])
  })

  test('leaves nothing of the old one', async () => {
    const shelf = drawnShelf()
    shelf.publish(thing('bowl', '漆の椀'), thing('tray', '漆の盆'))
    const { ask, indexing } = openSearch(store, catalogue, { shelf })
    await ask('x')
    shelf.withdraw(thing('tray', ''))
    expect((await ask('漆の')).total).toBe(1)
    expect(await rowsOf(store, 'search_gone')).toBe(1)
    await indexing.rebuild()
    expect(await rowsOf(store, 'search_gone')).toBe(0)
    for (const table of ['search_entries', 'search_batches', 'search_postings', 'search_spellings'])
      expect(await rowsOf(store, `${table} where generation < 2`)).toBe(0)
    expect((await ask('漆の')).total).toBe(1)
  })

  test('has what was published while it was made', async () => {
    const shelf = drawnShelf()
    const { ids } = openSearch(store, catalogue, { shelf })
    await ids('x')
    let published = 0
    const { indexing } = openSearch(store, catalogue, {
      shelf,
      through: (inner) => ({
        ...inner,
        add: async (...entries) => {
          shelf.publish(thing(`late-${++published}`, '漆の椀'))
          return inner.add(...entries)
        },
      }),
    })
    await indexing.rebuild()
    expect(await ids('漆の椀')).toHaveLength(published)
  })
})

onEveryEngine('what the museum tells the search', (_, engine) => {
  test('is what is published, under what its holder is called now', async () => {
    const open = await openEngine(engine)
    try {
      const records = recordStore(open.store)
      const museum = openRecords(records)
      const searched = searchedService({
        records: museum.records,
        store: records,
        eventName: () => undefined,
      })
      const publish = (record: string, body: ReturnType<typeof house> | ReturnType<typeof basket>) =>
        museum.records.write({ do: 'publish', record, body, by: 'ken' })
      await publish('storehouse', house())
      await publish('basket', basket())
      const all = await Array.fromAsync(searched.upTo(await searched.version()))
      expect(all.flat().map(({ id }) => id)).toEqual(['basket'])
      const before = await searched.version()
      await publish('storehouse', house({ label: { ja: ['山の家'], en: ['Mountain house'] } }))
      const changed = await searched.changedSince(before, await searched.version())
      expect(changed.present.map(({ id, more }) => [id, more.includes('山の家')])).toEqual([['basket', true]])
      await museum.records.write({ do: 'withdraw', record: 'basket', by: 'ken' })
      expect(await searched.changedSince(before, await searched.version())).toEqual({
        present: [],
        gone: [{ kind: 'item', id: 'basket' }],
      })
      expect(await searched.institutionName('storehouse')).toEqual({ ja: '山の家', en: 'Mountain house' })
    } finally {
      await open.dispose()
    }
  })
})
