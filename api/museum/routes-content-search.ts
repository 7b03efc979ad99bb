import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { presentationAddresses } from './presentation-addresses.ts'
import type { NotedDocument } from './presentation-notes.ts'
import {
  type BegunAsked,
  type DocumentAsked,
  searchContext,
  searchedPage,
  termPage,
} from './presentation-search.ts'
import type { Presentation } from './presentation-service.ts'
import { openToAll, sendJson } from './routes-open.ts'

export type ContentSearchRouteParts = {
  readonly presentation: Pick<Presentation, 'noted'>
  readonly origin: () => string
}

/** Known to the specification, and not written down of any annotation here. */
const notKept = ['date', 'user'] as const
const largestPage = 100_000
const counted = z.coerce.number().int().min(1).max(largestPage).default(1)
const text = z.string().max(200).default('')
const searchSchema = z.object({ q: text, motivation: text, page: counted })
const autocompleteSchema = z.object({ q: z.string().min(1).max(200), motivation: text, min: counted })

/** IIIF Content Search 2.0 in one item or story, mounted at `/iiif`: its search, and its completion of words that are begun. */
export function contentSearchRoutes({ presentation, origin }: ContentSearchRouteParts) {
  const routes = new Hono<Env>()
  routes.use('/presentation/:id/search', ...openToAll())
  routes.use('/presentation/:id/autocomplete', ...openToAll())
  const answered = async (c: Context<Env>, make: (found: NotedDocument) => object): Promise<Response> => {
    const id = c.req.param('id') ?? ''
    const found = await presentation.noted(id)
    return found === undefined
      ? problem(c, {
          status: 404,
          code: 'record_unknown',
          words: 'museum',
          field: 'identifier',
          facts: { identifier: id },
        })
      : sendJson(c, make(found), searchContext)
  }
  routes.get('/presentation/:id/search', (c) => {
    const read = searchSchema.safeParse(c.req.query())
    if (!read.success) return refused(c, read.error)
    const { q, motivation, page } = read.data
    const asked: DocumentAsked = { ...askedOf(c, q, motivation), page }
    return answered(c, (found) => searchedPage(found, asked, presentationAddresses(origin())))
  })
  routes.get('/presentation/:id/autocomplete', (c) => {
    const read = autocompleteSchema.safeParse(c.req.query())
    if (!read.success) return refused(c, read.error)
    const { q, motivation, min } = read.data
    const asked: BegunAsked = { ...askedOf(c, q, motivation), least: min }
    return answered(c, (found) => termPage(found, asked, presentationAddresses(origin())))
  })
  return routes
}

const askedOf = (c: Context<Env>, question: string, motivation: string) => ({
  question,
  motivations: motivation.trim() === '' ? undefined : motivation.trim().split(/\s+/),
  ignored: notKept.filter((name) => c.req.query(name) !== undefined),
})

const refused = (c: Context<Env>, { issues }: z.ZodError): Response => {
  const [issue] = issues
  const field = issue?.path.map(String).join('.') ?? 'query'
  const isMissing = issue?.code === 'invalid_type' && c.req.query(field) === undefined
  return problem(c, {
    status: 400,
    code: isMissing ? 'field_missing' : 'field_invalid',
    field,
    ...(issue === undefined ? {} : { facts: { expected: issue.message } }),
  })
}
