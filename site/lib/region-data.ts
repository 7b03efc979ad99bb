/** Reads the published content once and joins it into what pages ask for. */
import {
  content,
  isExact,
  toleranceMetres,
  type Facilities,
  type Line as WrittenLine,
  type Place as WrittenPlace,
  type Position as WrittenPosition,
  type SourcedText,
  type Station as WrittenStation,
} from '../../content/index.ts'
import type {
  Craft,
  Exhibit,
  Facility,
  FestivalEvent,
  Figures,
  Institution,
  Line,
  Municipality,
  Outline,
  Place,
  Position,
  Source,
  Station,
  Text,
  Told,
  Walk,
} from './region-model.ts'
import type { ShapePoint } from './scroll/course.ts'

const point = ([lat, lng]: readonly [number, number]): ShapePoint => ({ lat, lng })

/** The key only when there is a value: optional facts are absent, never undefined. */
const maybe = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  value === undefined || value === null ? {} : ({ [key]: value } as { [P in K]: V })

const told = (t: SourcedText): Told => ({ ja: t.ja, en: t.en, unverified: t.source.includes('unverified') })
const maybeTold = (t: SourcedText | undefined): Told | undefined => (t === undefined ? undefined : told(t))
const plain = (t: Text): Text => ({ ja: t.ja, en: t.en })

const notServed = new Set(content.stations.filter((s) => s.status === 'not-served').map((s) => s.id))

function lineOf(line: WrittenLine): Line {
  const seen = new Set<string>()
  const stops = line.parts
    .flatMap((part) => part.stops)
    .filter((s) => !seen.has(s.station) && seen.add(s.station))
    .map((s) => ({
      station: s.station,
      ...maybe('km', s.km),
      at: s.chainageKm,
      served: s.km !== null && !notServed.has(s.station),
    }))
  const shape = content.shapes.find((s) => s.line === line.id)
  return {
    id: line.id,
    name: line.name,
    operator: line.operator,
    ...maybe('operatorUrl', line.operatorUrl),
    summary: plain(line.summary),
    notes: line.notes.map(told),
    lengthKm: line.length.km,
    stops,
    points: (shape?.parts ?? []).flatMap((part) => part.points.map(point)),
    ...maybe('trainsTotal', line.trainsADay.count),
    trainsNote: line.trainsADay.words,
    sources: [
      ...line.length.source,
      ...line.summary.source,
      ...line.trainsADay.source,
      ...(shape?.source ?? []),
    ],
  }
}

const lines = content.lines.map(lineOf)

const facilityKeys = ['stepFree', 'toilet', 'stroller', 'signs'] as const

/** Only what is known; the page says once that the rest is not. */
function facilitiesOf(facilities: Facilities): Facility[] {
  return facilityKeys.flatMap((key) => {
    const one = facilities[key]
    return one === 'unknown'
      ? []
      : [{ label: `pages:access.${key}`, value: `pages:access.${one.state}`, ...maybe('note', one.note) }]
  })
}

const facilitySources = (facilities: Facilities): string[] =>
  facilityKeys.flatMap((key) => {
    const one = facilities[key]
    return one === 'unknown' ? [] : one.source
  })

function positionOf(p: WrittenPosition): Position {
  return {
    lat: p.lat,
    lng: p.lng,
    exact: isExact(p),
    ...(isExact(p) ? {} : maybe('metres', toleranceMetres(p))),
  }
}

const walkOf = (w: WrittenPlace['walk']): Walk | undefined =>
  w === undefined ? undefined : { station: w.station, minutes: w.minutes, reckoned: w.basis === 'reckoned' }

const codes = new Map(content.municipalities.map((m) => [m.id, m.code]))
const codeOf = (id: string | null): string | undefined => (id === null ? undefined : codes.get(id))

