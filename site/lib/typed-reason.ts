import type { ShownProblem } from './api.ts'
import { textOf } from './shop-form.ts'

/** What stands again in the form of a row after what was sent from it was not done. */
export type TypedReason = {
  readonly reason: string
  readonly error?: string | undefined
}

/** A form that was sent from a row and not done, and what was answered. */
export type RefusedReason = {
  readonly form: FormData
  /** The row that it was sent from. */
  readonly id: string
  readonly problem: ShownProblem
  /** What the field of the reason is called. */
  readonly field?: string
}

/** For each row what was typed there, whatever was answered. */
export const typedReasonOf =
  (refused: RefusedReason | undefined, missing: string) =>
  (id: string): TypedReason | undefined => {
    if (refused === undefined || refused.id !== id) return undefined
    const { form, problem, field = 'reason' } = refused
    return {
      reason: textOf(form, field),
      error: problem.field === 'reason' ? missing : undefined,
    }
  }
