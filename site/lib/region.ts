/** Questions that pages ask of the region. Pure look-ups over what `region-data.ts` read once. */
import type { Season } from '../drawings/picture.ts'
import { things, type Thing } from '../drawings/things.ts'
import { region, straightKm } from './region-data.ts'
import { wordsFor } from './words.ts'
import type {
  Craft,
  Exhibit,
  Facility,
  FestivalEvent,
  Institution,
  Line,
  Municipality,
  Outline,
  Place,
  Source,
  Station,
  Text,
} from './region-model.ts'

export type {
  Craft,
  Exhibit,
  Facility,
  FestivalEvent,
  Institution,
  Line,
  Municipality,
  Place,
  Source,
  Station,
  Text,
}

/** A text for a reader: English where the page is English, Japanese everywhere else. */
export const say = (text: Text, locale: string): string => (locale === 'en' ? text.en : text.ja)

const byKey = <T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> =>
  new Map(list.map((one) => [key(one), one]))

const lineIndex = byKey(region.lines, (l) => l.id)
const stationIndex = byKey(region.stations, (s) => s.id)
const placeIndex = byKey(region.places, (p) => p.id)
const craftIndex = byKey(region.crafts, (c) => c.id)
const eventIndex = byKey(region.events, (e) => e.id)
const institutionIndex = byKey(region.institutions, (i) => i.id)
const municipalityIndex = byKey(region.municipalities, (m) => m.code)
const exhibitIndex = byKey(region.exhibits, (e) => e.id)
const sourceIndex = byKey(region.sources, (s) => s.id)

export const lines = (): readonly Line[] => region.lines
export const stations = (): readonly Station[] => region.stations
export const places = (): readonly Place[] => region.places
export const crafts = (): readonly Craft[] => region.crafts
export const events = (): readonly FestivalEvent[] => region.events
export const institutions = (): readonly Institution[] => region.institutions
export const municipalities = (): readonly Municipality[] => region.municipalities
export const exhibits = (): readonly Exhibit[] => region.exhibits
/** One ring of a municipality's outline. */
export const outlines = (): readonly Outline[] => region.outlines
export const allSources = (): readonly Source[] => region.sources

export const lineById = (id: string): Line | undefined => lineIndex.get(id)
export const stationByParam = (id: string): Station | undefined => stationIndex.get(id)
/** A station by its id or by its name as it is written in Japanese or English. */
export const stationByName = (text: string): Station | undefined =>
  stationIndex.get(text) ??
  region.stations.find(({ name }) => name.ja === text || name.en.toLowerCase() === text.toLowerCase())
export const placeById = (id: string): Place | undefined => placeIndex.get(id)
export const craftById = (id: string): Craft | undefined => craftIndex.get(id)
export const eventById = (id: string): FestivalEvent | undefined => eventIndex.get(id)
export const institutionById = (id: string): Institution | undefined => institutionIndex.get(id)
export const municipalityByCode = (code: string): Municipality | undefined => municipalityIndex.get(code)
export const exhibitById = (id: string): Exhibit | undefined => exhibitIndex.get(id)

/** A station that the content names; the content build has checked that it exists. */
export function stationById(id: string): Station {
  const found = stationIndex.get(id)
  if (found === undefined) throw new Error(`the content names a station that it does not hold: ${id}`)
  return found
}

/** A source as an answer of the hub tells it: also those of imported timetables and of live messages. */
export type ToldSource = {
  readonly id: string
  readonly title: Text
  readonly url?: string | undefined
  readonly credit?: string | undefined
  readonly checked?: string | undefined
}

/** Each source once, in the order of its first use; `told` are those that the content may not have. */
export function sourcesOf(ids: readonly string[], told: readonly ToldSource[] = []): Source[] {
  const others = new Map(told.map((source) => [source.id, source]))
  return [...new Set(ids)].flatMap((id) => sourceIndex.get(id) ?? toldSource(others.get(id)))
}

