import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readContent } from '../../content/build-content.ts'
import { ContentProblem } from '../../content/read.ts'

const root = join(import.meta.dirname, '..', '..')
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'content-'))
  cpSync(join(root, 'content'), join(copy, 'content'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts') && !path.includes('/words'),
  })
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

type Json = Record<string, unknown>

/** What the build says when one file is spoilt; the file is mended afterwards. */
function problemsAfter(file: string, spoil: (data: Json) => void): readonly string[] {
  const path = join(copy, file)
  const before = readFileSync(path, 'utf8')
  const data = JSON.parse(before) as Json
  spoil(data)
  writeFileSync(path, JSON.stringify(data))
  try {
    readContent(copy)
    return []
  } catch (cause) {
    if (!(cause instanceof ContentProblem)) throw cause
    return cause.problems
  } finally {
    writeFileSync(path, before)
  }
}

/** The object at a dotted path, to spoil it. */
const at = (data: Json, path: string): Json =>
  path.split('.').reduce<unknown>((inside, key) => (inside as Json)[key], data) as Json

const bridge = 'content/places/second-bridge.json'
const bus = 'content/places/ouchi-juku.json'

describe('a fact without a source is refused, with its file and field', () => {
  test.each([
    [bridge, 'walk'],
    [bridge, 'position'],
    [bridge, 'summary'],
    [bridge, 'access'],
    [bridge, 'season'],
    ['content/stations/tadami.json', 'opened'],
    ['content/stations/godo.json', 'facilities.stepFree'],
    ['content/lines/tadami.json', 'parts.0.stops.3'],
    ['content/events/tokaichi.json', 'date'],
    ['content/institutions/shojoji.json', 'designation'],
    ['content/items/bronze-bowl-1341.json', 'date'],
    ['content/stories/made-by-hand.json', 'rooms.0.steps.0.text'],
    ['content/items/bronze-bowl-1341.json', 'descriptions.0.value'],
    ['content/items/lotus-sutra.json', 'summary'],
    ['content/timetable/tadami.json', 'trains.0.events.0'],
    ['content/fares.json', 'jr.local.1'],
    ['content/suspensions.json', '0.substitute'],
    ['content/guideline.json', 'issues.0'],
    ['content/trip-kinds/school-journey.json', 'learning.0'],
  ])('%s: %s', (file, field) => {
    expect(problemsAfter(file, (data) => delete at(data, field)['source'])).toContain(
      `${file}: ${field}.source missing`,
    )
  })

  test('an empty list of sources is none', () => {
    const told = problemsAfter(bridge, (data) => (at(data, 'walk')['source'] = []))
    expect(told).toEqual([`${bridge}: walk.source name at least one source`])
  })

  test('a source that is not in the register', () => {
    const told = problemsAfter(bridge, (data) => (at(data, 'walk')['source'] = ['hearsay']))
    expect(told).toEqual([
      `${bridge}: walk.source names the source "hearsay", which is not in content/sources.json`,
    ])
  })
})

describe('what nobody checked is refused', () => {
  test('as a walk', () => {
    const told = problemsAfter(bridge, (data) => (at(data, 'walk')['source'] = ['unverified']))
    expect(told).toEqual([
      `${bridge}: walk.source a walk needs a source that somebody can check, not "unverified"`,
    ])
  })

  test('as an official position', () => {
    const file = 'content/places/michi-no-eki-kaneyama.json'
    const told = problemsAfter(file, (data) => (at(data, 'position')['source'] = ['unverified']))
    expect(told.join()).toMatch(/position\.source an official or derived position needs a source/)
  })

  test('as a walk that the distance contradicts', () => {
    const told = problemsAfter(bridge, (data) => (at(data, 'walk')['minutes'] = 2))
    expect(told.join()).toMatch(/walk says 2 minutes, but \d+ m need about \d+: move it to doubtfulWalk/)
  })

  test('as a walk to a place whose position nobody knows', () => {
    const told = problemsAfter(bridge, (data) => delete data['position'])
    expect(told).toEqual([`${bridge}: walk needs a position to be checked against`])
  })

  test('as minutes of a bus that somebody remembers', () => {
    const told = problemsAfter(bus, (data) => (at(data, 'ride')['source'] = ['unverified']))
    expect(told).toEqual([
      `${bus}: ride.source the minutes of a ride need a source that somebody can check, not "unverified"`,
    ])
  })

  test('as a bus that is faster than the roads', () => {
    const told = problemsAfter(bus, (data) => (at(data, 'ride')['minutes'] = 3))
    expect(told.join()).toMatch(/ride says 3 minutes for \d+ m in a straight line/)
  })

  test('as a walk reckoned from somebody’s memory', () => {
    const file = 'content/places/tsuruga-castle.json'
    const told = problemsAfter(file, (data) => (at(data, 'walk')['basis'] = 'reckoned'))
    expect(told).toEqual([`${file}: walk is reckoned from a position that is not exact`])
  })
})

