import { expect, test } from 'vitest'
import { walletCookie } from '../../api/currency/index.ts'
import { onEveryEngine } from '../support/engines.ts'
import { browserOf, codeOf, openIdentity, somebody, type OpenIdentity } from './hub.ts'

async function withBoth(hub: OpenIdentity, roles = somebody().roles) {
  const given = somebody(roles)
  const added = await hub.identity.addUser(given)
  const opened = await hub.wallets.open(`key-${crypto.randomUUID()}`)
  if (!added.ok || !opened.ok) throw new Error('not made')
  const browser = browserOf(hub)
  await browser.ask('POST', '/api/session', { email: given.email, password: given.password })
  browser.jar.set(walletCookie, opened.value.credential)
  hub.asked.length = 0
  return { browser, walletId: opened.value.walletId, userId: added.value.userId }
}

onEveryEngine('the guard', (store) => {
  test('lets the holder of a wallet pay from it, and looks up no person', async () => {
    const hub = openIdentity(store())
    const { browser, walletId } = await withBoth(hub)
    const response = await browser.ask('POST', '/api/pay', {})
    expect(await response.json()).toMatchObject({ wallet: { walletId }, scopes: [walletId] })
    expect(hub.asked).toEqual([])
  })

  test('says 401 to somebody unknown and 403 to somebody who may not', async () => {
    const hub = openIdentity(store())
    const unknown = await browserOf(hub).ask('POST', '/api/pay', {})
    expect([unknown.status, await codeOf(unknown)]).toEqual([401, 'not_signed_in'])
    const { browser } = await withBoth(hub)
    browser.jar.delete(walletCookie)
    const person = await browser.ask('GET', '/api/payments')
    expect([person.status, await codeOf(person)]).toEqual([403, 'not_allowed'])
  })

  test('does not know a wallet by a cookie with another secret', async () => {
    const hub = openIdentity(store())
    const { browser, walletId } = await withBoth(hub)
    browser.jar.set(walletCookie, `${walletId}.${'0'.repeat(64)}`)
    expect((await browser.ask('POST', '/api/pay', {})).status).toBe(401)
  })

  test('adds up what a wallet and the parts of a person reach', async () => {
    const hub = openIdentity(store())
    const { browser, walletId, userId } = await withBoth(hub)
    const shop = crypto.randomUUID()
    await store().raw(
      `insert into merchants (id, name_ja, name_kana, name_en, municipality, merchant_class, status, contact_name, contact_phone, contact_email, code_version, demonstration, applied_at) values ('${shop}', 'a', 'a', 'a', '074454', 'food', 'applied', 'a', 'a', 'a', 1, ${store().dialect === 'postgresql' ? 'true' : '1'}, 1)`,
    )
    await hub.memberships.grant(userId, [{ role: 'merchant_clerk', scope: shop }], 1)
    const response = await browser.ask('GET', '/api/payments')
    expect(await response.json()).toMatchObject({ person: { userId }, scopes: [walletId, shop] })
  })

  test('stops one wallet after a hundred refused payments, and no other', async () => {
    const now = Date.now()
    const hub = openIdentity(store(), { clock: { now: () => now } })
    const [guessing, honest] = [await withBoth(hub), await withBoth(hub)]
    const guess = () => guessing.browser.ask('POST', '/api/pay?code=wrong', {})
    for (let attempt = 0; attempt < 100; attempt++) expect((await guess()).status).toBe(404)
    expect((await guess()).status).toBe(429)
    expect((await guessing.browser.ask('POST', '/api/pay', {})).status).toBe(429)
    expect((await honest.browser.ask('POST', '/api/pay', {})).status).toBe(200)
  })

  test('writes nothing for a payment that succeeds', async () => {
    const hub = openIdentity(store())
    const { browser } = await withBoth(hub)
    const counted = () => store().raw('select name, count from rate_counters order by name')
    const before = await counted()
    for (let attempt = 0; attempt < 20; attempt++) await browser.ask('POST', '/api/pay', {})
    expect(await counted()).toEqual(before)
  })
})