function toldSource(source: ToldSource | undefined): Source[] {
  if (source === undefined) return []
  const { id, title, url, credit, checked } = source
  return [
    {
      id,
      title,
      ...(url === undefined ? {} : { url }),
      ...(credit === undefined ? {} : { credit }),
      ...(checked === undefined ? {} : { checked }),
      unverified: false,
    },
  ]
}

export const placesOfStation = (station: string): Place[] =>
  region.places.filter((p) => p.station === station)
/** The guideline's tables as printed. */
export const guideline = region.guideline

export const eventsOf = (code: string): FestivalEvent[] =>
  region.events.filter((e) => e.municipality === code)
export const craftsOf = (code: string): Craft[] =>
  region.crafts.filter((c) => c.municipalities.includes(code))
export const craftsOfPlace = (place: string): Craft[] => region.crafts.filter((c) => c.places.includes(place))
export const exhibitsOfStation = (station: string): Exhibit[] =>
  region.exhibits.filter((e) => e.station === station)
export const institutionsOfStation = (station: string): Institution[] =>
  region.institutions.filter((i) => i.station === station)
export const exhibitsOfPlace = (place: string): Exhibit[] => region.exhibits.filter((e) => e.place === place)

/** Places within some kilometres of a station in a straight line, the nearest first. */
export function nearby(station: Station, km: number): { place: Place; km: number }[] {
  return region.places
    .flatMap((place) =>
      place.position === undefined ? [] : [{ place, km: straightKm(station, place.position) }],
    )
    .filter((n) => n.km <= km)
    .toSorted((a, b) => a.km - b.km)
}

/** The stations on either side, towards the start and the end of the line. */
export function neighbours(line: Line, station: string): { before?: Station; after?: Station } {
  const i = line.stops.findIndex((s) => s.station === station)
  const before = line.stops[i - 1]
  const after = i === -1 ? undefined : line.stops[i + 1]
  return {
    ...(before === undefined ? {} : { before: stationById(before.station) }),
    ...(after === undefined ? {} : { after: stationById(after.station) }),
  }
}

/** What people come for first. */
const categoryOrder = [
  'viewpoint',
  'bridge',
  'onsen',
  'street',
  'castle',
  'history',
  'temple',
  'shrine',
  'craft',
  'food',
  'museum',
  'garden',
  'nature',
  'lake',
  'mountain',
  'activity',
  'station',
  'roadside',
  'dam',
]

export function placesByCategory(): { category: string; places: Place[] }[] {
  const order = [...new Set([...categoryOrder, ...region.places.map((p) => p.category)])].filter((c) =>
    region.places.some((p) => p.category === c),
  )
  return order.map((category) => ({ category, places: region.places.filter((p) => p.category === category) }))
}

export const categoryName = (category: string, locale: string): string =>
  wordsFor(locale)(`pages:category.${category}`)
export const kindName = (kind: string, locale: string): string =>
  wordsFor(locale)(`pages:institutionKind.${kind}`)

export const monthSeason = (month: number): Season =>
  month === 12 || month <= 2 ? 'winter' : month <= 5 ? 'spring' : month <= 8 ? 'summer' : 'autumn'

/** The season of a place's picture: its best month, or one that its name decides. */
export function seasonOf(place: Place): Season {
  const best = place.bestMonths[0]
  if (best !== undefined) return monthSeason(best)
  const all = ['spring', 'summer', 'autumn', 'winter'] as const
  return all[[...place.id].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 4]!
}

