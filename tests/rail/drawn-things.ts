import type { Festival, Place } from '../../content/index.ts'
import type { Run } from '../../api/rail/run.ts'
import { feed, run } from './drawn-service.ts'

/** Things to do at the drawn stations. Nothing of it is a fact about a real place. */
const said = (en: string) => ({ ja: en, en, source: ['drawn'] })
const unknown = 'unknown' as const

/** A hot spring (an hour in the water) at a station, unless told otherwise. */
export const place = (id: string, station: string, told: Partial<Place> = {}): Place => ({
  id,
  name: { ja: id, en: id },
  category: 'onsen',
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  station,
  access: said('On foot.'),
  season: { ...said('All year.'), months: [] },
  facilities: { stepFree: unknown, toilet: unknown, stroller: unknown, signs: unknown },
  summary: said('A place.'),
  source: ['drawn'],
  ...told,
})

/** Minutes on foot, one way. */
export const walk = (station: string, minutes: number): Pick<Place, 'walk'> => ({
  walk: { station, minutes, basis: 'stated', source: ['drawn'] },
})

/** By bus or car, one way. */
export const ride = (by: 'bus' | 'car', minutes?: number): Pick<Place, 'ride'> => ({
  ride: { by, ...(minutes === undefined ? {} : { minutes }), source: ['drawn'] },
})

/** So many kilometres north of the drawn stations, in a straight line. */
export const north = (km: number): Pick<Place, 'position'> => ({
  position: { quality: 'unverified', lat: 37.4948 + km / 111.195, lng: 139.9298, source: ['drawn'] },
})

/** Known to have steps. */
export const steps: Pick<Place, 'facilities'> = {
  facilities: {
    stepFree: { state: 'no', source: ['drawn'] },
    toilet: unknown,
    stroller: unknown,
    signs: unknown,
  },
}

/** A festival on the same day every year, at a station. */
export const festival = (
  id: string,
  station: string,
  [month, day]: readonly [number, number],
  told: Partial<Festival['date']> = {},
): Festival => ({
  id,
  name: { ja: id, en: id },
  venue: { ja: '町', en: 'Town' },
  municipality: 'town',
  station,
  date: {
    words: { ja: '作り物', en: 'Drawn' },
    rule: { kind: 'fixed', month, from: day, to: day },
    months: [month],
    certain: true,
    source: ['drawn'],
    ...told,
  },
  summary: said('A festival.'),
})

type Hours = readonly (readonly [string, readonly (readonly [string, number])[]])[]

/** Down at 8:00 and 12:00, up at 10:00 and 16:00, an hour each way with the bridge half-way. */
export const valleyHours: Hours = [
  ['d1', [['castle', 480], ['bridge', 510], ['snow', 540]]],
  ['d2', [['castle', 720], ['bridge', 750], ['snow', 780]]],
  ['u1', [['snow', 600], ['bridge', 630], ['castle', 660]]],
  ['u2', [['snow', 960], ['bridge', 990], ['castle', 1020]]],
] // prettier-ignore

/** The same trains on every day. */
export const everyDay =
  (hours: Hours, told: Partial<Run> = {}) =>
  (date: string) => [feed({ runs: hours.map(([id, stops]) => run(id, stops, { ...told, day: date })) })]
