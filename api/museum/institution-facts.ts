import { japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { mapOf, type Texts } from './draft-text.ts'
import type { LanguageMap } from './language-map.ts'
import { type DaysFault, faultOfDays, type OpeningDays } from './opening-days.ts'
import { type InstitutionBody, isRecordIdentifier } from './record.ts'

/** What an institution can be; the same words as in the files of the content. */
export const institutionTypes = [
  'museum',
  'library',
  'temple',
  'shrine',
  'historic-house',
  'garden',
  'craft-centre',
  'art-space',
] as const
export type InstitutionType = (typeof institutionTypes)[number]

/** How well a position is known, in the words of the content; only the first may be drawn as a pin. */
export const positionQualities = ['official', 'approximate-300m', 'approximate-1km'] as const

export type InstitutionPosition = {
  readonly latitude: number
  readonly longitude: number
  readonly quality: (typeof positionQualities)[number]
}

/** Where what is said of an institution is known from. */
export type ToldFrom =
  /** Somebody can look it up. */
  | { readonly from: 'page'; readonly title: string; readonly address: string }
  /** The institution itself told it, on a day in Japan. */
  | { readonly from: 'itself'; readonly day: string }
  /** Nobody has looked it up: shown as such. */
  | { readonly from: 'unverified' }

/** What is told of an institution that was taken in while the hub runs; of the others the content's files say it. */
export type InstitutionFacts = {
  readonly type: InstitutionType
  /** The municipality's code; it never changes. */
  readonly municipality: string
  readonly position?: InstitutionPosition
  /** Id of the station where people get off. */
  readonly station?: string
  /** How one reaches it: a telephone number, an address. */
  readonly contact: LanguageMap
  /** When it is open, in words. */
  readonly opening?: LanguageMap
  /** When it is open, as days and hours. */
  readonly days?: OpeningDays
  readonly told: ToldFrom
}

/** An institution as somebody writes it down; texts by language, what is not known left out. */
export type InstitutionSaid = {
  readonly name: Texts
  readonly type: InstitutionType
  readonly position?: InstitutionPosition | undefined
  readonly station?: string | undefined
  /** Its own page, elsewhere. */
  readonly address?: string | undefined
  readonly contact: Texts
  readonly summary: Texts
  readonly opening: Texts
  readonly days?: OpeningDays | undefined
  readonly told: ToldFrom
}

/** An institution whose own record says what it is. */
export type LiveBody = InstitutionBody & { readonly facts: InstitutionFacts }

export type InstitutionAsked = InstitutionSaid & {
  readonly municipality: string
  /** Left out, it is made from the English name. */
  readonly identifier?: string | undefined
}

/** Why an institution is not written down so. Sentences: `museum:refusal.<code>`. */
export type InstitutionRefusal =
  /** A name, a summary and a contact are told in both languages, so that every reader has one. */
  | { readonly code: 'institution_text_missing'; readonly field: string }
  | { readonly code: 'institution_identifier_malformed'; readonly field: 'identifier' }
  | { readonly code: 'institution_station_unknown'; readonly field: 'station' }
  /** An exact pin needs a source that somebody can ask. */
  | { readonly code: 'institution_position_unsourced'; readonly field: 'position' }
  | { readonly code: 'institution_told_ahead'; readonly field: 'told.day' }
  /** Days or hours of which nobody could say whether it is open. */
  | DaysFault
  /** Viewers and harvesters could not take it as it is written. */
  | { readonly code: 'institution_malformed'; readonly field: string }
  /** Nothing of this name was taken in here: it is none, or the content's files tell of it. */
  | { readonly code: 'institution_not_taken_in' }

export const statusOfInstitutionRefusal: Readonly<Record<InstitutionRefusal['code'], number>> = {
  institution_text_missing: 422,
  institution_identifier_malformed: 422,
  institution_station_unknown: 422,
  institution_position_unsourced: 422,
  institution_told_ahead: 422,
  institution_hours_backwards: 422,
  institution_days_unclear: 422,
  institution_malformed: 422,
  institution_not_taken_in: 404,
}

export type InstitutionSurroundings = {
  readonly isStation: (id: string) => boolean
  readonly now: number
}

const needed = ['ja', 'en'] as const

/** The identifier that a romanised name makes; empty where it makes none. */
export const identifierOf = (romanised: string): string =>
  romanised
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, identifierMost)
    .replace(/-$/, '')

