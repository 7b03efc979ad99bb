import { describe, expect, test } from 'vitest'
import type { Notice } from '../../api/rail/ports.ts'
import type { Suspends } from '../../api/rail/suspension.ts'
import { drawn, drawnRail, feed, run, tuesday } from './drawn-service.ts'
import { at, train } from './small-network.ts'

const words = { ja: '運休', en: 'Suspended' }
const bus = { ja: '代行バス', en: 'A bus' }
const wednesday = '2026-11-25'
const upper = { line: 'valley', from: 'bridge', to: 'snow' }

const told = (suspends: Partial<Suspends>, more: Partial<Notice> = {}): Notice => ({
  id: 'n',
  words,
  lines: ['valley'],
  stations: [],
  sources: ['drawn'],
  suspends: { cut: upper, start: tuesday, ...suspends },
  ...more,
})
const down = train('down', [
  at('castle', { dep: '10:00' }),
  at('bridge', { arr: '10:10', dep: '10:15' }),
  at('snow', { arr: '10:30' }),
])
const railWith = (suspends: Partial<Suspends>, more: Partial<Notice> = {}) =>
  drawnRail({ trains: [down], notices: (on) => (on < tuesday ? [] : [told(suspends, more)]) })

describe('a suspension that an operator tells', () => {
  test('takes the trains of its part off from its first day on', () => {
    const rail = railWith({})
    expect(drawn(rail.dayOf('2026-11-23').runs)['down@2026-11-23']).toContain('snow')
    expect(drawn(rail.dayOf(tuesday).runs)).toEqual({ [`down@${tuesday}`]: 'castle -/600, bridge 610/-' })
  })

  test('stands among the suspensions with what is said, not among the notices', () => {
    const { suspensions, notices } = railWith({ end: wednesday }, { url: 'https://railway.example/' }).dayOf(
      tuesday,
    )
    expect(notices).toEqual([])
    expect(suspensions).toEqual([
      {
        id: 'n',
        line: 'valley',
        from: ['bridge'],
        to: 'snow',
        start: tuesday,
        end: wednesday,
        endBasis: 'announced',
        words,
        url: 'https://railway.example/',
        substitute: { state: 'unknown', stops: [], isTimed: false },
        sources: ['drawn'],
      },
    ])
    expect(railWith({}).dayOf(tuesday).suspensions).toMatchObject([{ endBasis: 'open' }])
  })

  test('of a whole line names no station', () => {
    const { runs, suspensions } = railWith({ cut: { line: 'valley' } }).dayOf(tuesday)
    expect(runs).toEqual([])
    expect(suspensions).toMatchObject([{ from: [] }])
    expect(suspensions[0]).not.toHaveProperty('to')
  })

  test.each([
    ['nothing said of one', undefined, tuesday, 'unknown'],
    ['none', { none: true }, tuesday, 'none'],
    ['the day before its first', { words: bus, start: wednesday }, tuesday, 'not-yet'],
    ['its first day', { words: bus, start: wednesday }, wednesday, 'runs'],
    ['its last day', { words: bus, start: tuesday, end: wednesday }, wednesday, 'runs'],
    ['the day after', { words: bus, start: tuesday, end: wednesday }, '2026-11-26', 'over'],
  ] as const)('substitute, %s', (_, substitute, date, state) => {
    const [told] = railWith(substitute === undefined ? {} : { substitute }).dayOf(date).suspensions
    expect(told!.substitute).toMatchObject({ state, isTimed: false })
    if (substitute !== undefined && 'words' in substitute) {
      const { words: said, start } = substitute
      expect(told!.substitute).toMatchObject({ words: said, start })
    }
  })

  test('leaves no journey over its part, says why, and names the next day only when it ends', () => {
    const ask = (date: string, to = 'snow') => {
      const answer = drawnRail({
        trains: [down],
        notices: (on) => (on === tuesday ? [told({ end: tuesday })] : []),
      }).journeys({ from: 'castle', to, date, time: '05:00' })
      if (!answer.ok) throw new Error(answer.error.code)
      return answer.value
    }
    expect(ask(tuesday)).toMatchObject({
      journeys: [],
      reason: 'line_suspended',
      suspensions: [{ id: 'n' }],
      nextService: { date: wednesday },
    })
    expect(ask(tuesday, 'bridge').journeys).toHaveLength(1)
    expect(ask(wednesday).journeys).toHaveLength(1)
  })
})

describe('where every train is known, the last bus over the hills', () => {
  const stops = [
    ['castle', 700],
    ['snow', 760],
  ] as const
  const known = (line: string, told: Parameters<typeof feed>[0]) =>
    feed({ line, complete: true, replaces: true, ...told })
  const lastWith = (substitute: Suspends['substitute']) => {
    const rail = drawnRail({
      feeds: (on) =>
        on === tuesday
          ? [known('valley', {}), known('road', { runs: [run('bus', stops, { mode: 'bus', line: 'road' })] })]
          : [],
      notices: () => [told(substitute === undefined ? {} : { substitute }, {})].map((one) => ({ ...one, suspends: { ...one.suspends!, cut: { line: 'valley' } } })), // prettier-ignore
    })
    const answer = rail.journeys({ from: 'castle', to: 'snow', date: tuesday, time: '05:00' })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.journeys.flatMap(({ legs }) => legs.flatMap((leg) => ('last' in leg ? leg.last : [])))
  }

  test.each([
    ['nothing runs in place of the trains', { none: true }, 'last'],
    ['a substitute is not there yet', { words: bus, start: wednesday }, 'last'],
    ['a substitute runs whose times nobody told', { words: bus, start: tuesday }, 'last-known'],
    ['nobody says whether there is a substitute', undefined, 'last-known'],
  ] as const)(
    'is the last there is only if none may run in place of the trains: %s',
    (_, substitute, last) => {
      expect(lastWith(substitute)).toEqual([last])
    },
  )
})
