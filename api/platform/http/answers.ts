import type { z } from '@hono/zod-openapi'

/** An answer in JSON, as OpenAPI describes it. */
export const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A body in JSON that a route does not go without. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { 'application/json': { schema } },
})
