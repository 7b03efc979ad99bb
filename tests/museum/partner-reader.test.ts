import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpsReader, isPublicNumber, type ReaderSettings } from '../../api/museum/partner-reader-https.ts'
import { type Answer, openPartner, sendJson } from './partner-server.ts'

let partner: Awaited<ReturnType<typeof openPartner>>
let reached = 0
let elsewhere: Awaited<ReturnType<typeof openPartner>>

const to =
  (place: () => string): Answer =>
  (_, response) =>
    void response.writeHead(302, { location: place() }).end()
const head =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end('{}')
const json = { 'content-type': 'application/json' }

beforeAll(async () => {
  elsewhere = await openPartner({ '/': (_, response) => ((reached += 1), sendJson(response, {})) })
  partner = await openPartner({
    '/good': { fine: '会津' },
    '/packed': (_, response) =>
      void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('{"fine":1}')),
    '/hangs': () => undefined,
    '/drips': (_, response) => {
      response.writeHead(200, json)
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
    '/breaks': (_, response) => {
      response.writeHead(200, { ...json, 'content-length': '100' })
      response.write('{', () => response.destroy())
    },
    '/huge': (_, response) => {
      response.writeHead(200, json)
      const piece = Buffer.alloc(1_000_000, 0x20)
      let left = 100
      const go = (): void => {
        while (left > 0 && response.write(piece)) left -= 1
        if (left <= 0) response.end()
      }
      response.on('drain', go)
      go()
    },
    '/announced': head(200, { ...json, 'content-length': '100000000' }),
    '/bomb': (_, response) =>
      void response
        .writeHead(200, { ...json, 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(50_000_000, 0x20))),
    '/false-packing': (_, response) =>
      void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('{"no":"gzip"}'),
    '/to-good': to(() => '/good'),
    '/to-itself': to(() => '/to-itself'),
    '/to-loopback': to(() => `https://127.0.0.1:${elsewhere.port}/`),
    '/to-six': to(() => `https://[::1]:${elsewhere.port}/`),
    '/to-mapped': to(() => `https://[::ffff:127.0.0.1]:${elsewhere.port}/`),
    '/to-number': to(() => `https://2130706433:${elsewhere.port}/`),
    '/to-name': to(() => `https://inside.example:${elsewhere.port}/`),
    '/to-plain': to(() => elsewhere.origin),
    '/to-file': to(() => 'file:///etc/passwd'),
    '/to-log-in': to(() => `https://ken:secret@library.example/`),
    '/gone': head(410),
    '/error': head(500),
    '/busy': head(429, { 'retry-after': '7' }),
    '/busy-until': head(503, {
      date: 'Sun, 01 Nov 2026 00:00:00 GMT',
      'retry-after': 'Sun, 01 Nov 2026 00:01:00 GMT',
    }),
    '/busy-long': head(503),
    '/page': head(200, { 'content-type': 'text/html; charset=utf-8' }),
    '/untyped': (_, response) => void response.writeHead(200).end('{}'),
    '/slowly': (_, response) => void setTimeout(() => sendJson(response, {}), 30),
    '/says-who': (request, response) => sendJson(response, request.headers),
  })
})
afterAll(() => Promise.all([partner.close(), elsewhere.close()]))

const reader = (over: Partial<ReaderSettings> = {}) =>
  httpsReader({
    plainOrigins: [partner.origin],
    agent: 'AizuMeguri/1.0 (test)',
    headMs: 2_000,
    wholeMs: 2_000,
    bytesMost: 1_000_000,
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ...over,
  })

test('a document is read as text, also where it comes packed or from another address', async () => {
  expect(await reader()(`${partner.origin}/good`)).toEqual({
    ok: true,
    value: { text: '{"fine":"会津"}', address: `${partner.origin}/good` },
  })
  expect(await reader()(`${partner.origin}/packed`)).toMatchObject({ value: { text: '{"fine":1}' } })
  expect(await reader()(`${partner.origin}/to-good`)).toMatchObject({
    value: { address: `${partner.origin}/good` },
  })
})

test('who asks is said; nothing else is', async () => {
  const came = await reader()(`${partner.origin}/says-who`)
  const headers = JSON.parse(came.ok ? came.value.text : '{}') as Record<string, string>
  expect(headers['user-agent']).toBe('AizuMeguri/1.0 (test)')
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ])
})

