/** The scroll as pages use it: the hero, the head of a page, the small picture; drawn once and kept. */
import type { Locale } from './locale.ts'
import { lineById, stationById } from './region.ts'
import { drawScroll, type Drawing, type ScrollRequest } from './scroll/draw.ts'

/** The line of the hero, and the stations that carry their name on it. */
const heroLine = 'tadami'
const named: ReadonlySet<string> = new Set([
  '会津若松',
  '会津本郷',
  '会津坂下',
  '会津柳津',
  '会津宮下',
  '会津川口',
  '会津横田',
  '只見',
  '大白川',
  '越後須原',
  '小出',
])

const sizes = {
  head: { height: 230, scale: 27, around: 27, detail: 'plain' },
  small: { height: 150, scale: 24, around: 9, detail: 'plain' },
} as const

const kept = new Map<string, Drawing>()

function once(key: string, draw: () => Drawing): Drawing {
  const found = kept.get(key)
  if (found !== undefined) return found
  const drawn = draw()
  kept.set(key, drawn)
  return drawn
}

function base(lineId: string): Pick<ScrollRequest, 'line' | 'points' | 'origin' | 'length'> | undefined {
  const line = lineById(lineId)
  if (line === undefined || line.points.length < 2) return undefined
  return {
    line: line.id,
    points: line.points,
    origin: stationById(line.stops[0]!.station),
    length: line.stops[line.stops.length - 1]!.at,
  }
}

const knotted = (lineId: string): { station: string; km: number }[] =>
  lineById(lineId)!
    .stops.filter((s) => s.served)
    .map((s) => ({ station: s.station, km: s.at }))

/** The whole line, names upright in Japanese and level in Latin letters. */
export function heroOf(locale: Locale): Drawing {
  const latin = locale === 'en'
  return once(`hero${latin}`, () =>
    drawScroll({
      ...base(heroLine)!,
      stations: knotted(heroLine).map(({ station, km }) => {
        const { name } = stationById(station)
        return { id: station, km, ...(named.has(name.ja) ? { label: latin ? name.en : name.ja } : {}) }
      }),
      height: 560,
      scale: 30,
      prefix: 'h',
      upright: !latin,
    }),
  )
}

/** The whole line without a name on it: what is drawn of it looks the same whatever letters a machine has. */
export const wholeLine = (): Drawing =>
  once('whole', () =>
    drawScroll({
      ...base(heroLine)!,
      stations: knotted(heroLine).map(({ station, km }) => ({ id: station, km })),
      height: 560,
      scale: 30,
      prefix: 'w',
    }),
  )

/** The stations whose names stand on the hero, in order. */
export function heroStops(): readonly { id: string }[] {
  return knotted(heroLine)
    .filter(({ station }) => named.has(stationById(station).name.ja))
    .map(({ station }) => ({ id: station }))
}

/** A stretch around a station, or around the middle of the line; nothing for a line without a shape. */
export function sliceOf(
  line: string,
  station: string | undefined,
  size: keyof typeof sizes,
): Drawing | undefined {
  const from = base(line)
  if (from === undefined) return undefined
  const { around, ...look } = sizes[size]
  return once(`${line}/${station ?? ''}/${size}`, () => {
    const stations = knotted(line).map(({ station: id, km }) => ({ id, km, here: id === station }))
    const middle =
      stations.find((s) => s.here)?.km ??
      (size === 'small' ? from.length * 0.32 : Math.min(from.length / 2, around))
    const wide = station === undefined && size === 'small' ? 27 : around
    return drawScroll({
      ...from,
      ...look,
      stations,
      from: middle - wide,
      to: middle + wide,
      prefix: `${line}${station ?? ''}${size}`.replaceAll(/[^a-z0-9]/g, ''),
    })
  })
}
