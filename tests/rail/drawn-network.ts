import fc from 'fast-check'
import type { Call, Footpath, Moment, Run } from '../../api/rail/run.ts'

/** Stops of the small networks that property tests draw. */
export const drawnStops = ['a', 'b', 'c', 'd', 'e'] as const

const moment = (earliestMinute: number, latestMinute: number): Moment => ({
  earliestMinute,
  latestMinute,
  exact: earliestMinute === latestMinute,
  confidence: 1,
  sources: ['drawn'],
})

const step = fc.record({
  stop: fc.constantFrom(...drawnStops),
  /** Minutes since the call before, the wait, how far the bounds lie apart, and which times are known. */
  after: fc.nat(12),
  wait: fc.nat(4),
  spread: fc.oneof(fc.constant(0), fc.nat(9)),
  known: fc.constantFrom('both', 'both', 'both', 'arrival', 'departure', 'none'),
})

/** Runs of trains with estimates, of the night before and after too. */
const run = fc
  .record({
    start: fc.integer({ min: -30, max: 60 }),
    line: fc.constantFrom('hill', 'valley'),
    steps: fc.array(step, { minLength: 2, maxLength: 5 }),
  })
  .map(({ start, line, steps }): Omit<Run, 'id'> => {
    let minute = start
    let latest = start
    const calls = steps.map(({ stop, after, wait, spread, known }, i): Call => {
      minute += i === 0 ? 0 : after
      latest = Math.max(latest, minute + spread)
      const arrival = moment(minute, latest)
      minute += wait
      latest = Math.max(latest, minute)
      const departure = moment(minute, latest)
      return {
        stop,
        ...(i === 0 || known === 'departure' || known === 'none' ? {} : { arrival }),
        ...(i === steps.length - 1 || known === 'arrival' || known === 'none' ? {} : { departure }),
      }
    })
    const asOf = { ja: '2026年', en: '2026' }
    return { day: '2026-11-24', line, mode: 'train', standing: 'current', asOf, calls }
  })

const footpath = fc.record({
  from: fc.constantFrom(...drawnStops),
  to: fc.constantFrom(...drawnStops),
  walkMinutes: fc.nat(9),
}) satisfies fc.Arbitrary<Footpath>

/** A network of a few runs and footpaths; a footpath from a stop to itself says what a change takes there. */
export const drawnNetwork = fc.record({
  runs: fc
    .array(run, { minLength: 1, maxLength: 5 })
    .map((runs) => runs.map((one, i): Run => ({ ...one, id: `r${i}` }))),
  footpaths: fc.uniqueArray(footpath, { maxLength: 4, selector: ({ from, to }) => `${from}${to}` }),
})

/** Some stops with the minutes on foot to them. */
export const drawnEnd = fc.uniqueArray(
  fc.record({ stop: fc.constantFrom(...drawnStops), minutes: fc.nat(6) }),
  {
    minLength: 1,
    maxLength: 2,
    selector: ({ stop }) => stop,
  },
)

/** The same with some trains that become another one on the way: the number changes, who rides stays on board. */
export const drawnThrough = fc
  .record({
    network: drawnNetwork,
    cuts: fc.array(fc.constantFrom(0, 1, 1, 2), { minLength: 5, maxLength: 5 }),
  })
  .map(({ network: { runs, footpaths }, cuts }) => ({
    footpaths,
    runs: runs.flatMap((run, i) => cutAt(run, cuts[i]!)),
  }))

/** A run as two trains of one vehicle, where one gets off and on at the call; else as it is. */
function cutAt(run: Run, at: number): Run[] {
  const { stop, arrival, departure } = run.calls[at] ?? {}
  if (stop === undefined || arrival === undefined || departure === undefined) return [run]
  const then = `${run.id}b`
  return [
    { ...run, goesOnAs: then, calls: [...run.calls.slice(0, at), { stop, arrival }] },
    { ...run, id: then, number: then, calls: [{ stop, departure }, ...run.calls.slice(at + 1)] },
  ]
}
