/** What the railway's API tells, as the pages of lines and stations show it. */
import type { ClientResponse, InferResponseType } from 'hono/client'
import type { apiFor } from './api.ts'
import { say } from './region.ts'
import type { Text } from './region-model.ts'
import type { Locale } from './locale.ts'
import { wordsFor } from './words.ts'

type Rail = ReturnType<typeof apiFor>['api']['rail']
export type LineNow = InferResponseType<Rail['lines'][':id']['now']['$get'], 200>
export type Board = InferResponseType<Rail['departures']['$get'], 200>
export type Pauses = InferResponseType<Rail['stations'][':id']['between-trains']['$get'], 200>
export type Offline = InferResponseType<Rail['timetable']['$get'], 200>
export type Departure = Board['departures'][number]
export type Live = Board['live'][number]
export type Lost = InferResponseType<Rail['journeys']['$get'], 200>['lost'][number]
export type Closure = Offline['closures'][number]

type Held<A> = A extends ClientResponse<infer Body, 200, 'json'> ? Body : never

/** What an answer holds. Pages ask for lines and stations that the content has: a refusal here is a mistake of ours. */
export async function held<
  A extends { readonly ok: boolean; readonly status: number; json(): Promise<unknown> },
>(asked: Promise<A>): Promise<Held<A>> {
  const answer = await asked
  if (!answer.ok) throw new Error(`the railway refused a page: ${answer.status}`)
  return (await answer.json()) as Held<A>
}

/** '6:08' as people write it. */
export const plainTime = (time: string): string => time.replace(/^0(?=\d)/, '')

/** The time of day of an instant with the offset of Japan. */
export const timeAt = (at: string): string => plainTime(at.slice(11, 16))

/** '13:05', '14:20頃', 'about 14:20'. */
export function toldTime(
  { time, exact }: { readonly time: string; readonly exact: boolean },
  locale: Locale,
): string {
  if (exact) return plainTime(time)
  const about = wordsFor(locale)('rail:about')
  return locale === 'en' ? `${about} ${plainTime(time)}` : `${plainTime(time)}${about}`
}

/** Whether something is said of a train that a reader must know: one that is on time is no news. */
export const isNews = ({ state, skipped }: Live): boolean => state !== 'on-time' || skipped.length > 0

/** 'about 10 minutes late', 約5分早い. */
export const lateInWords = (minutes: number, locale: Locale): string =>
  wordsFor(locale)(minutes < 0 ? 'rail:live.early' : 'rail:live.late', { count: Math.abs(minutes) })

/** Where a train goes, in the reader's words: its goal, else its direction. */
export function boundFor({ towards, train }: Pick<Departure, 'towards' | 'train'>, locale: Locale): string {
  const t = wordsFor(locale)
  return towards === undefined
    ? t(`rail:direction.${train.direction}`)
    : t('rail:now.bound', { to: say(towards as Text, locale) })
}

/** Closures that matter where one gets off: of the stations, their places, or the line itself. */
export const closuresFor = (
  closures: readonly Closure[],
  here: {
    readonly lines: readonly string[]
    readonly stations: readonly string[]
    readonly places: readonly string[]
  },
): Closure[] =>
  closures.filter(
    ({ line, stations, places }) =>
      (line !== undefined && here.lines.includes(line)) ||
      stations.some((station) => here.stations.includes(station)) ||
      places.some((place) => here.places.includes(place)),
  )
