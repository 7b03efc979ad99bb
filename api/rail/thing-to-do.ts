import type {
  Content,
  Facility,
  Festival,
  Institution,
  Opening,
  Place,
  Station,
  Text,
} from '../../content/index.ts'
import { festivalHeld } from '../places/index.ts'
import type { Holidays } from './calendar.ts'
import { type ClosureInForce, closuresAt, closuresOfHouse } from './closure.ts'
import { kmBeyondWalking } from './end-points.ts'
import { type OpenHours, openHoursOn } from './opening.ts'
import { optional } from './timed-stop.ts'
import { festivalOffer, offerOfInstitution, offerOfPlace, type Theme } from './theme.ts'

/** What things to do are taken from. */
export type Sights = Pick<Content, 'stations' | 'places' | 'institutions' | 'exhibits' | 'events'>

/** Something to do at a stop on a day. */
export type ThingToDo = {
  /** Id of the place, the institution without a place of its own, or the festival. */
  readonly id: string
  readonly kind: 'place' | 'institution' | 'festival'
  /** Station from which one goes there. */
  readonly station: string
  readonly name: Text
  readonly themes: readonly Theme[]
  /** Minutes on foot, one way; absent where no source states them: then nobody can say whether the time suffices. */
  readonly walk?: { readonly minutes: number; readonly isReckoned: boolean }
  /** Only without a walk: another way that a source states, and its minutes one way where it states them. */
  readonly ride?: { readonly by: 'bus' | 'car'; readonly minutes?: number }
  /** Only without a walk: kilometres from the station in a straight line, so many that nobody walks. */
  readonly straightKm?: number
  /** How long a visit takes: our assumption. */
  readonly visitMinutes: number
  readonly needsDaylight: boolean
  readonly stepFree: 'yes' | 'partly' | 'no' | 'unknown'
  /** Whether the month is one of its best; undefined where every month is as good. */
  readonly isInSeason?: boolean
  /** Institution and exhibits that one finds there. */
  readonly institution?: string
  readonly exhibits: readonly string[]
  /** Visits only after asking. */
  readonly byReservation: boolean
  /** A festival that is only roughly known for the day: ask first. */
  readonly isUncertain: boolean
  /** When one is let in on the day, and the words of the source; absent: nobody knows, or it is always open. */
  readonly open?: OpenHours
  readonly opening?: Opening
  /** Whether there are hours, which nobody told us: one has to ask. */
  readonly hoursUnknown: boolean
  /** What is shut or needs care there on the day. */
  readonly closures: readonly ClosureInForce[]
  /** Source ids. */
  readonly sources: readonly string[]
}

/** A day and what is shut on it. */
export type OnDay = {
  readonly date: string
  readonly closures: readonly ClosureInForce[]
  readonly holidays: Holidays
}

/** Everything to do on a day, by station, in the order of the content. */
export function thingsOn(
  day: OnDay,
  { stations, places, institutions, exhibits, events }: Sights,
): ReadonlyMap<string, readonly ThingToDo[]> {
  const { date, closures } = day
  const houses = new Map(institutions.map((one) => [one.id, one]))
  const housed = new Set(places.flatMap(({ institution }) => institution ?? []))
  const grounds = new Map(places.map((one) => [one.id, one]))
  const shownAt = (place: string): string[] =>
    exhibits.filter((exhibit) => exhibit.place === place).map(({ id }) => id)
  const things = [
    ...places.map((place) => ({
      ...thingOfPlace(place, date, houses.get(place.institution ?? '')),
      exhibits: shownAt(place.id),
      closures: closuresAt(place.id, closures),
    })),
    ...institutions.filter(({ id }) => !housed.has(id)).map((one) => thingOfInstitution(one, day)),
    ...events.flatMap((event) => thingOfFestival(event, date, grounds.get(event.place ?? ''))),
  ]
  const positions = new Map(stations.map(({ id, position }) => [id, position]))
  const spotOf = ({ id, institution }: ThingToDo): Place['position'] =>
    grounds.get(id)?.position ?? houses.get(institution ?? '')?.position
  const farOff = things.map((thing: ThingToDo) => ({
    ...thing,
    ...farFrom(positions.get(thing.station), thing.walk === undefined ? spotOf(thing) : undefined),
  }))
  return Map.groupBy(farOff, ({ station }) => station)
}

/** The places, each with the hours and closed days of the house that it is, where it has none of its own. */
export function asHoused(sights: Pick<Sights, 'places' | 'institutions'>): Place[] {
  const houses = new Map(sights.institutions.map((one) => [one.id, one]))
  return sights.places.map((place) => {
    const house = houses.get(place.institution ?? '')
    const closure = place.closure ?? house?.closure
    const opening = place.opening ?? house?.opening
    return { ...place, ...optional({ closure, opening }) }
  })
}

