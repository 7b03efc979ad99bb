import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/**
 * A router whose zod schemas refuse bad input with a problem that names the field: every domain's routes start here.
 * Only the first wrong field is named; the others follow when it is mended.
 */
export function createRouter(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const issue = result.error.issues[0]
      const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : (issue?.path ?? [])
      return problem(c, {
        status: 400,
        code: issueCode(issue, 'data' in result ? result.data : undefined),
        // A body that is no object is wrong as a whole.
        field: path.map(String).join('.') || (result.target === 'json' ? 'body' : result.target),
        ...(issue === undefined ? {} : { facts: { expected: issue.message } }),
      })
    },
  })
}

function issueCode(issue: z.core.$ZodIssue | undefined, given: unknown): string {
  if (issue?.code === 'unrecognized_keys') return 'field_unknown'
  if (issue?.code === 'invalid_type' && valueAt(given, issue.path) === undefined) return 'field_missing'
  return 'field_invalid'
}

/** What was sent in a place; undefined where nothing was. */
const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, step) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, step)
        ? (inside as Record<PropertyKey, unknown>)[step]
        : undefined,
    given,
  )

/** Every write names itself: 8 to 100 printable characters chosen by the client, sent again on a retry. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,100}$/)
    .openapi({ description: 'A key made by the client; the same key never acts twice' }),
})

/** A whole, positive, safe number of yen. */
export const amountYenSchema = z.int().positive().max(Number.MAX_SAFE_INTEGER).openapi({ example: 1200 })
