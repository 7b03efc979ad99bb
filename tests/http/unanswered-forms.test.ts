import Database from 'better-sqlite3'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { wordsFor } from '../../api/platform/words.ts'
import { allAgree } from '../support/accept-shop.ts'
import { httpClient, type Answer, type HttpClient } from '../support/http-client.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { newPlace, type Place, prepareMoney, type PreparedMoney } from '../support/prepared-hub.ts'
import { openPot } from '../support/open-pot.ts'
import { refusedForms } from './refused-form-rows.ts'

/**
 * Forms whose sender hears that the database could not answer, and presses again. Whether the first try was stored
 * nobody knows: only the same key does it once.
 */
let place: Place
let hub: HubProcess
let money: PreparedMoney
let owner: HttpClient
let officer: HttpClient
let approver: HttpClient
let enter: (name: string) => Promise<HttpClient>

beforeAll(async () => {
  place = await newPlace('sqlite', inject('postgresqlUrl'))
  const opened = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff)
    await addDemonstrationPerson(opened.hub.identity, opened.hub.mode, person)
  await openPot(opened.hub.potOpenings, {
    id: 'pot:festival',
    municipality: '074454',
    nameJa: '祭り',
    nameEn: 'Festival',
    rule: { municipalities: ['074454'] },
    validDays: 90,
  })
  money = await prepareMoney(opened.hub, 1, 1_000)
  await opened.store.close()
  // Who waits for the file here waits in vain.
  hub = await startHubProcess({ ...place.environment, DATABASE_WAIT_MS: '200', LOG_LEVEL: 'silent' })
  owner = httpClient(hub.origin)
  await owner.post('/api/session', { email: 'shop-1@shop.example', password: 'a-long-password-of-a-shop' })
  enter = async (name) => {
    const client = httpClient(hub.origin)
    await client.post('/api/session', {
      email: `${name}@demonstration.example`,
      password: demonstrationPassword,
    })
    return client
  }
  officer = await enter('officer')
  approver = await enter('approver')
}, 60_000)

afterAll(async () => {
  await hub.stop()
  await place.remove()
})

/** Sends while another process keeps the file locked: what is read is answered, what is written is not. */
async function whileLocked(send: () => Promise<Answer>): Promise<Answer> {
  const other = new Database(join(place.environment['DATA_DIR']!, 'hub.sqlite'))
  other.exec('begin immediate')
  try {
    return await send()
  } finally {
    other.exec('rollback')
    other.close()
  }
}

const keysIn = ({ text }: Answer): string[] =>
  Array.from(text.matchAll(/name="key" value="([^"]+)"/g), ([, key]) => key!)

test('a part given back is given back once', { timeout: 60_000 }, async () => {
  const paid = await fetch(new URL('/api/payments', hub.origin), {
    method: 'POST',
    headers: {
      cookie: money.purses[0]!.cookie,
      origin: hub.origin,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ merchantId: money.merchantId, amountYen: 300 }),
  })
  const { paymentId } = (await paid.json()) as { paymentId: string }
  const page = `/en/shop/payments/${paymentId}`
  const [key] = keysIn(await owner.get(page)) as [string]
  const give = (used: string) => owner.submit(page, { key: used, part: 'yes', amountYen: '100' })
  const unanswered = await whileLocked(() => give(key))
  expect([unanswered.status, keysIn(unanswered)[0]]).toEqual([503, key])
  expect([(await give(key)).status, (await give(key)).status]).toEqual([303, 303])
  const told = (await owner.get(`/api/payments/${paymentId}`)).json<{ refundedYen: number }>()
  expect(told.refundedYen).toBe(100)
})

test('a wallet whose code was used up is brought all the same', { timeout: 60_000 }, async () => {
  const visitor = httpClient(hub.origin)
  const { recoveryCode } = (await visitor.post('/api/wallets', {})).json<{ recoveryCode: string }>()
  const other = httpClient(hub.origin)
  const [key] = keysIn(await other.get('/en/wallet/recover')) as [string]
  const bring = () => other.submit('/en/wallet/recover', { key, code: recoveryCode })
  const unanswered = await whileLocked(bring)
  expect([unanswered.status, keysIn(unanswered)[0]]).toEqual([503, key])
  expect([(await bring()).status, (await bring()).status]).toEqual([200, 200])
})