function stationOf(s: WrittenStation): Station {
  return {
    id: s.id,
    name: s.name,
    kana: s.kana,
    lat: s.position.lat,
    lng: s.position.lng,
    exact: isExact(s.position),
    ...maybe('municipality', codeOf(s.municipality)),
    townName: s.municipalityName,
    address: s.address,
    ...maybe('opened', s.opened?.day),
    served: s.status === 'open',
    summary: plain(s.summary),
    lines: lines.flatMap((line) => {
      const stop = line.stops.find((x) => x.station === s.id)
      return stop === undefined ? [] : [{ line, ...maybe('km', stop.km) }]
    }),
    facilities: facilitiesOf(s.facilities),
    sources: [
      ...s.source,
      ...s.position.source,
      ...(s.opened?.source ?? []),
      ...s.summary.source,
      ...facilitySources(s.facilities),
    ],
  }
}

/** Its own hours, or those of the institution that it is. */
const openingOf = ({ opening, institution }: WrittenPlace) =>
  opening ?? content.institutions.find(({ id }) => id === institution)?.opening

/** Where what only some places have comes from. */
const sourcesOfSome = (p: WrittenPlace): string[] =>
  [p.closure, openingOf(p), p.caution, p.roadside].flatMap((one) => one?.source ?? [])

function placeOf(p: WrittenPlace): Place {
  const position = p.position === undefined ? undefined : positionOf(p.position)
  const station = content.stations.find((s) => s.id === p.station)
  return {
    id: p.id,
    name: p.name,
    ...maybe('kana', p.kana),
    category: p.category,
    summary: plain(p.summary),
    ...maybe('municipality', codeOf(p.municipality)),
    townName: p.municipalityName,
    station: p.station,
    ...maybe('position', position),
    ...maybe(
      'straightKm',
      position === undefined || station === undefined ? undefined : straightKm(position, station.position),
    ),
    ...maybe('walk', walkOf(p.walk)),
    ...maybe('doubtfulMinutes', p.doubtfulWalk?.statedMinutes),
    way: told(p.access),
    season: told(p.season),
    bestMonths: p.season.months,
    ...maybe('closure', maybeTold(p.closure)),
    ...maybe('opening', maybeTold(openingOf(p))),
    closedMonths: p.closure?.months ?? [],
    ...maybe('caution', maybeTold(p.caution)),
    ...maybe('url', p.url ?? p.roadside?.infoUrl),
    ...maybe('institution', p.institution),
    facilities: facilitiesOf(p.facilities),
    sources: [
      ...p.source,
      ...p.summary.source,
      ...(p.position?.source ?? []),
      ...(p.walk?.source ?? []),
      ...p.access.source,
      ...p.season.source,
      ...sourcesOfSome(p),
      ...facilitySources(p.facilities),
    ],
  }
}

const rad = Math.PI / 180

/** Great-circle distance in kilometres. */
export function straightKm(a: ShapePoint, b: ShapePoint): number {
  const s =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * 6371.0088 * Math.asin(Math.sqrt(s))
}

/** Types of schema.org of kinds of institutions. */
export const schemas: Readonly<Record<string, string>> = {
  museum: 'Museum',
  temple: 'BuddhistTemple',
  shrine: 'PlaceOfWorship',
  library: 'Library',
  garden: 'Park',
  'art-space': 'ArtGallery',
  'historic-house': 'LandmarksOrHistoricalBuildings',
  'craft-centre': 'TouristAttraction',
}

const institutions: Institution[] = content.institutions.map((i) => {
  const position = positionOf(i.position)
  const station = content.stations.find((s) => s.id === i.station)
  return {
    id: i.id,
    name: i.name,
    kind: i.kind,
    schema: schemas[i.kind] ?? 'TouristAttraction',
    ...maybe('municipality', codeOf(i.municipality)),
    station: i.station,
    ...maybe('straightKm', station === undefined ? undefined : straightKm(position, station.position)),
    position,
    ...maybe('walk', walkOf(i.walk)),
    holdings: told(i.holdings),
    summary: plain(i.summary),
    ...maybe('designation', maybeTold(i.designation)),
    ...maybe('access', maybeTold(i.access)),
    ...maybe('closure', maybeTold(i.closure)),
    ...maybe('opening', maybeTold(i.opening)),
    byReservation: i.byReservation,
    ...maybe('url', i.url),
    facilities: facilitiesOf(i.facilities),
    sources: [
      ...i.source,
      ...i.position.source,
      ...i.holdings.source,
      ...(i.designation?.source ?? []),
      ...(i.access?.source ?? []),
      ...(i.closure?.source ?? []),
      ...(i.opening?.source ?? []),
      ...i.summary.source,
      ...facilitySources(i.facilities),
    ],
  }
})

