import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { startHubProcess, type HubProcess } from '../support/hub-process.ts'
import { httpClient } from '../support/http-client.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { shop } from './tea-house.ts'
import { acceptShop } from '../support/accept-shop.ts'

/** Names as they stand over doors; each letter here means something in an address. */
const names: readonly [string, string][] = [
  ['カフェ&バー', 'Cafe & Bar'],
  ['喫茶/酒', 'Coffee/Sake'],
  ['何だっけ?', 'What was it?'],
  ['一番#1', 'Number #1'],
  ['茶+菓子', 'Tea + Sweets'],
  ['100%そば', '100% Soba'],
  ['茶%2F菓子', 'Tea%2FSweets'],
  ['川\\魚', 'River\\Fish'],
  ['上/../下', '../..'],
]

let place: Place
let hub: HubProcess
const links = new Map<string, string>()

beforeAll(async () => {
  place = await newPlace('sqlite', '')
  const opened = await openHub(place.environment, 'demonstration')
  for (const [at, [nameJa, nameEn]] of names.entries()) {
    const application = { ...shop, nameJa, nameEn, merchantClass: 'food', depositType: 1 } as const
    const applicant = { userId: `owner-${at}` }
    const applied = await opened.hub.merchants.apply(application, applicant, `apply-${at}-key`)
    if (!applied.ok) throw new Error(JSON.stringify(applied.error))
    const { merchantId } = applied.value
    await acceptShop(opened.hub.merchants, merchantId)
    const code = await opened.hub.merchants.code(merchantId)
    if (!code.ok) throw new Error(JSON.stringify(code.error))
    links.set(nameJa, code.value.link)
  }
  await opened.store.close()
  hub = await startHubProcess(place.environment)
}, 120_000)
afterAll(() => hub.stop().then(place.remove))

describe('the address that a shop prints', () => {
  test.each(names)('opens the shop, whatever stands in its name: %s (%s)', async (nameJa) => {
    const printed = links.get(nameJa)!
    const path = printed.slice(printed.indexOf('/pay/'))
    const client = httpClient(hub.origin)
    expect((await client.get(path)).status).toBe(200)
    expect((await client.get(`/en${path}`)).status).toBe(200)
  })
})
