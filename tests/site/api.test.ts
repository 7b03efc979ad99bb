import { expect, test } from 'vitest'
import { apiFor } from '../../site/lib/api.ts'

/** A page whose hub answers every question with nothing, and what it was asked. */
function page() {
  const asked: string[] = []
  const url = new URL('https://meguri.example/shop/staff')
  const hub = async (request: Request): Promise<Response> => {
    asked.push(`${request.method} ${request.url.slice(url.origin.length)}`)
    return Response.json({})
  }
  const { api } = apiFor({ url, request: new Request(url), locals: { api: hub } }, 'ja')
  return { asked, api }
}

test.each([
  ['an id', '0198-a', '0198-a'],
  ['another address', '../../../session?', '..%2F..%2F..%2Fsession%3F'],
  ['the rest of an address', 'a#b', 'a%23b'],
  ['words', '会津 1', '%E4%BC%9A%E6%B4%A5%201'],
])('%s stays one part of the path that a page asks for', async (_, typed, sent) => {
  const { asked, api } = page()
  await api.payments[':paymentId'].$get({ param: { paymentId: typed } })
  await api.wallets.me.devices[':deviceId'].$delete({ param: { deviceId: typed } })
  expect(asked).toEqual([`GET /api/payments/${sent}`, `DELETE /api/wallets/me/devices/${sent}`])
})

test('what is asked without parts goes as it is', async () => {
  const { asked, api } = page()
  await api.wallets.me.activity.$get({ query: { limit: '1', before: 'a&b' } })
  await api.wallets.me.codes.$post()
  expect(asked).toEqual(['GET /api/wallets/me/activity?limit=1&before=a%26b', 'POST /api/wallets/me/codes'])
})
