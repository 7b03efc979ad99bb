import { expect, test } from 'vitest'
import { walletCookie } from '../../api/currency/index.ts'
import { onEveryEngine } from '../support/engines.ts'
import { browserOf, codeOf, openIdentity, somebody, type Browser, type OpenIdentity } from './hub.ts'
import { makePasskey, usePasskey, type SoftwarePasskey } from './software-passkey.ts'

type Options = { challenge: string; rp: { id: string }; rpId: string }

const begin = async (browser: Browser, path: string): Promise<Options> =>
  ((await (await browser.ask('POST', path)).json()) as { options: Options }).options

async function signedIn(hub: OpenIdentity) {
  const given = somebody()
  await hub.identity.addUser(given)
  const browser = browserOf(hub)
  await browser.ask('POST', '/api/session', { email: given.email, password: given.password })
  return browser
}

async function withPasskey(hub: OpenIdentity) {
  const browser = await signedIn(hub)
  const { passkey, response } = makePasskey(await begin(browser, '/api/passkeys/options'))
  const added = await browser.ask('POST', '/api/passkeys', { response })
  return { browser, passkey, added }
}

/** A browser that holds a new wallet. */
async function withWallet(hub: OpenIdentity) {
  const opened = await hub.wallets.open(`key-${crypto.randomUUID()}`)
  if (!opened.ok) throw new Error(opened.error.code)
  const browser = browserOf(hub)
  browser.jar.set(walletCookie, opened.value.credential)
  return { browser, walletId: opened.value.walletId }
}

async function walletWithPasskey(hub: OpenIdentity) {
  const { browser, walletId } = await withWallet(hub)
  const { passkey, response } = makePasskey(await begin(browser, '/api/wallets/me/passkey/options'))
  const kept = await browser.ask('POST', '/api/wallets/me/passkey', { response })
  return { browser, walletId, passkey, kept }
}

async function enter(
  browser: Browser,
  passkey: SoftwarePasskey,
  path: string,
  key?: string,
): Promise<Response> {
  const response = usePasskey(passkey, await begin(browser, '/api/session/passkey/options'))
  return browser.ask('POST', path, { response }, key)
}

onEveryEngine('passkeys of people', (store) => {
  test('sign in on another device, without a password', async () => {
    const hub = openIdentity(store())
    const { passkey, added } = await withPasskey(hub)
    expect(added.status).toBe(201)
    const other = browserOf(hub)
    expect((await enter(other, passkey, '/api/session/passkey')).status).toBe(201)
    expect((await other.ask('GET', '/api/sessions')).status).toBe(200)
  })

  test('open nothing once they are removed', async () => {
    const hub = openIdentity(store())
    const { browser, passkey } = await withPasskey(hub)
    const listed = (await (await browser.ask('GET', '/api/passkeys')).json()) as {
      passkeys: { id: string }[]
    }
    expect(listed.passkeys).toHaveLength(1)
    expect((await browser.ask('DELETE', `/api/passkeys/${listed.passkeys[0]!.id}`)).status).toBe(204)
    const refused = await enter(browserOf(hub), passkey, '/api/session/passkey')
    expect([refused.status, await codeOf(refused)]).toEqual([400, 'passkey_refused'])
  })

  test('of somebody else are not there', async () => {
    const hub = openIdentity(store())
    const { browser } = await withPasskey(hub)
    const listed = (await (await browser.ask('GET', '/api/passkeys')).json()) as {
      passkeys: { id: string }[]
    }
    const refused = await (await signedIn(hub)).ask('DELETE', `/api/passkeys/${listed.passkeys[0]!.id}`)
    expect([refused.status, await codeOf(refused)]).toEqual([404, 'passkey_not_found'])
  })

  test('answer a challenge once', async () => {
    const hub = openIdentity(store())
    const { passkey } = await withPasskey(hub)
    const other = browserOf(hub)
    const response = usePasskey(passkey, await begin(other, '/api/session/passkey/options'))
    const before = new Map(other.jar)
    expect((await other.ask('POST', '/api/session/passkey', { response })).status).toBe(201)
    const replay = browserOf(hub)
    for (const [name, value] of before) replay.jar.set(name, value)
    expect((await replay.ask('POST', '/api/session/passkey', { response })).status).toBe(400)
  })

  test('do not sign in with another key', async () => {
    const hub = openIdentity(store())
    const [{ passkey }, { passkey: another }] = [await withPasskey(hub), await withPasskey(hub)]
    const forged = await enter(browserOf(hub), { ...another, id: passkey.id }, '/api/session/passkey')
    expect([forged.status, await codeOf(forged)]).toEqual([400, 'passkey_refused'])
  })

  test('are added only soon after signing in', async () => {
    const now = Date.now()
    const late = openIdentity(store(), { clock: { now: () => now + 61 * 60 * 1000 } })
    const refused = await (await signedIn(late)).ask('POST', '/api/passkeys/options')
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'sign_in_again'])
  })
})