/** Images are named after their institution, which leaves room for no more. */
const identifierMost = 60

/** Begins with a letter: parts of the office are held for towns by codes of digits. */
const beginsWithLetter = /^[a-z]/

/** Whether an institution may have this name for ever. Refuses institution_identifier_malformed. */
export const checkIdentifier = (identifier: string): Result<string, InstitutionRefusal> =>
  identifier.length <= identifierMost && beginsWithLetter.test(identifier) && isRecordIdentifier(identifier)
    ? ok(identifier)
    : refuse({ code: 'institution_identifier_malformed', field: 'identifier' })

/**
 * What was written down as a record says it. Refuses institution_text_missing, institution_station_unknown,
 * institution_position_unsourced, institution_told_ahead, institution_hours_backwards, institution_days_unclear.
 */
export function institutionBodyOf(
  { name, summary, contact, opening, address, ...said }: InstitutionSaid & { readonly municipality: string },
  around: InstitutionSurroundings,
): Result<LiveBody, InstitutionRefusal> {
  const refusal = missingText({ name, summary, contact }) ?? unfit(said, around)
  if (refusal !== undefined) return refuse(refusal)
  const { type, municipality, position, station, days, told } = said
  const hours = mapOf(opening)
  return ok({
    kind: 'institution',
    label: mapOf(name),
    summary: mapOf(summary),
    ...(address === undefined ? {} : { address }),
    sources: [],
    facts: {
      type,
      municipality,
      ...(position === undefined ? {} : { position }),
      ...(station === undefined ? {} : { station }),
      contact: mapOf(contact),
      ...(Object.keys(hours).length === 0 ? {} : { opening: hours }),
      ...(days === undefined ? {} : { days }),
      told,
    },
  })
}

function missingText(texts: Readonly<Record<string, Texts>>): InstitutionRefusal | undefined {
  const fields = Object.entries(texts).flatMap(([part, text]) =>
    needed
      .filter((language) => (text[language] ?? '').trim() === '')
      .map((language) => `${part}.${language}`),
  )
  const [field] = fields
  return field === undefined ? undefined : { code: 'institution_text_missing', field }
}

function unfit(
  { station, position, days, told }: Pick<InstitutionSaid, 'station' | 'position' | 'days' | 'told'>,
  { isStation, now }: InstitutionSurroundings,
): InstitutionRefusal | undefined {
  if (station !== undefined && !isStation(station))
    return { code: 'institution_station_unknown', field: 'station' }
  if (position?.quality === 'official' && told.from === 'unverified')
    return { code: 'institution_position_unsourced', field: 'position' }
  if (told.from === 'itself' && told.day > japanDay(now))
    return { code: 'institution_told_ahead', field: 'told.day' }
  return days && faultOfDays(days)
}

/** The field of the form that a part of the record came from: `facts.told.address` is `told.address`. */
export const fieldOfPart = (part: string): string =>
  part
    .replace(/^facts\./, '')
    .replace(/^label/, 'name')
    .replace(/\.\d+$/, '')

/** The parts of a record of an institution that its history tells apart. */
export const institutionParts = [
  'name',
  'type',
  'position',
  'station',
  'address',
  'contact',
  'summary',
  'opening',
  'days',
  'told',
] as const
export type InstitutionPart = (typeof institutionParts)[number]

const partsOf = ({ label, summary, address, facts }: InstitutionBody): Record<InstitutionPart, unknown> => ({
  name: label,
  type: facts?.type,
  position: facts?.position,
  station: facts?.station,
  address,
  contact: facts?.contact,
  summary,
  opening: facts?.opening,
  days: facts?.days,
  told: facts?.told,
})

/** What one text says otherwise than another. */
export function institutionDifferences(a: InstitutionBody, b: InstitutionBody): readonly InstitutionPart[] {
  const [before, now] = [partsOf(a), partsOf(b)]
  return institutionParts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(now[part]))
}
