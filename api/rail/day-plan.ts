import type { Move, Moves } from './move.ts'
import { firstFrom, type Stop, stopsOver } from './plan-ground.ts'

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
  /** Whether a day without any stop counts: on the way to where one stays the night it does. */
  readonly mayGoStraight?: boolean
  /** Every plan stops at all of these. */
  readonly via: readonly string[]
  /** Whether one may get off somewhere at all; everywhere where it is left out. */
  readonly mayStop?: (stop: string) => boolean
  /** So many moves are looked at; beyond, stops lead nowhere and `onCut` is called. A guard for large timetables. */
  readonly mostMoves?: number
  readonly onCut?: () => void
}

/** Told each plan; the moves are only good during the call. True ends the search. */
export type Visit = (moves: readonly Move[]) => boolean | undefined

/**
 * Walks through every feasible day once: from the start over one to `mostStops` different stops, with at least
 * `minStayMinutes` at each, to the end. Nothing is left out and nothing is guessed. Answers how many there are, up to
 * where the visit ended it or to `most`.
 */
export function eachDayPlan(moves: Moves, limits: PlanLimits, visit: Visit, most = Infinity): number {
  const { mostStops, via, end, mayGoStraight = false } = limits
  const path: Move[] = []
  let count = 0
  let isOver = false
  const tell = (): void => {
    count++
    isOver = visit(path) === true || count >= most
  }

  const goHome = ({ home }: Stop, readyMinute: number): void => {
    for (let i = firstFrom(home, readyMinute); i < home.length; i++) {
      if (isOver) return
      path.push(home[i]!)
      tell()
      path.pop()
    }
  }

  const goOn = (at: Stop, readyMinute: number, missing: number): void => {
    const stopsLeft = mostStops - path.length - 1
    if (stopsLeft < 0 || missing > stopsLeft + 1) return
    const steps = at.steps(stopsLeft)
    for (let i = firstFrom(steps, readyMinute); i < steps.length; i++) {
      if (isOver) return
      const { to, move, readyMinute: ready } = steps[i]!
      if (to.isVisited) continue
      to.isVisited = true
      path.push(move)
      stopAt(to, ready, to.isVia ? missing - 1 : missing)
      path.pop()
      to.isVisited = false
    }
  }

  const stopAt = (at: Stop, readyMinute: number, missing: number): void => {
    if (missing === 0 && (path.length > 0 || mayGoStraight)) {
      if (end === undefined) tell()
      goHome(at, readyMinute)
    }
    if (!isOver) goOn(at, readyMinute, missing)
  }

  stopAt(stopsOver(moves, limits), -Infinity, via.length)
  return count
}

/** The stays between the moves of a plan. */
export const staysOf = (moves: readonly Move[]): Stay[] =>
  moves.slice(1).map(({ from, departureMinute }, i) => ({
    at: from,
    arrivalMinute: moves[i]!.arrivalMinute,
    departureMinute,
  }))
