import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import type { Store } from '../../db/store.ts'
import { accountsOnly } from '../bench/soak-checks.ts'
import { builtApi } from '../support/built-api.ts'
import { httpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import {
  newPlace,
  type Place,
  type PreparedMoney,
  prepareMoney,
  type Purse,
} from '../support/prepared-hub.ts'
import { openPot } from '../support/open-pot.ts'

/** Two hubs in processes of their own, as people run them, on one PostgreSQL database. */
const yenEach = 60_000
const pot = { id: 'pot:two-processes', budgetYen: 10_000, grantYen: 700 }
const acknowledgedBeforeKill = 200
/** How soon a job that a dead process held goes on at the other: its lease, and a turn. */
const takenOverMs = 15_000

let place: Place
let store: Store
let money: PreparedMoney
let first: HubProcess
let second: HubProcess
let sealedBy: unknown

const rows = (select: string) => store.raw(select)
const holderOf = async (job: string): Promise<unknown> =>
  (await rows(`select holder from job_leases where name = '${job}'`))[0]?.['holder']

beforeAll(async () => {
  place = await newPlace('postgresql', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  money = await prepareMoney(opened.hub, 12, yenEach)
  const named = { municipality: '074446', nameJa: '試し', nameEn: 'Trial', rule: {}, validDays: 9 }
  await openPot(opened.hub.potOpenings, { id: pot.id, ...named })
  await opened.hub.ledger.issue({
    key: { scope: 'test', key: 'issue' },
    potId: pot.id,
    amountYen: pot.budgetYen,
  })
  await opened.store.close()
  store = openPostgresql(place.environment['DATABASE_URL']!, 2)
  first = await startHubProcess(place.environment)
  // The first one seals; the other has to leave that to it.
  sealedBy = await vi.waitUntil(() => holderOf('seal'), { timeout: 10_000 })
  second = await startHubProcess(place.environment)
}, 60_000)

afterAll(async () => {
  await Promise.all([first.kill(), second.kill()])
  await store.close()
  await place.remove()
})

type Answer = {
  readonly status: number
  readonly body: { paymentId?: string; holdId?: string; code?: string; leftYen?: number }
}

type Asked = { readonly purse: Purse; readonly key: string; readonly body: object }

async function post(hub: HubProcess, path: string, { purse, key, body }: Asked): Promise<Answer> {
  const response = await fetch(`${hub.origin}/api${path}`, {
    method: 'POST',
    headers: {
      cookie: purse.cookie,
      origin: hub.origin,
      'content-type': 'application/json',
      'idempotency-key': `two-processes-${key}`,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const pay = (hub: HubProcess, purse: Purse, key: string, amountYen: number): Promise<Answer> =>
  post(hub, '/payments', { purse, key, body: { merchantId: money.merchantId, amountYen } })

const times = <T>(count: number, make: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const inOrder = (values: readonly unknown[]): string[] => values.map(String).toSorted()
const either = (n: number): HubProcess => [first, second][n % 2]!
const payer = (n: number): Purse => money.purses[n]!

/** Everybody’s but the payers’ who are counted: each test has purses of its own. */
const [forKeys, forLimit, forRefund, forHolds, forPot, forDeath] = [
  [0, 1, 2],
  3,
  4,
  5,
  [6, 7],
  [8, 9, 10, 11],
] as const

/** Placed at both, and past their end soon: their end is told at the end. */
test('holds are placed at either', async () => {
  const endsAt = Date.now() + 3_000
  const placed = await Promise.all(
    times(6, (n) =>
      post(either(n), '/holds', {
        purse: payer(forHolds),
        key: `hold-${n}`,
        body: { merchantId: money.merchantId, amountYen: 500, endsAt },
      }),
    ),
  )
  expect(placed.map(({ status }) => status)).toEqual(times(6, () => 201))
})

test('a key sent to both at once is one payment, and both tell the same', async () => {
  const keys = times(30, (n) => `both-${n}`)
  const answers = await Promise.all(
    keys.map((key, n) =>
      Promise.all([first, second].map((hub) => pay(hub, payer(forKeys[n % 3]!), key, 50))),
    ),
  )
  const told = answers.map((both) => both.map(({ status, body }) => [status, body.paymentId]))
  for (const [one, other] of told) expect(other).toEqual(one)
  expect(told.flat().every(([status]) => status === 201)).toBe(true)
  const wallets = forKeys.map((n) => `'${payer(n).walletId}'`).join(', ')
  const stored = await rows(`select journal_id as id from payments where wallet_id in (${wallets})`)
  expect(inOrder(stored.map((row) => row['id']))).toEqual(inOrder(told.map(([one]) => one![1])))
})

test('a day’s limit is not passed by one yen by payments at both', async () => {
  const limitYen = 50_000
  const eachYen = 7_001
  const answers = await Promise.all(times(16, (n) => pay(either(n), payer(forLimit), `limit-${n}`, eachYen)))
  const codes = answers.map(({ status, body }) => (status === 201 ? 'paid' : body.code))
  expect(inOrder(codes)).toEqual([...times(7, () => 'paid'), ...times(9, () => 'young_device_above_limit')])
  const [spent] = await rows(
    `select sum(amount_yen) as yen from payments where wallet_id = '${payer(forLimit).walletId}'`,
  )
  expect(Number(spent!['yen'])).toBe(Math.floor(limitYen / eachYen) * eachYen)
})

test('a payment is given back once, whichever of the two is asked', async () => {
  const paid = await pay(first, payer(forRefund), 'to-give-back', 900)
  const clerks = [first, second].map((hub) => httpClient(hub.origin))
  const [email, password] = [`shop-${money.purses.length}@shop.example`, 'a-long-password-of-a-shop']
  for (const clerk of clerks) expect((await clerk.post('/api/session', { email, password })).status).toBe(201)
  const answers = await Promise.all(
    times(8, (n) =>
      clerks[n % 2]!.post(
        '/api/refunds',
        { paymentId: paid.body.paymentId, amountYen: 300 },
        { key: `two-processes-back-${n}` },
      ),
    ),
  )
  const codes = answers.map((answer) => (answer.status === 201 ? 'given' : answer.json()['code']))
  expect(inOrder(codes)).toEqual([...times(3, () => 'given'), ...times(5, () => 'refund_exceeds_payment')])
})

type Attempt = { readonly purse: Purse; readonly key: string; paymentId?: string }

/** Pays again and again, at the one and at the other in turn; where one is gone, the same key goes to the other. */
async function payOnAndOn(
  purse: Purse,
  line: number,
  goesOn: () => boolean,
  told: (attempt: Attempt) => void,
) {
  const attempts: Attempt[] = []
  while (goesOn()) {
    const attempt: Attempt = { purse, key: `line-${line}-${attempts.length}` }
    attempts.push(attempt)
    const answer = await pay(either(line + attempts.length), purse, attempt.key, 7).catch(() =>
      pay(second, purse, attempt.key, 7),
    )
    expect(answer.status, answer.body.code).toBe(201)
    attempt.paymentId = answer.body.paymentId!
    told(attempt)
  }
  return attempts
}

test('of two, one killed with -9: every acknowledged payment is there once', async () => {
  expect(await holderOf('seal')).toBe(sealedBy)
  expect([first.printed(), second.printed()].join('')).not.toContain('turn failed')
  let acknowledged = 0
  let killed: Promise<void> | undefined
  const told = (): void => {
    acknowledged += 1
    if (acknowledged >= acknowledgedBeforeKill) killed ??= first.kill()
  }
  const goesOn = (): boolean => acknowledged < 2 * acknowledgedBeforeKill
  const lines = times(12, (n) => payOnAndOn(payer(forDeath[n % 4]!), n, goesOn, told))
  const attempts = (await Promise.all(lines)).flat()
  await killed

  for (const { purse, key, paymentId } of attempts.slice(0, 40))
    expect((await pay(second, purse, key, 7)).body.paymentId).toBe(paymentId)
  const wallets = forDeath.map((n) => `'${payer(n).walletId}'`).join(', ')
  const stored = await rows(`select journal_id as id from payments where wallet_id in (${wallets})`)
  expect(inOrder(stored.map((row) => row['id']))).toEqual(inOrder(attempts.map((one) => one.paymentId)))
})

/** Nobody asks for a grant over HTTP: two hubs of this process, each with connections of its own, give it. */
test('a pot that two hubs give from at once gives not one yen more than it has', async () => {
  const hubs = await Promise.all([1, 2].map(() => openHub(place.environment)))
  const given = await Promise.all(
    times(24, (n) =>
      hubs[n % 2]!.hub.ledger.grant({
        key: { scope: 'test', key: `grant-${n}` },
        potId: pot.id,
        walletId: payer(forPot[n % 2]!).walletId,
        amountYen: pot.grantYen,
      }),
    ),
  )
  for (const opened of hubs) await opened.store.close()
  const codes = given.map((answer) => (answer.ok ? 'given' : answer.error.code))
  expect(inOrder(codes)).toEqual([...times(14, () => 'given'), ...times(10, () => 'pot_exhausted')])
  const [left] = await rows(`select posted_yen as yen from balances where account_id = '${pot.id}'`)
  expect(Number(left!['yen'])).toBe(pot.budgetYen - 14 * pot.grantYen)
})

test('what the dead one had the lease for goes on at the other, and each hold ended once', async () => {
  const unsealed = async () =>
    Number(
      (
        await rows(
          'select count(*) as n from journals j left join seals s on s.journal_id = j.id where s.journal_id is null',
        )
      )[0]!['n'],
    )
  await expect.poll(unsealed, { timeout: takenOverMs, interval: 200 }).toBe(0)
  expect(await holderOf('seal')).not.toBe(sealedBy)
  const ends = () => rows('select hold_id, how from hold_resolutions')
  await expect.poll(async () => (await ends()).length, { timeout: takenOverMs, interval: 200 }).toBe(6)
  expect((await ends()).every(({ how }) => how === 'expired')).toBe(true)
  expect(await rows('select account_id from balances where held_yen <> 0')).toEqual([])
  expect(second.printed()).not.toContain('turn failed')
}, 60_000)

test('afterwards the books of both are right', async () => {
  const accounts = (await rows("select id from accounts where kind in ('wallet', 'merchant', 'pot')")).map(
    (row) => String(row['id']),
  )
  await accountsOnly.books(store, accounts)
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtApi('hub'), 'verify'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...place.environment },
    encoding: 'utf8',
  })
  expect(stdout + stderr).toContain('The books are right.')
  expect(status).toBe(0)
})
