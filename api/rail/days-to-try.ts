import type { Festival } from '../../content/index.ts'
import { addDays } from '../platform/clock.ts'
import { festivalDays } from '../places/index.ts'
import { isBeyondTimetables, lastTimetableDay } from './day-journeys.ts'

/** For which day others are looked for, and what they are looked for. */
export type Trial = {
  /** 'YYYY-MM-DD': the day that was asked for. */
  readonly date: string
  /** Nobody travels before. */
  readonly today: string
  /** The festivals that are wished for: their own days come first. */
  readonly festivals: readonly Pick<Festival, 'date'>[]
  /** False: only a festival meets the wish, and the days around need no look. */
  readonly mayBeAnyDay: boolean
}

/** How far around the day asked for each day is tried. */
const daysAround = 45
/** How far ahead a festival and a season are looked for: every yearly day comes once. */
const monthsAhead = 12
const daysAhead = 366

/**
 * Days on which a wish might be met, the one to try first first: the days that the calendar names for its festivals, the
 * nearest first; then a week of each month that is all one knows of a festival; then the days around, the following one
 * before the one before; then the first of each month to come, where seasons turn. Never a day that has passed. For a
 * day that no timetable reaches, the days that one does reach, the last of them and those around it first.
 */
export function daysToTry(trial: Trial): string[] {
  const { today, festivals, mayBeAnyDay } = trial
  const isBeyond = isBeyondTimetables(trial.date, today)
  const date = isBeyond ? addDays(lastTimetableDay(today), 1) : trial.date
  const last = isBeyond ? lastTimetableDay(today) : addDays(date > today ? date : today, daysAhead)
  const isToCome = (day: string): boolean => day >= today && day <= last && day !== date
  const nearestFirst = (a: string, b: string): number =>
    awayFrom(date, a) - awayFrom(date, b) || (a > b ? -1 : 1)
  const named = festivals.flatMap((one) => namedDays(one, date)).filter(isToCome)
  const rough = festivals.flatMap((one) => roughDays(one, date)).filter(isToCome)
  const around = mayBeAnyDay
    ? [...daysNear(date), ...(isBeyond ? turnsBefore(date) : turnsOf(date))].filter(isToCome)
    : []
  return [...new Set([...named.toSorted(nearestFirst), ...rough.toSorted(nearestFirst), ...around])]
}

/** The nearest day that the calendar names for one of the festivals. */
export const heldNext = (trial: Omit<Trial, 'mayBeAnyDay'>): string | undefined =>
  daysToTry({ ...trial, mayBeAnyDay: false })[0]

const yearsAround = (date: string): number[] => [-1, 0, 1].map((more) => Number(date.slice(0, 4)) + more)

const namedDays = ({ date: { rule } }: Pick<Festival, 'date'>, date: string): string[] =>
  yearsAround(date).flatMap((year) => {
    const days = festivalDays(rule, year)
    return days === undefined ? [] : everyDay(days.first, days.last)
  })

/** A week of each month, so that every day of the week is tried: the one that lies nearer to the day asked for. */
function roughDays({ date: { rule, months } }: Pick<Festival, 'date'>, date: string): string[] {
  if (rule.kind !== 'about') return []
  return yearsAround(date).flatMap((year) =>
    months.flatMap((month) => {
      const first = firstOf(year, month)
      const last = addDays(firstOf(year, month + 1), -1)
      if (last < date) return everyDay(addDays(last, -6), last)
      if (first > date) return everyDay(first, addDays(first, 6))
      return everyDay(first, last)
    }),
  )
}

const daysNear = (date: string): string[] =>
  Array.from({ length: daysAround }, (_, i) => [addDays(date, i + 1), addDays(date, -i - 1)]).flat()

/** The firsts of the months to come. */
const turnsOf = (date: string): string[] =>
  Array.from({ length: monthsAhead }, (_, i) =>
    firstOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)) + i + 1),
  )

/** The firsts of the months that were, the latest first. */
const turnsBefore = (date: string): string[] =>
  Array.from({ length: monthsAhead }, (_, i) =>
    firstOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - i),
  )

/** A thirteenth month is January of the year after, a month 0 December of the year before. */
const firstOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)

function everyDay(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

const awayFrom = (date: string, other: string): number => Math.abs(Date.parse(date) - Date.parse(other))
