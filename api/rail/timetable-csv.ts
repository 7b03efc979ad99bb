import type { Line, Source, Station, StopEvent, Text, Train } from '../../content/index.ts'
import type { Findings } from './import-report.ts'
import type { Rule } from './import-rules.ts'
import { bareName } from './station-key.ts'
import { stationNames } from './station-name.ts'
import { cellOf } from './timetable-cell.ts'
import { daysOf, isDay } from './timetable-days.ts'
import {
  carried,
  firstTrain,
  type Label,
  ownText,
  type TableRow,
  tableOf,
  type TimetableTable,
} from './timetable-table.ts'
import { optional } from './timed-stop.ts'

export type TimetableReading = {
  readonly id: string
  readonly file: string
  readonly lines: readonly Line[]
  readonly stations: readonly Station[]
  readonly findings: Findings
}

/** The trains of a table, one source for each way of naming one. */
export type ReadTimetable = {
  readonly line: Line
  readonly trains: readonly Train[]
  readonly sources: readonly Source[]
}

/** A printed timetable or a notice that somebody copied by hand. */
const confidence = 0.9

type Tell = (rule: Rule, row: TableRow | undefined, field: string, value?: string) => void

type Served = { readonly station: Station; readonly side: 'arr' | 'dep' | undefined; readonly row: TableRow }

/** Reads a table of stations × trains. Every mistake is told; undefined where no line is named. */
export function trainsOfTable(
  rows: readonly TableRow[],
  reading: TimetableReading,
): ReadTimetable | undefined {
  const { id, file, lines, stations, findings } = reading
  const tell: Tell = (rule, row, field, value) =>
    findings.add({ rule, file, field, ...optional({ row: row?.line, value }) })
  const table = tableOf(rows)
  const line = lineOf(table, lines, tell)
  if (line === undefined) return undefined
  const ours = new Set(line.parts.flatMap(({ stops }) => stops.map(({ station }) => station)))
  const names = stationNames(stations)
  const served = table.stations.flatMap(({ name, side, row }): Served[] => {
    const meant = names.meant(name)
    if (meant.kind === 'found' && ours.has(meant.station.id)) return [{ station: meant.station, side, row }]
    tell('foreign_key_violation', row, 'station', name)
    return []
  })
  if (table.columns.length === 0) tell('empty_file', undefined, 'train')
  const sources = new Map<string, Source>()
  const trains = table.columns.flatMap((column): Train[] => {
    const told = toldOf(table, column, { tell, id, sources })
    const events = eventsOf(served, column, { tell, source: told.source, goal: told.goal })
    const first = served.findIndex(({ station }) => station.id === events[0]?.station)
    const last = served.findLastIndex(({ station }) => station.id === events.at(-1)?.station)
    if (events.length === 0) {
      tell('missing_required_field', undefined, `column ${column + 1}`)
      return []
    }
    const passes = served
      .slice(first, last + 1)
      .some(({ row }) => cellOf(row.cells[column] ?? '').kind === 'passes')
    return [
      {
        id: `${id}-${column - firstTrain + 1}`,
        lines: [line.id],
        direction: directionOf(table, served, line),
        days: told.days,
        valid: told.valid,
        standing: 'current',
        events,
        // Where it is known to pass a station, nothing is guessed at the others either.
        ...(passes ? { stopping: 'unknown' as const } : {}),
        ...optional({
          number: told.number,
          name: told.name,
          to: goalOf(told.goal, names),
          becomes: becomesOf(table, column, { tell, lines }),
        }),
      },
    ]
  })
  return { line, trains, sources: [...sources.values()] }
}

function lineOf({ about }: TimetableTable, lines: readonly Line[], tell: Tell): Line | undefined {
  const row = about.get('line')
  const text = carried(row, firstTrain)
  if (text === '') tell('missing_required_field', row, 'line')
  const line = lines.find((one) => isNamed(one, text))
  if (line === undefined && text !== '') tell('foreign_key_violation', row, 'line', text)
  return line
}

/** 425D, or 会津鉄道:9D where it goes on over another line, whose sheet has it. */
function becomesOf(
  { about, columns }: TimetableTable,
  column: number,
  { tell, lines }: { readonly tell: Tell; readonly lines: readonly Line[] },
): Train['becomes'] | undefined {
  const row = about.get('becomes')
  const text = ownText(row, column)
  if (text === '') return undefined
  const [number = '', lineName] = text.split(/\s*[:／/]\s*/).toReversed()
  const line = lineName === undefined ? undefined : lines.find((one) => isNamed(one, lineName))
  const isHere = columns.some((other) => other !== column && ownText(about.get('number'), other) === number)
  if (line === undefined && (lineName !== undefined || !isHere)) {
    tell('foreign_key_violation', row, `column ${column + 1}`, text)
    return undefined
  }
  return { number, ...optional({ line: line?.id }) }
}