test.each([
  ['its own page', '/en/wallet/proxies'],
  ['the page of the printed code', '/en/wallet/owner'],
])('one more phone is invited once, from %s', { timeout: 60_000 }, async (_what, page) => {
  const visitor = httpClient(hub.origin)
  const opened = await visitor.post('/api/wallets', {})
  const { recoveryCode: code } = opened.json<{ recoveryCode: string }>()
  const [key] = keysIn(await visitor.submit(page, { code })) as [string]
  const terms = { relation: 'helper', payment: '1000', day: '2000' }
  const ask = () => visitor.submit(page, { act: 'invite', key, code, ...terms })
  const unanswered = await whileLocked(ask)
  expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
  const told = ({ text }: Answer) => /class="secret"[^>]*>([^<]+)</.exec(text)?.[1]
  const [first, second] = [await ask(), await ask()]
  expect([first.status, told(first)]).toEqual([200, expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/)])
  expect(told(second)).toBe(told(first))
})

test('money for a pot is asked for once', { timeout: 60_000 }, async () => {
  const page = '/en/office/issue'
  const [key] = keysIn(await officer.get(page)) as [string]
  const ask = () =>
    officer.submit(page, { key, potId: 'pot:festival', amountYen: '1000', reason: 'a festival' })
  const unanswered = await whileLocked(ask)
  expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
  expect([(await ask()).status, (await ask()).status]).toEqual([303, 303])
  const list = async () =>
    (await officer.get('/api/pot-issues')).json<{ requests: { id: string; decision: unknown }[] }>().requests
  expect(await list()).toHaveLength(1)
  // And let go once, by somebody else: what was typed for it is still there.
  const read = await approver.get(page)
  const request = (await list())[0]!.id
  const decisionKey = keysIn(read).find((one) => one.startsWith(request))!
  const decision = {
    key: decisionKey,
    request,
    act: 'decide',
    decision: 'approval',
    decisionReason: 'the budget has it',
    payloadHash: /name="payloadHash" value="(\w+)"/.exec(read.text)![1]!,
  }
  const decide = () => approver.submit(page, decision)
  const unknown = await whileLocked(decide)
  expect([unknown.status, keysIn(unknown).includes(decisionKey)]).toEqual([503, true])
  expect(unknown.text).toContain('value="the budget has it"')
  expect([(await decide()).status, (await decide()).status]).toEqual([303, 303])
  expect(await list()).toMatchObject([{ decision: { approved: true } }])
})

test(
  'a matter of the card company is ended once, with what was typed for it',
  { timeout: 60_000 },
  async () => {
    const [page, matter] = ['/en/office/topup-matters', 'evt_of_nobody']
    const file = new Database(join(place.environment['DATA_DIR']!, 'hub.sqlite'))
    file
      .prepare(
        `insert into processor_events (id, type, outcome, received_at) values (?, 'refund.failed', 'unknown_topup', 1)`,
      )
      .run(matter)
    file.close()
    const reason = 'called the company: nobody is owed anything'
    const [key] = keysIn(await approver.get(page)) as [string]
    const end = (how = 'nothing_owed') =>
      approver.submit(page, { key, matter, how, [`reason-${matter}`]: reason })
    const unanswered = await whileLocked(end)
    expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
    expect(unanswered.text).toContain(`value="${reason}"`)
    // A reason that is missing is asked for under the same key: nothing was done yet.
    const empty = await approver.submit(page, { key, matter, how: 'nothing_owed', [`reason-${matter}`]: ' ' })
    expect([empty.status >= 400 && empty.status < 500, keysIn(empty)]).toEqual([true, [key]])
    expect([(await end()).status, (await end()).status]).toEqual([303, 303])
    // Another ending under the same key ends nothing a second time.
    expect((await end('given_back')).status).toBe(409)
    const { matters } = (await approver.get('/api/topup-matters')).json<{ matters: object[] }>()
    expect(matters).toMatchObject([{ id: matter, ended: { how: 'nothing_owed', reason } }])
  },
)

test.each(refusedForms)('%s: what was typed is refused, and comes back under its key', async (...row) => {
  const [, who, page, fields, typed] = row
  const visitor = httpClient(hub.origin)
  if (who === 'visitor') await visitor.post('/api/wallets', {})
  const client = { visitor, stranger: visitor, owner, officer, operator: await enter('operator') }[who]
  const at = page.replace('{shop}', money.merchantId)
  const keys = keysIn(await client.get(at))
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) {
    const back = await client.submit(at, { ...fields, key })
    expect([back.status >= 400 && back.status < 500, keysIn(back).includes(key)]).toEqual([true, true])
    expect(back.text).toContain(`value="${typed}"`)
  }
})

