import type { Text } from '../../content/index.ts'

/** Every file that can be taken along. */
export const dataFiles = [
  'aizu-rail-gtfs.zip',
  'timetable.json',
  'timetable.csv',
  'stations.geojson',
  'stations.csv',
  'lines.geojson',
  'lines.csv',
  'places.geojson',
  'places.csv',
] as const

export type DataFile = (typeof dataFiles)[number]

/** What kind of file a name's ending means. */
export const mediaTypes = {
  zip: { media: 'application/zip', type: 'ZIP', name: 'GTFS' },
  json: { media: 'application/json', type: 'JSON', name: 'JSON' },
  csv: { media: 'text/csv; charset=utf-8; header=present', type: 'CSV', name: 'CSV' },
  geojson: { media: 'application/geo+json', type: 'GEOJSON', name: 'GeoJSON' },
} as const

/** What kind of file one is. */
export const kindOf = (name: DataFile) => mediaTypes[name.split('.').at(-1) as keyof typeof mediaTypes]

/** One data set, in as many files as people ask for it. Its words on the page: `opendata:set.<id>`. */
export type DataSet = {
  readonly id: 'timetable' | 'stations' | 'lines' | 'places'
  readonly title: Text
  readonly about: Text
  readonly files: readonly DataFile[]
  /** A word of the European vocabulary of themes. */
  readonly theme: 'TRAN' | 'EDUC'
  readonly keywords: readonly Text[]
}

export const dataSets: readonly DataSet[] = [
  {
    id: 'timetable',
    title: { ja: '会津の鉄道の時刻（わかっている分）', en: 'Trains of Aizu, as far as known' },
    about: {
      ja: '只見線・磐越西線・会津鉄道・野岩鉄道の列車のうち、出典のある時刻だけを集めたものです。一部の列車しかありません。推定の時刻には印と幅があります。',
      en: 'Trains of the Tadami, Ban’etsu West, Aizu and Yagan lines whose times some source states. Partial: most trains are missing. Estimated times are marked and carry their bounds.',
    },
    files: ['aizu-rail-gtfs.zip', 'timetable.json', 'timetable.csv'],
    theme: 'TRAN',
    keywords: [
      { ja: '鉄道', en: 'railway' },
      { ja: '時刻表', en: 'timetable' },
    ],
  },
  {
    id: 'stations',
    title: { ja: '会津の駅', en: 'Stations of Aizu' },
    about: {
      ja: '4路線の駅の名前、読み、位置です。',
      en: 'Names, readings and positions of the stations of four lines.',
    },
    files: ['stations.geojson', 'stations.csv'],
    theme: 'TRAN',
    keywords: [{ ja: '駅', en: 'stations' }],
  },
  {
    id: 'lines',
    title: { ja: '会津の路線', en: 'Railway lines of Aizu' },
    about: {
      ja: '4路線の長さ、列車の本数、線路の形です。',
      en: 'Length, number of trains and track of four lines.',
    },
    files: ['lines.geojson', 'lines.csv'],
    theme: 'TRAN',
    keywords: [{ ja: '路線', en: 'railway lines' }],
  },
  {
    id: 'places',
    title: { ja: '会津の見どころ', en: 'Places to go in Aizu' },
    about: {
      ja: '見どころの名前、種類、最寄りの駅です。だれも確かめていない位置は入れていません。',
      en: 'Names, kinds and nearest stations of places to go. Positions that nobody checked are left out.',
    },
    files: ['places.geojson', 'places.csv'],
    theme: 'EDUC',
    keywords: [{ ja: '観光', en: 'tourism' }],
  },
]
