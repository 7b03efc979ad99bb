import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createRoute, z } from '@hono/zod-openapi'
import { clientOf, networkOf } from '../../api/platform/http/client-address.ts'
import { formBytesMost } from '../../api/platform/http/form-size.ts'
import { readLocale } from '../../api/platform/http/locale.ts'
import { pageHeaders } from '../../api/platform/http/secure-headers.ts'
import { layFloor } from '../../api/platform/http/security-floor.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import { systemClock } from '../../api/platform/clock.ts'

const here = 'https://meguri.example'

const noteRoute = createRoute({
  method: 'post',
  path: '/notes/{id}',
  request: {
    params: z.object({ id: z.string() }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ text: z.string() }) } },
    },
  },
  responses: { 200: { description: 'Kept' } },
})

/** A hub with one write, one signed event, one failure, and the floor under them. */
function openHub({ trustedProxy = false } = {}) {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const app = createRouter()
  layFloor(app, { log, clock: systemClock, origin: () => here, trustedProxy })
  app.openapi({ ...noteRoute, path: '/api/notes/{id}' }, (c) => c.json(c.req.valid('json'), 200))
  app.get('/api/notes/:id', (c) => c.json({ id: c.req.param('id') }))
  app.get('/api/shared', (c) => c.json({}, 200, { 'cache-control': 'public, max-age=60' }))
  app.post('/api/stripe/webhook', async (c) => c.text(String((await c.req.text()).length)))
  app.put('/api/museum/story-drafts/:id', async (c) => c.text(String((await c.req.text()).length)))
  app.get('/api/broken', () => {
    throw new Error('the password of the database is hunter2')
  })
  app.get('/api/who', (c) => c.text(clientOf(c, trustedProxy)))
  return { app, lines }
}

type Sent = { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer>; method?: string }

const send = (path: string, { headers = {}, body, method = 'POST' }: Sent, hub = openHub()) =>
  hub.app.request(`http://10.0.0.1${path}`, { method, headers, ...(body === undefined ? {} : { body }) })

const json = { 'content-type': 'application/json' }
const note = JSON.stringify({ text: 'a' })
const problemIn = async (response: Response) =>
  (await response.json()) as { code: string; title: string; field?: string }

describe('a change asked for by another site', () => {
  test.each([
    ['another site in Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site', cookie: 'a=b' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site', cookie: 'a=b', origin: here }],
    ['another site in Origin', { origin: 'https://evil.example', cookie: 'a=b' }],
    [
      'another site in Origin, without cookies (signing the reader in as somebody else)',
      { origin: 'https://evil.example' },
    ],
    ['a sandboxed page', { origin: 'null', cookie: 'a=b' }],
    ['our name with another scheme', { origin: 'http://meguri.example', cookie: 'a=b' }],
    ['cookies and no word of where it comes from', { cookie: 'a=b' }],
  ])('is refused: %s', async (_title, headers: Record<string, string>) => {
    const refused = await send('/api/notes/1', { headers: { ...json, ...headers }, body: note })
    expect([refused.status, (await problemIn(refused)).code]).toEqual([403, 'cross_site'])
  })

  test.each([
    ['this site in Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin', cookie: 'a=b' }],
    ['this site in Origin', { origin: here, cookie: 'a=b' }],
    ['the address it was sent to, in Origin', { origin: 'http://10.0.0.1', cookie: 'a=b' }],
    ['a program without cookies', {}],
  ])('is let through: %s', async (_title, headers: Record<string, string>) => {
    expect((await send('/api/notes/1', { headers: { ...json, ...headers }, body: note })).status).toBe(200)
  })

  test('does not concern reading, nor events that carry a signature', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', cookie: 'a=b' }
    expect((await send('/api/notes/1', { headers, method: 'GET' })).status).toBe(200)
    expect((await send('/api/stripe/webhook', { headers: { ...json, ...headers }, body: '{}' })).status).toBe(
      200,
    )
  })
})

