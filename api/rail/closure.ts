import type { Closure, Place, Text } from '../../content/index.ts'
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

type Closing = Pick<Place, 'id' | 'closure'>

/** Everything shut on a day: trails, roads, hired bicycles, stretches of line, and places in their closed months. */
export function closuresOn(
  date: string,
  closures: readonly Closure[],
  places: readonly Closing[],
): ClosureInForce[] {
  return [
    ...closures.filter(({ when }) => isWithin(when, date)).map(ofRecord),
    ...places.flatMap((place) => ofPlace(place, date)),
  ]
}

/** Those that keep one from a place. */
export const closuresAt = (place: string, closures: readonly ClosureInForce[]): ClosureInForce[] =>
  closures.filter(({ places }) => places.includes(place))

function ofRecord({ when, source, ...closure }: Closure): ClosureInForce {
  return { ...closure, isStated: when.kind === 'dates' || when.basis === 'stated', sources: source }
}

function ofPlace({ id, closure }: Closing, date: string): ClosureInForce[] {
  if (closure === undefined || !closure.months.includes(Number(date.slice(5, 7)))) return []
  const { ja, en, source } = closure
  const words = { ja, en }
  return [
    {
      id,
      kind: 'place',
      effect: 'closed',
      places: [id],
      stations: [],
      isStated: true,
      words,
      sources: source,
    },
  ]
}
