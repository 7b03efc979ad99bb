import { clockOf } from '../day.ts'

/** 'H:MM' of an instant of the API. */
export const clock = (instant: string): string => clockOf(Date.parse(instant))

/** Whole minutes from one instant to another. */
export const minutesBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
