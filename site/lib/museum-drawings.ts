/** Our own drawings of the museum besides the scroll: no word is in them, so that they speak every language. */
import { content } from '../../content/index.ts'
import { picture, type Season } from '../drawings/picture.ts'
import { things, type Thing } from '../drawings/things.ts'
import { lineById } from './region.ts'
import { type Point, polyline } from './scroll/path.ts'

/** The inside of an SVG, and how large it is. */
export type Sheet = { readonly inner: string; readonly width: number; readonly height: number }

const stamp = (thing: Thing, [x, y]: Point, scale: number): string =>
  `<g transform="translate(${Math.round(x)} ${Math.round(y)})scale(${scale})">${things[thing]}</g>`

const ground = (width: number, height: number): string =>
  `<path fill="var(--ground)" d="M0 0h${width}v${height}H0z"/>`

// ---- where crafts are made ----

const mapWidth = 1_800
/** North and west ends of the map, and how many units a degree of longitude is wide. */
const edge = { north: 37.9, west: 139.1, south: 36.86, unitsPerDegree: mapWidth / 1.24 }
/** At this latitude a degree of longitude is shorter than one of latitude by this. */
const shortening = Math.cos((37.4 * Math.PI) / 180)

const onMap = ([latitude, longitude]: readonly [number, number]): Point => [
  (longitude - edge.west) * edge.unitsPerDegree,
  ((edge.north - latitude) * edge.unitsPerDegree) / shortening,
]

/** What is drawn for each craft, in the order in which they stand in a town. */
const craftThings: Readonly<Record<string, Thing>> = {
  'aizu-lacquerware': 'lacquer',
  akabeko: 'cow',
  'okiagari-koboshi': 'doll',
  'painted-candles': 'candle',
  'aizu-cotton': 'weaving',
  'aizu-hongo-ware': 'pottery',
  'oku-aizu-basketry': 'basket',
  paulownia: 'chest',
  'showa-karamushi': 'weaving',
}

/** Things of a town stand two beside each other, this far apart. */
const besides = { x: 108, y: 92 }
const craftScale = 0.78
/** Two small towns lie so close that their things would cover each other. */
const nudged: Readonly<Record<string, Point>> = { mishima: [-56, 44], yanaizu: [36, -34] }

const middleOf = (points: readonly Point[]): Point => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
}

type Town = { readonly municipality: string; readonly rings: readonly (readonly Point[])[] }

/** A map of the towns of Aizu and the four lines, with each craft drawn where it is made. */
export function craftMap(): Sheet {
  const height = Math.round(onMap([edge.south, edge.west])[1])
  const towns: readonly Town[] = content.outlines.map(({ municipality, rings }) => ({
    municipality,
    rings: rings.map((ring) => ring.map(onMap)),
  }))
  const inner = [ground(mapWidth, height), ...towns.map(land), ...tracks(), ...towns.map(madeIn)].join('')
  return { inner, width: mapWidth, height }
}

const washes = ['var(--b-summer)', 'var(--b-spring)', 'var(--w-bank)', 'var(--b-autumn)']

const land = ({ rings }: Town, n: number): string =>
  rings
    .map(
      (ring) =>
        `<path fill="${washes[n % washes.length]}" stroke="var(--w-near)" stroke-width="3" stroke-linejoin="round" d="${polyline(ring, true)}"/>`,
    )
    .join('')

const tracks = (): string[] =>
  content.shapes
    .flatMap(({ parts }) => parts)
    .map(({ points }) => polyline(points.map(onMap)))
    .map(
      (path) =>
        `<path fill="none" stroke="var(--ground)" stroke-width="11" d="${path}"/><path fill="none" stroke="var(--w-line)" stroke-width="5" d="${path}"/>`,
    )

/** The crafts of a town in its middle, two beside each other. */
function madeIn({ municipality, rings }: Town): string {
  const here = content.crafts.filter(({ municipalities }) => municipalities.includes(municipality))
  const [middleX, middleY] = middleOf(rings[0]!)
  const [right, down] = nudged[municipality] ?? [0, 0]
  const rows = Math.ceil(here.length / 2)
  return here
    .map(({ id }, n) => {
      const isAlone = n === here.length - 1 && n % 2 === 0
      const side = isAlone ? 0 : n % 2 === 0 ? -besides.x / 2 : besides.x / 2
      const row = (Math.floor(n / 2) - (rows - 1) / 2) * besides.y
      return stamp(craftThings[id] ?? 'scroll', [middleX + right + side, middleY + down + row], craftScale)
    })
    .join('')
}

// ---- the year ----

const months: readonly (readonly [Thing, Season])[] = [
  ['fire', 'winter'],
  ['snowhouse', 'winter'],
  ['basket', 'spring'],
  ['cherry', 'spring'],
  ['stage', 'spring'],
  ['weaving', 'summer'],
  ['festival', 'summer'],
  ['pottery', 'summer'],
  ['castle', 'autumn'],
  ['noodles', 'autumn'],
  ['beech', 'autumn'],
  ['mountain', 'winter'],
]

