import { expect, test } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { browserOf, codeOf, openIdentity, somebody, type OpenIdentity } from './hub.ts'

type Who = {
  person: { userId: string; name: string } | null
  roles: unknown[]
  demonstrationLogIns: unknown[]
}
type Sessions = { sessions: { id: string; isThisOne: boolean; userAgent: string }[] }

async function signedIn(hub: OpenIdentity, given = somebody()) {
  const added = await hub.identity.addUser(given)
  if (!added.ok) throw new Error(added.error.code)
  const browser = browserOf(hub)
  const response = await browser.ask('POST', '/api/session', { email: given.email, password: given.password })
  return { browser, response, given, userId: added.value.userId }
}

onEveryEngine('signing in', (store) => {
  test('opens a session that scripts cannot read and other sites do not get', async () => {
    const { response, browser, given } = await signedIn(
      openIdentity(store()),
      somebody([{ role: 'operator', scope: '*' }]),
    )
    expect(response.status).toBe(201)
    expect(response.headers.getSetCookie().join()).toMatch(/meguri\.session_token=.*HttpOnly; SameSite=Lax/)
    const who = (await (await browser.ask('GET', '/api/session')).json()) as Who
    expect(who.person?.name).toBe(given.name)
    expect(who.roles).toEqual([{ role: 'operator', scope: '*' }])
  })

  test('says the same of a wrong password and of an address nobody has', async () => {
    const hub = openIdentity(store())
    const { given } = await signedIn(hub)
    const refusals = await Promise.all(
      [
        { email: given.email, password: 'a wrong long password' },
        { email: 'nobody@example.jp', password: 'a wrong long password' },
        { email: 'not an address', password: 'x' },
      ].map((body) => browserOf(hub).ask('POST', '/api/session', body)),
    )
    for (const refused of refusals) {
      expect(refused.status).toBe(401)
      expect(refused.headers.getSetCookie()).toEqual([])
      expect(await codeOf(refused)).toBe('sign_in_refused')
    }
  })

  test('reads an address typed in capitals or full width', async () => {
    const hub = openIdentity(store())
    const { given } = await signedIn(hub)
    const email = ` ${given.email.toUpperCase().replace('@', '＠')} `
    expect(
      (
        await browserOf(hub).ask('POST', '/api/session', {
          ...given,
          email,
          roles: undefined,
          name: undefined,
        })
      ).status,
    ).toBe(201)
  })

  test('begins a new session each time and ends the one before', async () => {
    const hub = openIdentity(store())
    const { browser, given } = await signedIn(hub)
    const before = browserOf(hub)
    for (const [name, value] of browser.jar) before.jar.set(name, value)
    await browser.ask('POST', '/api/session', { email: given.email, password: given.password })
    expect([...browser.jar.values()]).not.toEqual([...before.jar.values()])
    expect((await before.ask('GET', '/api/sessions')).status).toBe(401)
    expect((await browser.ask('GET', '/api/sessions')).status).toBe(200)
  })

  test('keeps no address of the caller', async () => {
    await signedIn(openIdentity(store()))
    const addresses = await store().raw('select distinct ip_address from sessions')
    expect(addresses).toEqual([{ ip_address: '' }])
  })

  test('keeps no password in the open', async () => {
    const { given } = await signedIn(openIdentity(store()))
    const rows = JSON.stringify(await store().raw('select * from sign_in_methods'))
    expect(rows).not.toContain(given.password)
  })
})

onEveryEngine('sessions', (store) => {
  test('are listed and ended one by one, at once', async () => {
    const hub = openIdentity(store())
    const { browser, given } = await signedIn(hub)
    const other = browserOf(hub)
    await other.ask('POST', '/api/session', { email: given.email, password: given.password })
    const { sessions } = (await (await browser.ask('GET', '/api/sessions')).json()) as Sessions
    expect(sessions).toHaveLength(2)
    const elsewhere = sessions.find(({ isThisOne }) => !isThisOne)!
    expect((await browser.ask('DELETE', `/api/sessions/${elsewhere.id}`)).status).toBe(204)
    expect((await other.ask('GET', '/api/sessions')).status).toBe(401)
    expect((await browser.ask('GET', '/api/sessions')).status).toBe(200)
  })

  test('of somebody else are not there', async () => {
    const hub = openIdentity(store())
    const [mine, theirs] = [await signedIn(hub), await signedIn(hub)]
    const { sessions } = (await (await theirs.browser.ask('GET', '/api/sessions')).json()) as Sessions
    const refused = await mine.browser.ask('DELETE', `/api/sessions/${sessions[0]!.id}`)
    expect([refused.status, await codeOf(refused)]).toEqual([404, 'session_not_found'])
    expect((await theirs.browser.ask('GET', '/api/sessions')).status).toBe(200)
  })

  test('end with signing out, in the browser and in the hub', async () => {
    const hub = openIdentity(store())
    const { browser } = await signedIn(hub)
    const copied = browserOf(hub)
    for (const [name, value] of browser.jar) copied.jar.set(name, value)
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204)
    expect(browser.jar.size).toBe(0)
    expect((await copied.ask('GET', '/api/sessions')).status).toBe(401)
  })

  test('are not opened by a cookie with another signature', async () => {
    const hub = openIdentity(store())
    const { browser } = await signedIn(hub)
    const forged = browserOf(hub)
    for (const [name, value] of browser.jar)
      forged.jar.set(name, `${value.split('.')[0]}.${'A'.repeat(43)}%3D`)
    expect((await forged.ask('GET', '/api/sessions')).status).toBe(401)
  })
})

