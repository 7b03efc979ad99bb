import { addDays } from '../platform/clock.ts'
import { type Locale, locales } from '../platform/words.ts'
import { type Span, toldSpans } from './kept-back.ts'

/** Looks of a day in a language, at one thing. */
export type DayOfLooks = {
  readonly day: string
  readonly language: Locale
  readonly step: number
  readonly looks: number
}

/** Looks of some days; undefined where they are kept back. Both days are part of it. */
export type Figure = {
  readonly fromDay: string
  readonly untilDay: string
  readonly looks: number | undefined
}

export type MonthOfLooks = Figure & {
  /** 'YYYY-MM'. */
  readonly month: string
  readonly languages: readonly { readonly language: Locale; readonly looks: number | undefined }[]
}

export type Figures = {
  /** The 7 and the 28 days that ended with the last Sunday. */
  readonly week: Figure
  readonly fourWeeks: Figure
  /** Months that are over, the newest first: each the weeks that end in it. */
  readonly months: readonly MonthOfLooks[]
}

/** What is told of how far readers come: how many came to a scene, or further. */
export type ReachedFigures = Omit<Figure, 'looks'> & {
  /** 'YYYY-MM'. */
  readonly month: string
  readonly steps: readonly { readonly step: number; readonly looks: number | undefined }[]
}

/** Numbers below this are told to nobody: what the staff of a museum sees. */
export const leastLooks = 5

/** Months that are shown, and months back to which is reckoned what a reader may work out. */
const [monthsShown, monthsReckoned] = [12, 24]

type Window = { readonly from: string; readonly end: string }
type Month = Window & { readonly month: string }

/** The month of a day, and the first day of the month so many later. */
const monthOf = (day: string): string => day.slice(0, 7)
const firstOfMonth = (day: string, later: number): string => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + later
  const year = Math.floor(months / 12)
  return `${year}-${String(months - year * 12 + 1).padStart(2, '0')}-01`
}

/** The Monday on or before a day. */
const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The first day whose looks may matter still. */
export const firstReckonedDay = (today: string): string => firstOfMonth(today, -monthsReckoned)

/** The Monday behind the last week that is told: a day is waited for, so that no process still has looks of it. */
const weekEnd = (today: string): string => mondayOf(addDays(today, -1))

/**
 * The weeks that end in the month of a day, or so many months later. Were a month told by its days, whoever has its weeks
 * would have the looks of the days at its ends.
 */
const weeksOfMonth = (day: string, later = 0): Window => ({
  from: mondayOf(firstOfMonth(day, later)),
  end: mondayOf(firstOfMonth(day, later + 1)),
})

/** The first and the last day of what is told of this day. */
export const toldPeriods = (today: string) => {
  const end = weekEnd(today)
  return { week: addDays(end, -7), fourWeeks: addDays(end, -28), untilDay: addDays(end, -1) }
}

/** Every window that was or is told, from the first day on, in the order in which it was told first. */
function windowsUntil(first: string, today: string): readonly Window[] {
  const windows: Window[] = []
  for (let end = addDays(mondayOf(first), 7); end <= weekEnd(today); end = addDays(end, 7))
    windows.push({ from: addDays(end, -7), end }, { from: addDays(end, -28), end })
  for (let later = 0; weeksOfMonth(first, later).end <= weekEnd(today); later++)
    windows.push(weeksOfMonth(first, later))
  return windows.toSorted((a, b) => (a.end === b.end ? 0 : a.end < b.end ? -1 : 1))
}

const nameOf = ({ from, end }: Window): string => `${from} ${end}`

