import type { Look } from './look.ts'

/** Looks of one day at one thing in one language, added up. */
export type LookSum = Look & { readonly day: string; readonly looks: number }

/** What is added to the sums as a whole, once, however often it is sent. */
export type LookBatch = { readonly id: string; readonly day: string; readonly sums: readonly LookSum[] }

export type BufferBounds = {
  /** Looks at one page in one language that one batch counts: who asks for a page without end adds no more. */
  readonly looksMost: number
  /** Sums that one batch holds. */
  readonly sumsMost: number
}

const keyOf = ({ kind, subject, step, language }: Look, day: string): string =>
  [day, kind, subject, step, language].join(' ')

/**
 * What one process counted and did not write down yet. It takes no more room than its bounds, whatever is asked for and
 * however long the database is away; what is above them is not counted.
 */
export function lookBuffer({ looksMost, sumsMost }: BufferBounds) {
  let sums = new Map<string, LookSum>()
  let waiting: LookBatch | undefined
  return {
    /** Counts a look, within the bounds. */
    add: (look: Look, day: string): void => {
      const key = keyOf(look, day)
      const known = sums.get(key)
      if (known === undefined && sums.size >= sumsMost) return
      const looks = Math.min((known?.looks ?? 0) + 1, looksMost)
      sums.set(key, { ...look, day, looks })
    },

    /** What is to be written down: first what could not be written the last time, under the name it had. */
    batch: (id: string, day: string): LookBatch | undefined => {
      if (waiting !== undefined || sums.size === 0) return waiting
      // One order for all: two who write at once do not wait for each other in a circle.
      const ordered = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
      waiting = { id, day, sums: ordered }
      sums = new Map()
      return waiting
    },

    /** The batch is in the database. */
    written: (): void => {
      waiting = undefined
    },
  }
}
