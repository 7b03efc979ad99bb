import type { Fares, Line, Station, StopEvent, Train } from '../../content/index.ts'
import type { Network } from '../../api/rail/ports.ts'

/** A drawn network of two lines and four stations. Nothing of it is a fact about a real railway. */
const said = (ja: string, en: string) => ({ ja, en, source: ['drawn'] })

const station = (id: string, ja: string, kana: string, en: string): Station => ({
  id,
  name: { ja, en },
  kana,
  code: '0',
  source: ['drawn'],
  municipality: 'town',
  municipalityName: { ja: '町', en: 'Town' },
  address: '町',
  position: { quality: 'derived', lat: 37.4948, lng: 139.9298, withinMetres: 10, source: ['drawn'] },
  status: 'open',
  summary: said('駅です。', 'A station.'),
  facilities: { stepFree: 'unknown', toilet: 'unknown', stroller: 'unknown', signs: 'unknown' },
})

const stop = (id: string, km: number) => ({
  station: id,
  km,
  calcKm: null,
  chainageKm: km,
  offTrackMetres: 0,
  source: ['drawn'],
})

const line = (id: string, ja: string, count: number | null, stations: readonly string[]): Line => ({
  id,
  name: { ja, en: id },
  operator: { ja: '鉄道', en: 'Railway' },
  kind: 'local',
  length: { km: 10, source: ['drawn'] },
  summary: said('路線です。', 'A line.'),
  notes: [],
  trainsADay: { count, words: { ja: '約', en: 'about' }, source: ['drawn'] },
  parts: [{ id, name: { ja, en: id }, stops: stations.map((one, i) => stop(one, i)) }],
})

/** A stop as people read it: `at('castle', { dep: '06:08' })`. */
export const at = (station: string, times: Partial<StopEvent>): StopEvent => ({
  station,
  confidence: 0.9,
  source: ['drawn'],
  ...times,
})

/** A daily train from the castle down the valley, unless told otherwise. */
export const train = (id: string, events: StopEvent[], told: Partial<Train> = {}): Train => ({
  id,
  lines: ['valley'],
  direction: 'down',
  days: { kind: 'daily' },
  valid: { words: { ja: '2026年', en: '2026' } },
  standing: 'current',
  events,
  ...told,
})

const drawnFares: Fares = {
  jr: {
    local: [{ from: '2026-01-01', steps: [{ kmFrom: 1, kmTo: 10, yen: 210 }], source: ['drawn'] }],
    trunk: [],
    rules: { shortMixedKm: 10, words: { ja: '作り物', en: 'Drawn' }, source: ['drawn'] },
  },
  company: [],
  quoted: [],
  passes: [],
}

/** Only 23 November 2026 and 1 January are holidays here. */
export const holidays = { isHoliday: (day: string) => day === '2026-11-23' || day.endsWith('-01-01') }

export const network = (trains: readonly Train[]): Network => ({
  version: 'drawn',
  lines: [
    line('valley', '谷線', 12, ['castle', 'bridge', 'snow']),
    line('hill', '丘線', null, ['bridge', 'hill']),
  ],
  stations: [
    station('castle', '会津若松', 'あいづわかまつ', 'Aizu-Wakamatsu'),
    station('bridge', '会津高田', 'あいづたかだ', 'Aizu-Takada'),
    station('snow', '只見', 'ただみ', 'Tadami'),
    station('hill', '塔のへつり', 'とうのへつり', 'Tonohetsuri'),
  ],
  trains,
  places: [],
  institutions: [],
  exhibits: [],
  tripKinds: [],
  events: [],
  suspensions: [],
  closures: [],
  winterTimetables: [],
  fares: drawnFares,
  viewpoints: [],
  carbon: {
    railGramsPerPassengerKm: 20,
    carGramsPerPassengerKm: 100,
    fiscalYear: 2000,
    words: { ja: '作り物', en: 'Drawn' },
    source: ['drawn'],
  },
  sources: [{ id: 'drawn', title: { ja: '作り物', en: 'Drawn' } }],
})
