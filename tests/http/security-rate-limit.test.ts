import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createLimiter, type Limit } from '../../api/platform/http/rate-limit.ts'
import { attemptStore, forgetAttempts } from '../../api/platform/http/rate-limit-store.ts'
import { createRouter } from '../../api/platform/http/validation.ts'
import type { Store } from '../../db/store.ts'
import { onEveryEngine } from '../support/engines.ts'

const quarter = 15 * 60 * 1000
let names = 0
const limitOf = (changed: Partial<Limit> = {}): Limit => ({
  name: `limit_${++names}`,
  by: 'client',
  attempts: 5,
  windowMs: quarter,
  counts: 'guess',
  ...changed,
})

const statuses: Record<string, 200 | 409> = { right: 200, conflict: 409 }

/** One process of the hub: a door that opens to the right word. */
function openDoor(store: Store, limit: Limit, clock = { now: () => quarter * 1000 }) {
  const limiter = createLimiter({
    attempts: attemptStore(store),
    clock,
    trustedProxy: false,
    secret: 'x'.repeat(32),
  })
  const alarms: unknown[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void alarms.push(JSON.parse(line)) })
  const app = createRouter()
  app.use('*', async (c, next) => {
    c.set('log', log)
    await next()
  })
  app.get('/:word', limiter(limit), (c) => c.text('', statuses[c.req.param('word')] ?? 404))
  app.post('/:word', limiter(limit), (c) => c.text('', statuses[c.req.param('word')] ?? 404))
  const knock = async (word: string, clientAddress = '192.0.2.1') =>
    app.request(`/${word}`, {}, { clientAddress })
  const knockAs = async (email: unknown, word: string) =>
    app.request(
      `/${word}`,
      { method: 'POST', body: JSON.stringify({ email }) },
      { clientAddress: '192.0.2.1' },
    )
  return { knock, knockAs, alarms }
}

const times = async (count: number, act: () => Promise<Response>): Promise<number[]> => {
  const statuses: number[] = []
  for (let turn = 0; turn < count; turn++) statuses.push((await act()).status)
  return statuses
}

onEveryEngine('a limit on guessing', (store) => {
  test('refuses the sixth guess, even a right one, and says how long to wait', async () => {
    const { knock } = openDoor(store(), limitOf(), { now: () => quarter * 1000 + 60_000 })
    expect(await times(5, () => knock('wrong'))).toEqual([404, 404, 404, 404, 404])
    const refused = await knock('right')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(14 * 60)])
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests', facts: { seconds: 840 } })
  })

  test('does not count what succeeds', async () => {
    const { knock } = openDoor(store(), limitOf())
    expect(await times(20, () => knock('right'))).not.toContain(429)
  })

  test('is one limit for all processes', async () => {
    const limit = limitOf()
    const [one, other] = [openDoor(store(), limit), openDoor(store(), limit)]
    await times(3, () => one.knock('wrong'))
    expect(await times(3, () => other.knock('wrong'))).toEqual([404, 404, 429])
  })

  test('lets no more through when all guesses come at once at two processes', async () => {
    const limit = limitOf()
    const doors = [openDoor(store(), limit), openDoor(store(), limit)]
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, turn) => doors[turn % 2]!.knock('wrong')),
    )
    expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(5)
  })

  test('is over with its window', async () => {
    const clock = { now: () => at }
    let at = quarter * 1000
    const { knock } = openDoor(store(), limitOf(), clock)
    expect((await times(6, () => knock('wrong'))).at(-1)).toBe(429)
    at += quarter
    expect((await knock('right')).status).toBe(200)
  })

  test('stops one caller, not the next', async () => {
    const { knock } = openDoor(store(), limitOf())
    await times(6, () => knock('wrong'))
    expect((await knock('right', '198.51.100.7')).status).toBe(200)
  })

  test('on what is guessed for stops who guesses for one, and nobody else behind the same address', async () => {
    const { knockAs } = openDoor(store(), limitOf({ field: 'email' }))
    expect(await times(6, () => knockAs('hanako@shop.example', 'wrong'))).toEqual([
      404, 404, 404, 404, 404, 429,
    ])
    expect((await knockAs(' Hanako@Shop.example', 'right')).status).toBe(429)
    expect((await knockAs('taro@shop.example', 'right')).status).toBe(200)
  })

  test.each([[undefined], [7], [['a']]])('counts nothing where that is not said: %j', async (email) => {
    const { knockAs } = openDoor(store(), limitOf({ field: 'email' }))
    expect(await times(9, () => knockAs(email, 'wrong'))).not.toContain(429)
  })

  test('on a neighbourhood stops who moves about in it, and not the next one', async () => {
    const { knock } = openDoor(store(), limitOf({ by: 'neighbourhood' }))
    for (let subnet = 0; subnet < 5; subnet++) await knock('wrong', `2001:db8:7:${subnet}::1`)
    expect((await knock('right', '2001:db8:7:ffff::1')).status).toBe(429)
    expect((await knock('right', '2001:db8:8:ffff::1')).status).toBe(200)
  })

  test('on everybody locks nobody out and raises one alarm', async () => {
    const { knock, alarms } = openDoor(store(), limitOf({ by: 'everybody', above: 'alarm' }))
    expect(await times(9, () => knock('wrong'))).not.toContain(429)
    expect((await knock('right', '198.51.100.7')).status).toBe(200)
    expect(alarms).toHaveLength(1)
    expect(alarms[0]).toMatchObject({ attempts: 5 })
  })

  test('keeps no address', async () => {
    const { knock } = openDoor(store(), limitOf())
    await knock('wrong')
    expect(JSON.stringify(await store().raw('select * from rate_counters'))).not.toContain('192.0.2.1')
  })
})

