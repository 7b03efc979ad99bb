import { expect, test } from 'vitest'
import pino from 'pino'
import { leasesIn, startJobs } from '../../api/platform/jobs.ts'
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
  test('is not written again before half of it has passed', async () => {
    const [one, other] = [leasesOf('one'), leasesOf('other')]
    expect(await one.take('sending', leaseMs)).toBe(true)
    clock.at += leaseMs / 2 - 1
    expect(await one.take('sending', leaseMs)).toBe(true)
    clock.at += leaseMs / 2 + 2
    expect(await other.take('sending', leaseMs)).toBe(true)
    clock.at += leaseMs / 2
    expect(await other.take('sending', leaseMs)).toBe(true)
    clock.at += leaseMs
    expect(await one.take('sending', leaseMs)).toBe(false)
  })

  test('is free at once where it was given back, and nobody else’s with it', async () => {
    const [one, other, third] = [leasesOf('one'), leasesOf('other'), leasesOf('third')]
    expect(await one.take('holds', leaseMs)).toBe(true)
    expect(await other.take('lots', leaseMs)).toBe(true)
    await one.giveBack()
    expect(await third.take('holds', leaseMs)).toBe(true)
    expect(await third.take('lots', leaseMs)).toBe(false)
    expect(await one.take('holds', leaseMs)).toBe(false)
  })

  test('is kept over a turn that waits for others longer than a lease lasts', async () => {
    const [one, other] = [leasesOf('one'), leasesOf('other')]
    const renewals: boolean[] = []
    const [begun, answered, renewed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()] // prettier-ignore
    const jobs = startJobs(
      [
        {
          name: 'asking',
          everyMs: 1,
          waitsForOthers: true,
          run: () => {
            begun.resolve()
            return answered.promise
          },
        },
      ],
      {
        leases: {
          ...one,
          take: async (name, ms) => {
            const isOurs = await one.take(name, ms)
            renewals.push(isOurs)
            if (renewals.length > 2) renewed.resolve()
            return isOurs
          },
        },
        log: pino({ level: 'silent' }),
      },
    )
    await begun.promise
    // As time goes by in a slow answer: each time most of a lease, and never all of it.
    clock.at += 9_000
    await renewed.promise
    clock.at += 9_000
    expect(await other.take('asking', 15_000)).toBe(false)
    answered.resolve()
    await jobs.stop()
    expect(await other.take('asking', 15_000)).toBe(true)
  })

  test('is not taken again by a renewal that was under way as it was given back', async () => {
    const one = leasesOf('one')
    const [renewing, slow, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()] // prettier-ignore
    const order: string[] = []
    let turns = 0
    const jobs = startJobs(
      [{ name: 'asking', everyMs: 1, waitsForOthers: true, run: () => answered.promise }],
      {
        leases: {
          take: async (name, ms) => {
            turns += 1
            if (turns === 1) return one.take(name, ms)
            renewing.resolve()
            await slow.promise
            order.push('renewed')
            return one.take(name, ms)
          },
          giveBack: () => {
            order.push('given back')
            return one.giveBack()
          },
        },
        log: pino({ level: 'silent' }),
      },
    )
    await renewing.promise
    answered.resolve()
    setImmediate(slow.resolve)
    await jobs.stop()
    expect(order).toEqual(['renewed', 'given back'])
    expect(await leasesOf('other').take('asking', 15_000)).toBe(true)
  })
})
