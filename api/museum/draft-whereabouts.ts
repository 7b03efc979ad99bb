import { isWritten, mapOf, type Texts } from './draft-text.ts'
import type { ItemBody, ItemPlace } from './record.ts'
import type { MapStop } from './story.ts'

/**
 * Where and when the real thing is met. A text that was saved before the studio asked for it has none: what is published
 * stays.
 */
export type Whereabouts = {
  /** Ids of events that it belongs to. */
  readonly events?: readonly string[]
  /** A place that the hub knows, as maps of stories name it: `place/first-bridge`. Its name and its point are taken. */
  readonly spot?: string
  /** Where that is no place that the hub knows: latitude and longitude, as maps give them out. */
  readonly position?: string
}

/** Nothing of it is written yet. */
export const nothingOfWhereabouts = {
  events: [],
  spot: '',
  position: '',
} as const satisfies Whereabouts

/** Where and when what is published is met, as it would have been typed. */
export const whereaboutsTyped = ({ events, place }: ItemBody): Required<Whereabouts> => ({
  events,
  spot: place?.known ?? '',
  position: place?.known === undefined ? positionTyped(place?.position) : '',
})

type Position = NonNullable<ItemPlace['position']>

/** So many decimals are a hundred metres: less exact is no pin. */
const decimalsLeast = 3
/** Aizu and the land around it, degrees: what lies outside was mistyped. */
const bounds = { latitude: [36, 39], longitude: [138, 141] } as const

const degrees = /^[-+]?\d{1,3}(\.\d*)?(e[-+]?\d{1,3})?$/i

/** Decimals of a number as it is written, also with an exponent: `3.7e1` is 37, and has none. */
function decimalsIn(written: string): number {
  const [digits = '', exponent = '0'] = written.toLowerCase().split('e')
  return (digits.split('.')[1]?.length ?? 0) - Number(exponent)
}

const isExactlyWritten = (number: string): boolean => decimalsIn(number) >= decimalsLeast

const decimalsOf = (number: number): string =>
  isExactlyWritten(String(number)) ? String(number) : number.toFixed(decimalsLeast)

function positionTyped(position: Position | undefined): string {
  if (position === undefined) return ''
  return `${decimalsOf(position.latitude)}, ${decimalsOf(position.longitude)}`
}

/** What was typed as two numbers of degrees; undefined where it is something else. */
function positionRead(text: string): (Position & { readonly isExact: boolean }) | undefined {
  const parts = text
    .normalize('NFKC')
    .trim()
    .split(/\s*[,、\s]\s*/)
  if (parts.length !== 2 || !parts.every((part) => degrees.test(part))) return undefined
  const [latitude, longitude] = parts.map(Number) as [number, number]
  return { latitude, longitude, isExact: parts.every(isExactlyWritten) }
}

const lies = (degrees: number, [least, most]: readonly [number, number]): boolean =>
  degrees >= least && degrees <= most

/** Whether what was typed is a point in Aizu or near it, known to a hundred metres, and nothing where nothing was typed. */
export function isPositionReadable({ position = '' }: Whereabouts): boolean {
  if (position.trim() === '') return true
  const read = positionRead(position)
  return (
    read?.isExact === true && lies(read.latitude, bounds.latitude) && lies(read.longitude, bounds.longitude)
  )
}

/** Whether a point that was typed has a name beside it. */
export const isPositionNamed = (draft: Whereabouts & { readonly place: Texts }): boolean =>
  (draft.position ?? '').trim() === '' || (draft.spot ?? '') !== '' || isWritten(draft.place)

type Around = {
  readonly published?: Pick<ItemBody, 'place'> | undefined
  /** Where the institution is. */
  readonly place?: ItemPlace | undefined
  /** The place that was chosen, as the hub knows it. */
  readonly spot?: MapStop | undefined
}

/** Where the real thing is seen: at the place that was chosen, else as it is written, else at its institution. */
export function placeIn(
  draft: Whereabouts & { readonly place: Texts },
  { published, place: own, spot }: Around,
): ItemPlace | undefined {
  const before = published?.place
  if (spot !== undefined) return knownPlace(spot)
  // What the hub knows no more stays as it was told.
  if ((draft.spot ?? '') !== '' && before?.known === draft.spot) return before
  if (!isWritten(draft.place)) return own
  const label = mapOf(draft.place)
  if (draft.position !== undefined) {
    const read = positionRead(draft.position)
    return read === undefined
      ? { label }
      : { label, position: { latitude: read.latitude, longitude: read.longitude } }
  }
  // A pin that nobody was asked for belongs to the words beside it: other words, no pin.
  return before !== undefined && JSON.stringify(before.label) === JSON.stringify(label) ? before : { label }
}

const knownPlace = ({ kind, id, label, position }: MapStop): ItemPlace => ({
  label,
  ...(position === undefined ? {} : { position }),
  known: `${kind}/${id}`,
})

/** Whether the place that was chosen is told as the hub knows it now: a house may have said anew what it is and where. */
export const isSameAtPlace = (
  { place: now }: Pick<ItemBody, 'place'>,
  { place: told }: Pick<ItemBody, 'place'>,
): boolean =>
  now?.known === undefined ||
  JSON.stringify([now.label, now.position]) === JSON.stringify([told?.label, told?.position])
