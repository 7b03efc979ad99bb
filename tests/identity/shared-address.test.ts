import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { walletCookie } from '../../api/currency/index.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { browserOf, openIdentity, somebody, type OpenIdentity } from './hub.ts'

let engine: OpenEngine
let hub: OpenIdentity

beforeAll(async () => {
  engine = await openEngine('sqlite')
  hub = openIdentity(engine.store, { clock: { now: () => 1_795_402_800_000 } })
})
afterAll(() => engine.dispose())

// Mobile networks and inns: everybody asks from the same address.
describe('behind one address', () => {
  test('who guesses at one person holds up nobody else who signs in', async () => {
    const [guessedAt, other] = [somebody(), somebody()]
    for (const person of [guessedAt, other]) await hub.identity.addUser(person)
    const signIn = async (email: string, password: string) =>
      (await browserOf(hub).ask('POST', '/api/session', { email, password })).status
    for (let attempt = 0; attempt < 10; attempt++)
      expect(await signIn(guessedAt.email, 'not this one')).toBe(401)
    expect(await signIn(guessedAt.email, guessedAt.password)).toBe(429)
    expect(await signIn(other.email, other.password)).toBe(201)
  }, 60_000)

  test('who tries codes of shops closes no shop to who has a wallet', async () => {
    const stranger = browserOf(hub)
    const tried = async (code: string) => (await stranger.ask('GET', `/api/find?code=${code}`)).status
    for (let attempt = 0; attempt < 1_000; attempt++) await tried('wrong')
    expect(await tried('right')).toBe(429)
    const opened = await hub.wallets.open('key-of-a-neighbour')
    const neighbour = browserOf(hub)
    neighbour.jar.set(walletCookie, opened.ok ? opened.value.credential : '')
    expect((await neighbour.ask('GET', '/api/find?code=right')).status).toBe(200)
  }, 60_000)
})
