/** Starting points of the planner for those who do not know yet what they want. */
import type { InferResponseType } from 'hono/client'
import { apiFor } from '../api.ts'
import type { Locale } from '../locale.ts'
import type { Ask } from './ask.ts'
import { wordsLocale } from '../words-locale.ts'

type Client = ReturnType<typeof apiFor>
type Told = InferResponseType<Client['api']['rail']['trip-kinds']['$get'], 200>
type Kind = Told['kinds'][number]

/** A kind of trip in the reader's language. */
export type StartingPoint = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly whoFor: string
  readonly months: readonly number[]
  readonly learning: readonly {
    readonly station: Kind['wish']['from']
    readonly subject: string
    readonly goal: string
  }[]
  readonly wish: Kind['wish']
}

export type StartingPoints = {
  readonly kinds: readonly StartingPoint[]
  readonly sources: readonly string[]
}

/** All of them; none while the hub cannot be asked. */
export async function startingPoints(
  context: Parameters<typeof apiFor>[0],
  locale: Locale,
): Promise<StartingPoints> {
  const language = wordsLocale(locale)
  const written = (text: Kind['name']): string =>
    language === 'en' ? text.en : language === 'zh-hant' ? text['zh-hant'] : text.ja
  try {
    const response = await apiFor(context, locale).api.rail['trip-kinds'].$get()
    const { kinds, sources } = await response.json()
    return {
      kinds: kinds.map(({ id, name, description, whoFor, months, learning = [], wish }) => ({
        id,
        name: written(name),
        description: written(description),
        whoFor: written(whoFor),
        months,
        learning: learning.map(({ station, subject, goal }) => ({
          station: station.id,
          subject: written(subject),
          goal: written(goal),
        })),
        wish,
      })),
      sources: sources.map(({ id }) => id),
    }
  } catch {
    return { kinds: [], sources: [] }
  }
}

/** The wishes with a kind filled in; where one starts stays, and the day where the kind suits it. */
export function filledIn(ask: Ask, { wish, months }: StartingPoint): Ask {
  return {
    ...ask,
    from: ask.from === '' ? wish.from : ask.from,
    to: wish.via ?? ask.to,
    date: suitableDay(ask.date, months),
    wishes: wish.wishes,
    walk: wish.walk === undefined ? '' : String(wish.walk),
    stay: String(wish.minStay),
    stepFree: wish.stepFree,
  }
}

/** The day itself where its month suits, else the first day of the next month that does. */
function suitableDay(date: string, months: readonly number[]): string {
  let [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  if (months.length === 0 || months.includes(month)) return date
  while (!months.includes(month)) {
    month = (month % 12) + 1
    if (month === 1) year++
  }
  return `${year}-${String(month).padStart(2, '0')}-01`
}