describe('what is sent', () => {
  const large = JSON.stringify({ text: 'あ'.repeat(30_000) })

  test('above 64 kB is refused, whether or not its length was told', async () => {
    const told = await send('/api/notes/1', {
      headers: { ...json, 'content-length': String(10_000_000) },
      body: '{',
    })
    expect([told.status, (await problemIn(told)).code]).toEqual([413, 'body_too_large'])
    expect((await send('/api/notes/1', { headers: json, body: large })).status).toBe(413)
  })

  test('may be larger for a signed event', async () => {
    expect((await send('/api/stripe/webhook', { headers: json, body: large })).status).toBe(200)
  })

  test('may be larger for a text of an institution, and not without an end', async () => {
    const path = '/api/museum/story-drafts/old-tools'
    expect((await send(path, { method: 'PUT', headers: json, body: large })).status).toBe(200)
    const endless = { ...json, 'content-length': String(10_000_000) }
    expect((await send(path, { method: 'PUT', headers: endless, body: '{' })).status).toBe(413)
  })

  test('as a form may be longer where institutions write, and nowhere else', () => {
    const long = ['/studio/tell/old-tools', '/en/studio/write/basket', '/zh-hant/studio/tell/old-tools/']
    for (const path of long) expect(formBytesMost(path)).toBeGreaterThan(1_000_000)
    for (const path of [
      '/sign-in',
      '/studio',
      '/studio/tell',
      '/a/b/studio/tell/x',
      '/studio/tell/x/picture',
    ])
      expect(formBytesMost(path)).toBe(65_536)
  })

  test('may not be larger than any event', async () => {
    const refused = await send('/api/stripe/webhook', { headers: json, body: 'x'.repeat(300_000) })
    expect([refused.status, (await problemIn(refused)).code]).toEqual([413, 'body_too_large'])
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=shift_jis',
  ])('as %s is refused', async (type) => {
    const refused = await send('/api/notes/1', { headers: { 'content-type': type }, body: note })
    expect([refused.status, (await problemIn(refused)).code]).toEqual([415, 'unsupported_media_type'])
  })

  test('without a type is refused when there is something', async () => {
    const refused = await send('/api/notes/1', {
      headers: { 'content-length': '12' },
      body: new TextEncoder().encode(note),
    })
    expect(refused.status).toBe(415)
  })

  test.each([
    ['bytes of Shift_JIS', 'body', new Uint8Array([0x7b, 0x22, 0x83, 0x41, 0x22, 0x7d])],
    ['a sign that databases refuse', 'text', '{"text":"\\u0000"}'],
    ['half of a character', 'text', '{"text":"\\ud83d"}'],
    ['such a sign in a name', 'body', '{"te\\u0000xt":"a"}'],
    [
      'such a sign at the end of a very deep list',
      'text',
      `{"text":${'['.repeat(20_000)}"\\u0000"${']'.repeat(20_000)}}`,
    ],
    ['half a document', 'body', '{"text":'],
    ['nothing', 'body', ''],
  ])('and not readable is refused: %s', async (_title, field, body) => {
    const refused = await send('/api/notes/1', { headers: json, body })
    expect(refused.status).toBe(400)
    expect(await problemIn(refused)).toMatchObject({ code: 'body_not_readable', field })
  })

  test('that is no object is refused as a whole', async () => {
    const refused = await send('/api/notes/1', { headers: json, body: '[]' })
    expect(await problemIn(refused)).toMatchObject({ code: 'field_invalid', field: 'body' })
  })

  test.each([
    ['the replacement character', '{"text":"\uFFFD"}'],
    ['the name of U+0000, spelled', String.raw`{"text":"\\u0000"}`],
    ['a character of two halves', '{"text":"\\ud83d\\ude83"}'],
  ])('with odd but whole text is taken: %s', async (_title, body) => {
    expect((await send('/api/notes/1', { headers: json, body })).status).toBe(200)
  })

  test('of a signed event reaches the signature as it came', async () => {
    const bytes = new Uint8Array([0x7b, 0x83, 0x41, 0x7d])
    expect((await send('/api/stripe/webhook', { headers: json, body: bytes })).status).toBe(200)
    const other = { headers: { 'content-type': 'text/plain' }, body: '{}' }
    expect((await send('/api/stripe/webhook', other)).status).toBe(200)
  })

  test.each([
    ['field_missing', '{}', 'text'],
    ['field_invalid', '{"text":1}', 'text'],
    ['field_unknown', '{"text":"a","admin":true}', 'admin'],
  ])('with a wrong field is refused by name: %s', async (code, body, field) => {
    const refused = await send('/api/notes/1', { headers: { ...json, 'accept-language': 'en' }, body })
    expect(refused.status).toBe(400)
    expect(await problemIn(refused)).toMatchObject({ code, field, title: expect.stringContaining(field) })
  })
})

