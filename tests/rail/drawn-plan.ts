import type { Move } from '../../api/rail/move.ts'
import type { ThingToDo } from '../../api/rail/thing-to-do.ts'
import type { Doing, Visit, Wishes } from '../../api/rail/wishes.ts'
import { run } from './drawn-service.ts'

/** Parts of drawn days, for tests that read like the rules. Minutes are of the day. */
export const noWishes: Wishes = { themes: [], wanted: [], stepFree: false }

/** Something to do at the bridge that takes half an hour, at any hour, right at the station. */
export const thing = (id: string, told: Partial<ThingToDo> = {}): ThingToDo => ({
  id,
  kind: 'place',
  station: 'bridge',
  name: { ja: id, en: id },
  themes: ['crafts'],
  walk: { minutes: 0, isReckoned: false },
  visitMinutes: 30,
  needsDaylight: false,
  stepFree: 'unknown',
  exhibits: [],
  byReservation: false,
  isUncertain: false,
  hoursUnknown: false,
  closures: [],
  sources: ['drawn'],
  ...told,
})

/** Away from the station, minutes on foot one way. */
export const away = (minutes: number): Pick<ThingToDo, 'walk'> => ({ walk: { minutes, isReckoned: false } })

/** Let in between two minutes, the last time at a third. */
export const open = (
  fromMinute: number,
  toMinute: number,
  lastEntryMinute = toMinute,
): Pick<ThingToDo, 'open'> => ({ open: { fromMinute, lastEntryMinute, toMinute } })

/** Shut on the day. */
export const shut: Pick<ThingToDo, 'closures'> = {
  closures: [
    {
      id: 'shut',
      kind: 'place',
      effect: 'closed',
      places: [],
      stations: [],
      isStated: true,
      words: { ja: '休み', en: 'Shut' },
      sources: ['drawn'],
    },
  ],
}

/** A thing done, worth so much. */
export const doing = (value: number, told: Partial<ThingToDo> = {}, isWanted = false): Doing => ({
  thing: thing(`worth-${value}`, told),
  isWanted,
  value,
  startMinute: 600,
  endMinute: 630,
})

/** A stay of an hour by day, filled to the last minute, unless told otherwise. */
export const visit = (at: string, doings: readonly Doing[], told: Partial<Visit> = {}): Visit => ({
  at,
  arrivalMinute: 600,
  departureMinute: 660,
  doings,
  walkMinutes: 0,
  daylightMinutes: 60,
  idleMinutes: 0,
  ...told,
})

/** A move by one train, without a change or a walk. */
export const move = (
  from: string,
  to: string,
  [departureMinute, arrivalMinute]: readonly [number, number],
  train = 't',
): Move => ({
  from,
  to,
  departureMinute,
  arrivalMinute,
  changes: 0,
  walkMinutes: 0,
  rides: [
    {
      run: run(train, [[from, departureMinute], [to, arrivalMinute]]), // prettier-ignore
      fromIndex: 0,
      toIndex: 1,
      walkMinutesBefore: 0,
    },
  ],
})

/** Out and back over some stops, in less than an hour from door to door. */
export const outing = (stops: readonly string[], train = 't'): Move[] =>
  [...stops, 'castle'].map((to, i) =>
    move(stops[i - 1] ?? 'castle', to, [600 + i * 10, 605 + i * 10], `${train}${i}`),
  )
