import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditService } from '../../api/audit/service.ts'
import { auditRoutes } from '../../api/audit/routes.ts'
import { openCheckpoint } from '../../api/audit/checkpoint.ts'
import { readVerifier } from '../../api/audit/note.ts'
import { checkProof, continues } from '../../api/audit/receipt-proof.ts'
import { isRight, openStatement } from '../../api/audit/statement.ts'
import { walletCookie } from '../../api/currency/credential.ts'
import { createGuard } from '../../api/identity/guard.ts'
import type { Env } from '../../api/platform/http/env.ts'
import { openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'
import { bareGuard } from '../support/bare-guard.ts'
import { moveMoney, openSealing } from './record.ts'

let engine: OpenEngine
let books: TestBooks
let sealer: ReturnType<typeof openSealing>
let app: Hono<Env>

beforeAll(async () => {
  engine = await openEngine('sqlite')
  books = await openTestBooks(engine.store)
  sealer = openSealing(books, { statementLeast: 1 })
  const guard = createGuard({
    wallets: books.wallets,
    // Who is signed in stands in the cookie: the shop a person works at.
    sessions: {
      read: async (headers: Headers) => {
        const shopId = /session=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1]
        return shopId === undefined ? undefined : { userId: shopId, name: 'Clerk', cookies: [] }
      },
    } as never,
    memberships: { rolesOf: async (userId: string) => [{ role: 'merchant_clerk', scope: userId }] } as never,
    walletCookie,
    limiter: () => (_, next) => next(),
    sessionCookie: 'session',
    ...bareGuard,
  })
  const shopOf = async (accountId: string) =>
    [...books.shops.values()].find((shop) => shop.accountId === accountId)?.id
  const audit = auditService({ store: sealer.kept, shops: { shopOf } })
  app = new Hono<Env>().route('/api', auditRoutes({ audit, guard }))
})
afterAll(() => engine.dispose())

async function get(path: string, cookie?: string) {
  const response = await app.request(`/api/audit/${path}`, {
    headers: cookie === undefined ? {} : { cookie },
  })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    cache: response.headers.get('cache-control'),
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  }
}

/** A browser with a wallet that paid 100 yen at a shop. */
async function payer() {
  const opened = await books.wallets.open(books.key())
  if (!opened.ok) throw new Error(opened.error.code)
  const { walletId, credential } = opened.value
  await books.topUp(walletId, 500)
  const shop = await books.openShop()
  const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 100, key: books.key() })
  if (!paid.ok) throw new Error(paid.error.code)
  return { walletId, shop, cookie: `${walletCookie}=${credential}`, paymentId: paid.value.answer.paymentId }
}

describe('before anything is sealed', () => {
  test.each(['checkpoint', 'keys'])('there is no %s', async (what) => {
    expect(await get(what)).toMatchObject({ status: 404, json: { code: 'nothing_sealed_yet' } })
  })

  test('there are no statements, and a payment waits', async () => {
    expect((await get('statements')).json).toEqual({ statements: [] })
    const { cookie, paymentId } = await payer()
    expect(await get(`journals/${paymentId}/proof`, cookie)).toMatchObject({
      status: 409,
      json: { code: 'not_sealed_yet' },
    })
  })
})

