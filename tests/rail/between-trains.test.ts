import { expect, test } from 'vitest'
import type { Place } from '../../content/index.ts'
import { pausesAt } from '../../api/rail/between-trains.ts'
import { run } from './drawn-service.ts'

const said = { ja: '言', en: 'said', source: ['drawn'] }
const place = (id: string, category: Place['category'], minutes: number): Place => ({
  id,
  name: { ja: id, en: id },
  category,
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  station: 'bridge',
  access: said,
  season: { ...said, months: [] },
  facilities: { stepFree: 'unknown', toilet: 'unknown', stroller: 'unknown', signs: 'unknown' },
  summary: said,
  source: ['drawn'],
  walk: { station: 'bridge', minutes, basis: 'stated' as const, source: ['walk'] },
})
const here = {
  date: '2026-11-20',
  station: 'bridge',
  runs: [
    run('morning', [['bridge', 620], ['snow', 660]]), // prettier-ignore
    run('evening', [['bridge', 1115], ['snow', 1140]]), // prettier-ignore
  ],
  places: [place('bath', 'onsen', 10), place('view', 'viewpoint', 12)],
  closures: [],
  light: { riseMinute: 390, setMinute: 985 },
}
/** What is left at each place from a minute until the next train. */
const thereFrom = (minute: number) =>
  Object.fromEntries(pausesAt(here, minute)[0]!.visits.map((visit) => [visit.place.id, visit.minutesThere]))

test.each([
  ['by day: less both ways', 400, { bath: 620 - 400 - 20, view: 620 - 400 - 24 }],
  ['before sunrise nobody is there yet', 120, { bath: 610 - 390, view: 608 - 390 }],
  ['on the way before sunrise, there just after', 385, { bath: 610 - 395, view: 608 - 397 }],
  ['after sunset only indoors', 900, { bath: 1115 - 900 - 20, view: 985 - 912 }],
  ['in the dark only indoors', 970, { bath: 1115 - 970 - 20 }],
])('%s', (_rule, minute, there) => {
  expect(thereFrom(minute)).toEqual(there)
})

test('never outside the hours of a place, nor after it lets nobody in any more', () => {
  const opening = {
    ...said,
    hours: [{ months: [], from: '10:00', to: '16:00', lastEntry: '15:30' }],
    shut: [],
  }
  const bath = { ...place('bath', 'onsen', 10), opening }
  const left = (minute: number) =>
    pausesAt({ ...here, places: [bath] }, minute)[0]!.visits.map((visit) => visit.minutesThere)
  // The train leaves at 10:20: at 10:10 one has to go, and at 10:00 it opens.
  expect(left(400)).toEqual([10])
  expect(left(700)).toEqual([16 * 60 - 710])
  expect(left(15 * 60 + 20)).toEqual([30])
  expect(left(15 * 60 + 21)).toEqual([])
})
