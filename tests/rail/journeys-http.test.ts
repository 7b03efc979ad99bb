import { describe, expect, test } from 'vitest'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import type { Network } from '../../api/rail/ports.ts'
import { railRoutes } from '../../api/rail/routes.ts'
import type { Run } from '../../api/rail/run.ts'
import { drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, holidays, network, train } from './small-network.ts'

const clock = { now: () => Date.parse(`${tuesday}T05:00:00+09:00`) }

const morning = train('td1', [at('castle', { dep: '06:08' }), at('snow', { arr: '09:07' })])
const evening = train('td4', [at('castle', { dep: '17:00' }), at('snow', { arr: '19:52' })])

type Answer = {
  status: number
  body: {
    journeys: { departure: string; arrival: string; legs: { mode: string; last?: string }[] }[]
    reason?: string
    nextService?: { departure: string; arrival: string }
  } & Record<string, unknown>
}

async function ask(rail: ReturnType<typeof drawnRail>, query: string): Promise<Answer> {
  const answer = await railRoutes({ rail }).request(`/rail/journeys?${query}`)
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

const whole = (runs: readonly Run[]) => () => [
  feed({ runs, complete: true, replaces: true }),
  feed({ id: 'other', line: 'hill', complete: true, replaces: true }),
]

const day = (time: string, more = ''): string => `from=castle&to=snow&date=${tuesday}&time=${time}${more}`
const told = ({ body }: Answer): string[] =>
  body.journeys.map(({ departure, arrival }) => `${departure.slice(11, 16)} ${arrival.slice(11, 16)}`)
const marks = ({ body }: Answer) => body.journeys.map(({ legs }) => legs.map(({ last }) => last ?? ''))

describe('journeys of an incomplete line', () => {
  const rail = drawnRail({ trains: [morning, evening] })

  test('are all that none beats from a time on, the last marked as the last that we know', async () => {
    const answer = await ask(rail, day('06:00'))
    expect(told(answer)).toEqual(['06:08 09:07', '17:00 19:52'])
    expect(marks(answer)).toEqual([[''], ['last-known']])
  })

  test('that must be there in time begin with the one that sets out last', async () => {
    expect(told(await ask(rail, day('20:00', '&arriveBy=true')))).toEqual(['17:00 19:52', '06:08 09:07'])
  })

  test('have their sources, their run, and how much of the line is known', async () => {
    const { body } = await ask(rail, day('12:00'))
    expect(body).toMatchObject({
      journeys: [
        {
          departure: '2026-11-24T17:00:00+09:00',
          changes: 0,
          walkMinutes: 0,
          legs: [
            {
              mode: 'train',
              line: 'valley',
              trip: 'td4@2026-11-24',
              from: { id: 'castle', name: { ja: '会津若松', en: 'Aizu-Wakamatsu' } },
              exact: true,
              source: ['drawn'],
            },
          ],
        },
      ],
      coverage: [{ line: 'valley', known: 2, running: 12, complete: false }],
      sources: [{ id: 'drawn' }],
    })
  })

  test('at night there is none that we know, and the next is tomorrow’s', async () => {
    const { body } = await ask(rail, day('20:00'))
    expect(body).toMatchObject({
      journeys: [],
      reason: 'no_journey_known',
      nextService: { departure: '2026-11-25T06:08:00+09:00', arrival: '2026-11-25T09:07:00+09:00' },
    })
  })

  test.each([
    ['the same place', `from=castle&to=${encodeURIComponent('会津若松')}`, 'same_place'],
    ['a point far from any rail', 'from=castle&to=36.1,138.1', 'not_reachable_by_rail'],
  ])('%s gives its reason', async (_what, ends, reason) => {
    const { body } = await ask(rail, `${ends}&date=${tuesday}&time=06:00`)
    expect(body).toMatchObject({ journeys: [], reason })
    expect(body).not.toHaveProperty('nextService')
  })

  test('a day that no timetable reaches gives that reason', async () => {
    const { body } = await ask(rail, 'from=castle&to=snow&date=2099-01-05&time=06:00')
    expect(body).toMatchObject({ journeys: [], reason: 'date_outside_timetable' })
    expect(body).not.toHaveProperty('nextService')
  })
})

describe('journeys of complete lines', () => {
  const early = run('early', [['castle', 360], ['bridge', 400], ['snow', 460]]) // prettier-ignore
  const late = run('late', [
    ['castle', 1380],
    ['snow', 1500],
  ])

  test('have a last train, and no journey after it', async () => {
    const rail = drawnRail({ feeds: whole([early, late]) })
    expect(marks(await ask(rail, day('06:00')))).toEqual([[''], ['last']])
    expect((await ask(rail, day('23:30'))).body.reason).toBe('no_journey')
  })

  test('go on after midnight, and who must be there at night sets out the evening before', async () => {
    const rail = drawnRail({ feeds: whole([early, late]) })
    const { body } = await ask(rail, day('23:00'))
    expect(body.journeys[0]).toMatchObject({
      departure: '2026-11-24T23:00:00+09:00',
      arrival: '2026-11-25T01:00:00+09:00',
    })
    const night = await ask(rail, 'from=castle&to=snow&date=2026-11-25&time=02:00&arriveBy=true')
    expect(night.body.journeys[0]).toMatchObject({ departure: '2026-11-24T23:00:00+09:00' })
  })

  test('a later way over another line is a way: only the last of all is the last', async () => {
    const over = run(
      'over',
      [
        ['castle', 1385],
        ['bridge', 1400],
      ],
      { line: 'hill' },
    )
    const on = run('on', [
      ['bridge', 1410],
      ['snow', 1520],
    ])
    const rail = drawnRail({
      feeds: () => [
        feed({ runs: [late, on], complete: true, replaces: true }),
        feed({ id: 'other', line: 'hill', runs: [over], complete: true, replaces: true }),
      ],
    })
    const answer = await ask(rail, day('22:00'))
    expect(told(answer)).toEqual(['23:00 01:00', '23:05 01:20'])
    expect(marks(answer)).toEqual([[''], ['last', 'last']])
  })
})

test('a suspended line is the reason where it lies on the way', async () => {
  const words = { ja: '運休', en: 'Suspended' }
  const rail = drawnRail({
    trains: [morning],
    suspensions: [
      {
        id: 'snow-2026',
        line: 'valley',
        from: ['bridge'],
        to: 'snow',
        start: '2026-11-01',
        open: true as const,
        endWords: words,
        substitute: { ...words, source: ['drawn'], none: true as const },
      },
    ],
  })
  expect((await ask(rail, day('06:00'))).body).toMatchObject({
    journeys: [],
    reason: 'line_suspended',
    suspensions: [{ id: 'snow-2026' }],
  })
})

describe('walks', () => {
  const place: Network['places'][number] = {
    ...contentNetwork.places.find(({ id }) => id === 'first-bridge-viewpoint')!,
    station: 'castle',
    walk: { station: 'castle', minutes: 40, basis: 'stated', source: ['drawn'] },
  }
  const { walk: _, ...unknown } = { ...place, id: 'nobody-walks-there' }
  const rail = drawnRail({ trains: [morning, evening], places: [place, unknown] })

  test('to a place are those that a source states', async () => {
    const { body } = await ask(rail, `from=first-bridge-viewpoint&to=snow&date=${tuesday}&time=05:00`)
    expect(body).toMatchObject({ from: { kind: 'place', id: 'first-bridge-viewpoint' } })
    expect(body.journeys[0]).toMatchObject({
      departure: '2026-11-24T05:28:00+09:00',
      walkMinutes: 40,
      legs: [
        { mode: 'walk', walkMinutes: 40, arrival: '2026-11-24T06:08:00+09:00', source: ['drawn'] },
        { mode: 'train' },
      ],
    })
  })

  test('alone are a journey where both ends have the same station', async () => {
    const { body } = await ask(rail, `from=castle&to=first-bridge-viewpoint&date=${tuesday}&time=05:00`)
    expect(body.journeys).toHaveLength(1)
    expect(body.journeys[0]).toMatchObject({ arrival: '2026-11-24T05:40:00+09:00', legs: [{ mode: 'walk' }] })
  })

  test('that no source states are none', async () => {
    const { body } = await ask(rail, `from=castle&to=nobody-walks-there&date=${tuesday}&time=05:00`)
    expect(body).toMatchObject({ journeys: [], reason: 'walk_unknown' })
  })

  test('from a point are reckoned from the straight distance, and told as about', async () => {
    const all = railService({ network: contentNetwork, holidays, clock })
    const { body } = await ask(all, `from=37.4948,139.9298&to=tadami&date=${tuesday}&time=05:00`)
    expect(body.journeys[0]).toMatchObject({
      legs: [{ mode: 'walk', walkMinutes: 20, exact: false, source: ['project'] }, { mode: 'train' }],
    })
  })
})

test('from a place to itself no round trip is offered', async () => {
  const there = run('there', [['castle', 600], ['bridge', 620]]) // prettier-ignore
  const back = run('back', [['bridge', 640], ['castle', 660]], { direction: 'up' }) // prettier-ignore
  const rail = drawnRail({ feeds: whole([there, back]) })
  const { body } = await ask(rail, `from=castle&to=castle&date=${tuesday}&time=06:00`)
  expect(body).toMatchObject({ journeys: [], reason: 'same_place' })
})

test('a substitute bus is ridden as one, and its stop that is no station of ours is an end', async () => {
  const runs = [run('bus', [['castle', 600], ['hall', 660]], { mode: 'substitute-bus' })] // prettier-ignore
  const rail = railService({
    network: network([]),
    holidays,
    clock,
    feeds: {
      version: () => '1',
      on: () => [feed({ runs })],
      stops: () => [{ id: 'hall', name: { ja: '町役場前', en: 'Town Hall' } }],
      sources: () => [],
      lines: () => [],
    },
  })
  const { body } = await ask(rail, `from=castle&to=Town%20Hall&date=${tuesday}&time=06:00`)
  expect(body).toMatchObject({
    to: { id: 'hall', name: { ja: '町役場前' } },
    journeys: [{ legs: [{ mode: 'substitute-bus' }] }],
  })
})

test('what is shut at the place is told beside the journeys', async () => {
  const all = railService({ network: contentNetwork, holidays, clock })
  const { body } = await ask(all, 'from=tadami&to=first-bridge-viewpoint&date=2026-12-08&time=06:00')
  expect(body).toMatchObject({
    closures: [
      { id: 'mishima-cycle-winter', effect: 'closed' },
      { id: 'first-bridge-path-snow', effect: 'caution' },
    ],
  })
})

test('a name that fits two stations is refused with both', async () => {
  const { status, body } = await ask(
    drawnRail({}),
    `from=${encodeURIComponent('会津')}&to=snow&date=${tuesday}&time=06:00`,
  )
  expect({ status, ...body }).toMatchObject({
    status: 400,
    code: 'station_ambiguous',
    field: 'from',
    candidates: [{ id: 'castle' }, { id: 'bridge' }],
  })
})

describe('a wrong question is refused with the field that is wrong', () => {
  const rail = drawnRail({ trains: [morning] })
  test.each([
    ['no start', `to=snow&date=${tuesday}&time=06:00`, '400 field_missing from'],
    ['no goal', `from=castle&date=${tuesday}&time=06:00`, '400 field_missing to'],
    ['no day', 'from=castle&to=snow&time=06:00', '400 field_missing date'],
    ['no time', `from=castle&to=snow&date=${tuesday}`, '400 field_missing time'],
    ['an empty start', `from=&to=snow&date=${tuesday}&time=06:00`, '400 field_invalid from'],
    ['a start with a NUL', `from=cas%00tle&to=snow&date=${tuesday}&time=06:00`, '400 field_invalid from'],
    ['a day that does not exist', 'from=castle&to=snow&date=2026-02-30&time=06:00', '400 field_invalid date'],
    ['a time that does not exist', day('25:61'), '400 field_invalid time'],
    ['an unclear word', day('06:00', '&arriveBy=perhaps'), '400 field_invalid arriveBy'],
    ['a point not on Earth', `from=91.5,139&to=snow&date=${tuesday}&time=06:00`, '400 field_invalid from'],
    ['an unknown start', `from=nowhere&to=snow&date=${tuesday}&time=06:00`, '404 station_unknown from'],
    ['an unknown goal', `from=castle&to=nowhere&date=${tuesday}&time=06:00`, '404 station_unknown to'],
  ])('%s', async (_what, query, refusal) => {
    const { status, body } = await ask(rail, query)
    expect(`${status} ${String(body['code'])} ${String(body['field'])}`).toBe(refusal)
  })
})
