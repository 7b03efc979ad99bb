import { expect, test } from 'vitest'
import { deliverySettings, nextStep } from '../../api/messages/delivery.ts'

const away = { what: 'later', reason: 'ETIMEDOUT', isServerAway: true } as const
const day = 86_400_000

test('a server that stays away is asked with growing pauses, and given up after five days', () => {
  const asked: number[] = []
  let now = 0
  for (let attempts = 1; ; attempts++) {
    asked.push(now)
    const next = nextStep(away, { attempts, createdAt: 0, now }, deliverySettings)
    if (next.state !== 'put_off') {
      expect(next).toEqual({ state: 'given_up', reason: 'ETIMEDOUT' })
      break
    }
    now = next.dueAt
  }
  const pauses = asked.slice(1).map((at, index) => (at - asked[index]!) / 60_000)
  expect(pauses.slice(0, 6)).toEqual([1, 5, 30, 120, 360, 720])
  expect(pauses.slice(6, -1).every((pause) => pause === 720)).toBe(true)
  expect(asked.at(-1)).toBe(5 * day)
})

test('what was taken is sent, what is refused for ever is not tried again', () => {
  const first = { attempts: 1, createdAt: 0, now: 0 }
  expect(nextStep({ what: 'taken' }, first, deliverySettings)).toEqual({ state: 'sent', reason: null })
  expect(nextStep({ what: 'never', reason: '550' }, first, deliverySettings)).toEqual({
    state: 'refused',
    reason: '550',
  })
})
