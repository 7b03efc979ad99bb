/** Two neighbouring served stations on one line: the smallest piece of which a pace is known. */
export type Hop = {
  readonly line: string
  readonly from: string
  readonly to: string
  /** Fare distance (営業キロ) between the two. */
  readonly km: number
}

/** The stations of a line in the order of its parts, with the fare distance of each; null where no train calls. */
export type Rails = {
  readonly id: string
  readonly parts: readonly {
    readonly stops: readonly { readonly station: string; readonly km: number | null }[]
  }[]
}

/** The rails as a graph: every hop in both directions, by the station it leaves. */
export type Tracks = ReadonlyMap<string, readonly Hop[]>

/** The same for both directions, and for the two lines of a shared stretch their own. */
export const hopKey = ({ line, from, to }: Omit<Hop, 'km'>): string =>
  from < to ? `${line} ${from} ${to}` : `${line} ${to} ${from}`

/** Lays the tracks of the lines. Stations where no train calls (no distance) are passed over. */
export function tracksOf(lines: readonly Rails[]): Tracks {
  const tracks = new Map<string, Hop[]>()
  const lay = (hop: Hop): void => {
    const leaving = tracks.get(hop.from)
    if (leaving === undefined) tracks.set(hop.from, [hop])
    else leaving.push(hop)
  }
  for (const { id, parts } of lines)
    for (const { stops } of parts) {
      const served = stops.flatMap(({ station, km }) => (km === null ? [] : [{ station, km }]))
      for (const [i, b] of served.entries()) {
        const a = served[i - 1]
        if (a === undefined) continue
        const km = b.km - a.km
        lay({ line: id, from: a.station, to: b.station, km })
        lay({ line: id, from: b.station, to: a.station, km })
      }
    }
  return tracks
}

/** A train keeps to its own lines: a kilometre of another counts as this many. */
const foreign = 10

/** Ways already found; tracks never change. */
const found = new WeakMap<Tracks, Map<string, readonly Hop[] | undefined>>()

type Ends = { readonly from: string; readonly to: string }

/**
 * The hops of the shortest way from one station to another, on a train's own lines where there is a choice. Undefined
 * where the rails do not join the two, empty where they are the same.
 */
export function wayBetween(
  tracks: Tracks,
  { from, to }: Ends,
  lines: readonly string[] = [],
): readonly Hop[] | undefined {
  if (!tracks.has(from) || !tracks.has(to)) return undefined
  const known = found.get(tracks) ?? new Map<string, readonly Hop[] | undefined>()
  found.set(tracks, known)
  const key = [from, to, ...lines].join(' ')
  if (!known.has(key)) known.set(key, searched(tracks, { from, to }, lines))
  return known.get(key)
}

/** Dijkstra's search; a region has a hundred stations. */
function searched(tracks: Tracks, ends: Ends, lines: readonly string[]): readonly Hop[] | undefined {
  const best = new Map<string, { cost: number; by?: Hop }>([[ends.from, { cost: 0 }]])
  const open = new Set([ends.from])
  while (open.size > 0) {
    const here = [...open].reduce((a, b) => (best.get(a)!.cost <= best.get(b)!.cost ? a : b))
    if (here === ends.to) return backFrom(here, best)
    open.delete(here)
    for (const hop of tracks.get(here) ?? []) {
      const cost = best.get(here)!.cost + hop.km * (lines.includes(hop.line) ? 1 : foreign)
      if (cost >= (best.get(hop.to)?.cost ?? Infinity)) continue
      best.set(hop.to, { cost, by: hop })
      open.add(hop.to)
    }
  }
  return undefined
}

function backFrom(end: string, best: ReadonlyMap<string, { readonly by?: Hop }>): Hop[] {
  const hops: Hop[] = []
  for (let by = best.get(end)?.by; by !== undefined; by = best.get(by.from)?.by) hops.unshift(by)
  return hops
}
