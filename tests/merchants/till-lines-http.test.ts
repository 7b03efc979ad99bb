import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { smallRegion, type Region } from './support/region.ts'

let engine: OpenEngine
let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>
let owner: string
let told: string

beforeAll(async () => {
  engine = await openEngine('sqlite')
  region = await smallRegion(engine.store)
  api = smallApi(region)
  shop = await region.openShop()
  const rows = await engine.store.raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
  owner = String(rows[0]!['user_id'])
  told = `/merchants/${shop.id}/payments/told`
})
afterAll(() => engine.dispose())

type Event = { readonly id?: string; readonly event?: string; readonly data?: string }

/** Reads events off an answer as they arrive. */
function eventsOf(answer: Response) {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    /** The next event that says something; undefined when the line has ended. */
    next: async (): Promise<Event | undefined> => {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const fields = text.slice(0, end).split('\n')
          text = text.slice(end + 2)
          const event: Event = Object.fromEntries(fields.map((line) => line.split(/: ?(.*)/s, 2)))
          if (event.event !== undefined) return event
          continue
        }
        const { value, done } = await reader.read()
        if (done) return undefined
        text += value
      }
    },
    cut: () => reader.cancel(),
  }
}

const paymentsOf = ({ data }: Event): string[] =>
  (JSON.parse(data!) as { payments: { paymentId: string }[] }).payments.map(({ paymentId }) => paymentId)

it('goes on after the last event that arrived, told by the browser or in the address', async () => {
  const wallet = await region.openWallet(5_000)
  const page = (await (await api.get(`/merchants/${shop.id}/payments`, owner)).json()) as { cursor: string }
  const first = await api.get(`${told}?since=${page.cursor}`, owner)
  expect(first.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('no-store')
  const line = eventsOf(first)
  const begun = (await line.next())!
  expect(begun.event).toBe('payments')
  const one = await region.pay(wallet, shop.id, 300)
  await region.feed.turn()
  const event = (await line.next())!
  expect(JSON.parse(event.data!)).toEqual({
    day: '2026-11-24',
    count: 1,
    todayYen: 300,
    payments: [{ paymentId: one, amountYen: 300, refundedYen: 0, paidAt: region.clock.now() }],
    refunded: [],
  })
  await region.feed.beat()
  expect(await line.next()).toEqual({ event: 'beat', data: '' })
  await line.cut()
  expect(region.feed.connectedCount()).toBe(0)

  const two = await region.pay(wallet, shop.id, 200)
  const again = eventsOf(await api.get(`${told}?since=0`, owner, { 'last-event-id': event.id! }))
  expect(paymentsOf((await again.next())!)).toEqual([two])
  await again.cut()
  const lost = eventsOf(await api.get(told, owner, { 'last-event-id': begun.id! }))
  expect(paymentsOf((await lost.next())!).toSorted()).toEqual([one, two].toSorted())
  await lost.cut()
})

it('ends with the session, and when the hub stops', async () => {
  const other = await region.openShop()
  const rows = await engine.store.raw(
    `select user_id from merchant_members where merchant_id = '${other.id}'`,
  )
  const keeper = String(rows[0]!['user_id'])
  const line = eventsOf(await api.get(`/merchants/${other.id}/payments/told`, keeper))
  await line.next()
  await engine.store.raw(`delete from merchant_members where merchant_id = '${other.id}'`)
  await region.feed.beat()
  expect(await line.next()).toBeUndefined()
})

it('is the shop’s alone, and refuses what is no position', async () => {
  expect((await api.get(told)).status).toBe(401)
  expect((await api.get(told, 'officer')).status).toBe(403)
  expect((await api.get(`/merchants/missing/payments/told`, owner)).status).toBe(404)
  for (const since of ['x', '1.2', '-1', '1.0-short', `1${'.0-aaaaaaaaaaaa'.repeat(65)}`]) {
    const answer = await api.get(`${told}?since=${since}`, owner)
    expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'since' }])
  }
  const header = await api.get(told, owner, { 'last-event-id': 'x' })
  expect([header.status, await header.json()]).toMatchObject([400, { field: 'last-event-id' }])
  expect(region.feed.connectedCount()).toBe(0)
})

it('refuses more lines of a person than it takes, and leaves none behind for who asks for the head alone', async () => {
  const lines = [await api.get(told, owner), await api.get(told, owner)]
  const third = await api.get(told, owner)
  expect([third.status, await third.json()]).toMatchObject([429, { code: 'too_many_lines' }])
  for (const line of lines) await line.body!.cancel()
  expect((await api.head(told, owner)).status).toBe(409)
  expect(region.feed.connectedCount()).toBe(0)
})

it('says where nothing is told that the page has to ask', async () => {
  const { feed: _, ...without } = region
  const answer = await smallApi(without).get(told, owner)
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'not_told_here' }])
})
