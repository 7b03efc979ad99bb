import { addDays, japanDay, systemClock } from '../../../api/platform/clock.ts'

/** The first Monday from a day on, that day included. */
function mondayFrom(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, (8 - weekday) % 7)
}

const today = japanDay(systemClock.now())
const year = Number(today.slice(0, 4))
/** Autumn as on 30 November 2026: no holiday is among them, winter has not begun, and the one festival is somewhere, some day. */
const mondays = [year, year + 1].flatMap((one) => [mondayFrom(`${one}-10-20`), mondayFrom(`${one}-11-08`)])

/** The day that stories plan and look at: the next such Monday that is neither today nor tomorrow, whenever they are told. */
export const monday = mondays.find((day) => day > addDays(today, 1))!

/** So many days after it. */
export const afterMonday = (days: number): string => addDays(monday, days)
