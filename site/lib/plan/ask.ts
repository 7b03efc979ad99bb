import { askedDay } from '../asked-day.ts'
import { nextDay } from '../day.ts'

/** What one may come for: the wishes of the form, in its order. */
export const wishes = [
  'hot-springs',
  'museums',
  'photographs',
  'food',
  'crafts',
  'festivals',
  'history',
  'nature',
  'snow',
  'family',
] as const

export type Wish = (typeof wishes)[number]

export const trips = ['day', 'night', 'oneway'] as const
export type Trip = (typeof trips)[number]

/** What somebody asks of a day; empty texts where nothing was said. */
export type Ask = {
  readonly from: string
  readonly to: string
  /** 'YYYY-MM-DD' in Japan. */
  readonly date: string
  /** Back the same day, on the next after a night, or only there. */
  readonly trip: Trip
  readonly wishes: readonly Wish[]
  /** Minutes on foot on the whole day at most, as typed. */
  readonly walk: string
  /** Minutes at each stop at least, as typed. */
  readonly stay: string
  readonly stepFree: boolean
}

const isWish = (text: string): text is Wish => (wishes as readonly string[]).includes(text)
const word = (params: URLSearchParams, name: string): string => (params.get(name) ?? '').trim().slice(0, 100)

const minutesIn = (params: URLSearchParams, name: string): string => {
  const typed = word(params, name).normalize('NFKC')
  return /^\d{1,3}$/.test(typed) ? typed : ''
}

/**
 * Reads the address of a page; what cannot be read is as if nothing was said. The day is today, or the nearest one to a
 * day that the calendar lacks.
 */
export function askOf(params: URLSearchParams, today: string): Ask {
  return {
    from: word(params, 'from'),
    to: word(params, 'to'),
    date: askedDay(params, today).date,
    trip: trips.find((one) => one === params.get('trip')) ?? 'day',
    wishes: wishes.filter((one) => wished(params).includes(one)),
    walk: minutesIn(params, 'walk'),
    stay: minutesIn(params, 'stay'),
    stepFree: params.get('stepFree') === 'true',
  }
}

const wished = (params: URLSearchParams): Wish[] =>
  params
    .getAll('wish')
    .flatMap((text) => text.split(','))
    .filter(isWish)

/** The query of an address that asks the same, always written in the same order. */
export function queryOf(ask: Ask, more: Readonly<Record<string, string>> = {}): string {
  const { from, to, date, trip, walk, stay, stepFree } = ask
  const pairs = {
    from,
    to,
    date,
    trip: trip === 'day' ? '' : trip,
    wish: ask.wishes.join(','),
    walk,
    stay,
    stepFree: stepFree ? 'true' : '',
    ...more,
  }
  const query = new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== ''))
  return query.toString().replaceAll('%2C', ',').replaceAll('%7E', '~')
}

/** Only a way from one station to another: no day has to be put together. */
export const isJourneyOnly = ({ trip, to, wishes: wished }: Ask): boolean =>
  trip === 'oneway' && to !== '' && wished.length === 0

/** The same on the day after. */
export const dayAfter = (ask: Ask): Ask => ({
  ...ask,
  date: nextDay(ask.date),
})
