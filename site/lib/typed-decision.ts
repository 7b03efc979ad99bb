import { textOf } from './shop-form.ts'

/** The reason that was typed for one request and refused otherwise: it is still in the form. */
export function typedDecision(
  form: FormData | undefined,
): { readonly id: string; readonly reason: string } | undefined {
  const id = textOf(form, 'request')
  return id === '' ? undefined : { id, reason: textOf(form, 'decisionReason') }
}
