import { japanDay } from '../platform/clock.ts'
import type { Source, Text } from '../../content/index.ts'
import type { KeptNotice } from './kept-notice.ts'
import type { KnownTimetable } from './realtime-known.ts'
import type { RealtimeAlert, RealtimeMessage } from './realtime-message-zod.ts'
import type { TripMapping } from './realtime-trips.ts'
import type { Cut } from './suspension.ts'

export type AlertMapping = TripMapping & {
  /** Name of the message among those that are kept. */
  readonly id: string
  readonly kept: Source
  /** Lines by the station that a stop is. */
  readonly linesAt: (stop: string) => readonly string[]
}

/** The alerts of a message as notices of our lines and stations; what concerns none of them is told. */
export function noticesOf(message: RealtimeMessage, mapping: AlertMapping): KeptNotice[] {
  return message.entity.flatMap(({ id: entity, alert, isDeleted }) => {
    if (alert === undefined || isDeleted === true) return []
    const tell = (rule: 'realtime_alert_without_words' | 'realtime_alert_of_nothing_known', field: string) =>
      mapping.findings.add({ rule, file: mapping.file, field: `entity ${entity} ${field}` })
    const words = wordsOf(alert)
    const { lines, stations, isWhole } = concerned(alert, mapping)
    if (words === undefined) tell('realtime_alert_without_words', 'header_text')
    else if (lines.length === 0) tell('realtime_alert_of_nothing_known', 'informed_entity')
    if (words === undefined || lines.length === 0) return []
    const url = linkOf(alert)
    const cuts = alert.effect === 'NO_SERVICE' && isWhole ? lines.map((line): Cut => ({ line })) : []
    return (cuts.length > 1 ? cuts : [cuts[0]]).map((cut, i) => ({
      id: `${mapping.id}.${mapping.at}.${entity}${i === 0 ? '' : `.${i + 1}`}`,
      words,
      lines: cut === undefined ? lines : [cut.line],
      stations,
      from: japanDay(mapping.at),
      ...(url === undefined ? {} : { url }),
      ...(cut === undefined ? {} : { cut }),
      live: {
        message: mapping.id,
        periods: alert.activePeriod.map(({ start, end }) => ({
          ...(start === undefined || start === 0 ? {} : { from: start * 1000 }),
          ...(end === undefined || end === 0 ? {} : { to: end * 1000 }),
        })),
      },
      source: mapping.kept,
    }))
  })
}

/** Both languages; where one is missing the other stands for it. */
function wordsOf({ headerText, descriptionText }: RealtimeAlert): Text | undefined {
  const said = (which: 'ja' | 'en'): string =>
    [headerText, descriptionText]
      .map((text) => inLanguage(text, which))
      .filter((part) => part !== '')
      .join(' ')
  const [ja, en] = [said('ja'), said('en')]
  return ja === '' && en === '' ? undefined : { ja: ja || en, en: en || ja }
}

/** A text in a language; without one of its own the text without a language, else the first. */
function inLanguage(text: RealtimeAlert['headerText'], which: string): string {
  const all = text?.translation ?? []
  const found =
    all.find(({ language }) => language?.toLowerCase().startsWith(which)) ??
    all.find(({ language = '' }) => language === '') ??
    all[0]
  return (found?.text ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 1_000)
}

/** Only an address of the web becomes a link. */
function linkOf({ url }: RealtimeAlert): string | undefined {
  const said = inLanguage(url, 'ja')
  return /^https?:\/\//.test(said) && URL.canParse(said) ? new URL(said).href : undefined
}

/** The lines and stations an alert is about. `isWhole`: it names whole routes only. */
function concerned({ informedEntity }: RealtimeAlert, { timetables, linesAt, at }: AlertMapping) {
  const lines = new Set<string>()
  const stations = new Set<string>()
  let isWhole = informedEntity.length > 0
  for (const { routeId, stopId, trip } of informedEntity) {
    if (stopId !== undefined || trip !== undefined || routeId === undefined) isWhole = false
    for (const timetable of timetables) {
      const stop = stopId === undefined ? undefined : timetable.stopOf(stopId)
      const found = [
        ...(routeId === undefined ? [] : [timetable.lineOf(routeId)]),
        ...(stop === undefined ? [] : linesAt(stop)),
        trip?.routeId === undefined ? undefined : timetable.lineOf(trip.routeId),
        trip?.tripId === undefined ? undefined : lineOfTrip(timetable, trip.tripId, at),
      ]
      for (const line of found) if (line !== undefined) lines.add(line)
      if (stop !== undefined) stations.add(stop)
    }
  }
  return { lines: [...lines], stations: [...stations], isWhole }
}

function lineOfTrip(timetable: KnownTimetable, trip: string, at: number): string | undefined {
  const train = timetable.trainOf(trip)
  return train === undefined ? undefined : timetable.runOn(train, japanDay(at))?.line
}
