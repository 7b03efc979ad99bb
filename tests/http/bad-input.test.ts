import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import type { Store } from '../../db/store.ts'
import { newPlace, prepareMoney, type Place } from '../support/prepared-hub.ts'
import { proxyOptional } from './proxy-rows.ts'
import { type Sender, writes } from './write-rows.ts'

/** An approval may go without a reason. */
const needsNoReason = [
  'POST /api/merchant-applications/{id}/{decision}',
  'POST /api/pot-issues/{id}/{decision}',
  'POST /api/pot-openings/{id}/{decision}',
  'POST /api/adjustments/{id}/{decision}',
  'POST /api/institution-intakes/{id}/{decision}',
  'POST /api/reopenings/{id}/{decision}',
  'POST /api/payout-profiles/{id}/{decision}',
  'POST /api/secondments/{id}/{decision}',
]
/** What a pot's money may be spent on; what is left out restricts nothing. */
const ruleOfUse = ['municipalities', 'merchantClasses', 'merchantCodes', 'purposes', 'weekdays', 'hours']
/** What is not known of every institution. */
const notOfEvery = ['position', 'station', 'address', 'opening']
const optional: Readonly<Record<string, readonly string[]>> = {
  'POST /api/merchants': ['stationId', 'password', 'language'],
  'POST /api/museum/uploads': ['keepsLocation'],
  'POST /api/museum/imports/{id}/mapping': ['rights'],
  'POST /api/payments': ['codeKind', 'code', 'lots'],
  ...proxyOptional,
  'POST /api/pot-openings': ['validDays', 'lastDay', 'endOf', ...ruleOfUse],
  'POST /api/institution-intakes': ['identifier', ...notOfEvery],
  'PUT /api/museum/institution-records/{id}': notOfEvery,
  'POST /api/institution-invitations/acceptance': ['name', 'password'],
  'PUT /api/merchants/{id}/products/{productId}': ['count', 'monthFrom', 'monthUntil'],
  'POST /api/code-reports': ['signSays', 'municipality'],
  'POST /api/refunds': ['amountYen'],
  'POST /api/repayments': ['way'],
  'POST /api/institutions/{id}/ties': ['item'],
  'PUT /api/institutions/{id}/admission': ['source'],
  'POST /api/card-refunds': ['amountYen', 'cardYen'],
  'POST /api/merchants/{id}/clerks/{clerkId}/end': ['reason'],
  'POST /api/merchants/{id}/tills/{deviceId}/end': ['reason'],
  'POST /api/holds/{holdId}/capture': ['amountYen'],
  ...Object.fromEntries(needsNoReason.map((write) => [write, ['reason']])),
}

const wrongNumbers: readonly [string, unknown][] = [
  ['negative', -5],
  ['a fraction', 1.5],
  ['above 2^53', 2 ** 53],
  ['a text', '100'],
]
const wrongTexts: readonly [string, unknown][] = [
  ['a number', 7],
  ['empty', ''],
  ['far too long', 'x'.repeat(20_000)],
  ['not a character', '\0'],
]

/** Every wrong value of a field whose right one is `value`. */
function wrongsOf(write: string, field: string, value: unknown): (readonly [string, unknown])[] {
  const always: (readonly [string, unknown])[] = [
    ...(optional[write]?.includes(field) ? [] : [['missing', undefined] as const]),
    // A shop may be far from any station.
    ...(field === 'stationId' ? [] : [['null', null] as const]),
    ['a list', [1]],
  ]
  if (typeof value === 'boolean') return [...always, ['a text', 'true'], ['a number', 1]]
  if (typeof value === 'number') return [...always, ...wrongNumbers, ['an object', {}]]
  if (typeof value === 'string') {
    const texts =
      needsNoReason.includes(write) && field === 'reason'
        ? wrongTexts.filter(([what]) => what !== 'empty')
        : wrongTexts
    return [...always, ...texts, ['an object', {}]]
  }
  return [...always, ['a text', 'x']]
}

const client =
  (hub: Hub, address: string, cookie: string | undefined) =>
  (request: { method: string; path: string; body: unknown }) =>
    hub.app.fetch(
      new Request(`http://localhost${request.path}`, {
        method: request.method,
        body: JSON.stringify(request.body),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          origin: 'http://localhost',
          ...(cookie === undefined ? {} : { cookie }),
        },
      }),
      { clientAddress: address },
    )

