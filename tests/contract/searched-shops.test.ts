import { beforeAll, beforeEach, expect, it } from 'vitest'
import { searchedShops } from '../../api/merchants/index.ts'
import { contentPlaces } from '../../api/merchants/places-content.ts'
import { productStore } from '../../api/merchants/repository-products.ts'
import { shopChangeStore } from '../../api/merchants/repository-shop-changes.ts'
import { merchantStore } from '../../api/merchants/repository.ts'
import type { ProductSaid } from '../../api/merchants/product.ts'
import { newId } from '../../api/platform/ids.ts'
import { plainWrite } from '../../db/store.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { openSearch } from '../places/search-world.ts'
import { catalogue } from '../places/small-catalogue.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('what shops tell the search', (database) => {
  let region: Region
  let shops: ReturnType<typeof searchedShops>
  let shop: Awaited<ReturnType<Region['openShop']>>
  /** A word that only this test's shop has. */
  let mark: string
  let id: string
  let now = 0

  beforeAll(async () => {
    region = await smallRegion(database())
    const store = database()
    shops = searchedShops({
      shops: merchantStore(store),
      products: productStore(store),
      changes: shopChangeStore(store),
      places: contentPlaces,
      clock: { now: () => now },
    })
  })
  let marks = 0
  beforeEach(async () => {
    now = region.setNow('2026-11-24T10:00')
    // Letters that begin no other word.
    mark = `q${String.fromCodePoint(97 + marks++)}zx`
    id = newId()
    shop = await region.openShop({ nameJa: `霞${mark}`, nameEn: `Kasumi ${mark}`, nameKana: 'カスミ' })
  })

  const box = { nameJa: '桐の小箱', nameEn: 'Paulownia box', priceYen: 1_200, stock: 'in_stock' as const }
  const say = async (version: number, change: Partial<ProductSaid> = {}) => {
    const rest = { count: null, showsCount: false, monthFrom: null, monthUntil: null, isOffered: true }
    const said = { ...box, ...rest, merchantId: shop.id, id, version, saidBy: 'owner', ...change }
    const told = await region.products.say(said)
    if (!told.ok) throw new Error(told.error.code)
  }
  const search = () => openSearch(database(), catalogue, { market: { shops } as never })
  const key = () => `${shop.id}/${id}`
  const byHand = (statement: string) => database().atomic([plainWrite(statement, [])])
  const setStatus = (status: string) =>
    byHand(`update merchants set status = '${status}' where id = '${shop.id}'`)

  it('is the shop by its names, its reading, its kind and its town, and what it offers, each on its page', async () => {
    await say(0)
    const { ask, ids } = search()
    const { results } = await ask(`霞${mark}`)
    expect(results.map(({ kind, path }) => [kind, path])).toEqual([
      ['shop', `/shops/${shop.id}`],
      ['product', `/shops/${shop.id}#product-${id}`],
    ])
    for (const query of [
      `kasumi ${mark}`,
      `カスミ ${mark}`,
      `${mark} 三島町`,
      `${mark} 餐飲`,
      `${mark} food`,
    ])
      expect(await ids(query, { narrowed: { kind: 'shop' } }), query).toEqual([shop.id])
    expect(await ids(`小箱 ${mark}`)).toEqual([key()])
    expect((await ids(`paulownia ${mark}`, { narrowed: { place: 'town' } }))[0]).toBe(key())
    // A shop's kind is not what each of its products is.
    const food = await ids('餐飲')
    expect([food.includes(shop.id), food.includes(key())]).toEqual([true, false])
  })

  it('follows every change at once: a name twice in a row, a product taken off and put back', async () => {
    const { ask } = search()
    /** What has all of the words. */
    const called = async (name: string) => {
      const { fits, results } = await ask(`${name} ${mark}`)
      return fits === 'all' ? results.map((one) => one.id) : []
    }
    expect(await called('重箱')).toEqual([])
    await say(0)
    await say(1, { nameJa: '文箱' })
    await say(2, { nameJa: '重箱' })
    expect([await called('重箱'), await called('文箱')]).toEqual([[key()], []])
    await say(3, { nameJa: '重箱', isOffered: false })
    expect(await called('重箱')).toEqual([])
    await say(4, { nameJa: '重箱' })
    expect(await called('重箱')).toEqual([key()])
  })

  it('is no longer there once the shop is stopped, and again when it is let in again', async () => {
    await say(0)
    const { ids } = search()
    expect(await ids(mark)).toEqual([shop.id, key()])
    await setStatus('suspended')
    expect(await ids(mark)).toEqual([])
    expect(await shops.now('shop', shop.id)).toBeUndefined()
    expect(await shops.now('product', key())).toBeUndefined()
    await setStatus('approved')
    expect(await ids(mark)).toEqual([shop.id, key()])
  })

  it('is no longer there once its account is closed', async () => {
    await say(0)
    const { ids } = search()
    expect(await ids(mark)).toEqual([shop.id, key()])
    await byHand(
      `insert into account_changes (account_id, number, what, reason, changed_by, created_at)
        values ('${shop.accountId}', 1, 'closed', 'x', 'x', ${now})`,
    )
    expect(await ids(mark)).toEqual([])
  })

  it('says the price and the stock of this moment, of which the index holds nothing', async () => {
    await say(0)
    const before = await shops.version()
    await say(1, { priceYen: 1_500, stock: 'sold_out' })
    expect(await shops.version()).toBe(before)
    expect(await shops.now('product', key())).toMatchObject({ offer: { priceYen: 1_500, stock: 'sold_out' } })
    now = region.setNow('2026-11-28T10:00')
    expect(await shops.now('product', key())).toMatchObject({ offer: { stock: 'ask' } })
    await say(2, { isOffered: false })
    expect(await shops.now('product', key())).toBeUndefined()
    for (const strange of ['', '/', `${shop.id}/nothing`, `${shop.id}/${id}/more`])
      expect(await shops.now('product', strange), strange).toBeUndefined()
  })

  it('reads of one product that changed nothing but it', async () => {
    await say(0)
    const before = await shops.version()
    await say(1, { nameJa: '文箱' })
    const { present, gone } = await shops.changedSince(before, await shops.version())
    expect([present.map((one) => one.id), gone]).toEqual([[key()], []])
  })

  it('notes changes that are stored at once one after the other, each once', async () => {
    const before = await shops.version()
    const made = Array.from({ length: 12 }, () => newId())
    await Promise.all(made.map((one) => say(0, { id: one })))
    expect(await shops.version()).toBe(before + 12)
    const { present } = await shops.changedSince(before, await shops.version())
    expect(present).toHaveLength(12)
  })

  it('has what was stopped while the index was made anew, and all that is there besides', async () => {
    await say(0)
    const { ids } = search()
    expect(await ids(mark)).toEqual([shop.id, key()])
    let isFirst = true
    const { indexing } = openSearch(database(), catalogue, {
      market: { shops } as never,
      through: (inner) => ({
        ...inner,
        take: async (...next) => {
          // All entries of the new one are written, and it does not count yet.
          if (isFirst) await setStatus('suspended')
          isFirst = false
          return inner.take(...next)
        },
      }),
    })
    await indexing.rebuild()
    expect(await ids(mark)).toEqual([])
    const others = (await Array.fromAsync(shops.upTo())).flat()
    expect(others.map((one) => one.id)).not.toContain(shop.id)
    expect(others.some(({ kind }) => kind === 'product')).toBe(true)
  })

  it('is taken in later by another process where the first one died in between', async () => {
    const { ids } = search()
    await ids(mark)
    await say(0)
    const broken = openSearch(database(), catalogue, {
      market: { shops } as never,
      through: (inner) => ({ ...inner, take: async () => Promise.reject(new Error('killed')) }),
    })
    await expect(broken.indexing.refresh()).rejects.toThrow('killed')
    expect(await ids(mark)).toEqual([shop.id, key()])
  })

  it('never stands before what it is named after, nor hides it', async () => {
    const { ask } = search()
    await say(0, { nameJa: '鶴ヶ城', nameEn: 'Tsuruga Castle' })
    const first = async (query: string) => (await ask(query)).results.slice(0, 2).map((one) => one.id)
    expect(await first('鶴ヶ城')).toEqual(['castle', key()])
    expect(await first('つるがじょう')).toEqual(['castle', key()])
    expect(await first('tsuruga castle')).toEqual(['castle', key()])
    // A kind and a town fit the shop alone: what is called so in part is told behind it.
    const both = await ask(`${mark} 三島町`)
    expect([both.fits, both.results[0]?.id]).toEqual(['offered', shop.id])
    expect(both.results.some(({ kind }) => kind === 'municipality')).toBe(true)
    // Whoever types what it is called means it.
    await say(1, { nameJa: '鶴ヶ城の湯のみ', nameEn: `Tsuruga Castle ${mark}` })
    expect(await ask(`tsuruga castle ${mark}`)).toMatchObject({ fits: 'all', total: 1 })
  })
})
