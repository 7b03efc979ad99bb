import type { Call, Moment, Run } from '../../api/rail/run.ts'

/** A generated region: nothing of it is a fact about a real railway. */
export type Region = {
  readonly runs: readonly Run[]
  readonly stops: readonly string[]
  readonly connections: number
}

/** Numbers between 0 and 1 that only the seed decides (mulberry32). */
export function drawsOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const stated = (minute: number): Moment => ({
  earliestMinute: minute,
  latestMinute: minute,
  exact: true,
  confidence: 1,
  sources: ['generated'],
})

/** Stops stand on a square grid; a line wanders over it, mostly straight on. */
const stopsPerLine = 15
const runsPerDirection = 18
const connectionsPerLine = 2 * runsPerDirection * (stopsPerLine - 1)

/** A region with about so many connections a day, the same for the same seed: lines of 15 stops, 36 runs a day each. */
export function generatedRegion(seed: number, aboutConnections: number): Region {
  const draw = drawsOf(seed)
  const lines = Math.max(1, Math.round(aboutConnections / connectionsPerLine))
  const side = Math.max(5, Math.round(Math.sqrt(lines * 9)))
  const runs = Array.from({ length: lines }, (_, line) =>
    runsOfLine(`l${line}`, wander(draw, side), draw),
  ).flat()
  return {
    runs,
    stops: [...new Set(runs.flatMap(({ calls }) => calls.map(({ stop }) => stop)))],
    connections: runs.reduce((sum, { calls }) => sum + calls.length - 1, 0),
  }
}

function wander(draw: () => number, side: number): string[] {
  let [x, y] = [Math.floor(draw() * side), Math.floor(draw() * side)]
  let turn = Math.floor(draw() * 4)
  const seen = new Set([`${x}-${y}`])
  for (let tries = 0; seen.size < stopsPerLine && tries < 500; tries++) {
    if (draw() < 0.2) turn = (turn + (draw() < 0.5 ? 1 : 3)) % 4
    const next = [x + [1, 0, -1, 0][turn]!, y + [0, 1, 0, -1][turn]!] as const
    const isInside = next.every((at) => at >= 0 && at < side)
    if (!isInside || seen.has(next.join('-'))) {
      turn = Math.floor(draw() * 4)
      continue
    }
    ;[x, y] = next
    seen.add(next.join('-'))
  }
  return [...seen]
}

function runsOfLine(line: string, stops: readonly string[], draw: () => number): Run[] {
  const minutesBetween = stops.map(() => 2 + Math.floor(draw() * 6))
  return [stops, stops.toReversed()].flatMap((way, direction) =>
    Array.from({ length: runsPerDirection }, (_, i): Run => {
      let minute = 300 + i * 60 + Math.floor(draw() * 50)
      const calls = way.map((stop, at): Call => {
        const arrival = stated(minute)
        const departure = stated(at === 0 ? minute : ++minute)
        minute += minutesBetween[direction === 0 ? at : way.length - 2 - at] ?? 0
        if (at === 0) return { stop, departure }
        return at === way.length - 1 ? { stop, arrival } : { stop, arrival, departure }
      })
      const id = `${line}-${direction}-${i}`
      const asOf = { ja: '作り物', en: 'generated' }
      return { id, day: '2026-11-24', line, mode: 'train', standing: 'current', asOf, calls }
    }),
  )
}
