import { railService } from '../../api/rail/index.ts'
import type { FeedDay, Network, Notice } from '../../api/rail/ports.ts'
import type { Call, Moment, Run } from '../../api/rail/run.ts'
import type { TripNews } from '../../api/rail/trip-news.ts'
import type { Train } from '../../content/index.ts'
import { holidays, network } from './small-network.ts'

/** A day after the drawn holiday. */
export const tuesday = '2026-11-24'
const clock = { now: () => Date.parse(`${tuesday}T05:00:00+09:00`) }

type Told = {
  readonly trains?: readonly Train[]
  readonly feeds?: (date: string) => readonly FeedDay[]
  readonly notices?: (date: string) => readonly Notice[]
  readonly news?: (date: string) => readonly TripNews[]
} & Partial<Pick<Network, 'suspensions' | 'closures' | 'winterTimetables' | 'places' | 'events'>>

/** A railway of drawn trains, feeds and hindrances. */
export const drawnRail = ({
  trains = [],
  feeds = () => [],
  notices = () => [],
  news = () => [],
  ...told
}: Told) =>
  railService({
    network: { ...network(trains), ...told },
    holidays,
    clock,
    feeds: { version: () => '1', on: feeds, stops: () => [], lines: () => [], sources: () => [] },
    realtime: {
      version: () => '1',
      on: news,
      vehicles: () => [],
      toldAt: () => undefined,
      sources: () => [],
    },
    notices: { version: () => '1', on: notices, sources: () => [] },
  })

/** A feed of the valley line that says nothing yet. */
export const feed = (told: Partial<FeedDay>): FeedDay => ({
  id: 'feed',
  line: 'valley',
  replaces: false,
  complete: false,
  runs: [],
  trains: [],
  footpaths: [],
  ...told,
})

const stated = (minute: number): Moment => ({
  earliestMinute: minute,
  latestMinute: minute,
  exact: true,
  confidence: 1,
  sources: ['drawn'],
})

/** A run that leaves each stop at a stated minute and ends at the last. */
export const run = (
  id: string,
  stops: readonly (readonly [string, number])[],
  told: Partial<Run> = {},
): Run => ({
  id,
  day: tuesday,
  line: 'valley',
  mode: 'train',
  direction: 'down',
  standing: 'current',
  asOf: { ja: '2026年', en: '2026' },
  calls: stops.map(([stop, minute], i): Call => {
    const at = stated(minute)
    if (i === 0) return { stop, departure: at }
    return i === stops.length - 1 ? { stop, arrival: at } : { stop, arrival: at, departure: at }
  }),
  ...told,
})

/** `castle -~600` … as a person would draw the runs of a day. */
export const drawn = (runs: readonly Run[]): Record<string, string> =>
  Object.fromEntries(runs.map((one) => [one.id, one.calls.map(callOf).join(', ')]))

const callOf = ({ stop, arrival, departure }: Call): string => `${stop} ${told(arrival)}/${told(departure)}`

const told = (moment: Moment | undefined): string => {
  if (moment === undefined) return '-'
  const { earliestMinute, latestMinute } = moment
  return moment.exact ? `${earliestMinute}` : `${earliestMinute}~${latestMinute}`
}
