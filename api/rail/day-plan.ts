import type { Move, Moves } from './move.ts'

/** A stay of a plan, minutes of the day. */
export type Stay = { readonly at: string; readonly arrivalMinute: number; readonly departureMinute: number }

/** Which days out are asked for. */
export type PlanLimits = {
  readonly start: string
  /** Where the day ends; any stop where it is left out. */
  readonly end?: string
  /** Nobody stops more often. */
  readonly mostStops: number
  readonly minStayMinutes: number
  /** Every plan stops at all of these. */
  readonly via: readonly string[]
  /** Whether one may get off somewhere at all; everywhere where it is left out. */
  readonly mayStop?: (stop: string) => boolean
}

/** Told each plan; the moves are only good during the call. True ends the search. */
export type Visit = (moves: readonly Move[]) => boolean | undefined

/**
 * Walks through every feasible day once: from the start over one to `mostStops` different stops, with at least
 * `minStayMinutes` at each, to the end. Nothing is left out and nothing is guessed. Answers how many there are, up to
 * where the visit ended it or to `most`.
 */
export function eachDayPlan(moves: Moves, limits: PlanLimits, visit: Visit, most = Infinity): number {
  const { start, end, mostStops, minStayMinutes, via, mayStop } = limits
  const path: Move[] = []
  const visited = new Set<string>([start])
  let count = 0
  let isOver = false
  const tell = (): void => {
    count++
    isOver = visit(path) === true || count >= most
  }

  const finish = (from: string, readyMinute: number, missing: number): void => {
    if (missing > 0 || path.length === 0) return
    for (const move of (end === undefined ? [] : moves(from).get(end)) ?? []) {
      if (move.departureMinute < readyMinute || isOver) continue
      path.push(move)
      tell()
      path.pop()
    }
  }

  const goOn = (from: string, readyMinute: number, missing: number): void => {
    if (missing > mostStops - path.length || path.length >= mostStops) return
    for (const [to, list] of moves(from)) {
      if (isOver) return
      if (to === end || visited.has(to) || mayStop?.(to) === false) continue
      visited.add(to)
      for (const move of list) {
        if (move.departureMinute < readyMinute || isOver) continue
        path.push(move)
        visitFrom(to, move.arrivalMinute + minStayMinutes, via.includes(to) ? missing - 1 : missing)
        path.pop()
      }
      visited.delete(to)
    }
  }

  const visitFrom = (from: string, readyMinute: number, missing: number): void => {
    if (end === undefined && missing === 0 && path.length > 0) tell()
    finish(from, readyMinute, missing)
    if (!isOver) goOn(from, readyMinute, missing)
  }

  visitFrom(start, -Infinity, via.length)
  return count
}

/** The stays between the moves of a plan. */
export const staysOf = (moves: readonly Move[]): Stay[] =>
  moves.slice(1).map(({ from, departureMinute }, i) => ({
    at: from,
    arrivalMinute: moves[i]!.arrivalMinute,
    departureMinute,
  }))
