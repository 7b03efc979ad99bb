import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { offlineDay } from '../../api/rail/offline-day.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, holidays, train } from './small-network.ts'

/** A phone in a valley keeps it: bytes of a day, compressed. */
const mostBytes = 20_000
const clock = { now: () => Date.parse('2026-11-20T05:00:00+09:00') }
const real = railService({ network: contentNetwork, holidays, clock })
const api = railRoutes({ rail: real })

const oneTrain = drawnRail({ trains: [train('one', [at('castle', { dep: '06:00' })])] }).dayOf(tuesday)
  .trains[0]!

/** A train of which one departure is known. */
const known = (id: string) => ({ ...oneTrain, id })

describe('the day’s timetable for use without signal', () => {
  test.each(['2026-11-20', '2026-11-21', '2026-11-23', '2027-01-15', '2025-03-03'])(
    'of %s weighs less than 20 kB',
    async (date) => {
      const answer = await api.request(`/rail/timetable?date=${date}`)
      expect(answer.status).toBe(200)
      expect(gzipSync(await answer.text()).length).toBeLessThan(mostBytes)
    },
  )

  test('holds every call of every run, so that a journey can be found in it', () => {
    const day = real.dayOf('2026-11-20')
    const { stops, runs } = offlineDay(day, contentNetwork.lines)
    const calls = runs.flatMap((one) => one.calls.map(([stop]) => `${one.id} ${stops[stop]}`))
    const expected = [...day.runs, ...day.datedRuns].flatMap(({ id, calls: all }) => all.map(({ stop }) => `${id} ${stop}`)) // prettier-ignore
    expect(calls).toEqual(expected)
  })

  test('holds every departure that the boards show, once', () => {
    const day = real.dayOf('2026-11-20')
    const { runs, boards } = offlineDay(day, contentNetwork.lines)
    const onBoards = day.trains.filter(({ stops }) =>
      stops.some(({ station, departure }) => station !== null && departure !== undefined),
    )
    const kept = [...runs, ...boards].map(({ id }) => id.split('@')[0])
    expect(new Set(kept)).toEqual(new Set(onBoards.map(({ id }) => id)))
    expect(kept).toHaveLength(onBoards.length)
  })

  test('an estimate has two minutes, a stated time one', () => {
    const trains = [train('t', [at('castle', { dep: '06:00' }), at('snow', { arr: '07:00' })])]
    const [only] = offlineDay(drawnRail({ trains }).dayOf(tuesday), []).runs
    expect(only?.calls[0]).toEqual([0, null, 360])
    expect(only?.calls.at(-1)?.slice(1)).toEqual([420, null])
  })

  test('a train that another becomes on the way is ridden, not a board of its own', () => {
    const runs = [
      run(`a@${tuesday}`, [['castle', 600], ['bridge', 630]], { goesOnAs: `b@${tuesday}` }),
      run(`b@${tuesday}`, [['bridge', 640], ['snow', 660]]),
    ] // prettier-ignore
    const drawn = drawnRail({ feeds: () => [feed({ runs })] }).dayOf(tuesday)
    const { boards } = offlineDay({ ...drawn, trains: [known('a'), known('b'), known('c')] }, [])
    expect(boards.map(({ id }) => id)).toEqual(['c'])
  })

  test('of a whole region is packed while one waits for a page', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `t${i}`)
    const runs = many.map((id) => run(`${id}@${tuesday}`, [['castle', 600], ['snow', 660]])) // prettier-ignore
    const day = { ...drawnRail({}).dayOf(tuesday), runs, trains: many.map(known) }
    const began = performance.now()
    expect(offlineDay(day, []).boards).toEqual([])
    expect(performance.now() - began).toBeLessThan(3000)
  })

  test('a dated train carries its date and stands apart from the ridden ones', () => {
    const trains = [train('old', [at('castle', { dep: '06:00' })], { standing: 'dated' })]
    const { runs, boards } = offlineDay(drawnRail({ trains }).dayOf(tuesday), [])
    expect(runs).toEqual([])
    expect(boards).toMatchObject([{ id: 'old', standing: 'dated', asOf: { en: '2026' }, at: [[0, 360]] }])
  })
})

describe('its tag', () => {
  const ask = (tag: string, date = '2026-11-20') =>
    api.request(`/rail/timetable?date=${date}`, { headers: { 'if-none-match': tag } })
  const tagOf = async (date: string) => (await ask('', date)).headers.get('etag')!

  test('answers 304 while nothing changed, also when a proxy weakened it', async () => {
    const tag = await tagOf('2026-11-20')
    const again = await ask(`"other", W/${tag}`)
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  })

  test('is another one on another day, and when the timetable changes', async () => {
    const tag = await tagOf('2026-11-20')
    expect((await ask(tag, '2026-11-21')).status).toBe(200)
    const changed = railRoutes({
      rail: drawnRail({ feeds: () => [feed({ runs: [run('new', [['castle', 600], ['snow', 660]])] })] }), // prettier-ignore
    })
    const answer = await changed.request(`/rail/timetable?date=2026-11-20`, {
      headers: { 'if-none-match': tag },
    })
    expect(answer.status).toBe(200)
  })

  test('a day that does not exist names the field', async () => {
    const answer = await api.request('/rail/timetable?date=2026-13-01')
    expect(await answer.json()).toMatchObject({ status: 400, code: 'field_invalid', field: 'date' })
  })
})
