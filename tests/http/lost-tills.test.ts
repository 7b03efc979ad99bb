import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, openShop, type Place, prepareMoney } from '../support/prepared-hub.ts'

/** An owner makes a browser a till, and the hub's answer is lost on its way: until it has come, nothing is over. */
let place: Place
let hub: HubProcess
let merchantId: string

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  merchantId = (await prepareMoney(opened.hub, 1, 1_000)).merchantId
  await openShop(opened.hub, 'other')
  await opened.store.close()
  hub = await startHubProcess({ ...place.environment, LOG_LEVEL: 'silent' })
}, 60_000)
afterAll(() => hub.stop().then(place.remove))

type Sent = {
  readonly cookies?: readonly string[]
  readonly form?: Record<string, string>
  readonly site?: string
}

/** Asks with the cookies that are said and no others, as a browser does that heard nothing of the last answer. */
const ask = (path: string, { cookies = [], form, site = 'same-origin' }: Sent = {}) =>
  fetch(new URL(path, hub.origin), {
    redirect: 'manual',
    headers: { origin: hub.origin, 'sec-fetch-site': site, cookie: cookies.join('; ') },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
type Answer = Awaited<ReturnType<typeof ask>>

const given = ({ headers }: Answer, name: string): string | undefined =>
  headers
    .getSetCookie()
    .find((line) => line.includes(name) && !/max-age=0/i.test(line))
    ?.split(';', 1)[0]

/** A browser in which the owner of a shop is signed in: its cookie. */
async function signedIn(shop: string): Promise<string> {
  const answer = await fetch(new URL('/api/session', hub.origin), {
    method: 'POST',
    headers: { origin: hub.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${shop}@shop.example`, password: 'a-long-password-of-a-shop' }),
  })
  return given(answer, 'session_token')!
}

const statusOf = async (path: string, cookie: string | undefined): Promise<number> =>
  (await ask(path, { cookies: [cookie ?? ''] })).status

test('a till whose answer was lost is made once with the same key, and only then is the owner signed out', async () => {
  const owner = await signedIn('shop-1')
  const page = `/en/shop/staff?shop=${merchantId}`
  const form = { act: 'make', key: `make_${crypto.randomUUID()}`, name: 'Till by the door' }
  const make = (cookies: readonly string[]) => ask(page, { cookies, form })
  const lost = await make([owner])
  expect(lost.status).toBe(303)
  expect(await statusOf('/api/sessions', owner)).toBe(200)

  // Who only knows the key has nothing of it: not without a session, nor with that of another shop.
  const other = await signedIn('shop-other')
  for (const cookies of [[], [other]]) expect(given(await make(cookies), 'meguri_till')).toBeUndefined()

  const heard = await make([owner])
  const [first, till] = [given(lost, 'meguri_till'), given(heard, 'meguri_till')]
  expect([heard.status, heard.headers.get('location')]).toEqual([303, '/en/shop/till'])
  expect([await statusOf('/api/till', first), await statusOf('/api/till', till)]).toEqual([401, 200])
  const staff = await ask(`/api/merchants/${merchantId}/staff`, { cookies: [owner] })
  expect(((await staff.json()) as { tills: object[] }).tills).toMatchObject([{ name: 'Till by the door' }])

  // Another site that opens the till's page signs nobody out.
  await ask('/en/shop/till', { cookies: [owner, till!], site: 'cross-site' })
  expect(await statusOf('/api/sessions', owner)).toBe(200)
  // A browser that has shown nothing is no till.
  await ask('/en/shop/till', { cookies: [owner] })
  expect(await statusOf('/api/sessions', owner)).toBe(200)
  const door = await ask('/en/shop/till', { cookies: [owner, till!] })
  expect(door.headers.getSetCookie()).toEqual([expect.stringMatching(/session_token=;.*max-age=0/i), expect.anything(), expect.anything()])
  expect([door.status, await statusOf('/api/sessions', owner), await statusOf('/api/till', till)]).toEqual([200, 401, 200])
  // Whose page has come makes no second one.
  expect(given(await make([owner]), 'meguri_till')).toBeUndefined()
}, 60_000) // prettier-ignore