describe('addresses and methods', () => {
  test('an unknown address is a problem in the reader’s language', async () => {
    const [ja, en] = await Promise.all(
      ['ja', 'en'].map(async (language) =>
        send('/api/nothing', { method: 'GET', headers: { 'accept-language': language } }),
      ),
    )
    expect([ja!.status, ja!.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    expect((await problemIn(ja!)).title).toBe('見つかりませんでした。')
    expect((await problemIn(en!)).title).toBe('We could not find it.')
  })

  test.each(['/api/notes/%00', '/api/notes/a%00b', '/api/notes/1?name=%00'])(
    'an address with a sign that databases refuse is refused: %s',
    async (path) => {
      const refused = await send(path, { method: 'GET' })
      expect(refused.status).toBe(400)
      expect(await problemIn(refused)).toMatchObject({ code: 'field_invalid', field: 'address' })
    },
  )

  test('an address in which that sign is only spelled is taken', async () => {
    expect((await send('/api/notes/%2500', { method: 'GET' })).status).toBe(200)
  })

  test('another method says which there are', async () => {
    const refused = await send('/api/notes/7', { method: 'DELETE' })
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD, OPTIONS'])
    const asked = await send('/api/notes/7', { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('allow'), await asked.text()]).toEqual([
      204,
      'POST, GET, HEAD, OPTIONS',
      '',
    ])
  })

  test('HEAD answers as GET without a body', async () => {
    const answered = await send('/api/notes/7', { method: 'HEAD' })
    expect([answered.status, await answered.text()]).toEqual([200, ''])
  })
})

describe('every answer', () => {
  test('is data that nothing may run, frame or keep', async () => {
    const { headers } = await send('/api/notes/1', { method: 'GET' })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('keeps what its route said itself', async () => {
    expect((await send('/api/shared', { method: 'GET' })).headers.get('cache-control')).toBe(
      'public, max-age=60',
    )
  })

  test('has the headers when it is a problem or a failure, too', async () => {
    for (const path of ['/api/nothing', '/api/broken'])
      expect((await send(path, { method: 'GET' })).headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('of a failure tells nothing of it; the log tells it under the same id', async () => {
    const hub = openHub()
    const failed = await send('/api/broken', { method: 'GET' }, hub)
    const text = await failed.text()
    expect(failed.status).toBe(500)
    expect(text).not.toContain('hunter2')
    const id = failed.headers.get('x-request-id')!
    expect(text).toContain(id)
    expect(hub.lines.find((line) => line.includes('hunter2'))).toContain(id)
  })

  test('writes one line with the route’s pattern and nothing of the caller', async () => {
    const hub = openHub()
    await send('/api/notes/secret-code?name=hanako', { method: 'GET', headers: { cookie: 'a=b' } }, hub)
    expect(hub.lines).toHaveLength(1)
    expect(JSON.parse(hub.lines[0]!)).toMatchObject({ method: 'GET', route: '/api/notes/:id', status: 200 })
    expect(hub.lines[0]).not.toMatch(/secret-code|hanako|a=b/)
  })

  test('of a page may use the camera and the position, and is framed by nobody', () => {
    const headers = pageHeaders('http://localhost:4321')
    expect(headers['permissions-policy']).toMatch(/camera=\(self\), geolocation=\(self\)/)
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'")
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(pageHeaders(here)['strict-transport-security']).toMatch(/^max-age=/)
  })
})

describe('the address of the caller', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }

  const ask = async (trustedProxy: boolean) => {
    const { app } = openHub({ trustedProxy })
    return (await app.request('/api/who', { headers: forwarded }, { clientAddress: '192.0.2.1' })).text()
  }

  test('is not what the caller says of itself', async () => {
    expect(await ask(false)).toBe('192.0.2.1')
  })

  test('is what the proxy added, when one is said to stand before us', async () => {
    expect(await ask(true)).toBe('198.51.100.7')
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('the language of an answer', () => {
  test.each([
    [undefined, 'ja'],
    ['', 'ja'],
    ['en-GB,en;q=0.9,ja;q=0.8', 'en'],
    ['fr,th;q=0.8', 'th'],
    ['zh-TW', 'zh-hant'],
    ['zh-Hant-HK', 'zh-hant'],
    ['zh-CN', 'zh-hans'],
    ['easy', 'easy'],
    ['ko-KR', 'ko'],
    ['xx', 'ja'],
    ['constructor', 'ja'],
  ])('%s is %s', (accepted, locale) => {
    expect(readLocale(accepted)).toBe(locale)
  })
})
