import { describe, expect, test } from 'vitest'
import { placesRoutes } from '../../api/places/routes.ts'
import { databaseInMemory, drawnMarket, drawnShelf, openSearch, shopThing, thing } from './search-world.ts'
import { catalogue, festival, place } from './small-catalogue.ts'

const approximate = place('about-here', '滝', 'Waterfall', {
  position: { quality: 'approximate-1km', lat: 37.4, lng: 139.5, source: ['drawn'] },
  doubtfulWalk: { station: 'snow', statedMinutes: 10, source: ['drawn'] },
})
const events = [festival('snow', { rule: { kind: 'fixed', month: 2, from: 13, to: 14 } })]
const drawn = { ...catalogue, places: [...catalogue.places, approximate], events }
const shelf = drawnShelf()
let stock: 'in_stock' | 'sold_out' | undefined = 'in_stock'
const market = drawnMarket((kind) => {
  if (stock === undefined) return undefined
  return { demonstration: true, ...(kind === 'shop' ? {} : { offer: { priceYen: 1_200, stock } }) }
})
const { places } = openSearch(await databaseInMemory(), drawn, { shelf, market })
const api = placesRoutes({ places })

async function get(path: string, language?: string) {
  const answer = await api.request(
    path,
    language === undefined ? {} : { headers: { 'accept-language': language } },
  )
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

describe('GET /places', () => {
  test('narrows by category and station', async () => {
    expect((await get('/places?category=castle')).body).toMatchObject({
      total: 1,
      places: [{ id: 'castle' }],
    })
    expect((await get('/places?category=castle&station=snow')).body.total).toBe(0)
  })

  test('refuses a category that does not exist', async () => {
    expect(await get('/places?category=casino')).toMatchObject({ status: 400, body: { field: 'category' } })
  })
})

describe('GET /places/{id}', () => {
  test('tells how far off a position may be, so that nobody draws a pin', async () => {
    const { body } = await get('/places/about-here')
    expect(body.place).toMatchObject({
      position: { exact: false, withinMetres: 1000 },
      doubtfulWalk: { statedMinutes: 10 },
    })
    expect(body.place).not.toHaveProperty('walk')
    expect(body.sources).toEqual([{ id: 'drawn', title: { ja: '作り物', en: 'Drawn' } }])
  })

  test('knows no other place', async () => {
    expect(await get('/places/nowhere')).toMatchObject({ status: 404, body: { code: 'place_unknown' } })
  })
})

describe('GET /events', () => {
  test('tells the days of a month', async () => {
    const { body } = await get('/events?month=2')
    expect(body.events).toMatchObject([
      { id: 'snow', path: '/events/snow', days: { first: '2027-02-13', last: '2027-02-14' } },
    ])
    expect((await get('/events?month=2027-03')).body.total).toBe(0)
  })

  test.each(['0', '13', '2027-13', '2027', 'x'])('refuses the month %s', async (month) => {
    expect(await get(`/events?month=${month}`)).toMatchObject({ status: 400, body: { field: 'month' } })
  })
})

describe('GET /search', () => {
  test('marks what fits and leads to its page', async () => {
    const { body, headers } = await get(`/search?q=${encodeURIComponent('圓蔵寺')}&lang=ja`)
    expect(body).toMatchObject({
      total: 1,
      results: [
        { kind: 'place', path: '/places/enzoji', title: '圓藏寺', titleMarks: [{ start: 0, end: 3 }] },
      ],
    })
    expect(headers.get('cache-control')).toBe('public, max-age=60')
  })

  test('names what it can be narrowed by, and where it goes on', async () => {
    shelf.publish(
      ...['a', 'b', 'c'].map((id) =>
        thing(`tub-${id}`, `桶の${id}`, { periods: ['meiji'], stations: ['snow'] }),
      ),
    )
    const { body } = await get(`/search?q=${encodeURIComponent('桶の')}&lang=en&limit=2&period=meiji`)
    expect(body).toMatchObject({
      total: 3,
      offset: 0,
      next: 2,
      facets: {
        institution: [{ value: 'storehouse', title: 'Storehouse', total: 3 }],
        period: [{ value: 'meiji', title: 'Meiji (1868–1912)', total: 3 }],
      },
    })
    expect(body.results).toHaveLength(2)
    const rest = await get(`/search?q=${encodeURIComponent('桶の')}&offset=2`)
    expect(rest.body.results).toHaveLength(1)
    expect(rest.body).not.toHaveProperty('next')
    expect((await get(`/search?q=${encodeURIComponent('桶の')}&period=edo&lang=ja`)).body).toMatchObject({
      total: 0,
      reason: 'nothing_here',
    })
  })

  test('says in the reader’s language why nothing was found', async () => {
    expect((await get('/search?q=zzzz&lang=en')).body).toMatchObject({
      reason: 'nothing_found',
      reasonWords: 'Nothing was found for “zzzz”. Try a shorter word or another spelling.',
    })
    expect((await get('/search?q=zzzz&lang=ja')).body.reasonWords).toContain('見つかりませんでした')
  })

  test('is kept apart by language when the browser decides', async () => {
    expect((await get('/search?q=a')).headers.get('vary')).toBe('accept-language')
  })

  test('answers an empty query', async () => {
    expect(await get('/search')).toMatchObject({ status: 200, body: { total: 0, reason: 'empty_query' } })
  })

  test.each([
    ['201 characters', `q=${'x'.repeat(201)}`, 'q'],
    ['a language that we do not have', 'q=a&lang=xx', 'lang'],
    ['a kind that does not exist', 'q=a&kind=casino', 'kind'],
    ['a time that does not exist', 'q=a&period=tomorrow', 'period'],
    ['an institution with other letters', 'q=a&institution=%25', 'institution'],
    ['a municipality with a wild card', 'q=a&place=_%20', 'place'],
    ['a line that is too long', `q=a&line=${'x'.repeat(81)}`, 'line'],
    ['a place before the first', 'q=a&offset=-1', 'offset'],
    ['half a place', 'q=a&offset=1.5', 'offset'],
    ['a place behind any catalogue', 'q=a&offset=1000001', 'offset'],
    ['an empty page', 'q=a&limit=0', 'limit'],
    ['a page that is too large', 'q=a&limit=51', 'limit'],
  ])('refuses %s', async (_what, query, field) => {
    expect(await get(`/search?${query}`)).toMatchObject({ status: 400, body: { field } })
  })
})

test('every address stands in the OpenAPI document', () => {
  const { paths } = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 't', version: '1' } })
  expect(Object.keys(paths ?? {})).toEqual(['/places', '/places/{id}', '/events', '/search'])
})

