import { expect, test } from 'vitest'
import { invented } from '../../api/demonstration/moment.ts'
import { randomFrom } from '../../api/demonstration/random.ts'

test('acts side by side each see their own instant and draw ids that follow from their name', async () => {
  const live = async (order: readonly string[]) => {
    const time = invented('seed')
    const seen = new Map<string, unknown>()
    await Promise.all(
      order.map((name, i) =>
        time.during(Number(name), name, async () => {
          for (let turn = 0; turn < i; turn++) await Promise.resolve()
          seen.set(name, [time.clock.now(), time.ids.next(), time.ids.next()])
        }),
      ),
    )
    return seen
  }
  const forwards = await live(['1', '2', '3'])
  expect(await live(['3', '2', '1'])).toEqual(forwards)
  expect(new Set([...forwards.values()].flat()).size).toBe(9)
})

test('ids are UUIDs of version 7 that begin with their instant', () => {
  const time = invented('seed')
  return time.during(Date.parse('2026-11-23T00:00:00Z'), 'x', async () => {
    expect(time.ids.next()).toMatch(/^01a205b3-d000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

test('outside a named moment there is no time', () => {
  expect(() => invented('seed').clock.now()).toThrow('moment')
})

test('drawn numbers repeat, spread evenly, and keep their bounds', () => {
  const [a, b] = [randomFrom('x'), randomFrom('x')]
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 8_000; i++) {
    const n = a.whole(0, 3)
    expect(b.whole(0, 3)).toBe(n)
    counts[n]!++
  }
  for (const n of counts) expect(Math.abs(n - 2_000)).toBeLessThan(200)
})
