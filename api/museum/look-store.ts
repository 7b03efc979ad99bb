import type { LookBatch } from './look-buffer.ts'
import type { LookSum } from './look-buffer.ts'

/** Sums of looks. They only grow, and tell nothing of who looked. */
export type LookStore = {
  /** Adds a batch to the sums, once: `known` where it was added before. */
  readonly add: (batch: LookBatch) => Promise<'added' | 'known'>
  /** Sums of these things from a day on, in the order of their days. */
  readonly of: (subjects: readonly string[], fromDay: string) => Promise<readonly LookSum[]>
}

/** The most things that are asked for at once. */
export const subjectsAskedMost = 50
