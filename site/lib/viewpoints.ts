import { content } from '../../content/index.ts'
import { clockOf, dayOf } from './day.ts'
import { timeAt } from './rail.ts'
import { placeById } from './region.ts'
import type { Text } from './region-model.ts'
import type { wordsFor } from './words.ts'
import type { Api } from '../../api/app.ts'
import type { InferResponseType } from 'hono/client'
import type { hc } from 'hono/client'

type Client = ReturnType<typeof hc<Api>>
type Answer = InferResponseType<Client['api']['rail']['viewpoints']['$get'], 200>

/** A train that goes by a viewpoint, as the API tells it. */
export type Passing = Answer['viewpoints'][number]['passings'][number]

/** The trains of the next day that has any. */
export type NextPassings = NonNullable<Answer['viewpoints'][number]['nextService']>

type Say = ReturnType<typeof wordsFor>

/** Between which minutes a train goes by. */
export function timeWords({ earliest, latest }: Passing, t: Say): string {
  const from = timeAt(earliest)
  if (latest === undefined) return t('viewpoints:after', { from })
  return earliest === latest ? from : t('viewpoints:between', { from, to: timeAt(latest) })
}

/** The light from the first to the last minute, each kind once. */
export const lightWords = ({ light }: Passing, t: Say): string =>
  [...new Set(light.map((one) => t(`viewpoints:lightOf.${one.light}`)))].join(' → ')

/** The minute of now as the API writes instants, so that both can be compared as text: '2026-11-24T09:18'. */
const minuteOfInstant = (at: number): string => `${dayOf(at)}T${clockOf(at).padStart(5, '0')}`

/**
 * Trains that may still come, and those that are gone. Of one without a latest minute nobody knows when it is
 * gone; from its earliest minute on it is no longer one to wait for. `now` in epoch milliseconds.
 */
export function partedPassings(
  passings: readonly Passing[],
  now: number,
): { coming: Passing[]; earlier: Passing[] } {
  const minute = minuteOfInstant(now)
  const isComing = ({ earliest, latest }: Passing) => (latest ?? earliest).slice(0, 16) >= minute
  return {
    coming: passings.filter(isComing),
    earlier: passings.filter((one) => !isComing(one)),
  }
}

/** The viewpoints of a line, in the order of its kilometres. */
export const viewpointsOfLine = (line: string): readonly { id: string; km: number; name: Text }[] =>
  content.viewpoints
    .filter((one) => one.line === line)
    .toSorted((a, b) => a.km - b.km)
    .flatMap(({ id, km }) => {
      const place = placeById(id)
      return place === undefined ? [] : [{ id, km, name: place.name }]
    })