describe('the record', () => {
  test('is told by a checkpoint in plain text that the listed key signed', async () => {
    await moveMoney(books)
    await sealer.turn()
    const { status, type, text } = await get('checkpoint')
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain; charset=UTF-8' })
    const { keys } = (await get('keys')).json
    expect(keys).toEqual([
      { verifier: expect.stringMatching(/^meguri\.example\/ledger\//), since: books.clock.at },
    ])
    const verifier = await readVerifier(keys[0].verifier)
    expect(await openCheckpoint(text, verifier!)).toMatchObject({ size: (await sealer.kept.head()).size })
  })

  test('is shown to go on from what it was', async () => {
    const { keys } = (await get('keys')).json
    const verifier = (await readVerifier(keys[0].verifier))!
    const earlier = (await openCheckpoint((await get('checkpoint')).text, verifier))!
    await moveMoney(books)
    await sealer.turn()
    const later = (await openCheckpoint((await get('checkpoint')).text, verifier))!
    expect(later.size).toBe(earlier.size + 7)
    const proof = (await get(`consistency?from=${earlier.size}&to=${later.size}`)).json
    expect(proof).toMatchObject({ from: earlier.size, to: later.size })
    expect(await continues(earlier, later, proof.path)).toBe(true)
    expect(await continues(earlier, later, proof.path.slice(1))).toBe(false)
    expect((await get(`consistency?from=${earlier.size}`)).json).toEqual(proof)
    expect((await get(`consistency?from=${later.size}`)).json.path).toEqual([])
  })

  test.each([
    ['consistency?from=99', 404, 'size_beyond_record', 'from'],
    ['consistency?from=1&to=99', 404, 'size_beyond_record', 'to'],
    ['consistency?from=3&to=2', 404, 'size_beyond_record', 'from'],
    ['consistency?from=0', 400, 'field_invalid', 'from'],
    ['consistency?from=1.5', 400, 'field_invalid', 'from'],
    ['consistency?from=x', 400, 'field_invalid', 'from'],
    ['consistency', 400, 'field_missing', 'from'],
    ['statements?limit=0', 400, 'field_invalid', 'limit'],
    ['statements?limit=1000', 400, 'field_invalid', 'limit'],
  ])('refuses %s', async (path, status, code, field) => {
    expect(await get(path)).toMatchObject({ status, json: { code, field } })
  })
})

describe('a receipt’s proof', () => {
  test('is given to who paid and to the shop, and is checked with the public key alone', async () => {
    const { cookie, shop, walletId, paymentId } = await payer()
    await sealer.turn()
    const { keys } = (await get('keys')).json
    for (const holder of [cookie, `session=${shop.id}`]) {
      const { status, text, cache } = await get(`journals/${paymentId}/proof`, holder)
      expect({ status, cache }).toEqual({ status: 200, cache: 'no-store' })
      const checked = await checkProof(text, keys[0].verifier)
      expect(checked).toMatchObject({ ok: true, value: { entry: { told: { id: paymentId, kind: 'pay' } } } })
      expect(text).toContain(shop.accountId)
      expect(text).not.toContain(walletId)
    }
  })

  test('of somebody else is not there', async () => {
    const [mine, other] = [await payer(), await payer()]
    await sealer.turn()
    for (const cookie of [other.cookie, `session=${other.shop.id}`])
      expect(await get(`journals/${mine.paymentId}/proof`, cookie)).toMatchObject({
        status: 404,
        json: { code: 'journal_not_found', field: 'journalId' },
      })
    expect((await get(`journals/${mine.paymentId}/proof`)).status).toBe(401)
    expect((await get('journals/none/proof', mine.cookie)).status).toBe(404)
    expect((await get(`journals/${'x'.repeat(65)}/proof`, mine.cookie)).status).toBe(400)
  })

  test('that was given before stays right when the record has grown', async () => {
    const { cookie, paymentId } = await payer()
    await sealer.turn()
    const before = (await get(`journals/${paymentId}/proof`, cookie)).text
    await moveMoney(books)
    await sealer.turn()
    const after = (await get(`journals/${paymentId}/proof`, cookie)).text
    const { keys } = (await get('keys')).json
    expect(after).not.toBe(before)
    for (const text of [before, after]) expect((await checkProof(text, keys[0].verifier)).ok).toBe(true)
  })
})

test('statements are told day by day, each with the signed text that says it', async () => {
  books.clock.at += 3 * 86_400_000
  await sealer.turn()
  const { statements } = (await get('statements?limit=2')).json
  expect(statements.map((one: { statement: { day: string } }) => one.statement.day)).toEqual([
    '2026-11-25',
    '2026-11-24',
  ])
  const { keys } = (await get('keys')).json
  const verifier = (await readVerifier(keys[0].verifier))!
  for (const { statement, note } of statements) {
    expect(await openStatement(note, verifier)).toEqual(statement)
    expect(isRight(statement)).toBe(true)
  }
  expect((await get('statements')).json.statements).toHaveLength(3)
})
