/** What the device answers, as the page shows it: journeys with their age, what is not known, the sources. */
import { ageInWords } from '../lib/age.ts'
import { writtenDay } from '../lib/day.ts'
import type { DeviceWords } from '../lib/plan/device-words.ts'
import { type DeviceAnswer, deviceJourneys, type Timetable } from './device-journeys.ts'
import { card, clockAt } from './device-card.ts'
import { el, fill } from './element.ts'
import { isStale } from './kept-page.ts'
import { keptDays, type OnDevice, timetableOf } from './kept-timetables.ts'

type Question = {
  readonly from: string
  readonly to: string
  readonly date: string
  /** 'HH:MM'; empty: the whole day. */
  readonly time: string
  readonly today: string
}

type Told = { readonly words: DeviceWords; readonly lang: string; readonly nextDay: string }

/** The first train of a day leaves later. */
const firstMinute = 3 * 60

const minuteOf = (time: string): number =>
  time === '' ? firstMinute : Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Looks for journeys: what the page shows of them. */
export async function journeysFor(asked: Question, told: Told): Promise<HTMLElement[]> {
  const found = await timetableOf(asked.date)
  return found === undefined ? nothingKept(asked, told) : answered(found, asked, told)
}

/** The same question on another day. */
function onDay(date: string, words: string): HTMLElement {
  const query = new URLSearchParams(location.search)
  query.set('date', date)
  query.delete('time')
  return el('a', { href: `${location.pathname}?${query}` }, words)
}

async function nothingKept(
  { date, today }: Question,
  { words: { says }, lang }: Told,
): Promise<HTMLElement[]> {
  const days = await keptDays(today)
  const told = days.length === 0 ? [says['device.noneKept']] : [`${says['device.keptDays']}:`]
  return [
    el('div', { className: 'empty stack' },
      el('p', { tabIndex: -1 }, el('strong', {}, fill(says['device.notKept'], { date: writtenDay(date, lang) }))),
      el('p', {}, ...told),
      el('ul', { className: 'linelist', role: 'list' }, ...days.map((day) => el('li', {}, onDay(day, writtenDay(day, lang))))),
    ),
  ] // prettier-ignore
}

async function answered(
  { timetable, keptAt }: OnDevice,
  asked: Question,
  told: Told,
): Promise<HTMLElement[]> {
  const { words, lang } = told
  const { says, isEnglish } = words
  const { from, to, date, time, today } = asked
  const later = await Promise.all((await keptDays(told.nextDay)).map(timetableOf))
  const known = later.flatMap((one) => one?.timetable ?? [])
  const answer = deviceJourneys(timetable, known, { from, to, minute: minuteOf(time), today })
  const names = new Map(timetable.stops.map(({ id, name }) => [id, isEnglish ? name.en : name.ja]))
  const nameOf = (stop: string): string => names.get(stop) ?? stop
  const shown = { words, nameOf, date }
  return [
    el('section', {},
      el('h2', { tabIndex: -1 }, says['result.journeys']),
      el('p', {}, el('time', { dateTime: date }, writtenDay(date, lang, true)), ` · ${nameOf(from)} → ${nameOf(to)}`),
      ageOf(keptAt, date, told),
      ...hindrances(answer, nameOf, told),
      answer.journeys.length === 0
        ? none(answer, told)
        : el('ol', { className: 'plans', role: 'list' }, ...answer.journeys.map((one) => card(one, shown))),
    ),
    coverage(answer, told),
    sources(answer, told),
  ] // prettier-ignore
}

/** When this was true: everything below is as old as that. */
function ageOf(keptAt: number | undefined, date: string, { words: { says }, lang }: Told): HTMLElement {
  const now = Date.now()
  const at = keptAt ?? now
  const when = new Intl.DateTimeFormat(lang, { timeZone: 'Asia/Tokyo', dateStyle: 'medium', timeStyle: 'short' }).format(at)
  const words = keptAt === undefined ? says['device.fresh'] : says['device.asOf']
  const told = fill(words, { when, age: ageInWords(at, now, lang) })
  const old = isStale(at, now, date)
  const p = el('p', { className: old ? 'notice warn' : 'small muted' }, old ? `${told} ${says['offline.stale']}` : told)
  p.dataset['age'] = ''
  return p
} // prettier-ignore

function none({ reason, next }: DeviceAnswer, { words: { says }, lang, nextDay }: Told): HTMLElement {
  const sentence = says[`reason.${reason as 'no_journey'}`]
  const after =
    next === undefined
      ? onDay(nextDay, says['otherDay'])
      : onDay(next.date, fill(says['nextService'], { date: writtenDay(next.date, lang), time: clockAt(next.departureMinute) }))
  return el('div', { className: 'empty stack' }, el('p', {}, el('strong', {}, sentence)), el('p', {}, after))
} // prettier-ignore

function hindrances({ suspensions, notices }: DeviceAnswer, nameOf: (stop: string) => string, { words }: Told): HTMLElement[] {
  const { says, isEnglish, lines } = words
  const say = (text: { readonly ja: string; readonly en: string } | undefined): string[] =>
    text === undefined ? [] : [isEnglish ? text.en : text.ja]
  const shut = suspensions.map(({ line, from, to, words: said, substitute, endWords }) => {
    const title =
      to === undefined
        ? fill(says.suspendedLine, { line: lines[line] ?? line })
        : fill(says.suspended, { from: from.map(nameOf).join(' / '), to: nameOf(to) })
    const rest = [said, substitute.words, endWords].flatMap(say)
    return el('div', { className: 'notice bad' }, el('p', {}, el('strong', {}, title)), ...rest.map((one) => el('p', {}, one)))
  })
  const told = notices.map(({ words: said }) =>
    el('p', { className: 'notice' }, el('strong', {}, says.notice), ` ${say(said)[0]}`),
  )
  return [...shut, ...told]
} // prettier-ignore

function coverage(answer: DeviceAnswer, { words: { says, lines } }: Told): HTMLElement {
  const row = ({ line, known, running, complete, operatorUrl }: Timetable['coverage'][number]): HTMLElement => {
    const words = says[`coverage.${complete ? 'complete' : running === null ? 'unknown' : 'part'}`]
    const name = lines[line] ?? line
    const told = fill(words, { line: name, known: String(known), running: String(running ?? 0) })
    const link = el('a', { href: operatorUrl ?? '' }, says['coverage.operator'], el('span', { className: 'visually-hidden' }, ` (${name})`))
    return el('li', {}, `${told} `, ...(operatorUrl === undefined ? [] : [link]))
  }
  return el('section', {}, el('h2', {}, says['coverage.title']), el('ul', { className: 'plainlist', role: 'list' }, ...answer.coverage.map(row)))
} // prettier-ignore

function sources(answer: DeviceAnswer, { words: { says, isEnglish } }: Told): HTMLElement {
  const row = ({ title, url, credit, checked }: Timetable['sources'][number]): HTMLElement => {
    const name = isEnglish ? title.en : title.ja
    return el('li', {},
      url === undefined ? name : el('a', { href: url }, name),
      credit === undefined ? '' : ` — ${credit}`,
      checked === undefined ? '' : `（${fill(says.checked, { date: checked })}）`,
    )
  }
  return el('section', { className: 'sources', hidden: answer.sources.length === 0 }, el('h2', {}, says.sources), el('ul', {}, ...answer.sources.map(row)))
} // prettier-ignore
