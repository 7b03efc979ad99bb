import type { Move } from './move.ts'
import type { Run } from './run.ts'
import { partAt } from './through.ts'

/**
 * The name of a plan: its date, where it begins, and by which trains it goes where, e.g.
 * `2026-11-24~aizu-wakamatsu~td1_tadami~tu3_aizu-wakamatsu`. Moves are parted by `~`; `_` parts a train from where one
 * gets off, and before a bare `_` one walks; a train that calls at a stop twice is followed by `!` and the numbers of
 * its calls. Whatever wishes led to a plan, it has the same name; a corrected minute
 * leaves it the same plan; and who has the name can put the plan together again without the wishes.
 */
export function planIdOf(date: string, moves: readonly Move[]): string {
  const words = moves.map(({ from, to, rides }) => {
    const steps: string[] = []
    let here = from
    for (const { run, fromIndex, toIndex } of rides) {
      const on = run.calls[fromIndex]!.stop
      if (on !== here) steps.push('', written(on))
      here = run.calls[toIndex]!.stop
      const first = firstCalls(run, on, here)
      const isFirst = first?.[0] === fromIndex && first[1] === toIndex
      steps.push(
        written(tripOf(partAt(run, fromIndex, 'departure').id, date)) +
          (isFirst ? '' : `!${fromIndex}-${toIndex}`),
        written(here),
      )
    }
    if (here !== to) steps.push('', written(to))
    return steps.join('_')
  })
  return [date, written(moves[0]!.from), ...words].join('~')
}

/** Where one gets on and off a train, as indexes of its calls. */
type Calls = readonly [number, number]

/** A step of a named plan: by a train, or on foot where it names none. */
export type NamedStep = { readonly trip?: string; readonly calls?: Calls; readonly to: string }

/** The first call at a stop where one can board, and the next at another where one can get off. */
export function firstCalls({ calls }: Pick<Run, 'calls'>, from: string, to: string): Calls | undefined {
  const on = calls.findIndex(({ stop, departure }) => stop === from && departure !== undefined)
  const off = calls.findIndex(({ stop, arrival }, i) => i > on && stop === to && arrival !== undefined)
  return on < 0 || off < 0 ? undefined : [on, off]
}

/** A plan by its names only. */
export type NamedPlan = {
  readonly date: string
  readonly start: string
  readonly moves: readonly (readonly NamedStep[])[]
}

/** Reads the name of a plan; undefined where it is none. */
export function readPlanId(id: string): NamedPlan | undefined {
  const [date, start, ...moves] = id.split('~')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date!) || Number.isNaN(Date.parse(date!)) || moves.length < 1)
    return undefined
  const named = moves.map((move) => stepsOf(move.split('_')))
  const isWhole = start !== undefined && start !== '' && named.every((steps) => steps !== undefined)
  return isWhole ? { date: date!, start: read(start), moves: named } : undefined
}

function stepsOf(words: readonly string[]): NamedStep[] | undefined {
  if (words.length % 2 === 1) return undefined
  const steps: NamedStep[] = []
  for (let i = 0; i < words.length; i += 2) {
    const [train, to] = [words[i]!, read(words[i + 1]!)]
    const named = /^([^!]+)(?:!(\d{1,4})-(\d{1,4}))?$/.exec(train)
    if (train !== '' && named === null) return undefined
    const [, trip, on, off] = named ?? []
    steps.push({
      to,
      ...(trip === undefined ? {} : { trip: read(trip) }),
      ...(on === undefined ? {} : { calls: [Number(on), Number(off)] as const }),
    })
  }
  return steps
}

/** A train is known by its id without the day, unless it is one of the night before. */
export const tripOf = (run: string, date: string): string =>
  run.endsWith(`@${date}`) ? run.slice(0, -date.length - 1) : run

/** Ids of imported timetables may hold any letter: what would part words is written as `.2a.`. */
const written = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9-]/gu, (letter) => `.${letter.codePointAt(0)!.toString(16)}.`)

const read = (text: string): string =>
  text.replaceAll(/\.([0-9a-f]{1,5})\./g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  )