/** A picture of a month, and the white between two. */
const month = { width: 320, height: 200, gap: 20, inRow: 4 } as const

/** Twelve pictures, January to December from the upper left, each with what that month is known for. */
export function yearSheet(): Sheet {
  const rows = months.length / month.inRow
  const width = month.inRow * (month.width + month.gap) + month.gap
  const height = rows * (month.height + month.gap) + month.gap
  const panels = months.map(([thing, season], n) => {
    const x = month.gap + (n % month.inRow) * (month.width + month.gap)
    const y = month.gap + Math.floor(n / month.inRow) * (month.height + month.gap)
    return `<svg x="${x}" y="${y}" width="${month.width}" height="${month.height}" viewBox="0 0 ${month.width} ${month.height}">${picture(thing, `month-${n + 1}`, season)}</svg>`
  })
  return { inner: ground(width, height) + panels.join(''), width, height }
}

// ---- the bridges by their kilometre ----

const stretch = { from: 36, to: 92, unitsPerKm: 60, height: 520, track: 250 } as const
const kmAt = (km: number): number => (km - stretch.from) * stretch.unitsPerKm

/** The Tadami Line from Aizu-Yanaizu to Tadami drawn straight: its stations and its great bridges at their kilometres. */
export function bridgeSheet(): Sheet {
  const width = (stretch.to - stretch.from) * stretch.unitsPerKm
  const { track, height } = stretch
  const isHere = (km: number): boolean => km > stretch.from && km < stretch.to
  const stations = lineById('tadami')!.stops.filter(({ at }) => isHere(at))
  const bridges = content.viewpoints.filter(
    ({ id, line, km }) => line === 'tadami' && isHere(km) && id.endsWith('-bridge'),
  )
  const knots = stations.map(
    ({ at }) =>
      `<circle cx="${kmAt(at)}" cy="${track}" r="11" fill="var(--w-knot)" stroke="var(--w-line)" stroke-width="5"/>`,
  )
  const arches = bridges.map(({ km }) => {
    const x = kmAt(km)
    return `<path class="bridge" d="M${x - 44} ${track + 4}q44-84 88 0M${x - 30} ${track - 20}v20M${x - 15} ${track - 33}v33M${x} ${track - 38}v38M${x + 15} ${track - 33}v33M${x + 30} ${track - 20}v20"/>`
  })
  // Every fifth kilometre a tall mark, every other a short one.
  const marks = Array.from({ length: stretch.to - stretch.from - 1 }, (_, n) => stretch.from + n + 1).map(
    (km) =>
      `<path stroke="var(--border)" stroke-width="${km % 5 === 0 ? 4 : 2}" d="M${kmAt(km)} ${height - (km % 5 === 0 ? 34 : 18)}V${height}"/>`,
  )
  const hills =
    `<path fill="var(--w-far)" d="${ridge(width, 150, 70, 520)}V${height}H0z"/>` +
    `<path fill="var(--w-mid)" d="${ridge(width, 190, 50, 310)}V${height}H0z"/>` +
    `<path fill="var(--b-summer)" d="M0 ${track - 120}H${width}V${height}H0z"/>`
  const line = `<path fill="none" stroke="var(--w-line)" stroke-width="7" d="M0 ${track}H${width}"/>`
  return {
    inner:
      ground(width, height) +
      hills +
      river(bridges, width) +
      line +
      arches.join('') +
      knots.join('') +
      marks.join(''),
    width,
    height,
  }
}

/** The Tadami River changes the side at each bridge that is named after it; another stream comes down to its own. */
function river(bridges: readonly { readonly id: string; readonly km: number }[], width: number): string {
  const { track } = stretch
  const sides = [track + 96, track - 64] as const
  let side = 0
  let path = `M0 ${sides[0]}`
  for (const { km } of bridges.filter(({ id }) => id !== 'kanozugawa-bridge')) {
    const x = kmAt(km)
    const [from, to] = [sides[side]!, sides[1 - side]!]
    path += `H${x - 42}C${x} ${from} ${x} ${to} ${x + 42} ${to}`
    side = 1 - side
  }
  const streams = bridges
    .filter(({ id }) => id === 'kanozugawa-bridge')
    .map(({ km }) => `M${kmAt(km) + 60} ${track - 110}q-70 60-60 110T${kmAt(km) - 70} ${sides[side]!}`)
  const water = `${path}H${width}${streams.join('')}`
  return (
    `<path fill="none" stroke="var(--w-shore)" stroke-width="46" stroke-linejoin="round" d="${water}"/>` +
    `<path fill="none" stroke="var(--w-river)" stroke-width="36" stroke-linejoin="round" d="${water}"/>`
  )
}

/** A quiet line of hills: the same every time. */
function ridge(width: number, base: number, tall: number, wave: number): string {
  const points = Array.from({ length: Math.ceil(width / 40) + 1 }, (_, n): Point => {
    const x = Math.min(width, n * 40)
    return [x, base - tall * (0.5 + 0.5 * Math.sin(x / wave) * Math.cos(x / (wave * 0.37)))]
  })
  return polyline(points)
}
