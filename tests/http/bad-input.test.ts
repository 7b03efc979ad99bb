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
import { museumWrites } from './museum-rows.ts'
import { proxyOptional, proxyWrites } from './proxy-rows.ts'
import { shopWrites } from './shop-rows.ts'

/** Who sends a write: somebody whom the authorisation table lets through, so that the body is looked at. */
type Sender =
  | ('anybody' | 'wallet' | 'till' | 'owner' | 'officer' | 'approver')
  | ('operator' | 'editor' | 'curator')
type Row = { readonly by: Sender; readonly body: Readonly<Record<string, unknown>> }

const passkey = {
  response: {
    id: 'x',
    rawId: 'x',
    type: 'public-key',
    response: { clientDataJSON: 'e30' },
    clientExtensionResults: {},
  },
}

const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 300, refundDayYenMax: 500 }

const bankDetails = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: '7654321',
  holderKana: 'ミホンノミセ',
}

/** Every write that takes a body, with one that has the right form. */
const writes: Readonly<Record<string, Row>> = {
  'POST /api/wallets': { by: 'anybody', body: {} },
  'POST /api/wallets/recover': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/freezing': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/thawing': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/{walletId}/thawing': { by: 'approver', body: { reason: 'seen' } },
  'POST /api/wallet-freezes': { by: 'operator', body: { paymentId: 'none', reason: 'called' } },
  ...proxyWrites,
  'POST /api/payments': {
    by: 'wallet',
    body: { merchantId: 'nobody', amountYen: 100, codeKind: 'printed' },
  },
  'POST /api/holds': {
    by: 'wallet',
    body: { merchantId: 'nobody', amountYen: 100, endsAt: 1_795_402_800_000 },
  },
  'POST /api/holds/{holdId}/capture': { by: 'owner', body: { amountYen: 100 } },
  'POST /api/transfers': { by: 'wallet', body: { address: '7K2M-9QXT-04BD-WNHE', amountYen: 100 } },
  'POST /api/gifts': {
    by: 'officer',
    body: { potId: 'pot:none', address: '7K2M-9QXT-04BD-WNHE', amountYen: 100, reason: 'autumn' },
  },
  'POST /api/donations': { by: 'wallet', body: { causeId: 'none', amountYen: 100 } },
  'POST /api/repayments': { by: 'wallet', body: { reason: 'leaving_japan', amountYen: 100 } },
  'POST /api/causes': {
    by: 'officer',
    body: { merchantId: 'none', nameJa: '寺', nameEn: 'Temple', purposeJa: '屋根', purposeEn: 'A roof' },
  },
  'POST /api/merchants/{id}/purchases': {
    by: 'owner',
    body: { sellerId: 'none', amountYen: 100, purchaseReference: 'INV-1' },
  },
  'POST /api/merchants/{id}/charges': {
    by: 'owner',
    body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ', amountYen: 100 },
  },
  'POST /api/merchants/{id}/clerks': { by: 'owner', body: { name: '花', pin: '2580', ...rights } },
  'PUT /api/merchants/{id}/clerks/{clerkId}': { by: 'owner', body: { name: '花', ...rights } },
  'PUT /api/merchants/{id}/clerks/{clerkId}/pin': { by: 'owner', body: { pin: '2580' } },
  'POST /api/merchants/{id}/clerks/{clerkId}/end': { by: 'operator', body: { reason: 'called' } },
  'POST /api/merchants/{id}/tills': { by: 'owner', body: { name: '帳場' } },
  'POST /api/merchants/{id}/tills/{deviceId}/end': { by: 'operator', body: { reason: 'stolen' } },
  'POST /api/till/duty': { by: 'till', body: { clerkId: 'none', pin: '2580' } },
  'POST /api/refunds': { by: 'owner', body: { paymentId: 'none', amountYen: 100 } },
  'POST /api/topups': { by: 'wallet', body: { amountYen: 1_000 } },
  'POST /api/session': { by: 'anybody', body: { email: 'a@shop.example', password: 'not this one' } },
  'POST /api/session/passkey': { by: 'anybody', body: passkey },
  'POST /api/passkeys': { by: 'officer', body: passkey },
  'POST /api/wallets/me/passkey': { by: 'wallet', body: passkey },
  'POST /api/wallets/recover/passkey': { by: 'anybody', body: passkey },
  'POST /api/merchants': {
    by: 'anybody',
    body: {
      nameJa: '見本の店',
      nameKana: 'ミホンノミセ',
      nameEn: 'Sample Shop',
      municipality: '074446',
      merchantClass: 'food',
      stationId: 'aizu-kawaguchi',
      contactName: '見本 花子',
      contactPhone: '0241-00-0000',
      contactEmail: 'other@shop.example',
      bankCode: '0126',
      branchCode: '401',
      depositType: 1,
      accountNumber: '7654321',
      holderKana: 'ミホンノミセ',
      password: 'a-long-password-of-a-shop',
    },
  },
  'POST /api/merchants/{id}/closing': { by: 'officer', body: { reason: 'over' } },
  'POST /api/merchants/{id}/bank-account': {
    by: 'owner',
    body: {
      bankCode: '0126',
      branchCode: '401',
      depositType: 1,
      accountNumber: '7654321',
      holderKana: 'ミホンノミセ',
    },
  },
  'POST /api/merchants/{id}/bank-account-changes': { by: 'owner', body: bankDetails },
  'POST /api/merchants/{id}/bank-account-cancellation': { by: 'owner', body: { changeId: 'none' } },
  'POST /api/bank-account-changes': {
    by: 'operator',
    body: { ...bankDetails, merchantCode: 'NONE', reason: 'called back' },
  },
  'POST /api/bank-account-changes/{id}/check': { by: 'operator', body: { reason: 'called back' } },
  'POST /api/bank-account-changes/{id}/cancellation': { by: 'operator', body: { reason: 'not asked for' } },
  'POST /api/bank-account-changes/{id}/{decision}': { by: 'approver', body: { reason: 'seen' } },
  ...shopWrites,
  ...museumWrites,
  'POST /api/settlements': { by: 'approver', body: { cutOffAt: 0, planHash: '0'.repeat(64) } },
  'POST /api/payouts/{id}/return': { by: 'operator', body: { reason: 'no such account' } },
  'POST /api/topup-matters/{id}/ending': { by: 'approver', body: { how: 'paid_by_bank', reason: 'sent' } },
  'POST /api/reopenings': { by: 'operator', body: { accountId: 'none', reason: 'needed again' } },
  'POST /api/reopenings/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/payout-profiles': {
    by: 'operator',
    body: { merchantCode: 'NONE', kind: 'weekly', weekday: 3, fromDay: '2027-01-01', reason: 'by phone' },
  },
  'POST /api/payout-profiles/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/nettings': { by: 'approver', body: { month: '2026-10', statementHash: '0'.repeat(64) } },
  'POST /api/secondments': {
    by: 'officer',
    body: {
      userId: 'nobody',
      fromTown: '074446',
      town: '074454',
      works: ['merchant.decide'],
      firstDay: '2026-11-29',
      lastDay: '2026-11-30',
      reason: 'help',
    },
  },
  'POST /api/secondments/{id}/end': { by: 'officer', body: { reason: 'over' } },
  'POST /api/secondments/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'read' },
  },
  'PUT /api/acting-for': { by: 'officer', body: { town: '074454' } },
  'POST /api/pot-issues': { by: 'officer', body: { potId: 'none', amountYen: 100, reason: 'a campaign' } },
  'POST /api/pot-issues/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/adjustments': {
    by: 'operator',
    body: { journalId: 'none', direction: 'give', amountYen: 100, reason: 'a wrong amount' },
  },
  'POST /api/adjustments/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'PUT /api/wallets/me/mail-address': {
    by: 'wallet',
    body: { address: 'hanako@mail.example', language: 'ja' },
  },
  'PUT /api/wallets/me/push-addresses': {
    by: 'wallet',
    body: {
      endpoint: 'https://fcm.googleapis.com/push/1',
      // Appendix A of RFC 8291: the receiver's public key and secret.
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      language: 'ja',
    },
  },
  'POST /api/mail-addresses/confirmation': { by: 'anybody', body: { token: 'x.y' } },
  'POST /api/mail-addresses/removal': { by: 'anybody', body: { token: 'x.y' } },
  'POST /api/consents': {
    by: 'wallet',
    body: { purpose: 'statistics', given: true, wordingVersion: '2026-11-23' },
  },
  'POST /api/check-ins': { by: 'wallet', body: { spotKind: 'station', spotId: 'aizu-kawaguchi' } },
  'POST /api/exposures': { by: 'wallet', body: { subjectKind: 'place', subjectId: 'x' } },
}

