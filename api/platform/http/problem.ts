import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { wordsFor } from '../words.ts'
import type { Env } from './env.ts'

/** An RFC 9457 problem document, with a code that never changes and the field it is about. */
export const problemSchema = z
  .object({
    type: z.string().describe('Address of the explanation of this code'),
    title: z.string().describe('One sentence in the reader’s language'),
    status: z.int(),
    code: z.string().describe('Stable code, for programs'),
    field: z.string().optional().describe('The field of the request that is wrong, as a dotted path'),
    requestId: z.string().describe('Tell this when you ask for help'),
    facts: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What the sentence is about: amounts, limits, dates'),
    candidates: z
      .array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) }))
      .optional()
      .describe('What the field may have meant, the likeliest first'),
  })
  .openapi('Problem')

export type Problem = {
  readonly status: number
  readonly code: string
  /** The words namespace that holds `refusal.<code>`; 'problems' when not named. */
  readonly words?: string
  readonly field?: string | undefined
  readonly facts?: Record<string, unknown>
  /** What the field may have meant. */
  readonly candidates?: readonly { readonly id: string; readonly name: { ja: string; en: string } }[]
}

/** Answers with a problem document; the title is `<words>:refusal.<code>` in the reader's language. */
export function problem(
  c: Context<Env>,
  { status, code, words = 'problems', field, facts, candidates }: Problem,
): Response {
  const t = wordsFor(c.get('locale') ?? 'ja')
  const body = {
    type: `/api/problems/${code}`,
    title: t(`${words}:refusal.${code}`, { ...facts, field }),
    status,
    code,
    ...(field === undefined ? {} : { field }),
    requestId: c.get('requestId') ?? '',
    ...(facts === undefined ? {} : { facts }),
    ...(candidates === undefined ? {} : { candidates }),
  }
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
}

/** The OpenAPI answer of a refused request; spread several statuses into a route's `responses`. */
export const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
