import type { Source } from '../../content/index.ts'
import type { KeptNotice } from './kept-notice.ts'
import { type AlertMapping, noticesOf } from './realtime-alerts.ts'
import type { RealtimeMessage } from './realtime-message-zod.ts'
import { tripNewsOf } from './realtime-trips.ts'
import { type VehicleMapping, type VehicleNews, vehicleNewsOf } from './realtime-vehicles.ts'
import type { TripNews } from './trip-news.ts'

/** What a live message says of trains, as it is kept: one of each name, the newest. */
export type KeptRealtime = {
  readonly id: string
  readonly file: string
  /** When its maker made it, epoch milliseconds. */
  readonly at: number
  /** How long it is told as current. */
  readonly holdsMinutes: number
  readonly trips: readonly TripNews[]
  /** Where trains were seen; absent in messages that were kept before positions were read. */
  readonly vehicles?: readonly VehicleNews[]
  readonly source: Source
}

export type RealtimeMapping = Omit<AlertMapping, 'at' | 'source' | 'kept'> & {
  readonly now: number
  readonly holdsMinutes: number
  /** Who says so. */
  readonly publisher: string
  readonly positionAt: VehicleMapping['positionAt']
}

/** A clock of another machine may be ahead of ours by this much. */
const aheadMs = 5 * 60_000

/** Brings a message into the form that is kept; undefined where it is too old, too new or of a kind that is not read. */
export function realtimeOf(
  message: RealtimeMessage,
  { now, holdsMinutes, publisher, positionAt, ...mapping }: RealtimeMapping,
): { readonly kept: KeptRealtime; readonly notices: readonly KeptNotice[] } | undefined {
  const { id, file, findings } = mapping
  const { timestamp, incrementality } = message.header
  const at = (timestamp ?? 0) * 1000
  const tell = (rule: Parameters<typeof findings.add>[0]['rule'], field: string, value: string): void =>
    findings.add({ rule, file, field, value })
  if (incrementality === 'DIFFERENTIAL')
    tell('realtime_differential', 'header.incrementality', incrementality)
  if (at === 0) tell('realtime_timestamp_missing', 'header.timestamp', '')
  else if (at > now + aheadMs) tell('realtime_timestamp_ahead', 'header.timestamp', told(at))
  else if (at < now - holdsMinutes * 60_000) tell('realtime_stale', 'header.timestamp', told(at))
  if (findings.errors() > 0) return undefined
  const source: Source = {
    id: `realtime-${id}`,
    title: { ja: `${publisher}の運行情報`, en: `Live information of ${publisher}` },
    publisher,
    checked: told(now).slice(0, 10),
  }
  const whole = { ...mapping, at, source: source.id, kept: source }
  const trips = tripNewsOf(message, whole)
  const vehicles = vehicleNewsOf(message, { ...whole, trips, positionAt })
  return { kept: { id, file, at, holdsMinutes, trips, vehicles, source }, notices: noticesOf(message, whole) }
}

const told = (at: number): string => new Date(at).toISOString()
