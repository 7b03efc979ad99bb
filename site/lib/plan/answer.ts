/** The planner's questions to the hub, and the answers as pages show them. */
import type { InferResponseType } from 'hono/client'
import { apiFor, headersFor, problemOf } from '../api.ts'
import type { Locale } from '../locale.ts'
import { type Ask, isJourneyOnly, type Wish } from './ask.ts'

type Context = Parameters<typeof apiFor>[0]
type Client = ReturnType<typeof apiFor>
type Journeys = InferResponseType<Client['api']['rail']['journeys']['$get'], 200>
type Journey = Journeys['journeys'][number]
type Point = Journeys['from']
type Way = { readonly departure: string; readonly arrival: string }
type Last = 'last' | 'last-known'
type Text = { readonly ja: string; readonly en: string }

export type Pass = Journey['passes'][number]

export type Leg = Journey['legs'][number] & {
  readonly ifMissed?: {
    readonly next?: Way
    readonly home?: Way
    readonly stranded?: Last
    readonly operatorUrls: readonly string[]
  }
}

export type Thing = {
  readonly id: string
  readonly kind: 'place' | 'institution' | 'festival'
  readonly name: Text
  readonly walkMinutes?: number
  /** Without a walk: another way that a source states; nobody told us its times. */
  readonly ride?: { readonly by: 'bus' | 'car'; readonly minutes?: number }
  /** Without a walk: so far from the station that nobody walks. */
  readonly straightKm?: number
  readonly start: string
  readonly end: string
  readonly visitMinutes: number
  readonly exhibits: readonly string[]
  readonly byReservation: boolean
  readonly askFirst: boolean
  /** When it is open, as a source says. */
  readonly hours?: Text
  /** It has hours, and nobody told us which. */
  readonly hoursUnknown: boolean
  readonly cautions: readonly Text[]
  readonly source: readonly string[]
}

export type Stop = {
  readonly at: Point
  readonly arrival: string
  readonly departure: string
  readonly things: readonly Thing[]
  readonly idleMinutes: number
  readonly daylight: Light
  readonly lastReturn?: Way & { readonly last: Last }
}

export type Light = { readonly sunrise: string; readonly sunset: string }

/** A day out, or a journey as a day without stays. */
export type Plan = Omit<Journey, 'legs'> & {
  /** Only of a day out: its name at the hub. */
  readonly id?: string
  readonly legs: readonly Leg[]
  readonly stops: readonly Stop[]
  readonly daylight?: Light
  readonly lastReturn?: Way & { readonly from: Point; readonly last: Last }
  /** Of one of two days: its own date. */
  readonly date?: string
}

/** Two days with a night between them. */
export type TwoDays = {
  readonly night: Point
  readonly springs: readonly { readonly id: string; readonly name: Text }[]
  readonly days: readonly (Plan & { readonly date: string })[]
}

/** A wish that is in none of the plans, and why. */
export type Unmet = {
  readonly wish:
    | { readonly kind: 'theme'; readonly theme: Wish }
    | { readonly kind: 'thing'; readonly id: string; readonly name: Text }
  readonly reason: string
  readonly things: readonly (Named & { readonly closures: readonly Text[] })[]
  readonly held?: { readonly date: string; readonly festival: Named; readonly certain: boolean }
  readonly nearestDay?: string
}

type Named = Pick<Thing, 'id' | 'kind' | 'name'>

export type Answer = {
  readonly from: Point
  readonly to: Point
  readonly plans: readonly Plan[]
  /** Only where a night was asked for: the plans in pairs. */
  readonly pairs?: readonly TwoDays[]
  readonly count: number
  readonly isCountWhole: boolean
  readonly reason?: string | undefined
  readonly nearestDay?: string
  /** Only of days out: what is in none of them. */
  readonly unmet?: readonly Unmet[]
  readonly nextService?: Way | undefined
  readonly coverage: Journeys['coverage']
  readonly suspensions: Journeys['suspensions']
  readonly notices: Journeys['notices']
  readonly live: Journeys['live']
  /** Only of journeys: those that live messages take away. */
  readonly lost?: Journeys['lost']
  readonly sources: Journeys['sources']
}

export type Candidate = { readonly id: string; readonly name: Text }

export type Found =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'station'
      readonly code: string
      readonly field: string
      readonly candidates: readonly Candidate[]
    }
  | { readonly kind: 'refused'; readonly title: string; readonly status: number }
  | { readonly kind: 'unavailable' }

