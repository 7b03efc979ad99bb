import { describe, expect, test } from 'vitest'
import { type PublishedThing, placesService } from '../../api/places/index.ts'
import { placesRoutes } from '../../api/places/routes.ts'
import { catalogue, festival, place } from './small-catalogue.ts'

const approximate = place('about-here', '滝', 'Waterfall', {
  position: { quality: 'approximate-1km', lat: 37.4, lng: 139.5, source: ['drawn'] },
  doubtfulWalk: { station: 'snow', statedMinutes: 10, source: ['drawn'] },
})
const events = [festival('snow', { rule: { kind: 'fixed', month: 2, from: 13, to: 14 } })]
const clock = { now: () => Date.parse('2026-11-24T05:00:00+09:00') }
const drawn = { ...catalogue, places: [...catalogue.places, approximate], events }
/** What institutions publish, at this moment. */
const shown: PublishedThing[] = []
const shelf = { version: async () => shown.length, all: async () => shown }
const api = placesRoutes({ places: placesService({ catalogue: drawn, published: shelf, clock }) })

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
  const both = { ja: '山ぶどうの籠', en: 'Basket' }
  shown.push({ kind: 'item', id: 'basket', title: both, text: both, more: ['ตะกร้า'] })
  expect((await ask()).results.map(({ path }) => path)).toEqual(['/items/basket'])
})
