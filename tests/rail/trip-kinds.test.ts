import { describe, expect, test } from 'vitest'
import { content, themes } from '../../content/index.ts'
import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { railService } from '../../api/rail/index.ts'
import { contentNetwork } from '../../api/rail/network-content.ts'
import { railRoutes } from '../../api/rail/routes.ts'

const clock = { now: () => Date.parse('2026-11-20T12:00:00+09:00') }
const rail = railService({
  network: contentNetwork,
  holidays: holidaysOfJapan,
  clock,
})
const routes = railRoutes({ rail })
const kinds = content.tripKinds

type Told = {
  id: string
  wish: Record<string, string | number | boolean | string[]>
  months: number[]
}
const answer = await (await routes.request('/rail/trip-kinds')).json()
const told: readonly Told[] = answer.kinds

/** A Tuesday in a month that suits. */
const suitable = (months: readonly number[]): string =>
  months.length === 0 || months.includes(11) ? '2026-11-24' : '2027-01-19'

const queryOf = ({ wish, months }: Told): string =>
  new URLSearchParams([
    ['date', suitable(months)],
    ...Object.entries(wish).map(([key, value]) => [key, String(value)]),
  ] as [string, string][]).toString()

describe('kinds of trips', () => {
  test('are the ten of the planner, in order', () => {
    expect(told.map(({ id }) => id)).toEqual([
      'first-visit',
      'photographs',
      'hot-springs-and-health',
      'crafts',
      'food',
      'family',
      'school-journey',
      'working-holiday',
      'snow',
      'no-stairs',
    ])
  })

  test.each(told.map((kind) => [kind.id, kind] as const))(
    '%s gives a day on which its wish is met',
    async (id, kind) => {
      const response = await routes.request(`/rail/day-plans?${queryOf(kind)}`)
      expect(response.status).toBe(200)
      const { plans, reason } = await response.json()
      expect({ id, reason }).toEqual({ id, reason: undefined })
      const wished = kind.wish['wishes'] as string[]
      const stops: readonly { things: { themes: string[] }[] }[] = plans[0].stops
      const found = new Set(stops.flatMap(({ things }) => things.flatMap((thing) => thing.themes)))
      if (wished.length > 0) expect(wished.some((theme) => found.has(theme))).toBe(true)
    },
  )

  test('cover every theme but festivals, which have days of their own', () => {
    const used = new Set(kinds.flatMap(({ wish }) => wish.themes))
    expect(themes.filter((theme) => !used.has(theme))).toEqual(['festivals'])
  })

  test('teach at a school journey, and nowhere else: each goal with its own sources', () => {
    expect(told.filter((kind) => 'learning' in kind).map(({ id }) => id)).toEqual(['school-journey'])
    const ids = answer.sources.map(({ id }: { id: string }) => id)
    for (const { source } of kinds.flatMap(({ learning = [] }) => learning))
      expect(ids).toEqual(expect.arrayContaining([...source]))
  })

  test('stand at the stops from which their houses are reached', () => {
    for (const { station, institution } of kinds.flatMap(({ learning = [] }) => learning)) {
      const house = content.institutions.find(({ id }) => id === institution)
      expect(house?.walk?.station ?? house?.station).toBe(station)
    }
  })
})
