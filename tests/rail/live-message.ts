import { collectFindings } from '../../api/rail/index.ts'
import type { Network, Notice } from '../../api/rail/ports.ts'
import { parsedMessage } from '../../api/rail/realtime-message-zod.ts'
import { packed, unpacked } from '../../api/rail/unpack-protobufjs.ts'
import { readMessage } from '../../api/rail/realtime-reader.ts'
import { ownTimetable } from '../../api/rail/realtime-known.ts'
import { realtimeOf } from '../../api/rail/realtime.ts'
import { railService } from '../../api/rail/index.ts'
import { told } from './read-feed.ts'
import { tuesday } from './drawn-service.ts'
import { at, holidays, network, train } from './small-network.ts'

/** A message of Tuesday noon. */
export const noon = Date.parse(`${tuesday}T12:00:00+09:00`)
const clock = { now: () => noon + 60_000 }

const first = train('t1', [at('castle', { dep: '12:10' }), at('bridge', { arr: '12:30', dep: '12:31' }), at('snow', { arr: '13:00' })]) // prettier-ignore
const branch = train('h1', [at('bridge', { dep: '12:45' }), at('hill', { arr: '13:00' })], { lines: ['hill'] }) // prettier-ignore
const later = train('t2', [at('castle', { dep: '15:00' }), at('snow', { arr: '15:50' })], {
  number: '427D',
})
const sunday = train('s1', [at('castle', { dep: '09:00' }), at('snow', { arr: '09:50' })], { days: { kind: 'holidays' } }) // prettier-ignore
const small: Network = network([first, branch, later, sunday])
const planned = railService({ network: small, holidays, clock })
const own = ownTimetable(small, (day) => planned.dayOf(day).runs)

export const header = (told: object = {}) => ({ gtfsRealtimeVersion: '2.0', timestamp: noon / 1000, ...told })
export const update = (id: string, tripUpdate: object) => ({ id, tripUpdate })
export const message = (...entity: object[]) => ({ header: header(), entity })

const places: Readonly<Record<string, { lat: number; lng: number }>> = {
  castle: { lat: 37.49, lng: 139.93 },
  bridge: { lat: 37.46, lng: 139.84 },
  snow: { lat: 37.35, lng: 139.32 },
}
const positionAt = (stop: string) => places[stop]

/** Takes a message as the command does, as bytes or as JSON. */
export function taken(what: object, { form = 'bytes', now = clock.now(), skipsUnknown = false } = {}) {
  const findings = collectFindings()
  const bytes =
    form === 'bytes'
      ? packed(what as Record<string, unknown>)
      : new TextEncoder().encode(JSON.stringify(what))
  const reading = { file: 'live.pb', findings, unpack: unpacked, parse: parsedMessage }
  const read = readMessage(bytes, reading)
  const linesAt = (stop: string) =>
    small.lines.filter(({ parts }) => parts.some(({ stops }) => stops.some((one) => one.station === stop))).map(({ id }) => id) // prettier-ignore
  const parts = { id: 'live', ...reading, now, holdsMinutes: 30, publisher: '谷鉄道', timetables: [own], skipsUnknown, linesAt, positionAt } // prettier-ignore
  const kept = read && realtimeOf(read, parts)
  return { kept, report: findings.report(), told: told(findings.report()) }
}

/** A railway that was told a message. */
export function railTold(what: object, notices: readonly Notice[] = [], at = clock) {
  const { kept, told: said } = taken(what)
  if (kept === undefined) throw new Error(said.join('\n'))
  const { trips, source } = kept.kept
  const realtime = {
    version: () => '1',
    on: (date: string) => trips.filter(({ day }) => day === date),
    vehicles: () => kept.kept.vehicles ?? [],
    toldAt: () => noon,
    sources: () => [source],
  }
  const told = { version: () => '1', on: () => notices, sources: () => [] }
  return railService({ network: small, holidays, clock: at, realtime, notices: told })
}

export const late = (minutes: number, trip = 't1') =>
  update('e1', { trip: { tripId: trip }, stopTimeUpdate: [{ stopId: 'castle', departure: { delay: minutes * 60 } }] }) // prettier-ignore
export const cancelled = (trip: string) => update('e2', { trip: { tripId: trip, scheduleRelationship: 3 } })
const asked = { from: 'castle', to: 'hill', date: tuesday, time: '12:00' }
export const journeysOf = (rail: ReturnType<typeof railTold>, to = 'hill') => {
  const answer = rail.journeys({ ...asked, to })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}
