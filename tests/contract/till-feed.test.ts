import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takingsStore } from '../../api/merchants/repository-takings.ts'
import { tillFeed } from '../../api/merchants/till-feed-service.ts'
import type { Store } from '../../db/store.ts'
import { openTestBooks } from '../currency/books.ts'
import { tillClient } from '../merchants/support/till-client.ts'
import { onEveryEngine } from '../support/engines.ts'

const bounds = { linesOfPerson: 3, lines: 5 }
const hourMs = 3_600_000

/** A shop, a guest, and a feed such as each process has one. */
async function openTill(store: Store) {
  const books = await openTestBooks(store)
  const [walletId, shop] = [await books.openWallet(20_000), await books.openShop()]
  books.clock.at += hourMs
  const takings = takingsStore(store)
  const till = async ({ accountId }: { accountId: string }) => {
    const { count, amountYen, refundedYen } = await takings.dayTotal(accountId, 0, Number.MAX_SAFE_INTEGER)
    return { day: '2026-11-24', count, todayYen: amountYen - refundedYen, refundedYen }
  }
  /** `before` is waited for before a day's total is told. */
  const feedOf = (before = async (): Promise<void> => undefined) =>
    tillFeed({
      takings,
      till: async (shop) => {
        await before()
        return till(shop)
      },
      clock: books.clock,
      bounds,
    })
  /** Pays as somebody whose payment was decided so long ago and is stored now. */
  const pay = async (decidedMsAgo = 0, merchantId = shop.id): Promise<string> => {
    const now = books.clock.at
    books.clock.at = now - decidedMsAgo
    const paid = await books.ledger.pay({ walletId, merchantId, amountYen: 10, key: books.key() })
    books.clock.at = now
    if (!paid.ok) throw new Error(paid.error.code)
    return paid.value.answer.paymentId
  }
  const refund = (paymentId: string, amountYen: number) =>
    books.ledger.refund({ paymentId, merchantAccountId: shop.accountId, amountYen, key: books.key() })
  return { books, shop, feedOf, pay, refund }
}

type Step = {
  readonly act: 'pay' | 'turn' | 'cut' | 'connect' | 'wait'
  readonly ms: number
  readonly lost: number
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom<Step['act']>('pay', 'pay', 'pay', 'turn', 'turn', 'cut', 'connect', 'wait'),
    ms: fc.nat(20_000),
    lost: fc.nat(3),
  }),
  { maxLength: 25 },
)