describe('what a stranger does', () => {
  test.each([
    ['/hangs', { code: 'too_slow', mostMs: 150 }],
    ['/drips', { code: 'too_slow', mostMs: 300 }],
  ])('%s: is let go in time', async (path, fault) => {
    const read = reader({ headMs: 150, wholeMs: 300 })
    expect(await read(`${partner.origin}${path}`)).toEqual({ ok: false, error: fault })
  })

  test.each([
    ['/huge', { code: 'too_large', bytesMost: 1_000_000 }],
    ['/announced', { code: 'too_large', bytesMost: 1_000_000 }],
    ['/bomb', { code: 'too_large', bytesMost: 1_000_000 }],
    ['/breaks', { code: 'unreachable' }],
    ['/false-packing', { code: 'unreachable' }],
    ['/to-itself', { code: 'redirected_too_often', most: 5 }],
    ['/to-loopback', { code: 'address_not_public' }],
    ['/to-six', { code: 'address_not_public' }],
    ['/to-mapped', { code: 'address_not_public' }],
    ['/to-number', { code: 'address_not_public' }],
    ['/to-name', { code: 'address_not_public' }],
    ['/to-plain', { code: 'address_not_https' }],
    ['/to-file', { code: 'address_not_https' }],
    ['/to-log-in', { code: 'address_malformed' }],
    ['/nothing', { code: 'gone', status: 404 }],
    ['/gone', { code: 'gone', status: 410 }],
    ['/error', { code: 'answered', status: 500 }],
    ['/busy', { code: 'busy', waitMs: 7_000 }],
    ['/busy-until', { code: 'busy', waitMs: 60_000 }],
    ['/busy-long', { code: 'busy', waitMs: 30_000 }],
    ['/page', { code: 'type_wrong', type: 'text/html; charset=utf-8' }],
    ['/untyped', { code: 'type_wrong', type: '' }],
  ])('%s: is refused, and told why', async (path, fault) => {
    expect(await reader()(`${partner.origin}${path}`)).toEqual({ ok: false, error: fault })
    expect(reached).toBe(0)
  })

  test.each([
    ['http://library.example/manifest', 'address_not_https'],
    ['https://10.0.0.1/manifest', 'address_not_public'],
    ['https://169.254.169.254/latest/meta-data', 'address_not_public'],
    ['https://[fd00::1]/', 'address_not_public'],
    ['https://0x7f.1/', 'address_not_public'],
    ['gopher://library.example/', 'address_not_https'],
    ['no address', 'address_malformed'],
    ['https://inside.example/', 'address_not_public'],
  ])('%s is not even asked', async (address, code) => {
    expect(await reader()(address)).toMatchObject({ ok: false, error: { code } })
  })

  test('a name that leads to two places is not asked where one of them is not public', async () => {
    const resolve: ReaderSettings['resolve'] = (_, found) =>
      found(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '192.168.0.1', family: 4 },
      ])
    expect(await reader({ resolve })('https://two.example/')).toMatchObject({
      error: { code: 'address_not_public' },
    })
  })

  test('a name is looked up once for a connection: what it says later is not believed', async () => {
    let times = 0
    const resolve: ReaderSettings['resolve'] = (_, found) => {
      times += 1
      found(null, [{ address: times === 1 ? '10.1.2.3' : '93.184.216.34', family: 4 }])
    }
    expect(await reader({ resolve })('https://turns.example/')).toMatchObject({
      error: { code: 'address_not_public' },
    })
    expect(times).toBe(1)
  })

  test('a name that there is not is told so', async () => {
    const resolve: ReaderSettings['resolve'] = (_, found) =>
      found(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    expect(await reader({ resolve })('https://none.example/')).toMatchObject({
      error: { code: 'host_unknown' },
    })
  })
})

test('a host is asked for one document at a time', async () => {
  const read = reader()
  const many = await Promise.all(Array.from({ length: 5 }, () => read(`${partner.origin}/slowly`)))
  expect([many.every(({ ok }) => ok), partner.atOnce()]).toEqual([true, 1])
})

test.each([
  ['8.8.8.8', true],
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['0.0.0.0', false],
  ['10.255.255.255', false],
  ['100.64.0.1', false],
  ['100.128.0.1', true],
  ['127.1.2.3', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:8.8.8.8', false],
  ['::ffff:127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['fc00::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['no number', false],
])('%s is of the public network: %s', (number, isPublic) => {
  expect(isPublicNumber(number)).toBe(isPublic)
})