onEveryEngine('passkeys of wallets', (store) => {
  test('bring the wallet to another device and replace the printed code', async () => {
    const hub = openIdentity(store())
    const { passkey, walletId, kept } = await walletWithPasskey(hub)
    expect(kept.status).toBe(201)
    const phone = browserOf(hub)
    const opened = await enter(phone, passkey, '/api/wallets/recover/passkey')
    expect(opened.status).toBe(201)
    expect(await opened.json()).toMatchObject({
      walletId,
      recoveryCode: expect.stringMatching(/^[0-9A-Z-]{29}$/),
    })
    expect(await hub.wallets.recognise(phone.jar.get(walletCookie))).toMatchObject({ walletId })
  })

  test('bring it once under a key: a lost answer leaves no second device, and the first secrets open nothing', async () => {
    const hub = openIdentity(store())
    const { passkey, walletId } = await walletWithPasskey(hub)
    const [lost, phone] = [browserOf(hub), browserOf(hub)]
    const bring = (browser: Browser, key: string) =>
      enter(browser, passkey, '/api/wallets/recover/passkey', key)
    const devices = () =>
      store().raw(`select id from wallet_devices where wallet_id = '${walletId}' and revoked_at is null`)
    const before = (await devices()).length
    expect((await bring(lost, 'one-key-of-this-page')).status).toBe(201)
    const told = await bring(phone, 'one-key-of-this-page')
    expect([told.status, (await devices()).length]).toEqual([201, before + 1])
    const { recoveryCode } = (await told.json()) as { recoveryCode: string }
    expect(await hub.wallets.recognise(lost.jar.get(walletCookie))).toBeUndefined()
    expect(await hub.wallets.recognise(phone.jar.get(walletCookie))).toMatchObject({ walletId })
    expect(await hub.wallets.recover('typed-code', recoveryCode)).toMatchObject({ ok: true })
    // Brought under another key it is another device.
    expect((await bring(browserOf(hub), 'another-key')).status).toBe(201)
    expect((await devices()).length).toBe(before + 3)
  })

  test('leave no session behind and tell no name', async () => {
    const hub = openIdentity(store())
    const { passkey } = await walletWithPasskey(hub)
    const phone = browserOf(hub)
    await enter(phone, passkey, '/api/wallets/recover/passkey')
    expect([...phone.jar.keys()].filter((name) => name.includes('session'))).toEqual([])
    const anonymous = await store().raw('select name, email from users where is_anonymous is not null')
    const left =
      'select s.id from sessions s join users u on u.id = s.user_id where u.is_anonymous is not null'
    expect(await store().raw(left)).toEqual([])
    expect(anonymous).not.toEqual([])
    for (const user of anonymous)
      expect(user).toMatchObject({ name: '', email: expect.stringMatching(/@wallet\.invalid$/) })
  })

  test('leave the session of who is signed in beside the wallet as it was', async () => {
    const hub = openIdentity(store())
    const { passkey } = await walletWithPasskey(hub)
    const desk = await signedIn(hub)
    expect((await enter(desk, passkey, '/api/wallets/recover/passkey')).status).toBe(201)
    expect((await desk.ask('GET', '/api/sessions')).status).toBe(200)
  })

  test('open no desk', async () => {
    const hub = openIdentity(store())
    const { passkey } = await walletWithPasskey(hub)
    const browser = browserOf(hub)
    const refused = await enter(browser, passkey, '/api/session/passkey')
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'passkey_is_wallets'])
    expect((await browser.ask('GET', '/api/sessions')).status).toBe(401)
  })

  test('of a person open no wallet', async () => {
    const hub = openIdentity(store())
    const { passkey } = await withPasskey(hub)
    const refused = await enter(browserOf(hub), passkey, '/api/wallets/recover/passkey')
    expect([refused.status, await codeOf(refused)]).toEqual([404, 'passkey_has_no_wallet'])
  })

  test('begun for one wallet are not kept for another', async () => {
    const hub = openIdentity(store())
    const [{ browser }, other] = [await withWallet(hub), await withWallet(hub)]
    const { response } = makePasskey(await begin(browser, '/api/wallets/me/passkey/options'))
    browser.jar.set(walletCookie, other.browser.jar.get(walletCookie)!)
    const refused = await browser.ask('POST', '/api/wallets/me/passkey', { response })
    expect([refused.status, await codeOf(refused)]).toEqual([400, 'passkey_refused'])
  })

  test('a second one belongs to the same wallet', async () => {
    const hub = openIdentity(store())
    const { browser, walletId } = await walletWithPasskey(hub)
    const { passkey, response } = makePasskey(await begin(browser, '/api/wallets/me/passkey/options'))
    expect((await browser.ask('POST', '/api/wallets/me/passkey', { response })).status).toBe(201)
    const opened = await enter(browserOf(hub), passkey, '/api/wallets/recover/passkey')
    expect(await opened.json()).toMatchObject({ walletId })
  })
})
