import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { composeHub } from '../../api/services.ts'
import type { Hub } from '../../api/services.ts'
import { noon } from '../currency/books.ts'
import { openEngine } from '../support/engines.ts'
import type { OpenEngine } from '../support/engines.ts'
import { prepareMoney } from '../support/prepared-hub.ts'
import type { PreparedMoney } from '../support/prepared-hub.ts'

const dayMs = 86_400_000
const clock = { at: noon, now: () => clock.at }
let engine: OpenEngine
let hub: Hub
let money: PreparedMoney

beforeAll(async () => {
  engine = await openEngine('sqlite')
  await createDatabase(engine.store, 'demonstration', clock)
  hub = await composeHub({
    store: engine.store,
    mode: 'demonstration',
    configuration: readConfiguration({}),
    clock,
    ids: randomIds,
    log: createLog('error'),
    secret: 'a secret of the tests, long enough to be one',
    isMigrated: async () => true,
  })
  await hub.ledger.openBooks()
  money = await prepareMoney(hub, 1, 1_000)
}, 60_000)
afterAll(() => engine.dispose())

const turnOf = (name: string) => hub.jobs.find((job) => job.name === name)!.run()
const purse = async () => (await hub.views.wallet(money.purses[0]!.walletId))!

test('a hub gives back what was held past its end', async () => {
  const [{ walletId }, { merchantId }] = [money.purses[0]!, money]
  const endsAt = noon + dayMs
  const placed = await hub.ledger.hold({ walletId, merchantId, amountYen: 600, endsAt, key: 'a-hold' })
  expect(placed).toMatchObject({ ok: true })
  clock.at = endsAt + 1
  expect(await purse()).toMatchObject({ heldYen: 600, spendableYen: 400 })
  await turnOf('holds')
  expect(await purse()).toMatchObject({ heldYen: 0, spendableYen: 1_000 })
})

test('a hub takes back what has ended', async () => {
  clock.at = noon + 4_000 * dayMs
  expect(await purse()).toMatchObject({ balanceYen: 1_000, spendableYen: 0 })
  await turnOf('lots')
  expect(await purse()).toMatchObject({ balanceYen: 0, lots: [] })
})
