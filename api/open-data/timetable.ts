import { csvOf } from '../platform/csv.ts'
import { licence } from './licence.ts'
import type { Published } from './ports.ts'

/** Withdrawn trains are a record, never published. */
const told = ({ trains }: Published) => trains.filter(({ standing }) => standing !== 'withdrawn')

/** Every time that a source states, also of trains known at one stop only and of older timetables, which say so. */
export function timetableJson(published: Published): string {
  const trains = told(published)
  const ids = new Set(trains.flatMap(({ events }) => events.flatMap(({ source }) => source)))
  return JSON.stringify({
    version: published.version,
    complete: false,
    licence,
    trains,
    sources: published.sources.filter(({ id }) => ids.has(id)),
  })
}

const columns = [
  'train',
  'number',
  'lines',
  'direction',
  'days',
  'standing',
  'as_of_en',
  'station',
  'beyond_ja',
  'arrival',
  'departure',
  'estimated',
  'confidence',
  'sources',
]

/** The same, one stated stop a row. */
export const timetableCsv = (published: Published): string =>
  csvOf(
    columns,
    told(published).flatMap((train) =>
      train.events.map((event) => [
        train.id,
        train.number,
        train.lines.join(' '),
        train.direction,
        train.days.kind === 'dates' ? train.days.dates.join(' ') : train.days.kind,
        train.standing,
        train.valid.words.en,
        event.station ?? '',
        event.beyond?.ja,
        event.arr,
        event.dep,
        event.estimated?.join(' '),
        event.confidence,
        event.source.join(' '),
      ]),
    ),
  )
