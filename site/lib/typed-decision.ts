import { textOf } from './shop-form.ts'

/** What was typed for one row, by its id. */
export type TypedOfRow = { readonly id: string; readonly reason: string }

/** The reason that was typed for one row and refused otherwise: it is still in the form. By which names they were sent. */
export function typedDecision(
  form: FormData | undefined,
  [row, reason]: readonly [row: string, reason: string] = ['request', 'decisionReason'],
): TypedOfRow | undefined {
  const id = textOf(form, row)
  return id === '' ? undefined : { id, reason: textOf(form, reason) }
}