test('what an institution publishes is found at once, in each language in which it is told', async () => {
  const ask = async () => (await (await api.request('/search?q=%E0%B8%95%E0%B8%B0%E0%B8%81%E0%B8%A3%E0%B9%89%E0%B8%B2')).json()) as { results: { path: string }[] } // prettier-ignore
  expect((await ask()).results).toEqual([])
  shelf.publish(thing('basket', '山ぶどうの籠', { more: ['ตะกร้า'] }))
  expect((await ask()).results.map(({ path }) => path)).toEqual(['/items/basket'])
})

test('what a product costs, and whether it is there, is told as of the answer', async () => {
  market.publish(
    shopThing('kiln', '霞の窯', { stations: ['snow'] }),
    shopThing('kiln/cup', '湯のみ', { kind: 'product', text: { ja: '霞の窯の品物。', en: 'x' } }),
  )
  const ask = async (query: string) =>
    (await get(`/search?q=${encodeURIComponent(query)}&lang=ja`)).body as {
      results: Record<string, unknown>[]
      groups: unknown
      facets: { place: unknown; line: { total: number }[] }
    }
  const { results, groups, facets } = await ask('霞の窯')
  expect(results).toMatchObject([
    { kind: 'shop', path: '/shops/kiln', demonstration: true },
    { kind: 'product', path: '/shops/kiln#product-cup', offer: { priceYen: 1_200, stock: 'in_stock' } },
  ])
  expect(results[0]).not.toHaveProperty('offer')
  expect(groups).toEqual([
    { kind: 'shop', total: 1 },
    { kind: 'product', total: 1 },
  ])
  // Where each says that it is; on a line only what has a station.
  expect(facets.place).toEqual([{ value: 'town', title: '三島町', total: 2 }])
  expect(facets.line.map(({ total }) => total)).toEqual([1])
  // A shop by itself is kept by nobody either: it may close the next moment.
  const alone = await get(`/search?q=${encodeURIComponent('霞の窯')}&kind=shop`)
  expect([alone.body.results, alone.headers.get('cache-control')]).toMatchObject([
    [{ kind: 'shop' }],
    'no-store',
  ])
  stock = 'sold_out'
  expect((await ask('湯のみ')).results[0]).toMatchObject({ offer: { stock: 'sold_out' } })
  expect((await get(`/search?q=${encodeURIComponent('湯のみ')}`)).headers.get('cache-control')).toBe(
    'no-store',
  )
  // Taken off at this very moment: nothing is said of its price.
  stock = undefined
  expect((await ask('湯のみ')).results[0]).not.toHaveProperty('offer')
  market.withdraw(shopThing('kiln/cup', '', { kind: 'product' }))
  expect((await ask('湯のみ')).results).toEqual([])
})