const isNamed = ({ id, name }: Line, text: string): boolean =>
  id === text || [name.ja, name.en].some((one) => bareName(one) === bareName(text))

/** As said; else by the kilometres: down leads away from the first one. */
function directionOf({ about }: TimetableTable, served: readonly Served[], line: Line): 'down' | 'up' {
  const said = carried(about.get('direction'), firstTrain).toLowerCase()
  if (['下り', 'down'].includes(said)) return 'down'
  if (['上り', 'up'].includes(said)) return 'up'
  const stops = line.parts.flatMap((part) => part.stops)
  const km = (one: Served | undefined): number =>
    stops.find(({ station }) => station === one?.station.id)?.km ?? 0
  return km(served[0]) <= km(served.at(-1)) ? 'down' : 'up'
}

type Telling = { readonly tell: Tell; readonly id: string; readonly sources: Map<string, Source> }

/** What the rows above say of one train. */
function toldOf({ about }: TimetableTable, column: number, { tell, id, sources }: Telling) {
  const text = (label: Label): string => carried(about.get(label), column)
  const title = text('source')
  if (title === '') tell('missing_required_field', about.get('source'), 'source')
  const day = (label: 'asOf' | 'from' | 'to'): string | undefined => {
    const said = text(label)
    if (said === '' && label === 'asOf') tell('missing_required_field', about.get(label), 'date')
    if (said !== '' && !isDay(said)) tell('invalid_date', about.get(label), label, said)
    return said === '' ? undefined : said
  }
  const [asOf, from, to] = [day('asOf'), day('from'), day('to')]
  const days = daysOf(text('days') || 'daily')
  if (days === undefined) tell('days_unknown', about.get('days'), 'days', text('days'))
  const key = `${title} ${asOf}`
  const source = sources.get(key) ?? {
    id: `feed-${id}-${sources.size + 1}`,
    title: { ja: title, en: title },
    ...optional({ checked: asOf }),
  }
  sources.set(key, source)
  const number = ownText(about.get('number'), column) || undefined
  const name = ownText(about.get('name'), column) || undefined
  return {
    number,
    name: name === undefined ? undefined : { ja: name, en: name },
    goal: text('goal'),
    days: days ?? ({ kind: 'daily' } as const),
    valid: { ...optional({ from, to }), words: { ja: `${asOf}現在`, en: `As of ${asOf}` } },
    source: source.id,
  }
}

function goalOf(goal: string, names: ReturnType<typeof stationNames<Station>>): Train['to'] | undefined {
  if (goal === '') return undefined
  const meant = names.meant(goal)
  const name: Text = { ja: goal, en: goal }
  return meant.kind === 'found' ? { station: meant.station.id, name: meant.station.name } : { name }
}

type Reading = { readonly tell: Tell; readonly source: string; readonly goal: string }
type Stated = { time: string; about: boolean; side: 'arr' | 'dep' | undefined; row: TableRow }

/** The stops of one train. Of a time that nobody calls arrival or departure: it leaves, but where it ends it arrives. */
function eventsOf(served: readonly Served[], column: number, { tell, source, goal }: Reading): StopEvent[] {
  const stated = new Map<string, Stated[]>()
  let before = -1
  for (const { station, side, row } of served) {
    const text = row.cells[column] ?? ''
    const cell = cellOf(text)
    if (cell.kind === 'unreadable') tell('invalid_time', row, `column ${column + 1}`, text)
    if (cell.kind !== 'time') continue
    const minute = minuteOf(cell.time)
    // Going on past midnight is one thing, a slip of the pen another: no train of ours rides for twelve hours.
    if (before >= 0 && (minute - before + dayMinutes) % dayMinutes > dayMinutes / 2)
      tell('stop_time_with_arrival_before_previous_departure_time', row, `column ${column + 1}`, text)
    before = minute
    const known = stated.get(station.id) ?? []
    known.push({ time: cell.time, about: cell.about, side: cell.side ?? side, row })
    stated.set(station.id, known)
  }
  const end = served.at(-1)?.station.id
  const ids = [...stated.keys()]
  return ids.map((id, i): StopEvent => {
    const isGoal = served.some(
      ({ station }) => station.id === id && goal !== '' && bareName(station.name.ja) === bareName(goal),
    )
    const ends = i > 0 && i === ids.length - 1 && (goal === '' ? id === end : isGoal)
    const sides = stated
      .get(id)!
      .map((one) => ({ ...one, side: one.side ?? (ends ? ('arr' as const) : ('dep' as const)) }))
    const [arr, dep] = [sides.find(({ side }) => side === 'arr'), sides.find(({ side }) => side === 'dep')]
    const estimated = sides.filter(({ about }) => about).map(({ side }) => side)
    return {
      station: id,
      ...optional({ arr: arr?.time, dep: dep?.time }),
      ...(estimated.length > 0 ? { estimated } : {}),
      confidence,
      source: [source],
    }
  })
}

const dayMinutes = 1440
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
