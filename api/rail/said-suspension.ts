import type { Notice } from './ports.ts'
import { type SaidSubstitute, stateOn, type Substitute, type SuspensionInForce } from './suspension.ts'
import { optional } from './timed-stop.ts'

/** The suspensions among what is said of a day. */
export const suspensionsSaid = (date: string, notices: readonly Notice[]): SuspensionInForce[] =>
  notices.flatMap(({ id, words, url, at, suspends, sources }) => {
    if (suspends === undefined) return []
    const { cut, start, end, substitute } = suspends
    return {
      id,
      line: cut.line,
      from: cut.from === undefined ? [] : [cut.from],
      start,
      // What is still to come is a plan.
      endBasis: end === undefined ? ('open' as const) : ('announced' as const),
      substitute: saidSubstituteOn(date, substitute),
      words,
      ...optional({ to: cut.to, end, url, at }),
      sources,
    }
  })

function saidSubstituteOn(date: string, said: SaidSubstitute | undefined): Substitute {
  const untimed = { stops: [], isTimed: false }
  if (said === undefined) return { state: 'unknown', ...untimed }
  if ('none' in said) return { state: 'none', ...untimed }
  const { words, start, end } = said
  return { state: stateOn(date, start, end), start, words, ...untimed }
}