/** What a Japanese name says about the thing to draw; the first that fits. */
const byName: readonly (readonly [RegExp, Thing])[] = [
  [/駅([(（]|$)/, 'station'],
  [/赤べこ/, 'cow'],
  [/温泉|の湯|足湯/, 'spring'],
  [/道の駅/, 'road'],
  [/圓蔵寺|円蔵寺|虚空蔵/, 'cliff'],
  [/城|鶴ヶ城/, 'castle'],
  [/神社|神宮|八幡/, 'shrine'],
  [/寺|観音|堂|仏/, 'temple'],
  [/桐/, 'chest'],
  [/編み組|生活工芸館|木地/, 'basket'],
  [/からむし|木綿|織/, 'weaving'],
  [/本郷焼|窯|せと|陶/, 'pottery'],
  [/漆|会津塗|蒔絵/, 'lacquer'],
  [/ろうそく/, 'candle'],
  [/小法師|十日市|だるま/, 'doll'],
  [/そば|ラーメン|ソース|食/, 'noodles'],
  [/酒/, 'sake'],
  [/サイノカミ|歳の神|火/, 'fire'],
  [/歌舞伎|能楽/, 'stage'],
  [/さくら|桜/, 'cherry'],
  [/雪/, 'snowhouse'],
  [/渡し/, 'ferry'],
  [/ダム|発電/, 'dam'],
  [/湖|沼/, 'lake'],
  [/渓|峡|へつり|炭酸/, 'gorge'],
  [/ビューポイント|俯瞰|展望/, 'viewpoint'],
  [/橋/, 'bridge'],
  [/岳|山$|磐梯山/, 'mountain'],
  [/園$|庭/, 'garden'],
  [/宿|集落|家|邸/, 'house'],
  [/通り|蔵/, 'street'],
  [/館|センター|美術|博物/, 'museum'],
  [/ブナ/, 'beech'],
  [/まつり|祭/, 'festival'],
]

const byCategory: Readonly<Record<string, Thing>> = {
  viewpoint: 'viewpoint',
  bridge: 'bridge',
  onsen: 'spring',
  roadside: 'road',
  craft: 'lacquer',
  food: 'noodles',
  temple: 'temple',
  shrine: 'shrine',
  castle: 'castle',
  history: 'house',
  museum: 'museum',
  garden: 'garden',
  street: 'street',
  nature: 'gorge',
  lake: 'lake',
  mountain: 'mountain',
  dam: 'dam',
  activity: 'ferry',
  station: 'station',
  library: 'museum',
  'historic-house': 'house',
  'craft-centre': 'basket',
  'art-space': 'museum',
}

const thingFor = (name: string, fallback: Thing): Thing =>
  byName.find(([rule]) => rule.test(name))?.[1] ?? fallback

export const placeThing = (p: Place): Thing => thingFor(p.name.ja, byCategory[p.category] ?? 'town')
export const craftThing = (c: Craft): Thing => thingFor(c.name.ja, 'scroll')
export const eventThing = (e: FestivalEvent): Thing => thingFor(e.name.ja, 'festival')
export const institutionThing = (i: Pick<Institution, 'name' | 'kind'>): Thing =>
  thingFor(i.name.ja, byCategory[i.kind] ?? 'museum')

/** Names that exhibits use for drawings the project keeps under another name. */
const sameThing: Readonly<Record<string, Thing>> = {
  akabeko: 'cow',
  basketry: 'basket',
  baskets: 'basket',
  'lacquer-bowl': 'lacquer',
  kiln: 'pottery',
  farmhouse: 'house',
  'hot-spring': 'spring',
  onsen: 'spring',
  'roadside-station': 'road',
  'festival-fire': 'fire',
  soba: 'noodles',
  ramen: 'noodles',
  okiagari: 'doll',
  river: 'ferry',
  snow: 'snowhouse',
}

const isThing = (name: string): name is Thing => name in things

/** The drawing of a step; a drawing the project does not have yet becomes a scroll. */
export function exhibitThing(e: Exhibit, step: number): Thing {
  const named = e.steps[step]?.drawing ?? ''
  return isThing(named)
    ? named
    : (sameThing[named] ?? thingFor(`${named}${e.steps[step]?.title.ja ?? ''}${e.title.ja}`, 'scroll'))
}

const schemaTypes: Readonly<Record<string, string>> = {
  museum: 'Museum',
  temple: 'BuddhistTemple',
  shrine: 'PlaceOfWorship',
  food: 'FoodEstablishment',
  lake: 'LakeBodyOfWater',
  mountain: 'Mountain',
  station: 'TrainStation',
  garden: 'Park',
}

export const schemaType = (category: string): string => schemaTypes[category] ?? 'TouristAttraction'
