import type { Closure, Place, Text } from '../../content/index.ts'
import type { Holidays } from './calendar.ts'
import { isInYearly, isShutOn } from './opening.ts'
import { isWithin } from './when.ts'

/** Something shut, or that needs care, on a day. */
export type ClosureInForce = {
  readonly id: string
  /** place: the place itself is shut. */
  readonly kind: Closure['kind'] | 'place'
  readonly effect: Closure['effect']
  readonly places: readonly string[]
  readonly stations: readonly string[]
  readonly line?: string
  /** False: the source says only "in winter"; the months are our cautious reading of that. */
  readonly isStated: boolean
  readonly words: Text
  readonly sources: readonly string[]
}

/** What may be shut: a place, or an institution. */
type Closing = { readonly id: string } & Pick<Place, 'closure' | 'opening'>

/** Everything shut on a day: trails, roads, hired bicycles, stretches of line, and places on their closed days. */
export function closuresOn(
  date: string,
  {
    closures,
    places,
    holidays,
  }: {
    readonly closures: readonly Closure[]
    readonly places: readonly Closing[]
    readonly holidays: Holidays
  },
): ClosureInForce[] {
  return [
    ...closures.filter(({ when }) => isWithin(when, date)).map(ofRecord),
    ...places.flatMap((place) =>
      closuresOfHouse(place, date, holidays).map((closure) => ({ ...closure, places: [place.id] })),
    ),
  ]
}

/** Those that keep one from a place. */
export const closuresAt = (place: string, closures: readonly ClosureInForce[]): ClosureInForce[] =>
  closures.filter(({ places }) => places.includes(place))

function ofRecord({ when, source, ...closure }: Closure): ClosureInForce {
  return { ...closure, isStated: when.kind === 'dates' || when.basis === 'stated', sources: source }
}

/** What shuts a house on a day: its part of the year, its day of the week. At the edge of either one has to ask. */
export function closuresOfHouse(
  { id, closure, opening }: Closing,
  date: string,
  holidays: Holidays,
): ClosureInForce[] {
  const told = (
    isShut: 'yes' | 'perhaps' | 'no',
    { ja, en }: Text,
    sources: readonly string[],
  ): ClosureInForce[] =>
    isShut === 'no'
      ? []
      : [
          {
            id,
            kind: 'place',
            effect: isShut === 'yes' ? 'closed' : 'caution',
            places: [],
            stations: [],
            isStated: isShut === 'yes',
            words: { ja, en },
            sources,
          },
        ]
  return [
    ...(closure === undefined ? [] : told(isShutInYear(closure, date), closure, closure.source)),
    ...(opening?.shut ?? []).flatMap((shut) => told(isShutOn(shut, date, holidays), shut, opening!.source)),
  ]
}

function isShutInYear(
  { months, edges = [] }: NonNullable<Place['closure']>,
  date: string,
): 'yes' | 'perhaps' | 'no' {
  if (months.includes(Number(date.slice(5, 7)))) return 'yes'
  const edge = edges.find((span) => isInYearly(span, date))
  if (edge === undefined) return 'no'
  return edge.isCertain ? 'yes' : 'perhaps'
}
