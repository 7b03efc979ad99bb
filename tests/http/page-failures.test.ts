import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../api/platform/clock.ts'
import { pageHeaders } from '../../api/platform/http/secure-headers.ts'
import { createPageServer, type SiteHandler } from '../../api/platform/node/page-server.ts'
import { openStaticPages } from '../../api/platform/node/static-pages.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { httpClient } from '../support/http-client.ts'

const build = join(import.meta.dirname, '..', '..', 'dist', 'node')
const en = wordsFor('en')
const failures: unknown[] = []
const broken = new Error('the hub cannot be asked')

/** The built pages over a hub that breaks whatever it is asked. */
const locals = {
  mode: 'demonstration',
  origin: 'http://localhost',
  api: () => Promise.reject(broken),
  failed: (error: unknown) => void failures.push(error),
}

let server: Server
let origin: string

beforeAll(async () => {
  const { handler } = (await import(pathToFileURL(join(build, 'server', 'entry.mjs')).href)) as {
    handler: SiteHandler
  }
  const serve = createPageServer({
    pages: openStaticPages(join(build, 'client'), () => locals.origin),
    site: handler,
    clock: systemClock,
    version: async () => 'one',
    headers: pageHeaders(locals.origin),
  })
  server = createServer((request, response) => void serve(request, response, locals))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 120_000)
afterAll(() => server.close())

describe('a page that breaks', () => {
  test.each(['/wallet', '/en/wallet', '/en/stations/aizu-kawaguchi', '/account'])(
    'says sorry, does not say that it is not there, and tells the log: %s',
    async (path) => {
      failures.length = 0
      const answer = await httpClient(origin).get(path)
      expect([answer.status, failures]).toEqual([500, [broken]])
      expect(answer.text).toContain('<h2>That did not work</h2>')
      expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors')
    },
  )

  test('is kept by nobody', async () => {
    const { headers } = await httpClient(origin).get('/numbers')
    expect(headers.get('cache-control') ?? '').not.toContain('s-maxage')
  })

  test('is kept by nobody, either, where it says itself that the search does not answer', async () => {
    const { status, headers, text } = await httpClient(origin).get('/en/search?q=kaneyama')
    expect([status, headers.get('cache-control')]).toEqual([503, 'no-store'])
    expect(text).toContain(en('pages:search.unavailable'))
  })
})

describe('a form that cannot be read', () => {
  test.each([
    ['as JSON', 'application/json', '{}'],
    ['as text', 'text/plain', 'key=1'],
    ['in parts that never end', 'multipart/form-data; boundary=x', '--x\r\n'],
    ['in parts without a border', 'multipart/form-data', 'x'],
    ['with a key that no header carries', 'application/x-www-form-urlencoded', 'key=%00'],
    ['with a key in Japanese', 'application/x-www-form-urlencoded', 'key=%E9%8D%B5'],
  ])('is refused before a page breaks on it: %s', async (_what, type, raw) => {
    failures.length = 0
    const answer = await httpClient(origin).post('/sign-in', undefined, { raw, type })
    expect([answer.status, failures]).toEqual([400, []])
  })
})