test('a shop is closed once: a key is kept where nobody knows, and a new one made where it was refused', async () => {
  const page = '/en/office/accounts'
  const form = { act: 'close', shop: money.merchantId, closeReason: 'over' }
  const key = keysIn(await approver.get(page)).at(-1)!
  const close = () => approver.submit(page, { key, ...form })
  const unanswered = await whileLocked(close)
  expect([unanswered.status, keysIn(unanswered).at(-1)]).toEqual([503, key])
  // The shop still holds money, and is not closed.
  const refused = await close()
  expect(refused.status).toBe(409)
  expect(keysIn(refused).at(-1)).not.toBe(key)
}, 60_000)

test('a closed account is proposed once to be opened again', { timeout: 60_000 }, async () => {
  const page = '/en/office/accounts'
  const visitor = httpClient(hub.origin)
  const { walletId } = (await visitor.post('/api/wallets', {})).json<{ walletId: string }>()
  expect((await visitor.post('/api/wallets/me/closing', {})).status).toBeLessThan(300)
  const operator = await enter('operator')
  const key = keysIn(await operator.get(page)).at(-1)!
  const propose = () => operator.submit(page, { key, act: 'reopen', accountId: walletId, reason: 'again' })
  const unanswered = await whileLocked(propose)
  expect([unanswered.status, keysIn(unanswered).at(-1)]).toEqual([503, key])
  expect([(await propose()).status, (await propose()).status]).toEqual([303, 303])
  const { reopenings } = (await operator.get('/api/reopenings')).json<{ reopenings: object[] }>()
  expect(reopenings).toHaveLength(1)
})

test('a cause is registered once', { timeout: 60_000 }, async () => {
  const page = '/en/office/causes'
  const key = keysIn(await approver.get(page)).at(-1)!
  const [nameJa, nameEn] = ['橋を直す会', 'Bridge menders']
  const cause = { merchantId: money.merchantId, nameJa, nameEn, purposeJa: '橋', purposeEn: 'Bridges' }
  const register = () => approver.submit(page, { key, ...cause })
  const unanswered = await whileLocked(register)
  expect([unanswered.status, keysIn(unanswered).at(-1)]).toEqual([503, key])
  expect([(await register()).status, (await register()).status]).toEqual([303, 303])
  expect((await approver.get('/api/causes')).json<{ causes: object[] }>().causes).toHaveLength(1)
})

test('what the office says of a code, of a picture is said once, and its words stay in the form', async () => {
  const signSays = '看板'
  const file = new Database(join(place.environment['DATA_DIR']!, 'hub.sqlite'))
  const row = file.prepare(
    `insert into code_reports (id, code_text, unreadable, sign_says, municipality, created_at) values (?, 'x', 'not_a_payment_code', ?, '074454', ?)`,
  )
  // The last of twenty-one that wait stands on a page of its own.
  for (let n = 0; n <= 20; n++) row.run(n.toString(16).padStart(32, '0'), signSays, n + 1)
  file.close()
  const list = await officer.get('/en/office/code-reports')
  const next = /code-reports\?after=[^"]+/.exec(list.text)![0]
  expect(keysIn(list)).toHaveLength(20)
  // What ended may stand on the next page: this one does not say that nothing did.
  expect(list.text).not.toContain(wordsFor('en')('pictures:reports.past_none'))
  const page = `/en/office/${next}`
  const last = await officer.get(page)
  expect([keysIn(last).length, last.text.includes('?after=')]).toEqual([1, true])
  const [key] = keysIn(last) as [string]
  const fields = {
    key,
    report: (20).toString(16).padStart(32, '0'),
    act: 'no_sticker',
    reason: 'went there',
  }
  const say = () => officer.submit(page, fields)
  const unanswered = await whileLocked(say)
  expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
  expect(unanswered.text).toContain('value="went there"')
  const said = await say()
  expect([said.status, said.headers.get('location')]).toEqual([303, `${page}&done=no_sticker`])
  expect((await say()).status).toBe(303)

  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a3271a' } })
    .jpeg()
    .toBuffer()
  const headers = { origin: hub.origin, 'content-type': 'application/json' }
  const person = { email: 'shop-1@shop.example', password: 'a-long-password-of-a-shop' }
  const signedIn = await fetch(new URL('/api/session', hub.origin), {
    method: 'POST',
    headers,
    body: JSON.stringify(person),
  })
  const sent = await fetch(
    new URL(`/api/merchants/${money.merchantId}/picture?altJa=x&altEn=x`, hub.origin),
    {
      method: 'PUT',
      headers: {
        ...headers,
        cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]!,
        'content-type': 'application/offset+octet-stream',
        'idempotency-key': crypto.randomUUID(),
      },
      body: new Uint8Array(bytes),
    },
  )
  const { id: picture } = (await sent.json()) as { id: string }
  const pictures = '/en/office/shop-pictures'
  const [pictureKey] = keysIn(await approver.get(pictures)) as [string]
  const decide = () =>
    approver.submit(pictures, { key: pictureKey, picture, act: 'approval', reason: 'is the shop' })
  const again = await whileLocked(decide)
  expect([again.status, keysIn(again)]).toEqual([503, [pictureKey]])
  expect(again.text).toContain('value="is the shop"')
  expect([(await decide()).status, (await decide()).status]).toEqual([303, 303])
}, 60_000)