onEveryEngine('adding people', (store) => {
  test('refuses an address that is taken, however it is typed', async () => {
    const { identity } = openIdentity(store())
    const given = somebody()
    expect((await identity.register(given)).ok).toBe(true)
    const again = await identity.register({ ...given, email: given.email.toUpperCase() })
    expect(again).toEqual({ ok: false, error: { code: 'email_taken', field: 'email' } })
  })

  test('lets one of two through who take the same address at the same moment', async () => {
    const { identity } = openIdentity(store())
    const given = somebody()
    const both = await Promise.all([identity.register(given), identity.register(given)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('gives a part to a known person and leaves the password alone', async () => {
    const hub = openIdentity(store())
    const { userId, given } = await signedIn(hub)
    const added = await hub.identity.addUser({
      ...given,
      password: 'another long password',
      roles: [{ role: 'approver', scope: '*' }],
    })
    expect(added).toEqual({ ok: true, value: { userId, isNew: false } })
    expect(await hub.identity.rolesOf(userId)).toEqual([{ role: 'approver', scope: '*' }])
    const entered = await browserOf(hub).ask('POST', '/api/session', {
      email: given.email,
      password: given.password,
    })
    expect(entered.status).toBe(201)
  })

  test('knows only the parts of the table', async () => {
    const { identity } = openIdentity(store())
    const added = await identity.addUser({ ...somebody(), roles: [{ role: 'visitor', scope: '*' }] })
    expect(added).toEqual({ ok: false, error: { code: 'role_unknown', field: 'role' } })
  })

  test('a part in the database that the table does not know gives nothing', async () => {
    const hub = openIdentity(store())
    const { userId } = await signedIn(hub)
    await store().raw(
      `insert into memberships (user_id, role, scope, created_at) values ('${userId}', 'emperor', '*', 1)`,
    )
    expect(await hub.identity.rolesOf(userId)).toEqual([])
  })
})

onEveryEngine('a new password', (store) => {
  test('opens, the old one no more, and every session is ended', async () => {
    const hub = openIdentity(store())
    const { browser, given } = await signedIn(hub)
    const password = 'a second long password'
    expect((await hub.identity.setPassword({ email: given.email, password })).ok).toBe(true)
    expect((await browser.ask('GET', '/api/sessions')).status).toBe(401)
    const enter = (body: object) => browserOf(hub).ask('POST', '/api/session', body)
    expect((await enter({ email: given.email, password: given.password })).status).toBe(401)
    expect((await enter({ email: given.email, password })).status).toBe(201)
  })

  test('is refused when it is short, and for nobody', async () => {
    const { identity } = openIdentity(store())
    const codes = [
      await identity.setPassword({ email: 'nobody@example.jp', password: 'a long password' }),
      await identity.setPassword({ email: 'nobody@example.jp', password: 'short' }),
    ].map((answer) => (answer.ok ? 'set' : answer.error.code))
    expect(codes).toEqual(['person_not_found', 'password_too_short'])
  })
})

onEveryEngine('the invented people', (store) => {
  test('are listed with their password in a demonstration, and never in a live hub', async () => {
    const shown = async (mode: 'live' | 'demonstration') => {
      const response = await browserOf(openIdentity(store(), { mode })).ask('GET', '/api/session')
      return ((await response.json()) as Who).demonstrationLogIns.length
    }
    expect(await shown('demonstration')).toBeGreaterThan(4)
    expect(await shown('live')).toBe(0)
  })
})
