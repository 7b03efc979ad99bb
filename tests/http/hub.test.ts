import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demonstrationPassword } from '../../api/identity/index.ts'
import { checkProof } from '../../api/audit/receipt-proof.ts'
import { addDays, japanDay } from '../../api/platform/clock.ts'
import { parseZengin } from '../../api/merchants/index.ts'
import { type Answer, httpClient, type HttpClient } from '../support/http-client.ts'
import { type Target, targets } from '../support/hub-targets.ts'
import { pagesAreServed } from './page-rows.ts'
import { ownerPassword, shop } from './tea-house.ts'
import { allAgree } from '../support/accept-shop.ts'

describe.each(Object.keys(targets))('over HTTP, %s', (name) => {
  let target: Target
  let visitor: HttpClient
  let merchantId: string
  let paymentId: string
  const people = new Map<string, HttpClient>()

  /** A client signed in as this person; one per person for the whole story. */
  const as = async (email: string, password = demonstrationPassword): Promise<HttpClient> => {
    const known = people.get(email)
    if (known !== undefined) return known
    const client = httpClient(target.origin)
    const answer = await client.post('/api/session', { email, password })
    expect(answer.status, answer.text).toBe(201)
    people.set(email, client)
    return client
  }
  const staff = (role: string): Promise<HttpClient> => as(`${role}@demonstration.example`)
  const owner = (): Promise<HttpClient> => as(shop.contactEmail, ownerPassword)

  beforeAll(async () => {
    target = await targets[name]!()
    visitor = httpClient(target.origin)
  }, 120_000)
  afterAll(() => target.stop())

  test('is alive, ready, and says what it can', async () => {
    expect((await visitor.get('/api/health')).status).toBe(200)
    expect((await visitor.get('/api/ready')).json()).toEqual({ ready: true, mode: 'demonstration' })
    const document = (await visitor.get('/api/openapi.json')).json<{ openapi: string; paths: object }>()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/payments', '/api/search', '/api/numbers']),
    )
  })

  pagesAreServed(() => visitor)

  test('tells other systems what the museum publishes', async () => {
    const top = (await visitor.get('/iiif/presentation/collection/top')).json<{
      id: string
      items: object[]
    }>()
    expect(top.id).toBe(`${target.origin}/iiif/presentation/collection/top`)
    expect(top.items.length).toBeGreaterThan(5)
    const harvested = await visitor.get('/oai?verb=ListRecords&metadataPrefix=oai_dc')
    expect(harvested.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(harvested.text).toContain('<dc:title xml:lang="ja">若松城下絵図</dc:title>')
    const changes = (await visitor.get('/iiif/activity/all-changes')).json<{ totalItems: number }>()
    expect(changes.totalItems).toBeGreaterThan(top.items.length)
  })

  test('a form that is far too large is refused before it is read', async () => {
    const answer = await visitor.submit('/shop/apply', { nameJa: 'x'.repeat(3_000_000) })
    expect(answer.status).toBe(413)
  })

  test('a shop applies, the officer of its town and another accept it, and the shop has its printed code', async () => {
    const applied = await httpClient(target.origin).post('/api/merchants', {
      ...shop,
      password: ownerPassword,
    })
    expect(applied.status, applied.text).toBe(201)
    merchantId = applied.json<{ merchantId: string }>().merchantId
    const officer = await staff('officer')
    const at = `/api/merchant-applications/${merchantId}`
    const sent = { verdict: 'accept', checks: allAgree, reason: '店を見て来ました' }
    const proposed = await officer.post(`${at}/proposal`, sent)
    expect(proposed.status, proposed.text).toBe(201)
    const { payloadHash } = proposed.json<{ payloadHash: string }>()
    expect((await officer.post(`${at}/approval`, { payloadHash })).status).toBe(403)
    const approved = await (await staff('approver')).post(`${at}/approval`, { payloadHash })
    expect(approved.status, approved.text).toBe(200)
    const code = (await (await owner()).get(`/api/merchants/${merchantId}/code`)).json<{
      payload: string
      link: string
    }>()
    expect(code.payload).toMatch(/^000201/)
    expect(decodeURIComponent(code.link)).toContain(code.payload)
  })

  test('a reason that was typed for a decision is still in the form when it is refused otherwise', async () => {
    const shopNow = await (await owner()).get(`/api/merchants/${merchantId}/code`)
    const sent = {
      merchantCode: shopNow.json<{ merchantCode: string }>().merchantCode,
      kind: 'weekly',
      weekday: 3,
      fromDay: addDays(japanDay(Date.now()), 2),
      reason: '電話で頼まれた',
    }
    const asked = await (await staff('operator')).post('/api/payout-profiles', sent)
    expect(asked.status, asked.text).toBe(201)
    const decisionReason = '予算の書類と合うことを確かめた'
    const form = { request: asked.json<{ id: string }>().id, decision: 'approval', decisionReason }
    const key = crypto.randomUUID()
    const stale = { ...form, payloadHash: '0'.repeat(64), key, act: 'decide' }
    const answer = await (await staff('approver')).submit('/office/payout-days', stale)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain(`value="${decisionReason}"`)
  })

  test('a wallet opens in one call and is filled by a card with 3-D Secure', async () => {
    const opened = await visitor.post('/api/wallets', {})
    expect(opened.status, opened.text).toBe(201)
    const started = await visitor.post('/api/topups', { amountYen: 5_000 })
    expect(started.status, started.text).toBe(201)
    const { topupId, payUrl } = started.json<{ topupId: string; payUrl: string }>()
    const page = new URL(payUrl).pathname
    const asked = await visitor.submit(page, { card: '4000002760003184', typed: '4000002760003184' })
    expect(asked.status, asked.text.slice(0, 300)).toBe(303)
    expect(asked.headers.get('location')).toContain('/challenge/')
    const approved = await visitor.submit(asked.headers.get('location')!, { answer: 'approve' })
    expect(approved.status, approved.text.slice(0, 300)).toBe(303)
    await expect
      .poll(async () => (await visitor.get(`/api/topups/${topupId}`)).json()['status'], { timeout: 15_000 })
      .toBe('credited')
    expect((await visitor.get('/api/wallets/me')).json()).toMatchObject({ balanceYen: 5_000 })
  })

  test('a payment is made once, however often it is sent', async () => {
    const key = crypto.randomUUID()
    const answers: Answer[] = []
    for (const _ of [1, 2, 3])
      answers.push(await visitor.post('/api/payments', { merchantId, amountYen: 1_200 }, { key }))
    const receipts = answers.map((answer) => answer.json<{ paymentId: string }>())
    expect(answers[0]!.status, answers[0]!.text).toBe(201)
    expect(new Set(receipts.map((receipt) => receipt.paymentId)).size).toBe(1)
    paymentId = receipts[0]!.paymentId
    const other = await visitor.post('/api/payments', { merchantId, amountYen: 1_300 }, { key })
    expect(other.status).toBe(409)
    expect(other.json()).toMatchObject({ field: 'amountYen' })
    expect((await visitor.get('/api/wallets/me')).json()).toMatchObject({ balanceYen: 3_800 })
  })

  test('a lost device is stopped by another, never by a stranger', async () => {
    const [lost, found, stranger] = [1, 2, 3].map(() => httpClient(target.origin))
    const { recoveryCode } = (await lost!.post('/api/wallets', {})).json<{ recoveryCode: string }>()
    await found!.post('/api/wallets/recover', { code: recoveryCode })
    await stranger!.post('/api/wallets', {})
    const listed = (await found!.get('/api/wallets/me/devices')).json<{
      devices: { deviceId: string; isThisOne: boolean }[]
    }>().devices
    expect(listed.map((one) => one.isThisOne)).toEqual([false, true])
    const path = `/api/wallets/me/devices/${listed[0]!.deviceId}`
    expect((await stranger!.delete(path)).json()).toMatchObject({
      code: 'device_not_found',
      field: 'deviceId',
    })
    expect((await lost!.get('/api/wallets/me')).status).toBe(200)
    expect([(await found!.delete(path)).status, (await found!.delete(path)).status]).toEqual([204, 204])
    expect((await lost!.get('/api/wallets/me')).status).toBe(401)
  })

  test('the shop sees it and gives a part back', async () => {
    const client = await owner()
    const seen = await client.get(`/api/merchants/${merchantId}/payments`)
    expect(seen.text).toContain(paymentId)
    const again = await client.get(`/api/merchants/${merchantId}/till`)
    expect(again.json()).toMatchObject({ todayYen: 1_200 })
    const refunded = await client.post('/api/refunds', { paymentId, amountYen: 200 })
    expect(refunded.status, refunded.text).toBe(201)
    expect((await visitor.get('/api/wallets/me')).json()).toMatchObject({ balanceYen: 4_000 })
  })

  test('money is set aside for the shop, which captures a part and gives the rest up', async () => {
    const client = await owner()
    const set = (amountYen: number) =>
      visitor.post('/api/holds', { merchantId, amountYen, endsAt: Date.now() + 3_600_000 })
    const [first, second] = [await set(900), await set(100)]
    expect(first.status, first.text).toBe(201)
    const purse = async () => (await visitor.get('/api/wallets/me')).json()
    expect(await purse()).toMatchObject({ balanceYen: 4_000, heldYen: 1_000, spendableYen: 3_000 })
    const [{ holdId }, { holdId: otherId }] = [
      first.json<{ holdId: string }>(),
      second.json<{ holdId: string }>(),
    ]
    const key = crypto.randomUUID()
    const captured = await client.post(`/api/holds/${holdId}/capture`, { amountYen: 300 }, { key })
    expect(captured.status, captured.text).toBe(201)
    const again = await client.post(`/api/holds/${holdId}/capture`, { amountYen: 300 }, { key })
    expect(again.json()).toEqual(captured.json())
    expect((await client.post(`/api/holds/${otherId}/void`, {})).status).toBe(200)
    expect((await client.post(`/api/holds/${otherId}/capture`, {})).json()).toMatchObject({
      code: 'hold_resolved_before',
      field: 'holdId',
    })
    expect((await visitor.get(`/api/holds/${holdId}`)).json()).toMatchObject({ status: 'captured' })
    const { paymentId: taken } = captured.json<{ paymentId: string }>()
    const back = await client.post('/api/refunds', { paymentId: taken })
    expect(back.status, back.text).toBe(201)
    expect(await purse()).toMatchObject({ balanceYen: 4_000, heldYen: 0, spendableYen: 4_000 })
  })

  test('a friend is sent money to an address, and sends it back', async () => {
    const friend = httpClient(target.origin)
    await friend.post('/api/wallets', {})
    const addressOf = async (client: HttpClient) =>
      (await client.post('/api/wallets/me/address', {})).json<{ address: string }>().address
    const [theirs, ours] = [await addressOf(friend), await addressOf(visitor)]
    const key = crypto.randomUUID()
    for (const _ of [1, 2]) {
      const sent = await visitor.post('/api/transfers', { address: theirs, amountYen: 700 }, { key })
      expect(sent.status, sent.text).toBe(201)
    }
    expect((await friend.get('/api/wallets/me')).json()).toMatchObject({ spendableYen: 700 })
    expect((await friend.post('/api/transfers', { address: ours, amountYen: 701 })).json()).toMatchObject({
      code: 'insufficient_funds',
      field: 'amountYen',
    })
    expect((await friend.post('/api/transfers', { address: ours, amountYen: 700 })).status).toBe(201)
    expect((await visitor.get('/api/wallets/me')).json()).toMatchObject({ balanceYen: 4_000 })
  })

  test('a settlement pays the shop what it holds, with a bank file to the yen', async () => {
    const approver = await staff('approver')
    const cutOffAt = Date.now()
    const preview = await approver.get(`/api/settlements/preview?cutOffAt=${cutOffAt}`)
    expect(preview.status, preview.text).toBe(200)
    const { planHash } = preview.json<{ planHash: string }>()
    const approved = await approver.post('/api/settlements', { cutOffAt, planHash })
    expect(approved.status, approved.text).toBe(201)
    const id = /"id":"([^"]+)"/.exec(approved.text)![1]!
    const response = await fetch(`${target.origin}/api/settlements/${id}/bank-file`, {
      headers: { origin: target.origin },
    })
    expect(response.status).toBe(401)
    const file = await approver.get(`/api/settlements/${id}/bank-file`)
    expect(file.status).toBe(200)
    const order = parseZengin(file.bytes)
    expect(order).toMatchObject({
      ok: true,
      value: { transfers: [{ amountYen: 1_000, number: shop.accountNumber }] },
    })
  })

  test('what was paid is sealed by itself, and its proof is right under the published key', async () => {
    let proof: Answer | undefined
    await expect
      .poll(
        async () => {
          // On the edge no process stays behind: the next write, even a refused one, gives the jobs their turn.
          await visitor.delete('/api/wallets/me/devices/none')
          proof = await visitor.get(`/api/audit/journals/${paymentId}/proof`)
          return proof.status
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(200)
    const { keys } = (await visitor.get('/api/audit/keys')).json<{ keys: { verifier: string }[] }>()
    expect(await checkProof(proof!.text, keys.at(-1)!.verifier)).toMatchObject({
      ok: true,
      value: { entry: { told: { id: paymentId, kind: 'pay' } } },
    })
    expect((await visitor.get('/audit')).text).toContain(keys.at(-1)!.verifier)
  })

  test('the office sees what is unused and what the law asks of it; a shop does not', async () => {
    const seen = await (await staff('approver')).get('/api/audit/base-dates')
    expect(seen.status, seen.text).toBe(200)
    expect(seen.json()).toMatchObject({
      issuerKind: 'union_of_municipalities',
      unusedYen: 4_000,
      alertPercent: null,
      next: { duties: { reportDueOn: null, securityYen: null } },
      reports: [],
    })
    expect((await (await owner()).get('/api/audit/base-dates')).status).toBe(403)
  })

  test('the public numbers have counted it', async () => {
    const numbers = (await visitor.get('/api/numbers?period=7')).json<{ region: { money: unknown } }>()
    expect(numbers.region).toBeDefined()
  })

  test('search finds a town by two characters', async () => {
    const found = await visitor.get('/api/search?q=会津&lang=ja')
    expect(found.status).toBe(200)
    expect(found.text).toContain('会津')
  })

  describe('bad input', () => {
    const writes = [
      ['/api/payments', { merchantId: 'x', amountYen: 100 }],
      ['/api/holds', { merchantId: 'x', amountYen: 100, endsAt: 1_795_402_800_000 }],
      ['/api/topups', { amountYen: 1_000 }],
      ['/api/session', { email: 'a@b.example', password: 'x' }],
      ['/api/wallets/recover', { code: 'ABCD' }],
      ['/api/consents', { purpose: 'statistics', given: true, wordingVersion: '1' }],
      ['/api/check-ins', { spotKind: 'station', spotId: 'aizu-kawaguchi' }],
      ['/api/exposures', { subjectKind: 'place', subjectId: 'x' }],
    ] as const
    const wrongs: readonly [string, unknown][] = [
      ['missing', undefined],
      ['null', null],
      ['an object', {}],
      ['a list', [1]],
      ['too long', 'x'.repeat(20_000)],
    ]
    const rows = writes.flatMap(([path, body]) =>
      Object.keys(body).flatMap((field) =>
        wrongs.map(([what, value]) => [path, field, what, value] as const),
      ),
    )

    test.each(rows)('%s: %s is %s → a 4xx problem that names it', async (path, field, _what, value) => {
      const body = { ...writes.find(([known]) => known === path)![1], [field]: value }
      const answer = await visitor.post(path, body)
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.json()).toMatchObject({ field })
    })

    test.each([
      ['negative', -5],
      ['zero', 0],
      ['a fraction', 1.5],
      ['above what is safe', 2 ** 53],
      ['a text', '100'],
      ['enormous', 1e300],
    ])('an amount that is %s is refused and named', async (_what, amountYen) => {
      for (const [path, body] of [
        ['/api/payments', { merchantId, amountYen }],
        ['/api/topups', { amountYen }],
      ] as const) {
        const answer = await visitor.post(path, body)
        expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        expect(answer.json()).toMatchObject({ field: 'amountYen' })
      }
    })

    test.each([
      ['ten megabytes', { raw: JSON.stringify({ merchantId: 'x'.repeat(10_000_000), amountYen: 1 }) }, 413],
      ['no JSON', { raw: '{"merchantId":' }, 400],
      [
        'not in UTF-8',
        { raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) as unknown as string },
        400,
      ],
      ['another type', { raw: 'merchantId=x', type: 'application/x-www-form-urlencoded' }, 415],
    ])('a body that is %s is refused', async (_what, options, status) => {
      const answer = await visitor.post('/api/payments', null, options)
      expect(answer.status, answer.text).toBe(status)
    })

    test('a key that is missing or malformed is refused', async () => {
      const answer = await visitor.post('/api/payments', { merchantId, amountYen: 1 }, { key: 'short' })
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ field: 'idempotency-key' })
    })

    test('nobody reads or gives back what is another’s', async () => {
      const stranger = httpClient(target.origin)
      expect((await stranger.get(`/api/payments/${paymentId}`)).status).toBe(401)
      await stranger.post('/api/wallets', {})
      expect((await stranger.get(`/api/payments/${paymentId}`)).status).toBe(404)
      // A wallet is nobody in an office: who is not signed in is asked to sign in, who is and may not is told so.
      expect((await stranger.post('/api/refunds', { paymentId, amountYen: 1 })).status).toBe(401)
      expect((await (await owner()).get('/api/settlements/preview')).status).toBe(403)
      expect((await (await staff('officer')).get(`/api/merchants/${merchantId}/till`)).status).toBe(403)
    })

    test('a form of another site changes nothing', async () => {
      const response = await fetch(`${target.origin}/api/wallets`, {
        method: 'POST',
        body: '{}',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          origin: 'https://evil.example',
          cookie: 'meguri_wallet=x.y',
          'sec-fetch-site': 'cross-site',
        },
      })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'cross_site' })
    })

    test('a forged event of the card company is refused', async () => {
      const answer = await visitor.post('/api/stripe/webhook', {
        id: 'evt_1',
        type: 'payment_intent.succeeded',
      })
      expect(answer.status).toBe(400)
    })
  })
})
