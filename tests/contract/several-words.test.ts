import { beforeEach, expect, test } from 'vitest'
import type { Store } from '../../db/store.ts'
import { drawnShelf, openSearch, thing } from '../places/search-world.ts'
import { catalogue } from '../places/small-catalogue.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'

const told = (ja: string) => ({ text: { ja, en: 'x' } })

const things = [
  thing('market', '市', told('12月の大市です。')),
  thing('screen', '屏風', told('会津塗のふちです。')),
  thing('far', '山', told(`炭のある所です。${'遠い道を歩きます。'.repeat(5)}窯へ行きます。`)),
  thing('near', '谷の中', told('村には炭を焼いた窯が残ります。')),
  thing('cage', '籠', told('炭を入れます。')),
  thing('coal', '炭', told('籠に入れます。')),
  thing('whole', '炭小屋'),
  thing('part', '炭'),
  thing('mill', '水車', told('小屋の中で炭をつきます。')),
]

onEveryEngine('the search for several words', (_, engine) => {
  let store: Store
  beforeEach(async () => {
    const open = await openEngine(engine)
    store = open.store
    return () => open.dispose()
  })

  test('finds first what people mean, the same on every engine', async () => {
    const shelf = drawnShelf()
    shelf.publish(...things)
    const { ids } = openSearch(store, catalogue, { shelf })
    const found = async (query: string) => (await ids(query)).slice(0, 2)
    expect(await found('大市')).toEqual(['market'])
    expect(await found('漆器')).toEqual(['lacquer', 'screen'])
    expect(await found('漆器 屏風')).toEqual(['screen'])
    expect(await found('炭 窯')).toEqual(['near', 'far'])
    expect(await found('籠 炭')).toEqual(['cage', 'coal'])
    expect(await found('炭 小屋')).toEqual(['whole', 'mill'])
    expect(await found('小屋の炭')).toEqual(['whole', 'mill'])
    expect((await found('炭 小屋 水車 飛行機'))[0]).toBe('mill')
  })
})
