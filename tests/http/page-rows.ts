import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { japanDay, japanTime } from '../../api/platform/clock.ts'
import { builtOrigin } from '../../api/platform/built-origin.ts'
import type { HttpClient } from '../support/http-client.ts'
import { liveMessageAt } from '../support/hub-targets.ts'

/** Rows about the pages of a running hub. */
export function pagesAreServed(visitor: () => HttpClient): void {
  test('tells what a live message says of a train, with when it was said, and shows it on its pages', async () => {
    const day = japanDay(liveMessageAt)
    const line = (await visitor().get(`/api/rail/lines/tadami?date=${day}`)).json<{ live: object[] }>()
    const at = `${day}T${japanTime(liveMessageAt)}:00+09:00`
    expect(line.live).toMatchObject([
      { state: 'cancelled', train: { id: 'td1' }, at },
      { state: 'added', train: { number: '9427D' }, at },
    ])
    const board = await visitor().get(`/api/rail/departures?station=aizu-miyashita&date=${day}&time=00:00`)
    expect(board.text).toContain('9427D')
    expect((await visitor().get(`/lines/tadami?date=${day}`)).text).toContain('運転しません')
  })

  test.each([
    '/',
    '/en/',
    '/lines/tadami',
    '/stations/aizu-kawaguchi',
    '/about',
    '/wallet',
    '/numbers',
    '/search?q=会津',
    '/places/aizu-bukeyashiki-place',
    '/institutions/aizu-bukeyashiki',
    '/items',
    '/items/castle-town-map',
    '/items/castle-town-map/label',
    '/exhibits',
    '/stories/line-and-bridges',
    '/plan?from=aizu-wakamatsu&date=2026-11-30&wish=hot-springs',
  ])('serves the page %s', async (path) => {
    const answer = await visitor().get(path)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<h1')
    // As for the built pages (tests/site/weight.test.ts): 30 kB, gzip.
    expect(gzipSync(answer.text).length).toBeLessThan(30_000)
    const policy = `${answer.headers.get('content-security-policy')} ${answer.text}`
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain('unsafe-inline')
  })

  test('an address with a day that no calendar has is answered like any other', async () => {
    for (const until of ['9007199254740991', '-1', 'x', '1795402800000'])
      expect((await visitor().get(`/office/give?given=100&until=${until}`)).status).toBe(401)
  })

  test('a page that was asked something asks the same in its other languages, and after signing in', async () => {
    const asked = '?to=7K2M-9QXT-04BD-WNHE&amount=100&key=11111111-2222'
    const sending = (await visitor().get(`/en/wallet/send${asked}`)).text.replaceAll('&amp;', '&')
    for (const prefix of ['', '/easy', '/zh-hant', '/ko'])
      expect(sending).toContain(`href="${prefix}/wallet/send${asked}"`)
    const desk = (await visitor().get('/office/records?from=2026-11-01')).text
    expect(desk).toContain('href="/en/office/records?from=2026-11-01"')
    expect(desk).toContain(`/sign-in?next=${encodeURIComponent('/office/records?from=2026-11-01')}`)
    // On paper a purse and a desk are nobody's to open.
    expect(desk).not.toMatch(/print-only[^<]*office/)
  })

  test.each([
    ['/en/wallet/recover', 'code', {}],
    ['/en/wallet/stop', 'stopCode', { act: 'code' }],
    ['/en/wallet/stop', 'backCode', { act: 'back' }],
    ['/en/wallet/owner', 'code', { act: 'look' }],
  ])('a printed code that is refused stays as it was typed: %s, %s', async (path, field, more) => {
    const typed = '7k2m 9qxt 04bd wnhe 3sva crp8'
    const answer = await visitor().submit(path, { key: crypto.randomUUID(), [field]: typed, ...more })
    expect(answer.status).toBe(404)
    expect(answer.text).toContain(`value="${typed}"`)
  })

  test.each(['accept', 'approval'])('a form whose key no page made is refused, %s', async (act) => {
    const form = { act, reason: 'seen', key: 'a\0b' }
    expect((await visitor().submit('/en/office/merchants/none', form)).status).toBe(400)
  })

  test('a story may stand within a page of another site, and nothing else is let in by it', async () => {
    const answer = await visitor().get('/en/embed/stories/line-and-bridges')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-frame-options')).toBe(null)
    expect(answer.headers.get('x-framed-by')).toBe(null)
    const policy = `${answer.headers.get('content-security-policy')} ${answer.text}`
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain('unsafe-inline')
    expect(answer.text).not.toContain('<form')
  })

  test.each(['/about', '/places/aizu-bukeyashiki-place', '/plan?from=aizu-wakamatsu'])(
    'names in the page %s where it is reached, not where it was built',
    async (path) => {
      const { text } = await visitor().get(path)
      expect(text).toContain('rel="canonical"')
      expect(text).not.toContain(builtOrigin)
    },
  )

  test('answers 404 for a page and an address that do not exist', async () => {
    expect((await visitor().get('/no/such/page')).status).toBe(404)
    const answer = await visitor().get('/api/no-such-thing')
    expect(answer.status).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  })
}
