import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fits, metresBetween } from '../../content/check-walks.ts'
import { readContent } from '../../content/build-content.ts'
import { isExact, type Position } from '../../content/schemas/position.ts'
import { things } from '../../site/drawings/things.ts'

const root = join(import.meta.dirname, '..', '..')
const content = readContent(root)
const stops = content.lines.flatMap((line) => line.parts.flatMap((part) => part.stops))
const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/** Every object in the content that carries a source list. */
function sourced(value: unknown): { source: string[] }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(sourced)
  return 'source' in value && Array.isArray(value.source) ? [value as { source: string[] }, ...inner] : inner
}

describe('the region is whole', () => {
  test.each([
    ['line entries', stops.length, 110],
    ['stations', content.stations.length, 106],
    ['stations named by lines', new Set(stops.map((s) => s.station)).size, 106],
    ['municipalities', content.municipalities.length, 17],
    ['municipalities of the guideline', content.municipalities.filter((m) => m.guideline).length, 13],
    ['outlines', content.outlines.length, 17],
    ['festivals', content.events.length, 21],
    ['roadside stations', content.places.filter((p) => p.roadside).length, 15],
    ['institutions', content.institutions.length, 43],
    ['exhibits', content.exhibits.length, 3],
    ['trains', content.trains.length, 48],
    ['stops with a time', content.trains.flatMap((t) => t.events).length, 87],
    ['issues of the guideline', content.guideline.issues.length, 10],
    ['steps of the guideline', content.guideline.table4.length, 5],
    ['fare steps', content.fares.jr.local.flatMap(({ steps }) => steps).length, 42],
    ['suspensions', content.suspensions.length, 6],
  ])('%s', (_what, found, wanted) => {
    expect(found).toBe(wanted)
  })

  test('there are at least 80 places', () => {
    expect(content.places.length).toBeGreaterThanOrEqual(80)
  })

  test('the trains of which two sourced stops are in force number twelve', () => {
    const known = content.trains.filter((t) => t.standing !== 'withdrawn' && t.events.length > 1)
    expect(known).toHaveLength(12)
    expect(known.filter((t) => t.lines.includes('banetsu-west'))).toHaveLength(1)
  })

  test('each stop of a train lies on a line that the train runs on', () => {
    const on = (line: string) =>
      new Set(content.lines.find((l) => l.id === line)!.parts.flatMap((p) => p.stops.map((s) => s.station)))
    const strays = content.trains.flatMap((train) =>
      train.events.filter(
        ({ station }) =>
          station !== null &&
          // Trains of the Aizu Railway begin at Aizu-Wakamatsu, on rails of JR.
          station !== 'aizu-wakamatsu' &&
          !train.lines.some((line) => on(line).has(station)),
      ),
    )
    expect(strays).toEqual([])
  })

  test('the times of a train never go back', () => {
    const times = content.trains.map(({ id, events }) => ({
      id,
      times: events.flatMap((e) => [e.arr, e.dep].filter((t) => t !== undefined)),
    }))
    expect(times).toEqual(times.map((train) => ({ ...train, times: train.times.toSorted() })))
  })

  test('fare kilometres and track agree within half a kilometre and never go back', () => {
    for (const part of content.lines.flatMap((l) => l.parts)) {
      const served = part.stops.filter((s) => s.km !== null)
      for (const { km, chainageKm } of served) expect(Math.abs(km! - chainageKm)).toBeLessThan(0.5)
      const all = served.map((s) => s.km!)
      expect(all).toEqual(all.toSorted((a, b) => a - b))
    }
  })

  test('a shape starts and ends at the ends of its part', () => {
    for (const shape of content.shapes) {
      const line = content.lines.find((l) => l.id === shape.line)!
      for (const { part, points } of shape.parts) {
        const ids = line.parts.find((p) => p.id === part)!.stops.map((s) => s.station)
        for (const [station, point] of [
          [ids[0], points[0]],
          [ids.at(-1), points.at(-1)],
        ] as const) {
          const at = content.stations.find((s) => s.id === station)!.position
          expect(metresBetween(at, { lat: point![0], lng: point![1] })).toBeLessThan(500)
        }
      }
    }
  })
})

describe('the guideline’s numbers', () => {
  const { table1, table2 } = content.guideline

  test('the 13 municipalities have 239,190 people in both tables', () => {
    expect(sum(table1.rows, (r) => r.population)).toBe(239_190)
    expect(sum(table2.rows, (r) => r.population2020)).toBe(239_190)
  })

  test('until 2040 they become 59,580 fewer, whatever the prose says', () => {
    expect(sum(table2.rows, (r) => r.population2020 - r.population2040)).toBe(59_580)
  })

  test('what a municipality hopes for is marked', () => {
    expect(table2.rows.filter((r) => r.target2040).map((r) => r.municipality)).toEqual([
      'aizuwakamatsu',
      'bandai',
    ])
  })
})

describe('what nobody checked', () => {
  const spots = [...content.places, ...content.institutions]
  const positions = [...content.stations, ...spots].flatMap(({ position }): Position[] =>
    position ? [position] : [],
  )
  const stationAt = new Map(content.stations.map((s) => [s.id, s.position]))

  test('is never an exact pin', () => {
    expect(positions.filter((p) => isExact(p) && p.source.includes('unverified'))).toEqual([])
  })

  test('is never a walk', () => {
    expect(spots.filter((s) => s.walk?.source.includes('unverified'))).toEqual([])
  })

  test('a walk fits the distance, and a doubtful one does not', () => {
    const fitting = (field: 'walk' | 'doubtfulWalk') =>
      spots.flatMap(({ id, position, ...spot }) => {
        const walk = spot[field]
        if (walk === undefined || position === undefined) return []
        const minutes = 'minutes' in walk ? walk.minutes : walk.statedMinutes
        return [{ id, fits: fits(minutes, metresBetween(stationAt.get(walk.station)!, position)) }]
      })
    expect(fitting('walk').filter((walk) => !walk.fits)).toEqual([])
    expect(fitting('doubtfulWalk')).toEqual([
      { id: 'tsurunoyu', fits: false },
      { id: 'hoyoji', fits: false },
    ])
  })

  test('every source in the register is used', () => {
    const used = new Set(sourced({ ...content, sources: [] }).flatMap((fact) => fact.source))
    expect(content.sources.filter((s) => !used.has(s.id)).map((s) => s.id)).toEqual([])
  })
})

describe('exhibits', () => {
  test('are marked as demonstration and lead to a place near their station', () => {
    for (const exhibit of content.exhibits) {
      expect(exhibit.institution.ja).toMatch(/^見本/)
      expect(content.institutions.some((i) => exhibit.institution.ja.includes(i.name.ja))).toBe(false)
      expect(content.places.find((p) => p.id === exhibit.place)!.station).toBe(exhibit.station)
    }
  })

  test('show only drawings that exist', () => {
    const drawn = content.exhibits.flatMap((e) => e.steps.map((s) => s.image.replace('drawings/', '')))
    expect(drawn.filter((name) => !Object.hasOwn(things, name))).toEqual([])
  })
})

test('a reader in Japanese gets sentences of at most 50 characters', () => {
  const long = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return []
    const own = 'ja' in value && typeof value.ja === 'string' ? value.ja.split(/[。\n]/) : []
    return [...own.filter((s) => s.length > 50), ...Object.values(value).flatMap(long)]
  }
  const { guideline: _, sources: __, ...written } = content
  expect(long(written)).toEqual([])
})
