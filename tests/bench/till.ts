import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import { httpClient } from '../support/http-client.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { startServer } from '../support/postgresql.ts'
import { newPlace, type Place, prepareMoney, type Purse } from '../support/prepared-hub.ts'
import { measured, optionsOf, type Options, type Row } from './row.ts'
import { acceptShop } from '../support/accept-shop.ts'

/** What a listener process is given, and what it says. */
export type Listeners = {
  readonly origin: string
  readonly tills: readonly { readonly merchantId: string; readonly cookie: string }[]
}
export type Arrival = { readonly paymentId: string; readonly afterMs: number }

const tillsOfPerson = 10
const purseCount = 200
const targetMs = 300

/**
 * Tills that are connected while guests pay at an even pace, through the shipped hub: `--shops=500 --rate=100 --seconds=20
 * --engine=sqlite|postgresql`. Measured is from the moment that stands in the payment (decided, not yet stored) to the event
 * at the client, on one clock: longer than from the storing. A payment that is not told, or twice, is counted.
 */
export async function tillBench(options: Options): Promise<readonly Row[]> {
  const { number, text } = optionsOf(options)
  const only = text('engine', 'both')
  const load = { shops: number('shops', 500), rate: number('rate', 100), seconds: number('seconds', 20) }
  const rows: Row[] = []
  if (only !== 'postgresql') rows.push(await at('sqlite', '', load))
  if (only === 'sqlite') return rows
  const server = await startServer()
  try {
    return [...rows, await at('postgresql', server.url, load)]
  } finally {
    await server.stop()
  }
}

type Load = { readonly shops: number; readonly rate: number; readonly seconds: number }

async function at(engine: 'sqlite' | 'postgresql', server: string, load: Load): Promise<Row> {
  const place = await newPlace(engine, server)
  const { shopIds, purses } = await prepare(place, load.shops)
  const hub = await startHubProcess(place.environment)
  const listeners = fork(join(import.meta.dirname, 'till-listeners.ts'))
  try {
    const cookies = await Promise.all(
      Array.from({ length: Math.ceil(load.shops / tillsOfPerson) }, (_, n) => signedIn(hub.origin, n)),
    )
    const tills = shopIds.map((merchantId, n) => ({
      merchantId,
      cookie: cookies[Math.floor(n / tillsOfPerson)]!,
    }))
    listeners.send({ origin: hub.origin, tills } satisfies Listeners)
    await once(listeners, 'message')
    const paid = await payEvenly(hub.origin, { shopIds, purses }, load)
    listeners.send({ expected: paid.length })
    const [arrivals] = (await once(listeners, 'message')) as [Arrival[]]
    return told(engine, load, { paid, arrivals })
  } finally {
    listeners.kill()
    await hub.stop()
    await place.remove()
  }
}

function told(
  engine: string,
  { shops, rate, seconds }: Load,
  { paid, arrivals }: { paid: readonly string[]; arrivals: readonly Arrival[] },
): Row {
  const counts = new Map<string, number>()
  for (const { paymentId } of arrivals) counts.set(paymentId, (counts.get(paymentId) ?? 0) + 1)
  const lost = paid.filter((paymentId) => !counts.has(paymentId)).length
  const repeated = [...counts.values()].filter((count) => count > 1).length
  const times = measured(
    arrivals.map(({ afterMs }) => afterMs),
    seconds * 1_000,
  )
  const isMet = times.p99Ms < targetMs && lost === 0 && repeated === 0
  return {
    what: `till on ${engine}: ${shops} connected shops, ${rate} payments/s, payment decided → event at the client`,
    ...times,
    value: `${paid.length} paid, ${lost} lost, ${repeated} repeated`,
    target: `p99 < ${targetMs} ms, 0 lost, 0 repeated`,
    met: isMet ? 'yes' : 'no',
  }
}

/** Shops of people who keep ten each, and guests’ purses. */
async function prepare(place: Place, shops: number) {
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const { purses } = await prepareMoney(hub, purseCount, 20_000)
  const shopIds: string[] = []
  let owner = ''
  for (let n = 0; n < shops; n++) {
    const isFirst = n % tillsOfPerson === 0
    const merchantId = await openShopOf(hub, isFirst ? { password } : { userId: owner }, n)
    if (isFirst) {
      const rows = await store.raw(`select user_id from merchant_members where merchant_id = '${merchantId}'`)
      owner = String(rows[0]!['user_id'])
    }
    shopIds.push(merchantId)
  }
  await store.close()
  return { shopIds, purses }
}

const password = 'a-long-password-of-a-bench'
const emailOf = (person: number): string => `bench-${person}@shop.example`

async function openShopOf(
  hub: Hub,
  applicant: Parameters<Hub['merchants']['apply']>[1],
  n: number,
): Promise<string> {
  const applied = await hub.merchants.apply(
    {
      nameJa: '見本の店',
      nameKana: 'ミホンノミセ',
      nameEn: 'Sample Shop',
      municipality: '074446',
      merchantClass: 'food',
      stationId: null,
      contactName: '見本 花子',
      contactPhone: '0241-00-0000',
      contactEmail: emailOf(Math.floor(n / tillsOfPerson)),
      bankCode: '0126',
      branchCode: '401',
      depositType: 1,
      accountNumber: '7654321',
      holderKana: 'ミホンノミセ',
    },
    applicant,
    `bench-shop-${n}`,
  )
  if (!applied.ok) throw new Error(JSON.stringify(applied.error))
  const { merchantId } = applied.value
  await acceptShop(hub.merchants, merchantId)
  return merchantId
}

async function signedIn(origin: string, person: number): Promise<string> {
  const entered = await httpClient(origin).post('/api/session', { email: emailOf(person), password })
  if (entered.status !== 201) throw new Error(`nobody was signed in: ${entered.status}`)
  return entered.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

type Payers = { readonly shopIds: readonly string[]; readonly purses: readonly Purse[] }

/** Pays at an even pace, whether or not the answers before have come; the ids of all payments. */
async function payEvenly(origin: string, { shopIds, purses }: Payers, { rate, seconds }: Load) {
  const answers: Promise<string>[] = []
  const began = performance.now()
  for (let n = 0; n < rate * seconds; n++) {
    const waitMs = began + (n * 1_000) / rate - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    answers.push(
      payOnce(origin, purses[n % purses.length]!, { merchantId: shopIds[(n * 7) % shopIds.length]!, key: n }),
    )
  }
  return Promise.all(answers)
}

async function payOnce(
  origin: string,
  purse: Purse,
  { merchantId, key }: { merchantId: string; key: number },
): Promise<string> {
  const answer = await fetch(`${origin}/api/payments`, {
    method: 'POST',
    headers: {
      cookie: purse.cookie,
      origin,
      'content-type': 'application/json',
      'idempotency-key': `bench-till-${key}`,
    },
    body: JSON.stringify({ merchantId, amountYen: 10 }),
  })
  const body = (await answer.json()) as { paymentId: string; code?: string }
  if (answer.status !== 201) throw new Error(`a payment was refused: ${answer.status} ${body.code}`)
  return body.paymentId
}
