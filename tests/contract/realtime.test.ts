import { beforeEach, expect, test } from 'vitest'
import { railService, servedNotices, servedRealtime } from '../../api/rail/index.ts'
import type { KeptNotice } from '../../api/rail/kept-notice.ts'
import type { KeptRealtime } from '../../api/rail/realtime.ts'
import { noticeStore } from '../../api/rail/repository-notices.ts'
import { realtimeStore } from '../../api/rail/repository-realtime.ts'
import { at, holidays, network, train } from '../rail/small-network.ts'
import { onEveryEngine } from '../support/engines.ts'

const noon = Date.parse('2026-11-24T12:00:00+09:00')
const source = { id: 'realtime-live', title: { ja: '駅', en: 'Station' }, publisher: 'Station' }
const message = (told: Partial<KeptRealtime> = {}): KeptRealtime => ({
  id: 'live',
  file: 'live.pb',
  at: noon,
  holdsMinutes: 30,
  trips: [
    { train: 't1', day: '2026-11-24', cancelled: true, stops: [], at: told.at ?? noon, source: source.id },
  ],
  source,
  ...told,
})
const alert = (id: string, told: Partial<KeptNotice> = {}): KeptNotice => ({
  id,
  words: { ja: '雪', en: 'Snow' },
  lines: ['valley'],
  stations: [],
  from: '2026-11-24',
  live: { message: 'live', periods: [] },
  source,
  ...told,
})
const valleyTrain = train('t1', [at('castle', { dep: '13:00' }), at('snow', { arr: '14:00' })])

onEveryEngine('live messages', (store) => {
  let now = noon
  const failures: unknown[] = []
  const clock = { now: () => now }
  const kept = () => realtimeStore(store())
  const failed = (error: unknown) => failures.push(error)
  /** A process with its railway; it looks again whenever it is asked. */
  const started = () => {
    const realtime = servedRealtime({ store: kept(), clock, failed })
    const notices = servedNotices({ store: noticeStore(store()), clock, failed, realtime })
    const rail = railService({ network: network([valleyTrain]), holidays, clock, realtime, notices })
    return async () => {
      now += 1_000
      await realtime.refresh()
      await notices.refresh()
      const { version, runs, live, notices: told } = rail.dayOf('2026-11-24')
      return {
        version,
        runs: runs.length,
        live: live.map(({ state }) => state),
        notices: told.map(({ id }) => id),
      }
    }
  }

  beforeEach(async () => {
    now = noon
    failures.length = 0
    await store().raw('delete from rail_realtime')
    await store().raw('delete from rail_notices')
  })

  test('are told by a process that runs already, and no longer once they are too old', async () => {
    const told = started()
    const before = await told()
    expect(before).toMatchObject({ runs: 1, live: [], notices: [] })
    expect(await kept().replace(message(), [alert('a')], now)).toBe(true)
    const after = await told()
    expect(after).toMatchObject({ runs: 0, live: ['cancelled'], notices: ['a'] })
    expect(after.version).not.toBe(before.version)
    now = noon + 30 * 60_000
    expect(await told()).toMatchObject({ runs: 1, live: [], notices: [] })
    expect(failures).toEqual([])
  })

  test('of two imports at once, what is kept is the newest of those that were told they were taken', async () => {
    expect(await kept().replace(message(), [], now)).toBe(true)
    for (let round = 1; round <= 5; round++) {
      const times = [noon + round * 10_000 + 5_000, noon + round * 10_000]
      const taken = await Promise.all(times.map((time) => kept().replace(message({ at: time }), [], now)))
      const told = times.filter((_, i) => taken[i])
      expect((await kept().message('live'))?.at).toBe(Math.max(...told))
    }
  })

  test('tell where a train was seen for five minutes and no longer', async () => {
    const seen = {
      train: 't1',
      day: '2026-11-24',
      behind: 'castle',
      ahead: 'snow',
      at: noon,
      source: source.id,
    }
    const realtime = servedRealtime({ store: kept(), clock, failed })
    expect(await kept().replace(message({ trips: [], vehicles: [seen] }), [], now)).toBe(true)
    await realtime.refresh()
    expect(realtime.vehicles()).toEqual([seen])
    now = noon + 5 * 60_000 - 1
    expect(realtime.vehicles()).toEqual([seen])
    now = noon + 5 * 60_000
    expect(realtime.vehicles()).toEqual([])
    expect(realtime.toldAt('live')).toBe(noon)
  })

  test('of a train that were measured too long ago are not told, though the message is fresh', async () => {
    const [trip] = message().trips
    await kept().replace(message({ trips: [{ ...trip!, at: noon - 31 * 60_000 }] }), [], now)
    expect(await started()()).toMatchObject({ runs: 1, live: [] })
  })

  test('take the place of the last of their name, whole, and leave an alert that is said again', async () => {
    const told = started()
    await kept().replace(message(), [alert('a'), alert('b', { words: { ja: '風', en: 'Wind' } })], now)
    const next = message({ at: noon + 60_000, trips: [] })
    expect(await kept().replace(next, [alert('c')], now)).toBe(true)
    expect(await told()).toMatchObject({ runs: 1, notices: ['a'] })
    expect(await store().raw('select id from rail_notices order by id')).toEqual([{ id: 'a' }, { id: 'b' }])
  })

  test('that are not newer change nothing', async () => {
    const told = started()
    await kept().replace(message(), [alert('a')], now)
    expect(await kept().replace(message(), [alert('b')], now)).toBe(false)
    expect(await kept().replace(message({ at: noon - 1, trips: [] }), [], now)).toBe(false)
    expect(await told()).toMatchObject({ runs: 0, notices: ['a'] })
  })

  test('by two at once are those of one, with its alerts alone', async () => {
    const done = await Promise.all([
      kept().replace(message(), [alert('a')], now),
      kept().replace(message({ at: noon + 1 }), [alert('b', { words: { ja: '風', en: 'Wind' } })], now),
    ])
    expect(done).toContain(true)
    expect((await started()()).notices).toHaveLength(1)
  })

  test('end with their alerts', async () => {
    const told = started()
    await kept().replace(message(), [alert('a')], now)
    expect(await kept().remove('live', now)).toBe(true)
    expect(await kept().remove('live', now)).toBe(false)
    expect(await told()).toMatchObject({ runs: 1, live: [], notices: [] })
  })

  test('with an alert of some hours take trains off a day only from within them to its end', async () => {
    const hour = 3_600_000
    const cut = { line: 'valley' }
    const during = (from: number, to?: number) =>
      alert('a', { cut, live: { message: 'live', periods: [{ from, ...(to !== undefined && { to }) }] } })
    const runsWith = async (one: KeptNotice): Promise<number> => {
      await kept().remove('live', now)
      await store().raw('delete from rail_notices')
      await kept().replace(message({ trips: [] }), [one], now)
      return (await started()()).runs
    }
    expect(await runsWith(during(noon - hour))).toBe(0)
    expect(await runsWith(during(noon - hour, noon + hour))).toBe(1)
    expect(await runsWith(during(noon + hour))).toBe(1)
  })
})
