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
  /** What the browser says of where the request comes from; undefined: it says nothing, as old ones or over plain http. */
  readonly site?: string | undefined
}

/** Asks with the cookies that are said and no others, as a browser does that heard nothing of the last answer. */
const ask = (path: string, { cookies = [], form, ...sent }: Sent = {}) => {
  const site = 'site' in sent ? sent.site : 'same-origin'
  return fetch(new URL(path, hub.origin), {
    redirect: 'manual',
    headers: {
      cookie: cookies.join('; '),
      // No browser sends it with a page that is opened.
      ...(form === undefined ? {} : { origin: hub.origin }),
      ...(site === undefined ? {} : { 'sec-fetch-site': site }),
    },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
}
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

  // A browser that has shown nothing is no till.
  await ask('/en/shop/till', { cookies: [owner] })
  expect(await statusOf('/api/sessions', owner)).toBe(200)
  // Where the redirect was lost, the start page of the installed till leads there, signed in or not.
  for (const cookies of [[owner, till!], [till!]])
    expect((await ask('/en/shop', { cookies })).headers.get('location')).toBe('/en/shop/till')
  const door = await ask('/en/shop/till', { cookies: [owner, till!] })
  expect(door.headers.getSetCookie()).toEqual([expect.stringMatching(/session_token=;.*max-age=0/i), expect.anything(), expect.anything()])
  expect([door.status, await statusOf('/api/sessions', owner), await statusOf('/api/till', till)]).toEqual([200, 401, 200])
  // Whose page has come makes no second one.
  expect(given(await make([owner]), 'meguri_till')).toBeUndefined()
}, 60_000) // prettier-ignore

/** A till that was made while its owner was signed in, with a clerk who could come: the cookies of both. */
async function bothCookies() {
  const owner = await signedIn('shop-1')
  const rights = { mayTake: true, maySeeTakings: true, refundYenMax: 0, refundDayYenMax: 0 }
  const added = await fetch(new URL(`/api/merchants/${merchantId}/clerks`, hub.origin), {
    method: 'POST',
    headers: {
      origin: hub.origin,
      cookie: owner,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ name: 'Natsu', pin: '2580', ...rights }),
  })
  expect(added.status).toBe(201)
  const form = { act: 'make', key: `make_${crypto.randomUUID()}`, name: 'Till at the bar' }
  const made = await ask(`/en/shop/staff?shop=${merchantId}`, { cookies: [owner], form })
  return { owner, cookies: [owner, given(made, 'meguri_till')!] }
}
const pinField = 'name="pin"'

test.each([
  ['a page of this hub', 'same-origin'],
  ['the bookmarks or the home screen', 'none'],
  ['where the browser does not say: an old one, or over plain http', undefined],
])('the till’s page opened from %s ends the session', async (_, site) => {
  const { owner, cookies } = await bothCookies()
  const door = await ask('/en/shop/till', { cookies, site })
  expect([door.status, await statusOf('/api/sessions', owner)]).toEqual([200, 401])
  expect(await door.text()).toContain(pinField)
})

test('another site that opens the till’s page ends no session, and no clerk comes before it is ended', async () => {
  const { owner, cookies } = await bothCookies()
  const page = await (await ask('/en/shop/till', { cookies, site: 'cross-site' })).text()
  expect(await statusOf('/api/sessions', owner)).toBe(200)
  expect([page.includes(pinField), page.includes('value="sign_out"')]).toEqual([false, true])
  const out = await ask('/en/shop/till', { cookies, form: { act: 'sign_out' } })
  expect([out.status, out.headers.get('location')]).toEqual([303, '/en/shop/till'])
  expect(await statusOf('/api/sessions', owner)).toBe(401)
})
