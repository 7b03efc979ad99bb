import { expect, test } from 'vitest'
import { builtOrigin } from '../../api/platform/built-origin.ts'
import { withAddress } from '../../api/platform/http/built-page.ts'

const origin = 'https://meguri.example'
const page = (body: string | null, type: string, status = 200) =>
  new Response(body, { status, headers: { 'content-type': type, 'content-length': '9', etag: '"a"' } })

test('a built page names the address that people reach the hub at', async () => {
  const told = await withAddress(
    page(`<link rel="canonical" href="${builtOrigin}/places"> ${builtOrigin}`, 'text/html; charset=utf-8'),
    origin,
  )
  expect(await told.text()).toBe(`<link rel="canonical" href="${origin}/places"> ${origin}`)
  // The length was that of the page before; the etag still tells builds apart.
  expect(told.headers.get('content-length')).toBeNull()
  expect(told.headers.get('etag')).toBe('"a"')
})

test.each([
  ['a script', page(`'${builtOrigin}'`, 'text/javascript'), `'${builtOrigin}'`],
  ['an answer that nothing has changed', page(null, 'text/html', 304), ''],
])('%s stays as it is', async (_, built, text) => {
  const told = await withAddress(built, origin)
  expect(told).toBe(built)
  expect(await told.text()).toBe(text)
})