/** An approval may go without a reason. */
const needsNoReason = [
  'POST /api/merchant-applications/{id}/{decision}',
  'POST /api/pot-issues/{id}/{decision}',
  'POST /api/adjustments/{id}/{decision}',
  'POST /api/reopenings/{id}/{decision}',
  'POST /api/payout-profiles/{id}/{decision}',
  'POST /api/secondments/{id}/{decision}',
]
const optional: Readonly<Record<string, readonly string[]>> = {
  'POST /api/merchants': ['stationId', 'password', 'language'],
  'POST /api/museum/uploads': ['keepsLocation'],
  'POST /api/museum/imports/{id}/mapping': ['rights'],
  'POST /api/payments': ['codeKind'],
  ...proxyOptional,
  'POST /api/institution-invitations/acceptance': ['name', 'password'],
  'PUT /api/merchants/{id}/products/{productId}': ['count', 'monthFrom', 'monthUntil'],
  'POST /api/code-reports': ['signSays', 'municipality'],
  'POST /api/refunds': ['amountYen'],
  'POST /api/institutions/{id}/ties': ['item'],
  'PUT /api/institutions/{id}/admission': ['source'],
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
  let cookies: Record<Exclude<Sender, 'anybody'>, string>

  beforeAll(async () => {
    place = await newPlace(engine, inject('postgresqlUrl'))
    opened = await openHub(place.environment, 'demonstration')
    const { hub } = opened
    const { purses, merchantId } = await prepareMoney(hub, 1, 5_000)
    for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
    const staff = (role: string) => signIn(hub, `${role}@demonstration.example`, demonstrationPassword)
    const owner = await signIn(hub, 'shop-1@shop.example', 'a-long-password-of-a-shop')
    const till = { method: 'POST', path: `/api/merchants/${merchantId}/tills`, body: { name: '帳場' } }
    const made = await client(hub, '192.0.2.201', owner)(till)
    cookies = {
      wallet: purses[0]!.cookie,
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
  /** From an address of its own each time, so that no limit on attempts answers in the place of the body’s check. */
  const send = async (write: string, body: unknown) => {
    const [method, path] = write.split(' ') as [string, string]
    const { by } = writes[write]!
    const address = `2001:db8:${(callers += 1).toString(16)}::1`
    const filled = path
      .replace(/\{(id|holdId|clerkId|deviceId|productId|userId)\}/g, 'none')
      .replace('{decision}', 'approval')
      .replace('{act}', 'publish')
    const cookie = by === 'anybody' ? undefined : cookies[by]
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
