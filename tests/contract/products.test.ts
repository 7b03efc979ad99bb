import { beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import { Violation } from '../../db/violation.ts'
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('what a shop offers', (store) => {
  let region: Region
  let api: SmallApi
  let shop: Awaited<ReturnType<Region['openShop']>>
  let owner: string
  let id: string

  beforeAll(async () => {
    region = await smallRegion(store())
    api = smallApi(region)
  })
  beforeEach(async () => {
    region.setNow('2026-11-24T10:00')
    shop = await region.openShop()
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    owner = String(row!['user_id'])
    id = newId()
  })

  const box = {
    nameJa: '桐の小箱',
    nameEn: 'Paulownia box',
    priceYen: 1_200,
    stock: 'in_stock' as const,
    count: 3 as number | null,
    showsCount: false,
    monthFrom: null as number | null,
    monthUntil: null as number | null,
    isOffered: true,
  }
  type Change = Partial<Omit<typeof box, 'stock'>> & {
    readonly stock?: 'in_stock' | 'few' | 'sold_out'
    readonly saidBy?: string
  }
  const say = (version: number, change: Change = {}) =>
    region.products.say({ ...box, merchantId: shop.id, id, version, saidBy: owner, ...change })
  type Seen = { readonly stock: string; readonly count: number | null; readonly priceYen: number }
  const seen = async () => {
    const answer = await api.get(`/shops/${shop.id}/products`)
    return ((await answer.json()) as { products: Seen[] }).products
  }
  const versions = async () =>
    (await store().raw(`select version from shop_product_versions where product_id = '${id}'`)).length

  it('is added once by a double click, and of two devices the second is told', async () => {
    const both = await Promise.all(Array.from({ length: 6 }, () => say(0)))
    expect(both.map((one) => one.ok && one.value.version)).toEqual(Array(6).fill(1))
    expect(await versions()).toBe(1)
    const [price, stock] = await Promise.all([
      say(1, { priceYen: 1_500, saidBy: 'clerk' }),
      say(1, { stock: 'sold_out' }),
    ])
    const refused = [price, stock].filter(({ ok }) => !ok)
    expect(refused).toEqual([{ ok: false, error: { code: 'product_changed', version: 2 } }])
    expect(await versions()).toBe(2)
  })

  it('is seen with its price and stock, and the number only where the shop shows it', async () => {
    await say(0)
    expect(await seen()).toMatchObject([{ priceYen: 1_200, stock: 'in_stock', count: null }])
    await say(1, { showsCount: true, stock: 'few' })
    expect(await seen()).toMatchObject([{ stock: 'few', count: 3 }])
    await say(2, { showsCount: true, stock: 'sold_out' })
    expect(await seen()).toMatchObject([{ stock: 'sold_out', count: null }])
    await say(3, { isOffered: false })
    expect(await seen()).toEqual([])
  })

  it('is to be asked for once the word is older than three days, until it is said again', async () => {
    await say(0)
    region.setNow('2026-11-27T10:00')
    expect((await seen())[0]?.stock).toBe('in_stock')
    region.setNow('2026-11-27T10:01')
    expect((await seen())[0]?.stock).toBe('ask')
    await say(1)
    expect((await seen())[0]?.stock).toBe('in_stock')
  })

  it.each([
    [11, 2, 'in_stock'],
    [4, 10, 'out_of_season'],
    [11, 11, 'in_stock'],
    [12, 10, 'out_of_season'],
  ])('in November, of a season from month %i to %i, is %s', async (monthFrom, monthUntil, stock) => {
    await say(0, { monthFrom, monthUntil })
    expect((await seen())[0]?.stock).toBe(stock)
  })

  it('is refused without a number to show, without half of a season, and as the 101st', async () => {
    expect(await say(0, { showsCount: true, count: null })).toMatchObject({
      error: { code: 'product_count_missing', field: 'count' },
    })
    expect(await say(0, { monthFrom: 4 })).toMatchObject({
      error: { code: 'product_month_missing', field: 'monthUntil' },
    })
    for (let n = 0; n < 100; n++) {
      id = `p${n}`
      await say(0)
    }
    id = 'one-more'
    expect(await say(0)).toMatchObject({ error: { code: 'products_too_many', most: 100 } })
  })

  it('is said by the shop alone, and of a shop that takes no payments nothing is seen', async () => {
    const { count: _c, monthFrom: _f, monthUntil: _u, ...body } = box
    const put = async (who?: string) =>
      (await api.putJson(`/merchants/${shop.id}/products/${id}`, { version: 0, ...body }, who)).status
    expect([await put(), await put('officer'), await put('approver'), await put(owner)]).toEqual([
      401, 403, 403, 200,
    ])
    const elsewhere = await region.openShop()
    const far = await api.putJson(`/merchants/${elsewhere.id}/products/x`, { version: 0, ...body }, owner)
    expect(far.status).toBe(404)
    expect((await api.get(`/merchants/${elsewhere.id}/products`, owner)).status).toBe(404)
    expect((await api.get('/shops/nobody/products')).status).toBe(404)
  })

  it.each(['nameJa', 'nameEn'])(
    'with %s that turns the line around, or hides in it, is refused',
    async (field) => {
      const { count: _c, monthFrom: _f, monthUntil: _u, ...body } = box
      for (const unseen of ['\u202e', '\u2066', '\u200b', '\u0007']) {
        const told = { version: 0, ...body, [field]: `Box ${unseen}x` }
        const refused = await api.putJson(`/merchants/${shop.id}/products/${id}`, told, owner)
        expect(await refused.json()).toMatchObject({ status: 400, code: 'field_invalid', field })
      }
    },
  )

  it.each([
    ['a version that leaves one out', 2, `'in_stock'`, 'null'],
    ['a stock that nobody knows', 1, `'maybe'`, 'null'],
    ['half of a season', 1, `'few'`, '4'],
  ])('the database itself refuses %s', async (_, version, stock, month) => {
    const no = store().dialect === 'sqlite' ? '0' : 'false'
    const sql = `insert into shop_product_versions (merchant_id, product_id, version, name_ja, name_en, price_yen, stock, count, shows_count, month_from, month_until, is_offered, said_by, created_at) values ('${shop.id}', '${id}', ${version}, 'x', 'x', 1, ${stock}, null, ${no}, ${month}, null, ${no}, 'x', 1)`
    await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
  })
})