/** Asks the hub for days or journeys; every failure is something a page can show. */
export async function plansFor(context: Context, locale: Locale, ask: Ask): Promise<Found> {
  try {
    const find = isJourneyOnly(ask) ? journeysFor : ask.trip === 'night' ? nightFor : daysFor
    return await find(context, locale, ask)
  } catch {
    return { kind: 'unavailable' }
  }
}

async function journeysFor(context: Context, locale: Locale, ask: Ask): Promise<Found> {
  const { from, to, date } = ask
  // From the first train on: the whole day is compared.
  const query = { from, to, date, time: '03:00' }
  const response = await apiFor(context, locale).api.rail.journeys.$get({ query })
  if (response.status !== 200) return refusalOf(response)
  const { journeys, ...rest } = await response.json()
  const plans = journeys.map((journey) => ({ ...journey, stops: [] }))
  return { kind: 'answer', answer: { ...rest, plans, count: plans.length, isCountWhole: true } }
}

async function daysFor(context: Context, locale: Locale, ask: Ask): Promise<Found> {
  const response = await asked(context, locale, `/api/rail/day-plans?${dayQuery(ask)}`)
  if (response.status !== 200) return refusalOf(response)
  return { kind: 'answer', answer: (await response.json()) as Answer }
}

async function nightFor(context: Context, locale: Locale, ask: Ask): Promise<Found> {
  const response = await asked(context, locale, `/api/rail/two-day-plans?${dayQuery(ask)}`)
  if (response.status !== 200) return refusalOf(response)
  const told = (await response.json()) as Omit<Answer, 'plans' | 'pairs' | 'count'> & { plans: TwoDays[] }
  const plans = told.plans.flatMap(({ days }) => days)
  return { kind: 'answer', answer: { ...told, plans, pairs: told.plans, count: told.plans.length } }
}

/** What is told beside one plan. */
export type Beside = Pick<
  Answer,
  'from' | 'to' | 'coverage' | 'suspensions' | 'notices' | 'live' | 'lost' | 'sources'
>

/** A day out by its name, without any search; undefined where it has none or its trains no longer run so. */
export async function namedPlan(
  context: Context,
  locale: Locale,
  { ask, id }: { readonly ask: Ask; readonly id: string },
): Promise<{ readonly plan: Plan; readonly answer: Beside } | undefined> {
  if (!id.includes('~')) return undefined
  const query = wishesQuery(ask)
  if (ask.to !== '' && ask.trip === 'day') query.set('via', ask.to)
  const path = `/api/rail/day-plans/${encodeURIComponent(id)}?${query}`
  const response = await asked(context, locale, path)
  if (response.status !== 200) return undefined
  const { plan, date, ...answer } = (await response.json()) as Beside & { plan: Plan; date: string }
  if (ask.trip === 'night') return { plan: { ...plan, date }, answer }
  // An address whose day somebody changed names a plan of another day.
  return date === ask.date ? { plan, answer } : undefined
}

const asked = (context: Context, locale: Locale, path: string) =>
  context.locals.api(new Request(new URL(path, context.url.origin), { headers: headersFor(context, locale) }))

/** What the hub is asked: a way back passes through the goal, a way there ends in it. */
function dayQuery(ask: Ask): URLSearchParams {
  const { from, to, date, trip, stay } = ask
  const goal = to === '' ? [] : [[trip === 'oneway' ? 'to' : 'via', to]]
  const query = wishesQuery(ask)
  for (const [name, value] of [['from', from], ['date', date], ['minStay', stay], ...goal])
    if (value !== '') query.set(name!, value!)
  return query
}

/** What somebody comes for, as the hub is asked. */
const wishesQuery = ({ wishes, walk, stepFree }: Ask): URLSearchParams =>
  new URLSearchParams(
    [
      ['wishes', wishes.join(',')],
      ['walk', walk],
      ['stepFree', stepFree ? 'true' : ''],
    ].filter(([, value]) => value !== ''),
  )

async function refusalOf(response: { status: number; json: () => Promise<unknown> }): Promise<Found> {
  if (response.status >= 500) return { kind: 'unavailable' }
  const problem = await problemOf(response)
  const candidates = 'candidates' in problem ? (problem.candidates as readonly Candidate[]) : []
  if (problem.code.startsWith('station_') && problem.field !== undefined)
    return { kind: 'station', code: problem.code, field: problem.field, candidates }
  return { kind: 'refused', title: problem.title, status: response.status }
}