onEveryEngine('the feed of the tills', (store, engine) => {
  test('tells each payment once, however late it was stored and wherever the line was cut', async () => {
    const { shop, books, feedOf, pay } = await openTill(store())
    await fc.assert(
      fc.asyncProperty(steps, async (drawn) => {
        const feed = feedOf()
        const client = tillClient(feed, shop.accountId)
        await client.connect()
        const before = client.payments().length
        const stored: string[] = []
        for (const { act, ms, lost } of drawn) {
          if (act === 'pay') stored.push(await pay(ms))
          else if (act === 'turn') await feed.turn(ms % 2 === 0 ? 'wide' : 'narrow')
          else if (act === 'wait') books.clock.at += ms
          // What the page showed when it was opened was told by the page.
          else if (act === 'cut') client.cut(Math.min(lost, client.arrived.length - 1))
          else if (!client.isOpen()) await client.connect()
        }
        if (!client.isOpen()) await client.connect()
        await feed.turn('wide')
        const told = client.payments().slice(before)
        expect(told.toSorted()).toEqual(stored.toSorted())
        client.cut()
      }),
      { numRuns: engine === 'd1' ? 8 : 25 },
    )
  })

  test('tells two devices and no other shop, with the day’s total, and what went back of an older payment', async () => {
    const { shop, books, feedOf, pay, refund } = await openTill(store())
    const feed = feedOf()
    const neighbour = await books.openShop()
    const [one, other] = [tillClient(feed, shop.accountId), tillClient(feed, shop.accountId)]
    const next = tillClient(feed, neighbour.accountId)
    for (const client of [one, other, next]) await client.connect()
    const paymentId = await pay()
    await feed.turn()
    for (const client of [one, other]) {
      expect(client.payments()).toEqual([paymentId])
      expect(client.arrived.at(-1)!.news).toMatchObject({ count: 1, todayYen: 10, refunded: [] })
    }
    books.clock.at += hourMs
    await refund(paymentId, 4)
    await feed.turn()
    await feed.turn()
    expect(other.arrived.slice(2).map(({ news }) => news)).toEqual([
      expect.objectContaining({ todayYen: 6, payments: [], refunded: [{ paymentId, refundedYen: 4 }] }),
    ])
    expect(next.payments()).toEqual([])
  })

  test('finds in a narrow turn what was just stored, and in a wide one what was long in being stored', async () => {
    const { shop, feedOf, pay } = await openTill(store())
    const feed = feedOf()
    const client = tillClient(feed, shop.accountId)
    await client.connect()
    const late = await pay(30_000)
    await feed.turn()
    expect(client.payments()).toEqual([])
    await feed.turn('wide')
    expect(client.payments()).toEqual([late])
  })

  test('tells what was stored after it had read what was missed, and before the till was told of that', async () => {
    const { shop, feedOf, pay } = await openTill(store())
    const gate = Promise.withResolvers<void>()
    let totals = 0
    const feed = feedOf(() => (totals++ === 0 ? gate.promise : Promise.resolve()))
    const client = tillClient(feed, shop.accountId)
    const connecting = client.connect()
    await expect.poll(() => totals).toBe(1)
    const paymentId = await pay()
    await feed.turn()
    gate.resolve()
    await connecting
    expect(client.payments()).toEqual([paymentId])
  })

  test('tells of more payments than one page what was missed, and what came while they were read', async () => {
    const { books, shop, feedOf, pay } = await openTill(store())
    const feed = feedOf()
    const stored: string[] = []
    for (let n = 0; n < 210; n++) {
      books.clock.at += 5
      stored.push(await pay())
    }
    const client = tillClient(feed, shop.accountId)
    const connecting = client.connect()
    stored.push(await pay())
    await feed.turn()
    await connecting
    await expect.poll(() => client.payments().length).toBe(211)
    expect(client.payments().toSorted()).toEqual(stored.toSorted())
  })

  test('asks nothing of the database while nobody listens', async () => {
    const { books, shop } = await openTill(store())
    const asked: string[] = []
    const feed = tillFeed({
      takings: {
        after: async () => [],
        movedSince: async () => {
          asked.push('moved')
          return []
        },
      },
      till: async () => ({ day: '2026-11-24', count: 0, todayYen: 0, refundedYen: 0 }),
      clock: books.clock,
      bounds,
    })
    await feed.turn()
    expect(asked).toEqual([])
    const client = tillClient(feed, shop.accountId)
    await client.connect()
    await feed.turn()
    client.cut()
    await feed.turn('wide')
    expect([asked, feed.connectedCount()]).toEqual([['moved'], 0])
  })

  test('takes so many lines of a person, and so many of all', async () => {
    const { shop, feedOf } = await openTill(store())
    const feed = feedOf()
    const of = (person: string) => tillClient(feed, shop.accountId, person)
    const own = [of('a'), of('a'), of('a'), of('a')]
    const answers = []
    for (const client of own) answers.push(await client.connect())
    expect(answers).toEqual(['connected', 'connected', 'connected', 'too_many_lines'])
    own[0]!.cut()
    expect(await own[3]!.connect()).toBe('connected')
    expect(await of('b').connect()).toBe('connected')
    expect(await of('c').connect()).toBe('connected')
    expect(await of('d').connect()).toBe('not_told_here')
  })

  test('ends the line of who may no longer listen, of who does not read, and all when the hub stops', async () => {
    const { shop, feedOf, pay } = await openTill(store())
    const feed = feedOf()
    const [gone, slow] = [tillClient(feed, shop.accountId, 'a'), tillClient(feed, shop.accountId, 'b')]
    const good = tillClient(feed, shop.accountId, 'c')
    for (const client of [gone, slow, good]) await client.connect()
    gone.mayNoLonger()
    await feed.beat()
    expect([gone, slow, good].map((client) => client.isOpen())).toEqual([false, true, true])
    expect([gone.beats(), good.beats()]).toEqual([0, 1])
    slow.readsNoLonger()
    const paymentId = await pay()
    await feed.turn()
    expect([slow.isOpen(), good.isOpen(), good.payments()]).toEqual([false, true, [paymentId]])
    feed.close()
    expect([good.isOpen(), feed.connectedCount()]).toEqual([false, 0])
    expect(await good.connect()).toBe('not_told_here')
  })
})