describe('a story is refused', () => {
  const story = 'content/stories/made-by-hand.json'
  const view = 'rooms.0.steps.0.views.0'

  test('that shows a view which no item has', () => {
    const told = problemsAfter(story, (data) => (at(data, view)['canvas'] = 'back'))
    expect(told).toEqual([`${story}: ${view} shows "craft-map/back", which is not there`])
  })

  test('that looks at a part outside of its view', () => {
    const region = { x: 5_000, y: 0, width: 900, height: 100 }
    const told = problemsAfter(story, (data) => (at(data, view)['region'] = region))
    expect(told).toEqual([`${story}: ${view}.region lies outside the view, which is 5400 × 5700`])
  })

  test('that leads where nothing is', () => {
    const told = problemsAfter(story, (data) => (at(data, 'rooms.2')['holder'] = 'atlantis'))
    expect(told).toEqual([`${story}: rooms.2.holder names the holder "atlantis", which is not there`])
  })
})

describe('other mistakes are named too', () => {
  test.each<[string, (data: Json) => void, string]>([
    ['no source', (kind) => delete kind['source'], 'source missing'],
    ['an unknown theme', (kind) => (at(kind, 'wish')['themes'] = ['gold']), 'wish.themes.0 Invalid option'],
    ['one sentence', (kind) => (at(kind, 'description')['en'] = 'Snow.'), 'description write two sentences'],
    ['no Chinese', (kind) => delete at(kind, 'name')['zh-hant'], 'name.zh-hant missing'],
    ['a start nowhere', (kind) => (at(kind, 'wish')['from'] = 'atlantis'), 'wish.from names "atlantis"'],
    ['a goal nowhere', (kind) => (at(kind, 'wish')['via'] = 'atlantis'), 'wish.via names "atlantis"'],
    ['the place of another', (kind) => (kind['order'] = 1), 'order is that of first-visit too'],
    [
      'a lesson in no house',
      (kind) => (at(kind, 'learning.0')['institution'] = 'academy'),
      'learning.0.institution names "academy"',
    ],
  ])('in a kind of trip: %s', (_what, spoil, told) => {
    const file = 'content/trip-kinds/school-journey.json'
    const problems = problemsAfter(file, spoil)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${file}: ${told}`)
  })

  test('a station that does not exist', () => {
    const told = problemsAfter(bridge, (data) => (data['station'] = 'atlantis'))
    expect(told).toEqual([`${bridge}: station names the station "atlantis", which does not exist`])
  })

  test.each<[string, string, unknown, string]>([
    ['jr.local.0.steps.3', 'kmFrom', 12, 'jr.local.0.steps.3 does not begin where the one before ends'],
    ['jr.local.0.steps.3', 'yen', 200, 'jr.local.0.steps.3 costs no more than a shorter way'],
    ['jr.local.0', 'to', '2026-04-01', 'jr.local.0 still holds when the next one begins'],
    [
      'passes.0.rule.area.1',
      'to',
      'kitakata',
      'passes.0.rule.area.1 names "kitakata", where no train of the line "tadami" calls',
    ],
  ])('in fares: %s.%s', (path, key, wrong, told) => {
    expect(problemsAfter('content/fares.json', (data) => (at(data, path)[key] = wrong))).toEqual([
      `content/fares.json: ${told}`,
    ])
  })

  test('a field that nobody knows', () => {
    const told = problemsAfter(bridge, (data) => (data['stars'] = 5))
    expect(told).toEqual([`${bridge}: stars is not a known field`])
  })

  test('an English text that is missing', () => {
    const told = problemsAfter(bridge, (data) => delete at(data, 'name')['en'])
    expect(told).toEqual([`${bridge}: name.en missing`])
  })

  test('a file whose name is not its id', () => {
    const told = problemsAfter(bridge, (data) => (data['id'] = 'third-arch'))
    expect(told).toContain(`${bridge}: id is "third-arch", but the file has another name`)
  })

  test('a printed sum that is not the sum', () => {
    const told = problemsAfter(
      'content/guideline.json',
      (data) => (at(data, 'table2.printed')['population2040'] = 189_190),
    )
    expect(told).toEqual([
      'content/guideline.json: table2.printed.population2040 is 189190, but the rows add up to 179610',
    ])
  })

  test('a time that is none', () => {
    const told = problemsAfter(
      'content/timetable/tadami.json',
      (data) => (at(data, 'trains.0.events.0')['dep'] = '25:08'),
    )
    expect(told).toEqual(['content/timetable/tadami.json: trains.0.events.0.dep write a time as HH:MM'])
  })

  const tadami = 'content/timetable/tadami.json'
  const suspensions = 'content/suspensions.json'
  const winters = 'content/winter-timetables.json'
  const closures = 'content/closures.json'

  test.each<[string, string, (data: Json) => unknown, string]>([
    [
      'a train that runs back in time',
      tadami,
      (data) => (at(data, 'trains.0.events.1')['dep'] = '05:38'),
      `${tadami}: trains.0.events.1 dep 05:38 is before the time before it`,
    ],
    [
      'a train that stands twice',
      tadami,
      (data) => (at(data, 'trains.1')['id'] = 'td1'),
      `${tadami}: trains.1.id "td1" stands twice`,
    ],
    [
      'a suspension at a station of another line',
      suspensions,
      (data) => (at(data, '4')['to'] = 'kitakata'),
      `${suspensions}: 4 names "kitakata", which is not on the line "tadami"`,
    ],
    [
      'a suspension whose end nobody stated or announced',
      suspensions,
      (data) => delete at(data, '4')['endBasis'],
      `${suspensions}: 4 say with the last day whether it was stated or announced`,
    ],
    [
      'a suspension that ends before it starts',
      suspensions,
      (data) => (at(data, '4')['end'] = '2024-05-20'),
      `${suspensions}: 4 ends before it starts`,
    ],
    [
      'a suspension that is open and over',
      suspensions,
      (data) => (at(data, '4')['open'] = true),
      `${suspensions}: 4 is either open or has a last day`,
    ],
    [
      'a substitute that runs and does not',
      suspensions,
      (data) => (at(data, '4.substitute')['none'] = true),
      `${suspensions}: 4.substitute cannot both run and not run`,
    ],
    [
      'a substitute at a station that does not exist',
      suspensions,
      (data) => (at(data, '4.substitute.service')['stops'] = ['tadami', 'atlantis']),
      `${suspensions}: 4.substitute.service.stops.1 names the station "atlantis", which does not exist`,
    ],
    [
      'a closure of a place that does not exist',
      closures,
      (data) => (at(data, '0')['places'] = ['atlantis']),
      `${closures}: 0.places.0 names the place "atlantis", which does not exist`,
    ],
    [
      'a closure without a source',
      closures,
      (data) => (at(data, '0')['source'] = ['hearsay']),
      `${closures}: 0.source names the source "hearsay", which is not in content/sources.json`,
    ],
    [
      'a winter timetable of this winter without dates',
      winters,
      (data) => (at(data, '0')['standing'] = 'current'),
      `${winters}: 0 a current winter timetable has dates`,
    ],
    [
      'a winter stretch beside its line',
      winters,
      (data) => (at(data, '0.later.0')['to'] = 'kitakata'),
      `${winters}: 0.later.0 names "kitakata", which is not on the line "tadami"`,
    ],
  ])('%s', (_, file, spoil, problem) => {
    expect(problemsAfter(file, spoil)).toContain(problem)
  })

  test('not a suspension that an operator puts in force with the times of its bus', () => {
    const told = problemsAfter(suspensions, (data) => {
      const one = at(data, '4')
      delete one['end']
      delete one['endBasis']
      one['open'] = true
      const stop = (station: string, times: Json) => ({
        station,
        ...times,
        confidence: 1,
        source: ['project'],
      })
      at(data, '4.substitute.service')['trips'] = [
        {
          id: 'bus-1',
          direction: 'down',
          days: { kind: 'daily' },
          events: [stop('aizu-kawaguchi', { dep: '09:00' }), stop('tadami', { arr: '10:00' })],
        },
      ]
    })
    expect(told).toEqual([])
  })
})
