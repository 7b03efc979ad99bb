import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place
let opened: Awaited<ReturnType<typeof openHub>>

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresqlUrl'))
  opened = await openHub(place.environment, 'demonstration')
}, 60_000)
afterAll(async () => {
  await opened.store.close()
  await place.remove()
})

let address = '192.0.2.7'
const send = (method: string, path: string, body: BodyInit, type = 'application/json') =>
  opened.hub.app.fetch(
    new Request(`http://localhost/api${path}`, {
      method,
      body,
      headers: {
        'content-type': type,
        'idempotency-key': crypto.randomUUID(),
        origin: 'http://localhost',
      },
    }),
    { clientAddress: address },
  )
const report = () => send('POST', '/code-reports', JSON.stringify({ text: 'a sticker' }))

test('twenty reports an hour come from one address, and then no row more; another one is heard', async () => {
  for (let n = 0; n < 20; n++) expect((await report()).status).toBe(201)
  const refused = await report()
  expect([refused.status, refused.headers.get('retry-after') === null]).toEqual([429, false])
  const [row] = await opened.store.raw('select count(*) as count from code_reports')
  expect(Number(row!['count'])).toBe(20)
  address = '198.51.100.7'
  expect((await report()).status).toBe(201)
})

test('a picture is taken as bytes of up to 4 MB, and of nobody who is not signed in', async () => {
  const file = 'application/offset+octet-stream'
  const path = '/merchants/none/picture?altJa=x&altEn=x'
  expect((await send('PUT', path, new Uint8Array(3_000_000), file)).status).toBe(401)
  expect((await send('PUT', path, new Uint8Array(4_200_000), file)).status).toBe(413)
  expect((await send('PUT', path, new Uint8Array(10), 'image/jpeg')).status).toBe(415)
  // Elsewhere no file is taken.
  expect((await send('PUT', '/merchants/none/clerks/none', new Uint8Array(10), file)).status).toBe(415)
})