const newAccount = {
  bankCode: '0126',
  branchCode: '402',
  depositType: '1',
  accountNumber: '1234567',
  holderKana: 'ミホンノミセ',
}

test('another bank account is asked for once on a shop’s behalf, and what was made sure of is said once', async () => {
  const page = '/en/office/bank-accounts'
  const operator = await enter('operator')
  const { merchantCode } = (await owner.get(`/api/merchants/${money.merchantId}/code`)).json<{
    merchantCode: string
  }>()
  const key = keysIn(await operator.get(page)).at(-1)!
  const reason = 'called the number that we know'
  const ask = () => operator.submit(page, { key, act: 'behalf', merchantCode, reason, ...newAccount })
  const unanswered = await whileLocked(ask)
  expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
  expect([(await ask()).status, (await ask()).status]).toEqual([303, 303])
  const waiting = async () =>
    (await approver.get('/api/bank-account-changes')).json<{ changes: { id: string; state: string }[] }>()
      .changes
  expect(await waiting()).toMatchObject([{ state: 'checked' }])
  const change = (await waiting())[0]!.id
  const approvalKey = keysIn(await approver.get(page))[0]!
  const approve = () => approver.submit(page, { key: approvalKey, act: 'approval', change, reason })
  const again = await whileLocked(approve)
  // With its key, what was typed is still there.
  expect([again.status, keysIn(again), again.text.includes(reason)]).toEqual([503, [approvalKey], true])
  expect([(await approve()).status, (await approve()).status]).toEqual([303, 303])
  expect(await waiting()).toMatchObject([{ state: 'cooling', steps: [{}, { what: 'approved' }] }])
}, 60_000)

test('an application is proposed once, and a proposal that was sent back does not come back', async () => {
  const applied = await httpClient(hub.origin).post('/api/merchants', {
    ...newAccount,
    depositType: 1,
    nameJa: '遅れて届く茶屋',
    nameKana: 'オクレテトドクチャヤ',
    nameEn: 'Late Tea',
    municipality: '074454',
    merchantClass: 'food',
    stationId: null,
    contactName: '見本 花子',
    contactPhone: '0241-00-0000',
    contactEmail: 'late-tea@shop.example',
    password: 'a-long-password-of-a-shop',
  })
  expect(applied.status, applied.text).toBe(201)
  const page = `/en/office/merchants/${applied.json<{ merchantId: string }>().merchantId}`
  const checks = Object.entries(allAgree).flatMap(([name, { result, note }]) => [
    [`checks.${name}.result`, result],
    [`checks.${name}.note`, note],
  ])
  const [key] = keysIn(await officer.get(page)) as [string]
  const propose = () =>
    officer.submit(page, { key, act: 'accept', reason: 'seen', ...Object.fromEntries(checks) })
  const unanswered = await whileLocked(propose)
  expect([unanswered.status, keysIn(unanswered)]).toEqual([503, [key]])
  expect((await propose()).status).toBe(303)
  const read = await approver.get(page)
  const [answerKey] = keysIn(read) as [string]
  const payloadHash = /name="payloadHash" value="(\w+)"/.exec(read.text)![1]!
  const sendBack = () =>
    approver.submit(page, { key: answerKey, act: 'return', payloadHash, reason: 'who went?' })
  const second = await whileLocked(sendBack)
  expect([second.status, keysIn(second)]).toEqual([503, [answerKey]])
  expect([(await sendBack()).status, (await sendBack()).status]).toEqual([303, 303])
  // The first officer's press arrives once more.
  expect((await propose()).status).toBe(303)
  const told = (
    await approver.get(`/api${page.slice('/en/office'.length).replace('merchants', 'merchant-applications')}`)
  ).json<{
    state: string
  }>()
  expect(told.state).toBe('returned')
}, 60_000)