async function signIn(hub: Hub, email: string, password: string): Promise<string> {
  const send = client(hub, '192.0.2.200', undefined)
  const answer = await send({ method: 'POST', path: '/api/session', body: { email, password } })
  expect(answer.status).toBe(201)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** Every row of every table but those that count attempts, remember sessions and tell what the office tried. */
async function everything(store: Store, engine: 'sqlite' | 'postgresql'): Promise<string> {
  const names = await store.raw(
    engine === 'sqlite'
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
      : "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  )
  const kept = names
    .map((row) => String(row['name']))
    .filter((name) => !/rate_counters|session|leases|office_act/.test(name))
  const rows = await Promise.all(
    kept.map(async (name) =>
      (await store.raw(`select * from "${name}"`)).map((row) => `${name} ${JSON.stringify(row)}`).toSorted(),
    ),
  )
  return rows.flat().join('\n')
}

describe.each(['sqlite', 'postgresql'] as const)('bad input on %s', (engine) => {
  let place: Place
  let opened: Awaited<ReturnType<typeof openHub>>
  let cookies: Record<Exclude<Sender, 'anybody' | 'wallet'>, string>
  let wallets: readonly string[]

  beforeAll(async () => {
    place = await newPlace(engine, inject('postgresqlUrl'))
    opened = await openHub(place.environment, 'demonstration')
    const { hub } = opened
    const { purses, merchantId } = await prepareMoney(hub, 2, 5_000)
    for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
    const staff = (role: string) => signIn(hub, `${role}@demonstration.example`, demonstrationPassword)
    const owner = await signIn(hub, 'shop-2@shop.example', 'a-long-password-of-a-shop')
    const till = { method: 'POST', path: `/api/merchants/${merchantId}/tills`, body: { name: '帳場' } }
    const made = await client(hub, '192.0.2.201', owner)(till)
    wallets = purses.map(({ cookie }) => cookie)
    cookies = {
      till: made.headers.getSetCookie()[0]!.split(';', 1)[0]!,
      owner,
      officer: await staff('officer'),
      approver: await staff('approver'),
      operator: await staff('operator'),
      editor: await staff('editor'),
      curator: await staff('karamushi-owner'),
    }
  }, 120_000)
  afterAll(async () => {
    await opened.store.close()
    await place.remove()
  })

  let callers = 0
  /** From an address of its own each time, and from wallets in turn, so that no limit on attempts answers in the place of the body’s check. */
  const send = async (write: string, body: unknown) => {
    const [method, path] = write.split(' ') as [string, string]
    const { by } = writes[write]!
    const address = `2001:db8:${(callers += 1).toString(16)}::1`
    const filled = path
      .replace(/\{(id|holdId|clerkId|deviceId|productId|userId)\}/g, 'none')
      .replace('{decision}', 'approval')
      .replace('{act}', 'publish')
    const cookie =
      by === 'anybody' ? undefined : by === 'wallet' ? wallets[callers % wallets.length] : cookies[by]
    return client(opened.hub, address, cookie)({ method, path: filled, body })
  }

  test('has a row for every write that the document names', async () => {
    type Operation = { requestBody?: { content?: object } }
    const answer = await opened.hub.app.fetch(new Request('http://localhost/api/openapi.json'), {})
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> }
    const named = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { requestBody }]) => requestBody?.content !== undefined)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    )
    expect(named.toSorted()).toEqual(Object.keys(writes).toSorted())
  })

  test.each(Object.keys(writes))('%s names the wrong field and changes no row', async (write) => {
    const { body } = writes[write]!
    const before = await everything(opened.store, engine)
    const answers: unknown[] = []
    const wanted: unknown[] = []
    const bad = [
      ...Object.entries(body).flatMap(([field, value]) =>
        wrongsOf(write, field, value).map(
          ([what, wrong]) => [field, what, { ...body, [field]: wrong }] as const,
        ),
      ),
      ['surprise', 'unknown', { ...body, surprise: 1 }] as const,
      ['body', 'a list', []] as const,
    ]
    for (const [field, what, sent] of bad) {
      const answer = await send(write, sent)
      const problem = (await answer.json()) as { field?: string }
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
      answers.push([what, answer.status, isProblem, problem.field?.split('.')[0]])
      wanted.push([what, 400, true, field])
    }
    expect(answers).toEqual(wanted)
    expect(await everything(opened.store, engine)).toBe(before)
  })
})
