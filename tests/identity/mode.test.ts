import { describe, expect, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
  shownLogIns,
} from '../../api/identity/index.ts'
import { assertDemonstration, assertMayServe, createDatabase, readMode } from '../../api/platform/mode.ts'
import { onEveryEngine, openEngine } from '../support/engines.ts'
import { browserOf, openIdentity } from './hub.ts'

const clock = { now: () => 1_795_000_000_000 }

onEveryEngine('the mark of a database', (store) => {
  test('is not there, then said once, and never changed', async () => {
    expect(await readMode(store())).toBeUndefined()
    await createDatabase(store(), 'live', clock)
    await createDatabase(store(), 'live', clock)
    await expect(createDatabase(store(), 'demonstration', clock)).rejects.toThrow('This database is live')
    expect(await readMode(store())).toBe('live')
  })

  test.each([
    `update marks set value = 'demonstration'`,
    `delete from marks`,
    `insert into marks (name, value, created_at) values ('mode', 'demonstration', 1)`,
  ])('is not changed by writing past the code: %s', async (statement) => {
    await createDatabase(store(), 'live', clock)
    await expect(store().raw(statement)).rejects.toThrow(/marks/)
    expect(await readMode(store())).toBe('live')
  })
})

describe('a mark that is neither', () => {
  test('is not served', async () => {
    const { store, dispose } = await openEngine('sqlite')
    await store.raw(`insert into marks (name, value, created_at) values ('mode', 'Live', 1)`)
    await expect(readMode(store)).rejects.toThrow("marked 'Live'")
    await dispose()
  })
})

describe('a demonstration on a network', () => {
  const settings = (HOST: string, DEMONSTRATION_ON_NETWORK = false) => ({ HOST, DEMONSTRATION_ON_NETWORK })

  test.each([
    '0.0.0.0',
    '::',
    'not-localhost',
    '10.127.0.0.1',
    '192.168.1.10',
    'meguri.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ])('is refused on %s', (host) => {
    expect(() => assertMayServe('demonstration', settings(host))).toThrow('DEMONSTRATION_ON_NETWORK=true')
  })

  test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('is served on %s', (host) => {
    expect(() => assertMayServe('demonstration', settings(host))).not.toThrow()
  })

  test('is served where it is allowed, and a live hub anywhere', () => {
    expect(() => assertMayServe('demonstration', settings('0.0.0.0', true))).not.toThrow()
    expect(() => assertMayServe('live', settings('0.0.0.0'))).not.toThrow()
  })
})

describe('the wall between live and demonstration', () => {
  test('what is invented stops in a live database', () => {
    expect(() => assertDemonstration('live', 'The stand-in')).toThrow('this database is live')
    expect(() => assertDemonstration('demonstration', 'The stand-in')).not.toThrow()
  })

  test('no invented person is made in a live database, and their password opens nothing there', async () => {
    const { store, dispose } = await openEngine('sqlite')
    const hub = openIdentity(store, { mode: 'live' })
    for (const person of demonstrationStaff)
      await expect(addDemonstrationPerson(hub.identity, 'live', person)).rejects.toThrow('live')
    expect(await store.raw('select id from users')).toEqual([])
    for (const { email } of shownLogIns('demonstration')) {
      const entered = await browserOf(hub).ask('POST', '/api/session', {
        email,
        password: demonstrationPassword,
      })
      expect(entered.status).toBe(401)
    }
    await dispose()
  })

  test('every invented member of staff signs in to a demonstration with the open password', async () => {
    const { store, dispose } = await openEngine('sqlite')
    const hub = openIdentity(store)
    for (const person of demonstrationStaff) {
      const userId = await addDemonstrationPerson(hub.identity, 'demonstration', person)
      expect(await hub.identity.rolesOf(userId)).toEqual(person.roles)
      const body = { email: person.email, password: demonstrationPassword }
      expect((await browserOf(hub).ask('POST', '/api/session', body)).status).toBe(201)
    }
    await dispose()
  })
})
