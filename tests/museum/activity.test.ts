import { Hono } from 'hono'
import { afterAll, describe, expect, test } from 'vitest'
import { activityRoutes } from '../../api/museum/routes-activity.ts'
import { basket, house } from './record-builders.ts'
import { openMuseum, origin } from './presentation-world.ts'

type Json = Record<string, unknown>
const museum = await openMuseum()
afterAll(() => museum.dispose())
const routes = new Hono().route(
  '/iiif/activity',
  activityRoutes({ changes: museum.store, origin: () => origin }),
)
const ask = (path: string, headers: Record<string, string> = {}) =>
  routes.request(`${origin}/iiif/activity${path}`, { headers })
const read = async (path: string): Promise<Json> => (await (await ask(path)).json()) as Json
const address = `${origin}/iiif/activity`

/** What Change Discovery 1.0 says that a page MUST have, walked from the last to the first as a client walks. */
async function walked(): Promise<Json[]> {
  const whole = await read('/all-changes')
  const activities: Json[] = []
  let at = (whole['last'] as Json | undefined)?.['id']
  let after: unknown
  while (at !== undefined) {
    const page = await read(String(at).replace(address, ''))
    expect(page).toMatchObject({
      '@context': 'http://iiif.io/api/discovery/1/context.json',
      id: at,
      type: 'OrderedCollectionPage',
      partOf: { id: `${address}/all-changes`, type: 'OrderedCollection' },
    })
    expect((page['next'] as Json | undefined)?.['id']).toBe(after)
    const items = page['orderedItems'] as Json[]
    expect(items.length).toBeGreaterThan(0)
    activities.unshift(...items)
    after = at
    at = (page['prev'] as Json | undefined)?.['id']
    if (at === undefined) expect((whole['first'] as Json)['id']).toBe(after)
  }
  expect(whole['totalItems']).toBe(activities.length)
  return activities
}

describe('the list of changes', () => {
  test('is empty before the first', async () => {
    expect(await read('/all-changes')).toEqual({
      '@context': 'http://iiif.io/api/discovery/1/context.json',
      id: `${address}/all-changes`,
      type: 'OrderedCollection',
      totalItems: 0,
      rights: 'http://creativecommons.org/publicdomain/zero/1.0/',
    })
    expect((await ask('/page/1')).status).toBe(404)
  })

  test('tells what was published, changed and withdrawn, in its order; and no draft', async () => {
    await museum.publish('storehouse', house())
    await museum.records.write({ do: 'draft', record: 'basket', body: basket(), by: 'ken' })
    await museum.publish('basket', basket())
    museum.clock.pass(1_500)
    await museum.publish('basket', basket({ date: '1931' }))
    await museum.withdraw('basket')
    await museum.publish('basket', basket())
    const manifest = `${origin}/iiif/presentation/basket/manifest`
    expect(
      (await walked()).map(({ type, object, endTime }) => [type, (object as Json)['id'], endTime]),
    ).toEqual([
      ['Create', `${origin}/iiif/presentation/collection/storehouse`, '2026-11-01T00:00:00.000Z'],
      ['Create', manifest, '2026-11-01T00:00:00.000Z'],
      ['Update', manifest, '2026-11-01T00:00:01.500Z'],
      ['Delete', manifest, '2026-11-01T00:00:01.500Z'],
      ['Create', manifest, '2026-11-01T00:00:01.500Z'],
    ])
  })

  test('goes on over pages; one that is full stays as it is', async () => {
    for (let n = 0; n < 95; n++) await museum.publish('basket', basket({ date: String(1_000 + n) }))
    const full = await read('/page/1')
    expect([(full['orderedItems'] as Json[]).length, full['next']]).toEqual([100, undefined])
    await museum.publish('basket', basket())
    expect(await walked()).toHaveLength(101)
    expect((await read('/page/1'))['orderedItems']).toEqual(full['orderedItems'])
    expect(await read('/page/2')).toMatchObject({ startIndex: 100, prev: { id: `${address}/page/1` } })
  })

  test.each(['/page/0', '/page/3', '/page/01', '/page/-1', '/page/x', '/page/1e3', '/page/99999999999999999999'])('%s is not there', async (path) => {
    const answer = await ask(path)
    expect([answer.status, ((await answer.json()) as Json)['code']]).toEqual([404, 'page_unknown'])
  }) // prettier-ignore

  test('may be read by any site, and need not be sent twice', async () => {
    const answer = await ask('/page/1', { accept: 'application/ld+json' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('content-type')).toBe('application/ld+json;profile="http://iiif.io/api/discovery/1/context.json"')
    expect((await ask('/page/1', { accept: 'application/ld+json', 'if-none-match': answer.headers.get('etag')! })).status).toBe(304)
  }) // prettier-ignore
})
