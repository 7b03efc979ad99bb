/** One journey of the device as a card: its times, its strip, what to board, and what is the last one. */
import type { Journey, Leg, Point, Ride } from '../../api/rail/journey.ts'
import { ridesBetween } from '../../api/rail/ride.ts'
import type { Moment } from '../../api/rail/run.ts'
import { becomesBetween, partAt } from '../../api/rail/through.ts'
import type { DeviceWords } from '../lib/plan/device-words.ts'
import { stripOf } from '../lib/plan/strip.ts'
import { el, fill } from './element.ts'

/** What a card needs beside its journey. */
export type Shown = {
  readonly words: DeviceWords
  readonly nameOf: (stop: string) => string
  /** 'YYYY-MM-DD': minutes of a journey are after its midnight. */
  readonly date: string
}

/** 'H:MM' of a minute of a day; after midnight it begins anew. */
export function clockAt(minute: number): string {
  const of = ((minute % 1440) + 1440) % 1440
  return `${Math.floor(of / 60)}:${String(of % 60).padStart(2, '0')}`
}

/** A journey with its legs. */
export function card(journey: Journey, shown: Shown): HTMLElement {
  const { says, changes } = shown.words
  const { departureMinute, arrivalMinute, legs } = journey
  const rides = legs.filter((leg) => leg.kind === 'ride')
  const isSure = rides.every(({ departure, arrival }) => departure.exact && arrival.exact)
  const facts = [
    lengthOf(arrivalMinute - departureMinute, says),
    changes[Math.min(journey.changes, changes.length - 1)]!,
    isSure ? says.exact : says.aboutTimes,
  ]
  return el('li', { className: 'card plancard' },
    el('h3', {}, el('span', { className: 'num' }, `${clockAt(departureMinute)} → ${clockAt(arrivalMinute)}`)),
    strip(journey, shown.date),
    el('p', { className: 'small muted num' }, facts.join(' · ')),
    el('ol', { className: 'hours', role: 'list' }, ...legs.map((leg) => row(leg, shown))),
  )
} // prettier-ignore

function lengthOf(minutes: number, says: DeviceWords['says']): string {
  const values = { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) }
  return fill(minutes < 60 ? says.minutes : says.hours, values)
}

function row(leg: Leg, shown: Shown): HTMLElement {
  const { says } = shown.words
  if (leg.kind === 'ride') return rideRow(leg, shown)
  const name = (point: Point): string => ('stop' in point ? shown.nameOf(point.stop) : '')
  const minutes = fill(says.minutes, { minutes: String(leg.walkMinutes) })
  const words = fill(says['day.walk'], { from: name(leg.from), to: name(leg.to) })
  return el('li', {},
    el('div', { className: 'at' }, clockAt(leg.departureMinute)),
    el('p', {}, `${words} (${minutes})`),
  )
} // prettier-ignore

function rideRow(ride: Ride, shown: Shown): HTMLElement {
  const { words, nameOf } = shown
  const { says, lines, isEnglish } = words
  const { run, fromIndex, toIndex, from, to, departure, arrival, last } = ride
  const say = (text: { readonly ja: string; readonly en: string }): string => (isEnglish ? text.en : text.ja)
  const towards = (text: Parameters<typeof say>[0] | undefined): string[] =>
    text === undefined ? [] : [fill(says['day.towards'], { station: say(text) })]
  const train = partAt(run, fromIndex, 'departure')
  const line = ridesBetween(run, fromIndex, toIndex).map((one) => lines[one.line] ?? one.line)
  const named = [[...new Set(line)].join(' · '), train.number ?? '', ...towards(train.to)].filter(Boolean)
  const stays = becomesBetween(run, fromIndex, toIndex).map((part) => {
    const next = [part.number ?? '', ...(part.name ? [say(part.name)] : []), ...towards(part.to)].filter(Boolean)
    const station = nameOf(run.calls[part.fromIndex]!.stop)
    return el('p', { className: 'small stay-on-board' }, fill(says.stayOn, { station, train: next.join(' ') || says.train }))
  })
  const warning = last === undefined ? [] : [el('p', { className: 'notice warn' }, last === 'last' ? says.last : says.lastKnown)]
  return el('li', {},
    el('div', { className: 'at' }, at(departure, 'earliestMinute', words)),
    el('div', {},
      el('p', {}, fill(says['day.board'], { station: nameOf(from) }), ' ', el('span', { className: 'small muted' }, named.join(' '))),
      ...stays,
      el('p', {}, el('span', { className: 'num' }, at(arrival, 'latestMinute', words)), ` ${fill(says['day.off'], { station: nameOf(to) })}`),
      ...warning,
    ),
  )
} // prettier-ignore

/** Who boards is told the earliest minute, who gets off the latest; one that no source states is "about". */
function at(moment: Moment, side: 'earliestMinute' | 'latestMinute', { says }: DeviceWords): string {
  const time = clockAt(moment[side])
  return moment.exact ? time : fill(says.about, { time })
}

/** The time as the strip that stands at every plan: trains are the line, where one changes are its knots. */
function strip({ departureMinute, arrivalMinute, legs }: Journey, date: string): SVGElement {
  const template = document.querySelector<HTMLTemplateElement>('#strip')!
  const svg = template.content.querySelector('svg')!.cloneNode(true) as SVGElement
  const midnight = Date.parse(`${date}T00:00:00+09:00`)
  const instant = (minute: number): string => new Date(midnight + minute * 60_000).toISOString()
  const span = (from: number, to: number) => ({ departure: instant(from), arrival: instant(to) })
  const { pieces, hours } = stripOf({
    ...span(departureMinute, arrivalMinute),
    stops: [],
    legs: legs.map((leg) =>
      leg.kind === 'walk'
        ? { mode: 'walk', ...span(leg.departureMinute, leg.arrivalMinute) }
        : { mode: leg.run.mode, ...span(leg.departure.earliestMinute, leg.arrival.latestMinute) },
    ),
  })
  for (const { x, hour } of hours) {
    svg.append(shape('path', { class: 'daystrip-hour', d: `M${x} 66v5` }))
    const text = shape('text', { class: 'daystrip-text', x, y: 81 })
    text.textContent = String(hour)
    svg.append(text)
  }
  for (const { kind, x, w } of pieces) {
    svg.append(shape('path', { class: `daystrip-${kind}`, d: `M${x} 52h${w}` }))
    if (kind === 'ride')
      for (const cx of [x, x + w]) svg.append(shape('circle', { class: 'daystrip-knot', cx, cy: 52, r: 3.6 }))
  }
  return svg
}

function shape(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  return made
}