onEveryEngine('a limit on what costs a process its time', (store) => {
  test('counts what succeeds, in each process for itself, and writes nothing', async () => {
    const limit = limitOf({ counts: 'here' })
    const [one, other] = [openDoor(store(), limit), openDoor(store(), limit)]
    expect(await times(6, () => one.knock('right'))).toEqual([200, 200, 200, 200, 200, 429])
    expect((await other.knock('right')).status).toBe(200)
    expect((await one.knock('right', '198.51.100.7')).status).toBe(200)
    const rows = await store().raw(`select * from rate_counters where name like '${limit.name} %'`)
    expect(JSON.stringify(rows)).not.toContain(limit.name)
  })
})

onEveryEngine('a limit on refusals', (store) => {
  test('writes nothing for what succeeds and stops a guesser who changes processes', async () => {
    const limit = limitOf({ counts: 'refused' })
    const [one, other] = [openDoor(store(), limit), openDoor(store(), limit)]
    const rows = () => store().raw(`select * from rate_counters where name like '${limit.name} %'`)
    await times(10, () => one.knock('right'))
    expect(await rows()).toEqual([])
    await times(4, () => one.knock('wrong'))
    expect(await times(3, () => other.knock('wrong'))).toEqual([404, 429, 429])
  })

  test('counts a conflict, which leaves a used key behind; a limit on guesses does not', async () => {
    const refusals = openDoor(store(), limitOf({ counts: 'refused' }))
    expect(await times(6, () => refusals.knock('conflict'))).toEqual([409, 409, 409, 409, 409, 429])
    const guesses = openDoor(store(), limitOf({ counts: 'guess' }))
    expect(await times(6, () => guesses.knock('conflict'))).not.toContain(429)
  })
})

onEveryEngine('a limit on all attempts', (store) => {
  test('counts what succeeds', async () => {
    const { knock } = openDoor(store(), limitOf({ counts: 'all' }))
    expect(await times(6, () => knock('right'))).toEqual([200, 200, 200, 200, 200, 429])
  })

  test('is forgotten a day later', async () => {
    const limit = limitOf({ counts: 'all' })
    await openDoor(store(), limit).knock('right')
    const rows = () => store().raw(`select * from rate_counters where name like '${limit.name} %'`)
    await forgetAttempts(attemptStore(store()), { now: () => quarter * 1000 + 3_600_000 }).run()
    expect(await rows()).toHaveLength(1)
    await forgetAttempts(attemptStore(store()), { now: () => quarter * 1000 + 90_000_000 }).run()
    expect(await rows()).toEqual([])
  })
})