const crafts: Craft[] = content.crafts.map((c) => ({
  id: c.id,
  name: c.name,
  summary: told(c.summary),
  madeIn: c.madeIn,
  ...maybe('designation', maybeTold(c.designation)),
  ...maybe('kind', maybeTold(c.kind)),
  ...maybe('material', maybeTold(c.material)),
  alsoCalled: (c.alsoCalled ?? []).map(told),
  municipalities: c.municipalities.flatMap((id) => codeOf(id) ?? []),
  stations: c.stations,
  places: c.places,
  exhibits: content.exhibits.filter((e) => e.craft === c.id).map((e) => e.id),
  sources: [
    ...c.source,
    ...[c.summary, c.designation, c.kind, c.material, ...(c.alsoCalled ?? [])].flatMap(
      (one) => one?.source ?? [],
    ),
  ],
}))

const events: FestivalEvent[] = content.events.map((e) => ({
  id: e.id,
  name: e.name,
  place: e.venue,
  ...maybe('municipality', codeOf(e.municipality)),
  station: e.station,
  rule: e.date.words,
  date: e.date.rule,
  certain: e.date.certain,
  months: e.date.months,
  ...maybe(
    'observed',
    e.observed === undefined ? undefined : [e.observed.from, e.observed.to].filter(Boolean).join(' – '),
  ),
  summary: plain(e.summary),
  unverified: e.date.source.includes('unverified'),
  sources: [...e.date.source, ...(e.observed?.source ?? []), ...e.summary.source],
}))

function figuresOf(id: string): Figures | undefined {
  const { table1, table2, table3 } = content.guideline
  const one = table1.rows.find((r) => r.municipality === id)
  const two = table2.rows.find((r) => r.municipality === id)
  const three = table3.rows.find((r) => r.municipality === id)
  return one === undefined || two === undefined || three === undefined
    ? undefined
    : { register: one, projection: two, staff: three }
}

const municipalities: Municipality[] = content.municipalities.map((m) => ({
  code: m.code,
  name: m.name,
  kana: m.kana,
  signed: m.guideline,
  summary: plain(m.summary),
  url: m.url,
  ...maybe('figures', figuresOf(m.id)),
  sources: [...m.source, ...m.summary.source, ...(m.guideline ? content.guideline.source : [])],
}))

const exhibits: Exhibit[] = content.exhibits.map((e) => ({
  id: e.id,
  title: e.title,
  lead: e.lead,
  institution: e.institution,
  demonstration: e.demonstration,
  place: e.place,
  station: e.station,
  steps: e.steps.map((s) => ({
    title: s.heading,
    text: s.text,
    drawing: s.image.replace(/^drawings\//, ''),
    alternative: s.alt,
  })),
  sources: e.source,
}))

const sources: Source[] = content.sources.map((s) => ({
  id: s.id,
  title: s.title,
  ...maybe('url', s.url),
  ...maybe('publisher', s.publisher),
  ...maybe('licence', s.licence),
  ...maybe('credit', s.credit),
  ...maybe('checked', s.checked),
  unverified: s.id === 'unverified',
}))

const names = new Map(content.municipalities.map((m) => [m.id, m]))
const outlines: Outline[] = content.outlines.flatMap((o) =>
  o.rings.map((ring) => ({
    code: names.get(o.municipality)?.code ?? '',
    name: names.get(o.municipality)?.name ?? { ja: '', en: '' },
    points: ring.map(point),
  })),
)

export const region = {
  lines,
  stations: content.stations.map(stationOf),
  places: content.places.map(placeOf),
  crafts,
  events,
  institutions,
  municipalities,
  exhibits,
  sources,
  outlines,
  /** Sums of the guideline's tables as printed. */
  guideline: content.guideline,
} as const