const monthOf = (date: string): number => Number(date.slice(5, 7))
const isWinter = (date: string): boolean => [12, 1, 2, 3].includes(monthOf(date))

function thingOfPlace(
  place: Place,
  date: string,
  house: Institution | undefined,
): Omit<ThingToDo, 'exhibits' | 'closures'> {
  const { id, name, station, walk, season, facilities, source } = place
  const offer = offerOfPlace(place)
  const way = walk ?? house?.walk
  const { months } = season
  const isSnowy = isWinter(date) && months.includes(monthOf(date))
  return {
    id,
    kind: 'place',
    station: way?.station ?? station,
    name,
    ...offer,
    themes: isSnowy ? [...offer.themes, 'snow'] : offer.themes,
    ...walkOf(way),
    ...rideOf(way, place.ride ?? house?.ride),
    stepFree: stateOf(facilities.stepFree),
    ...(months.length === 0 ? {} : { isInSeason: months.includes(monthOf(date)) }),
    ...(house === undefined ? {} : { institution: house.id }),
    byReservation: house?.byReservation ?? false,
    isUncertain: false,
    ...hoursOf(place, offer, date),
    sources: [
      ...new Set([
        ...source,
        ...((way ?? place.ride ?? house?.ride)?.source ?? []),
        ...season.source,
        ...(place.opening?.source ?? []),
      ]),
    ],
  }
}

function thingOfInstitution(house: Institution, { date, holidays }: OnDay): ThingToDo {
  const { id, name, station, walk, ride, facilities, byReservation, source } = house
  const offer = offerOfInstitution(house)
  return {
    id,
    kind: 'institution',
    station: walk?.station ?? station,
    name,
    ...offer,
    ...walkOf(walk),
    ...rideOf(walk, ride),
    stepFree: stateOf(facilities.stepFree),
    institution: id,
    exhibits: [],
    byReservation,
    isUncertain: false,
    ...hoursOf(house, offer, date),
    closures: closuresOfHouse(house, date, holidays),
    sources: [...new Set([...source, ...((walk ?? ride)?.source ?? []), ...(house.opening?.source ?? [])])],
  }
}

function thingOfFestival(event: Festival, date: string, ground: Place | undefined): ThingToDo[] {
  const held = festivalHeld(event.date, date)
  const ride = event.ride ?? ground?.ride
  if (held === 'no') return []
  const themes = isWinter(date) ? [...festivalOffer.themes, 'snow' as const] : festivalOffer.themes
  return [
    {
      id: event.id,
      kind: 'festival',
      station: event.station,
      name: event.name,
      ...festivalOffer,
      themes,
      ...rideOf(ground?.walk, ride),
      stepFree: 'unknown',
      exhibits: [],
      byReservation: false,
      isUncertain: held === 'perhaps',
      hoursUnknown: false,
      closures: [],
      sources: [...new Set([...event.date.source, ...(ride?.source ?? [])])],
    },
  ]
}

const walkOf = (walk: Place['walk']): Pick<ThingToDo, 'walk'> =>
  walk === undefined ? {} : { walk: { minutes: walk.minutes, isReckoned: walk.basis === 'reckoned' } }

const rideOf = (walk: Place['walk'], ride: Place['ride']): Pick<ThingToDo, 'ride'> =>
  walk !== undefined || ride === undefined
    ? {}
    : { ride: { by: ride.by, ...optional({ minutes: ride.minutes }) } }

/** How far off something is that no source says one can walk to, where nobody would. */
const farFrom = (
  station: Station['position'] | undefined,
  spot: Place['position'],
): Pick<ThingToDo, 'straightKm'> =>
  station === undefined || spot === undefined ? {} : optional({ straightKm: kmBeyondWalking(station, spot) })

const stateOf = (facility: Facility): ThingToDo['stepFree'] =>
  facility === 'unknown' ? 'unknown' : facility.state

/** The hours of a day; indoors there are some, whether or not anybody told us. */
function hoursOf(
  { opening }: Pick<Place, 'opening'>,
  { needsDaylight }: Pick<ThingToDo, 'needsDaylight'>,
  date: string,
): Pick<ThingToDo, 'open' | 'opening' | 'hoursUnknown'> {
  if (opening === undefined) return { hoursUnknown: !needsDaylight }
  const open = openHoursOn(opening, date)
  return { ...optional({ open, opening }), hoursUnknown: open === undefined }
}
