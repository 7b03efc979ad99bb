import autocannon from 'autocannon'
import { openHub } from '../../api/open-hub.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { startServer } from '../support/postgresql.ts'
import { newPlace, prepareAt, prepareMoney, type PreparedMoney } from '../support/prepared-hub.ts'
import { ledgerCore } from './ledger-core.ts'
import { loop, type Options, type Row } from './row.ts'

const secondsEach = 5
const purses = 64
const yenEach = 50_000
/** A payment is one journal with two entries. */
const postings = (payments: number): string => `${payments * 2} postings/s`

const engines = ['sqlite', 'postgresql'] as const

/**
 * Payments in process and over HTTP, durable, on both engines, beside what the engines themselves can do.
 * `--pgledger=FILE`: SQL of pgledger, to be measured instead of our function of its shape.
 */
export async function ledgerBench(options: Options): Promise<readonly Row[]> {
  const server = await startServer()
  const rows: Row[] = []
  try {
    rows.push(...(await ledgerCore(server.url, options['pgledger'])))
    for (const engine of engines)
      rows.push(...(await inProcess(engine, server.url)), ...(await overHttp(engine, server.url)))
  } finally {
    await server.stop()
  }
  return rows
}

async function inProcess(engine: (typeof engines)[number], server: string): Promise<Row[]> {
  const place = await newPlace(engine, server)
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const money = await prepareMoney(hub, purses, yenEach)
  const payOne = async (lane: number, round: number): Promise<void> => {
    const { walletId } = money.purses[lane % purses]!
    const paid = await hub.ledger.pay({
      walletId,
      merchantId: money.merchantId,
      amountYen: 1,
      key: `${lane}-${round}-${performance.now()}`,
    })
    if (!paid.ok) throw new Error(paid.error.code)
  }
  const rows: Row[] = []
  for (const lanes of [1, 32]) {
    const numbers = await loop(lanes, secondsEach * 1000, payOne)
    rows.push({
      what: `payment in process, ${engine}, ${lanes} at a time`,
      ...numbers,
      value: postings(numbers.perSecond),
    })
  }
  await store.close()
  await place.remove()
  return rows
}

async function overHttp(engine: (typeof engines)[number], server: string): Promise<Row[]> {
  const place = await newPlace(engine, server)
  const money = await prepareAt(place, purses, yenEach)
  const hub = await startHubProcess(place.environment)
  const rows: Row[] = []
  try {
    for (const connections of [1, 32, 64]) {
      const { requests, latency, non2xx } = await shoot(hub.origin, money, connections)
      if (non2xx > 0) throw new Error(`${non2xx} payments were refused`)
      const bound = engine === 'sqlite' ? bounds[connections] : undefined
      rows.push({
        what: `payment over HTTP, ${engine}, ${connections} connections`,
        perSecond: Math.round(requests.average),
        p50Ms: latency.p50,
        p99Ms: latency.p99,
        value: postings(Math.round(requests.average)),
        ...(bound === undefined ? {} : judged(bound, requests.average, latency.p99)),
      })
    }
  } finally {
    await hub.stop()
    await place.remove()
  }
  return rows
}

type Bound = { readonly perSecond: number; readonly p99Ms: number }

const bounds: Readonly<Record<number, Bound>> = {
  32: { perSecond: 1_000, p99Ms: 60 },
  64: { perSecond: 2_000, p99Ms: 50 },
}

const judged = (bound: Bound, perSecond: number, p99Ms: number): Pick<Row, 'target' | 'met'> => ({
  target: `>= ${bound.perSecond}/s, p99 < ${bound.p99Ms} ms`,
  met: perSecond >= bound.perSecond && p99Ms < bound.p99Ms ? 'yes' : 'no',
})

let sent = 0

/** Payments of one yen from many purses to one shop: the busiest shop there can be. */
const shoot = (origin: string, { merchantId, purses }: PreparedMoney, connections: number) =>
  autocannon({
    url: origin,
    connections,
    duration: secondsEach,
    requests: [
      {
        method: 'POST',
        path: '/api/payments',
        setupRequest: (request) => ({
          ...request,
          headers: {
            'content-type': 'application/json',
            origin,
            cookie: purses[++sent % purses.length]!.cookie,
            'idempotency-key': `bench-${process.pid}-${sent}`,
          },
          body: JSON.stringify({ merchantId, amountYen: 1 }),
        }),
      },
    ],
  })
