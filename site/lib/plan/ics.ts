import ical from 'ical-generator'
import type { Locale } from '../locale.ts'
import { say } from '../region.ts'
import { wordsFor } from '../words.ts'
import type { Plan } from './answer.ts'
import { hoursOf, type Hour } from './hours.ts'

/** Japan has had one offset and no summer time since 1951. */
const zoneOfJapan = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Tokyo',
  'BEGIN:STANDARD',
  'DTSTART:19510101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'TZNAME:JST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

type Made = {
  readonly locale: Locale
  readonly key: string
  readonly date: string
  readonly address: string
  readonly madeAt: number
}

/** A plan as iCalendar text; the same plan has the same entries whenever it is fetched, so that none is doubled. */
export function calendarOf(plan: Plan, { locale, key, date, address, madeAt }: Made): string {
  const t = wordsFor(locale)
  const calendar = ical({ name: t('plan:title'), prodId: '//Aizu Meguri//Plan//EN' })
  calendar.timezone({ name: 'Asia/Tokyo', generator: () => zoneOfJapan })
  hoursOf(plan).forEach((hour, i) => {
    const { summary, location, end, isExact } = entryOf(hour, locale)
    calendar.createEvent({
      id: `${date}-${key}-${i}@aizu-meguri`,
      stamp: new Date(madeAt),
      start: inJapan(hour.at),
      end: inJapan(end),
      timezone: 'Asia/Tokyo',
      summary,
      location,
      url: address,
      description: [isExact ? '' : t('plan:ics.about'), t('plan:ics.note'), address]
        .filter(Boolean)
        .join('\n'),
    })
  })
  return calendar.toString()
}

/** The generator writes wall time from text without an offset; answers are always in Japanese time. */
const inJapan = (instant: string): string => instant.slice(0, 19)

function entryOf(hour: Hour, locale: Locale) {
  const t = wordsFor(locale)
  if (hour.kind === 'stay') {
    const { at, things, departure } = hour.stop
    const where = say(at.name, locale)
    const what = things.map((thing) => say(thing.name, locale)).join(', ')
    const summary = what === '' ? t('plan:day.stay', { station: where }) : `${where}: ${what}`
    return { summary, location: where, end: departure, isExact: true }
  }
  const { from, to, arrival, exact, mode } = hour.leg
  const names = { from: say(from.name, locale), to: say(to.name, locale) }
  const summary = mode === 'walk' ? t('plan:day.walk', names) : t('plan:result.from', names)
  return { summary, location: names.from, end: arrival, isExact: exact || mode === 'walk' }
}