/** The sums that are told of one thing's days, by their windows. Days before the first look hold nothing. */
function toldWindows(days: readonly DayOfLooks[], today: string): ReadonlyMap<string, number> {
  const counted = days.filter(({ day }) => day >= firstReckonedDay(today))
  const first = counted.map(({ day }) => day).toSorted()[0]
  if (first === undefined) return new Map()
  const windows = windowsUntil(first, today)
  const marks = [...new Set(windows.flatMap(({ from, end }) => [from, end]))].toSorted()
  const pieces = marks
    .slice(1)
    .map((end, n) => sumOf(counted.filter(({ day }) => day >= marks[n]! && day < end)))
  const spans = windows.map(({ from, end }): Span => ({
    from: marks.indexOf(from),
    until: marks.indexOf(end),
  }))
  const told = toldSpans(pieces, spans, leastLooks)
  return new Map(
    windows.flatMap((window, n) =>
      told[n] ? [[nameOf(window), sumOf(within(counted, window))] as const] : [],
    ),
  )
}

const sumOf = (days: readonly { readonly looks: number }[]): number =>
  days.reduce((sum, { looks }) => sum + looks, 0)
const within = (days: readonly DayOfLooks[], { from, end }: Window): readonly DayOfLooks[] =>
  days.filter(({ day }) => day >= from && day < end)

/** Looks at one thing, as they may be told on this day. */
export function figuresOf(days: readonly DayOfLooks[], today: string): Figures {
  const told = toldWindows(days, today)
  const figure = (window: Window): Figure => ({
    fromDay: window.from,
    untilDay: addDays(window.end, -1),
    looks: told.get(nameOf(window)),
  })
  const end = weekEnd(today)
  return {
    week: figure({ from: addDays(end, -7), end }),
    fourWeeks: figure({ from: addDays(end, -28), end }),
    months: monthsOver(days, today).map((window) => {
      const one = figure(window)
      return { ...one, month: window.month, languages: languagesOf(within(days, window), one) }
    }),
  }
}

/** Months whose weeks are over, from the first in which anybody looked on, the newest first. */
function monthsOver(days: readonly DayOfLooks[], today: string): readonly Month[] {
  const first = days.map(({ day }) => day).toSorted()[0]
  if (first === undefined) return []
  const months: Month[] = []
  for (let back = 0; months.length < monthsShown && weeksOfMonth(today, -back).end > first; back++) {
    const weeks = weeksOfMonth(today, -back)
    if (weeks.end <= weekEnd(today)) months.push({ ...weeks, month: monthOf(firstOfMonth(today, -back)) })
  }
  return months
}

/** A month by language. Where the month itself is kept back, so are all its languages. */
function languagesOf(days: readonly DayOfLooks[], { looks }: Figure): MonthOfLooks['languages'] {
  const pieces = locales.map((language) => sumOf(days.filter((one) => one.language === language)))
  if (looks === undefined) return locales.map((language) => ({ language, looks: undefined }))
  // The largest are told first: what has to go with a small one is the smallest that will do.
  const order = locales.map((_, n) => n).toSorted((a, b) => pieces[b]! - pieces[a]!)
  const spans = [{ from: 0, until: pieces.length }, ...order.map((n) => ({ from: n, until: n + 1 }))]
  const told = toldSpans(pieces, spans, leastLooks)
  return locales.map((language, n) => ({
    language,
    looks: told[1 + order.indexOf(n)] ? pieces[n] : undefined,
  }))
}

/** How many readers of a story came to each scene or further, month by month, the newest first. */
export function reachedFigures(
  furthest: readonly DayOfLooks[],
  steps: number,
  today: string,
): readonly ReachedFigures[] {
  return monthsOver(furthest, today).map((window) => {
    const days = within(furthest, window)
    const pieces = Array.from({ length: steps }, (_, n) => sumOf(days.filter(({ step }) => step === n + 1)))
    const told = toldSpans(
      pieces,
      pieces.map((_, from) => ({ from, until: steps })),
      leastLooks,
    )
    return {
      month: window.month,
      fromDay: window.from,
      untilDay: addDays(window.end, -1),
      steps: pieces.map((_, n) => ({
        step: n + 1,
        looks: told[n] ? sumOf(days.filter(({ step }) => step > n)) : undefined,
      })),
    }
  })
}
