import { expect, test } from 'vitest'
import { leasesIn } from '../../api/platform/jobs.ts'
import { noon } from '../currency/books.ts'
import { onEveryEngine } from '../support/engines.ts'

const leaseMs = 10_000

onEveryEngine('the lease of a job', (store) => {
  const clock = { at: noon, now: () => clock.at }
  const leasesOf = (holder: string) => leasesIn(store(), { clock, holder })

  test('is one process’s of twelve that take it at once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 12 }, (_, n) => leasesOf(`process-${n}`).take('raced', leaseMs)),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('is nobody else’s up to its end, renewed by who has it, and free from the first instant after', async () => {
    const [one, other] = [leasesOf('one'), leasesOf('other')]
    expect(await one.take('sealing', leaseMs)).toBe(true)
    clock.at += leaseMs
    expect(await other.take('sealing', leaseMs)).toBe(false)
    expect(await one.take('sealing', leaseMs)).toBe(true)
    clock.at += leaseMs + 1
    expect(await other.take('sealing', leaseMs)).toBe(true)
    expect(await one.take('sealing', leaseMs)).toBe(false)
    expect(await other.take('expiry', leaseMs)).toBe(true)
  })
})
