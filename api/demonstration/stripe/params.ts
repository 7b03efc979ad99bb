import { z } from 'zod'
import type { FormValue } from './form.ts'
import { badParameter } from './answers.ts'
import type { ApiAnswer } from './answers.ts'

const metadata = z.record(z.string().max(40), z.string().max(500)).default({})
const whole = z
  .string()
  .regex(/^\d{1,12}$/, 'must be an integer')
  .transform(Number)
const address = z.url({ protocol: /^https?$/ }).max(5_000)

/** Those parameters of `POST /v1/checkout/sessions` that this hub sends. Any other is refused, as Stripe refuses what it does not know. */
export const sessionParams = z.strictObject({
  mode: z.literal('payment'),
  line_items: z
    .array(
      z.strictObject({
        quantity: whole.pipe(z.int().min(1)),
        price_data: z.strictObject({
          currency: z.literal('jpy'),
          unit_amount: whole,
          product_data: z.strictObject({ name: z.string().min(1) }),
        }),
      }),
    )
    .min(1)
    .max(100),
  // One way for each page: the hub has the payer choose before.
  allowed_payment_method_types: z.array(z.enum(['card', 'konbini', 'paypay'])).length(1),
  payment_method_options: z
    .strictObject({
      card: z
        .strictObject({ request_three_d_secure: z.enum(['any', 'automatic', 'challenge']) })
        .exactOptional(),
      konbini: z.strictObject({ expires_after_days: whole.pipe(z.int().min(1).max(60)) }).exactOptional(),
    })
    .optional(),
  client_reference_id: z.string().max(200).optional(),
  metadata,
  payment_intent_data: z.strictObject({ metadata }).default({ metadata: {} }),
  locale: z.string().max(10).default('auto'),
  expires_at: whole.optional(),
  success_url: address,
  cancel_url: address.optional(),
})

export type SessionParams = z.infer<typeof sessionParams>

export const refundParams = z.strictObject({
  payment_intent: z.string().min(1).max(100),
  amount: whole.pipe(z.int().min(1)).optional(),
  metadata,
})

export const noParams = z.strictObject({})

/** Checks decoded parameters; answers in Stripe's words, naming the parameter as it was sent. */
export function readParams<Schema extends z.ZodType>(
  schema: Schema,
  decoded: { [name: string]: FormValue } | undefined,
):
  | { readonly ok: true; readonly value: z.infer<Schema> }
  | { readonly ok: false; readonly error: ApiAnswer } {
  if (decoded === undefined)
    return { ok: false, error: badParameter('', 'Invalid request: the form could not be read.') }
  const read = schema.safeParse(decoded)
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]!
  if (issue.code === 'unrecognized_keys') {
    const param = printed([...issue.path, issue.keys[0]!])
    return {
      ok: false,
      error: badParameter(param, `Received unknown parameter: ${param}`, 'parameter_unknown'),
    }
  }
  const param = printed(issue.path)
  const isMissing = issue.code === 'invalid_type' && valueAt(decoded, issue.path) === undefined
  return {
    ok: false,
    error: isMissing
      ? badParameter(param, `Missing required param: ${param}.`, 'parameter_missing')
      : badParameter(param, `Invalid ${param}: ${issue.message}`),
  }
}

const valueAt = (decoded: FormValue, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    decoded,
  )

const printed = ([first, ...rest]: readonly PropertyKey[]): string =>
  String(first ?? '') + rest.map((part) => `[${String(part)}]`).join('')
