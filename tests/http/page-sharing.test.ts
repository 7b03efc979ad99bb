import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPageServer } from '../../api/platform/node/page-server.ts'
import { httpClient } from '../support/http-client.ts'

const noon = Date.parse('2026-11-29T12:00:00+09:00')
let now = noon
let version = 'one'
let rendered = 0
let answered: string[] = []
let server: Server
let origin: string

/** A site of one page that may be shared for two minutes and says how often it was made. */
beforeAll(async () => {
  const serve = createPageServer({
    // None is built ahead here.
    pages: { find: () => undefined },
    site: (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'public, max-age=0, s-maxage=120' })
        .end(`made ${++rendered}`),
    clock: { now: () => now },
    version: async () => version,
    headers: {},
    answered: ({ method, url }, status) => answered.push(`${method} ${url} ${status}`),
  })
  server = createServer((request, response) => void serve(request, response, {}))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(async () => {
  now += 86_400_000
  rendered = 0
  expect((await httpClient(origin).get('/plan')).text).toBe('made 1')
})

test.each([
  ['the same page for two minutes', 119_999, 'one', 'made 1'],
  ['another one after them', 120_000, 'one', 'made 2'],
  ['another one at once when a timetable was imported, or taken away', 0, 'two', 'made 2'],
])('many readers are shown %s', async (_, laterMs, versionNow, expected) => {
  now += laterMs
  version = versionNow
  expect((await httpClient(origin).get('/plan')).text).toBe(expected)
  version = 'one'
})

test('each page that is answered is told of, also one that was kept', async () => {
  answered = []
  for (let n = 0; n < 3; n++) await httpClient(origin).get('/plan')
  expect([rendered, answered]).toEqual([1, Array<string>(3).fill('GET /plan 200')])
})
