import type { wordsFor } from './words.ts'
import type { Api } from '../../api/app.ts'
import type { InferResponseType } from 'hono/client'
import type { hc } from 'hono/client'

type Client = ReturnType<typeof hc<Api>>
type Answer = InferResponseType<Client['api']['rail']['viewpoints']['$get'], 200>

/** A train that goes by a viewpoint, as the API tells it. */
export type Passing = Answer['viewpoints'][number]['passings'][number]

type Say = ReturnType<typeof wordsFor>

/** 'HH:MM' of an instant of the API; its offset is Japan's. */
export const clockOfInstant = (instant: string): string => instant.slice(11, 16)

/** Between which minutes a train goes by. */
export function timeWords({ earliest, latest }: Passing, t: Say): string {
  const from = clockOfInstant(earliest)
  if (latest === undefined) return t('viewpoints:after', { from })
  return earliest === latest ? from : t('viewpoints:between', { from, to: clockOfInstant(latest) })
}

/** The light from the first to the last minute, each kind once. */
export const lightWords = ({ light }: Passing, t: Say): string =>
  [...new Set(light.map((one) => t(`viewpoints:lightOf.${one.light}`)))].join(' → ')
