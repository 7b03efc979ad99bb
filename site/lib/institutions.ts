/** Institutions that were taken in while the hub runs, as pages show them; those of the content stand in `region.ts`. */
import type { InferResponseType } from 'hono/client'
import { textFor } from '../../api/museum/language-map.ts'
import type { OpeningDays } from '../../api/museum/opening-days.ts'
import { apiFor } from './api.ts'
import type { Locale } from './locale.ts'
import { type Institution, institutionById, institutions, placeById, stations, type Text } from './region.ts'
import { straightKm } from './region-data.ts'

type Context = Parameters<typeof apiFor>[0]
type Museum = ReturnType<typeof apiFor>['api']['museum']
export type LiveInstitution = InferResponseType<Museum['institutions'][':id']['$get'], 200>

/** As far as lists show an institution, whoever wrote it down. */
export type InstitutionInList = Pick<Institution, 'id' | 'name' | 'kind' | 'municipality'>

const inBoth = (map: LiveInstitution['name']): Text => ({ ja: textFor(map, 'ja'), en: textFor(map, 'en') })

/** An institution that was taken in, as lists show those of the content. */
export const inList = ({ id, name, type, municipality }: LiveInstitution): InstitutionInList => ({
  id,
  name: inBoth(name),
  kind: type,
  municipality,
})

/** All that were taken in; none while the hub cannot be asked. */
export async function liveInstitutions(
  context: Context,
  locale: Locale,
): Promise<readonly LiveInstitution[]> {
  try {
    const answer = await apiFor(context, locale).api.museum.institutions.$get()
    return answer.ok ? (await answer.json()).institutions : []
  } catch {
    return []
  }
}

/** One that was taken in; undefined where none is public under this name. Throws while the hub cannot be asked. */
export async function liveInstitution(
  context: Context,
  locale: Locale,
  id: string,
): Promise<LiveInstitution | undefined> {
  const answer = await apiFor(context, locale).api.museum.institutions[':id'].$get({ param: { id } })
  return answer.ok ? answer.json() : undefined
}

/** Those of the content and those that were taken in since, of a municipality or of all. */
export async function allInstitutions(
  context: Context,
  locale: Locale,
  municipality?: string,
): Promise<readonly InstitutionInList[]> {
  const live = (await liveInstitutions(context, locale)).map(inList)
  const all: readonly InstitutionInList[] = [...institutions(), ...live]
  return municipality === undefined ? all : all.filter((one) => one.municipality === municipality)
}

/** Days and hours that are told, marked where nobody has looked them up. */
export type DaysTold = { readonly told: OpeningDays; readonly unverified: boolean }

/** What pages of things tell of the house that holds them, whoever wrote it down. */
export type House = Pick<Institution, 'id' | 'name' | 'kind' | 'municipality' | 'byReservation'> &
  Partial<Pick<Institution, 'station' | 'walk' | 'straightKm' | 'access' | 'opening' | 'closure'>> & {
    /** When it is open, of one that was taken in while the hub runs; of the others the words stand in `opening`. */
    readonly days?: DaysTold
  }

/** Where real things are seen, as far as pages tell the way there: a house, or a place that may be one. */
export type Seen = Pick<
  House,
  'id' | 'municipality' | 'walk' | 'straightKm' | 'access' | 'opening' | 'closure' | 'days'
> & {
  readonly byReservation?: boolean
  /** The house whose door it is, and whose admission is paid. */
  readonly institution?: string
}

/** Where the page of a place or a house leads; undefined where none is public there. */
export async function seenAt(
  context: Context,
  locale: Locale,
  page: string | null | undefined,
): Promise<Seen | undefined> {
  const [, kind, id = ''] = (page ?? '').split('/')
  if (kind === 'places') return placeById(id)
  const house = kind === 'institutions' ? await houseById(context, locale, id) : undefined
  return house && { ...house, institution: house.id }
}

/** The house under this name; undefined where there is none, or the hub cannot be asked for it. */
export async function houseById(context: Context, locale: Locale, id: string): Promise<House | undefined> {
  const own = institutionById(id)
  if (own !== undefined) return own
  try {
    const live = await liveInstitution(context, locale, id)
    return live && houseOfLive(live)
  } catch {
    return undefined
  }
}

/** What is told of one that was taken in, marked where nobody has looked it up. */
export const toldOf = (map: LiveInstitution['name'], { from }: LiveInstitution['told']) => ({
  ...inBoth(map),
  unverified: from === 'unverified',
})

export function houseOfLive(live: LiveInstitution): House {
  const station = stations().find(({ id }) => id === live.station)
  const { position, opening } = live
  const far =
    position === null || station === undefined
      ? undefined
      : straightKm({ lat: position.latitude, lng: position.longitude }, station)
  return {
    ...inList(live),
    byReservation: false,
    ...(station === undefined ? {} : { station: station.id }),
    ...(far === undefined ? {} : { straightKm: far }),
    ...(opening === null ? {} : { opening: toldOf(opening, live.told) }),
    ...(live.days === null ? {} : { days: { told: live.days, unverified: live.told.from === 'unverified' } }),
  }
}
