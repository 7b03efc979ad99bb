import { mkdtempSync } from 'node:fs'
import { scratch } from '../support/scratch.ts'
import { join } from 'node:path'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import type { Application } from '../../api/merchants/index.ts'
import { assert } from '../../api/platform/assert.ts'
import { readConfiguration } from '../../api/platform/configuration.ts'
import type { Ids } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { composeHub } from '../../api/services.ts'
import type { Hub } from '../../api/services.ts'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { acceptShop } from '../support/accept-shop.ts'
import { openPot } from '../support/open-pot.ts'

export const origin = 'http://localhost:4321'
export const cardKeys = { apiKey: 'sk_test_simulator', webhookSecret: 'whsec_simulator' }
/** Some days before a base date, so that one passes. */
export const startAt = Date.parse('2026-03-24T12:00:00+09:00')

const town = '074454'
const ownerPassword = 'a-long-password-of-a-shop'

/** What everybody knows before the first act: shops, pots, and who is signed in. */
export type Town = {
  /** The database with all of it, closed. */
  readonly file: string
  readonly shops: readonly {
    readonly merchantId: string
    readonly accountId: string
    readonly cookie: string
  }[]
  readonly pots: readonly { readonly id: string; readonly validDays: number }[]
  readonly officer: string
  readonly approver: string
}

/** Ids that are counted, in the form and order of the ones that are drawn. */
export function countedIds(name: string): Ids {
  let count = 0
  return { next: () => `${name}-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}` }
}

/** Composes the hub as its root does, but with this clock and these ids, and the card company at the end of this line. */
export async function composeOn(
  store: Store,
  { clock, ids, line }: { clock: { now: () => number }; ids: Ids; line: typeof fetch },
): Promise<Hub> {
  const hub = await composeHub({
    store,
    mode: 'demonstration',
    configuration: readConfiguration({
      STRIPE_SECRET_KEY: cardKeys.apiKey,
      STRIPE_WEBHOOK_SECRET: cardKeys.webhookSecret,
      MERCHANT_PAYMENTS: 'true',
      MERCHANT_FEE: JSON.stringify({
        rateBasisPoints: 200,
        rounding: 'down',
        yearlyCapYen: 10_000,
        from: '2020-04-01',
      }),
    }),
    clock,
    ids,
    log: createLog('silent'),
    secret: 'a secret of the simulator, long enough to be one',
    isMigrated: async () => true,
    network: line,
  })
  await hub.ledger.openBooks()
  return hub
}

const application = (place: number): Application => ({
  nameJa: `見本の店${place}`,
  nameKana: 'ミホンノミセ',
  nameEn: `Sample Shop ${place}`,
  municipality: town,
  merchantClass: 'food',
  stationId: null,
  contactName: '見本 花子',
  contactPhone: '0241-00-0000',
  contactEmail: `shop-${place}@shop.example`,
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: `765432${place}`,
  holderKana: 'ミホンノミセ',
})

async function signIn(hub: Hub, email: string, password: string): Promise<string> {
  const answer = await hub.app.fetch(
    new Request(`${origin}/api/session`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', 'idempotency-key': `sign-in-${email}` },
      body: JSON.stringify({ email, password }),
    }),
    { clientAddress: '192.0.2.1' },
  )
  assert(answer.ok, `${email} signs in`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

async function openShop(hub: Hub, place: number): Promise<Town['shops'][number]> {
  const applied = await hub.merchants.apply(application(place), { password: ownerPassword }, `apply-${place}`)
  assert(applied.ok, 'a shop applies')
  const { merchantId } = applied.value
  const { accountId } = await acceptShop(hub.merchants, merchantId)
  const cookie = await signIn(hub, `shop-${place}@shop.example`, ownerPassword)
  return { merchantId, accountId, cookie }
}

/** Makes the town once; each run begins with a copy of its file. */
export async function prepareTown(): Promise<Town> {
  const file = join(mkdtempSync(join(scratch(), 'meguri-town-')), 'town.sqlite')
  const store = openSqlite(file)
  await migrate(store)
  const clock = { now: () => startAt - 60_000 }
  await createDatabase(store, 'demonstration', clock)
  const hub = await composeOn(store, { clock, ids: countedIds('00000000'), line: fetch })
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  const shops = [await openShop(hub, 1), await openShop(hub, 2)]
  const pots = [2, 5].map((validDays, place) => ({ id: `pot:simulator-${place}`, validDays }))
  for (const { id, validDays } of pots)
    await openPot(hub.potOpenings, {
      id,
      municipality: town,
      nameJa: '試し',
      nameEn: 'Trial',
      rule: {},
      validDays,
    })
  const staff = (role: string) => signIn(hub, `${role}@demonstration.example`, demonstrationPassword)
  const [officer, approver] = [await staff('officer'), await staff('approver')]
  await store.close()
  return { file, shops, pots, officer, approver }
}
