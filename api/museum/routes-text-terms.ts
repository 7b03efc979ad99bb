import { createRoute, z } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { notTheirs, refusalsOf, writerOf } from './routes-desk.ts'
import { textTerms } from './text-terms.ts'
import type { TermsNow, TextTermsDesk } from './text-terms-service.ts'

export type TextTermsRouteParts = {
  readonly textTerms: TextTermsDesk
  readonly guard: Guard<'item.write' | 'item.publish'>
}

// An institution that is not known is nobody's: who asks for it is not of it (403).
const { 400: unfit, 401: unknown, 403: others, 409: changed } = refusalsOf('No such institution')
const refusals = { 400: unfit, 401: unknown, 403: others }
const tags = ['museum']
const parameter = z.object({ institution: z.string().min(1).max(80) })
const path = '/museum/text-terms/{institution}'

const termsSchema = z
  .object({
    institution: z.string(),
    version: z
      .int()
      .openapi({ description: 'Say it with the next: who said something meanwhile is told of' }),
    terms: z.enum(textTerms).nullable().openapi({ description: 'null: nobody has said' }),
    said: z.array(z.object({ terms: z.enum(textTerms), byName: z.string(), at: z.iso.datetime() })),
  })
  .openapi('TextTerms')

const readRoute = (guard: TextTermsRouteParts['guard']) =>
  createRoute({
    method: 'get',
    path,
    tags,
    summary: 'On which terms an institution lets the texts about its things be handed on, and who said so',
    middleware: [guard('item.write')] as const,
    request: { params: parameter },
    responses: { 200: answer('What it says', termsSchema), ...refusals },
  })

const sayRoute = (guard: TextTermsRouteParts['guard']) =>
  createRoute({
    method: 'put',
    path,
    tags,
    summary: 'Say on which terms the texts about an institution’s things are handed on',
    description:
      'It holds at once for the table of the national portal and for what is harvested. Of things that another house shows that house decides.',
    middleware: [guard('item.publish')] as const,
    request: {
      params: parameter,
      body: jsonBody(
        z.strictObject({ version: z.int().nonnegative().max(1_000_000_000), terms: z.enum(textTerms) }),
      ),
    },
    responses: { 200: answer('What it says now', termsSchema), ...refusals, 409: changed },
  })

const shown = ({ institution, number, terms, said }: TermsNow) => ({
  institution,
  version: number,
  terms: terms ?? null,
  said: said.map(({ terms: then, byName, at }) => ({ terms: then, byName, at: new Date(at).toISOString() })),
})

/** What an institution says of the texts about its things. */
export const textTermsRoutes = ({ textTerms: desk, guard }: TextTermsRouteParts) =>
  createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { institution } = c.req.valid('param')
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      c.header('cache-control', 'no-store')
      return c.json(shown(await desk.now(institution)), 200)
    })
    .openapi(sayRoute(guard), async (c) => {
      const { institution } = c.req.valid('param')
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      const { version, terms } = c.req.valid('json')
      const said = await desk.say({ institution, number: version, terms }, writerOf(c))
      if (said.ok) return c.json(shown(said.value), 200)
      const { code, ...facts } = said.error
      return problem(c, { status: 409, code, words: 'museum', field: 'version', facts }) as never
    })
