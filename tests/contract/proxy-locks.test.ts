import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool } from '../../db/pool-postgresql.ts'
import { japanDay } from '../../api/platform/clock.ts'
import { openTestBooks } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'
import { secondOf } from './second-writer.ts'

/**
 * A proxy pays at the very instant at which its own wallet is stopped, each on a connection of its own: on PostgreSQL
 * whoever comes second waits for the first, and sees what it did. SQLite and D1 write one list at a time.
 */
let engine: OpenEngine
let pool: pg.Pool
let shopAccount = ''
let at = 0
let acting = { proxyId: '', ownerId: '', ownId: '', lotId: '' }
let open: () => Promise<typeof acting>

beforeAll(async () => {
  engine = await openEngine('postgresql')
  const books = await openTestBooks(engine.store)
  shopAccount = (await books.openShop()).accountId
  at = books.clock.now()
  const [row] = await engine.store.raw('select current_database() as name')
  pool = openPool(`${inject('postgresqlUrl')}/${String(row!['name'])}`, 3)
  open = async () => {
    const ownId = await books.openWallet()
    const { deviceId } = (await books.devices.devicesOf(ownId))[0]!
    const terms = { relation: 'child', paymentYenMax: 1_000, dayYenMax: 3_000 } as const
    const opened = await books.proxies.openForOwner({ walletId: ownId, deviceId }, books.key(), terms)
    if (!opened.ok) throw new Error(opened.error.code)
    const owner = await books.proxies.walletOfCode(opened.value.recoveryCode)
    if (!owner.ok) throw new Error(owner.error.code)
    const filled = await books.topUp(owner.value, 500)
    if (!filled.ok) throw new Error(filled.error.code)
    return { proxyId: opened.value.proxyId, ownerId: owner.value, ownId, lotId: filled.value.answer.lotId }
  }
}, 60_000)

afterAll(async () => {
  await pool.end()
  await engine.dispose()
})

/** What a payment of a proxy is stored with, as far as the proxy is asked for it. */
const pays = ({ proxyId, ownerId }: typeof acting, id: string): string[] => [
  `insert into journals (id, kind, scope, key, body, created_at) values ('${id}', 'pay', 'raw', '${id}', '{}', ${at})`,
  `insert into payments (journal_id, wallet_id, merchant_account_id, amount_yen, refunded_yen, created_at) values ('${id}', '${ownerId}', '${shopAccount}', 60, 0, ${at})`,
  `insert into proxy_days (wallet_id, number, day, paid_yen, limit_yen) values ('${ownerId}', 0, '${japanDay(at)}', 60, 9000), ('${ownerId}', 1, '${japanDay(at)}', 60, 3000)`,
  `insert into proxy_acts (id, proxy_id, what, amount_yen, day, created_at) values ('${id}', '${proxyId}', 'pay', 60, '${japanDay(at)}', ${at})`,
]
const stops = (walletId: string): string =>
  `insert into wallet_freezes (wallet_id, number, what, "by", changed_by, reason, created_at) values ('${walletId}', 1, 'frozen', 'code', null, 'lost', ${at})`
const ends = (proxyId: string): string =>
  `insert into proxy_endings (proxy_id, "by", ended_by, reason, created_at) values ('${proxyId}', 'code', null, 'lost', ${at})`
const revokes = (walletId: string): string =>
  `update wallet_devices set revoked_at = ${at} where wallet_id = '${walletId}'`

test.each([
  ['its own wallet is stopped', (one: typeof acting) => stops(one.ownId)],
  ['it is taken away', (one: typeof acting) => ends(one.proxyId)],
  ['its phone loses its own wallet', (one: typeof acting) => revokes(one.ownId)],
] as const)(
  'a payment of a proxy that meets the instant at which %s waits, and is refused',
  async (_, stop) => {
    acting = await open()
    expect(await secondOf(pool, [stop(acting)], pays(acting, `second-${acting.proxyId}`))).toEqual({
      waited: true,
      told: 'proxy_act_allowed',
    })
  },
)

test.each([
  ['stopping its own wallet', (one: typeof acting) => stops(one.ownId)],
  ['taking it away', (one: typeof acting) => ends(one.proxyId)],
  ['taking its phone’s wallet', (one: typeof acting) => revokes(one.ownId)],
] as const)('%s waits for a payment of the proxy that was first', async (_, stop) => {
  acting = await open()
  expect(await secondOf(pool, pays(acting, `first-${acting.proxyId}`), [stop(acting)])).toEqual({
    waited: true,
    told: 'stored',
  })
})

test('what the owner’s own wallet does waits for nobody’s stop but its own', async () => {
  acting = await open()
  const own = await open()
  expect(await secondOf(pool, [stops(own.ownId)], pays(acting, `beside-${acting.proxyId}`))).toEqual({
    waited: false,
    told: 'stored',
  })
})
