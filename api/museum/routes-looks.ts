import { createRoute, z } from '@hono/zod-openapi'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { locales, wordsFor } from '../platform/words.ts'
import { looksCsv } from './look-csv.ts'
import { type Figure, leastLooks, toldPeriods } from './look-figures.ts'
import type { LookedAt, Looks } from './look-service.ts'
import { notTheirs } from './routes-desk.ts'
import { hubInstitution } from './record.ts'
import { languageMapSchema } from './routes-items-schemas.ts'

export type LookRouteParts = {
  readonly looks: Looks
  readonly guard: Guard<'item.write' | 'look.read' | 'look.tell'>
}

const looks = z
  .int()
  .nullable()
  .describe('null: kept back, as it is below the least or would tell of another that is')
const figure = z.object({ fromDay: z.iso.date(), untilDay: z.iso.date(), looks })

const lookedAtSchema = z.object({
  kind: z.enum(['item', 'document', 'story', 'frame', 'institution', 'place']),
  subject: z.string(),
  label: languageMapSchema,
  week: figure,
  fourWeeks: figure,
  months: z
    .array(
      figure.extend({
        month: z.string(),
        languages: z.array(z.object({ language: z.enum(locales), looks })).readonly(),
      }),
    )
    .readonly(),
  reached: z
    .array(
      figure
        .omit({ looks: true })
        .extend({ month: z.string(), steps: z.array(z.object({ step: z.int(), looks })).readonly() }),
    )
    .readonly()
    .describe('Of a story: how many came to each scene or further'),
})

const looksSchema = z.object({
  least: z.int().describe('Numbers below this are kept back'),
  week: z.iso.date().describe('First day of the 7 days'),
  fourWeeks: z.iso.date().describe('First day of the 28 days'),
  untilDay: z.iso.date().describe('Last day of both: a Sunday'),
  things: z.array(lookedAtSchema).readonly(),
  total: z.int().describe('Things of which a number may be told'),
})

const question = z.object({
  institution: z.string().min(1).max(80),
  kind: lookedAtSchema.shape.kind.optional().openapi({ description: 'Of one thing only, with `subject`' }),
  subject: z.string().max(100).optional(),
  skip: z.coerce.number().int().min(0).max(100_000).default(0),
})

type Asked = Omit<z.output<typeof question>, 'institution'>

/** Things that one answer tells of. */
const listedMost = 50

const refusals = {
  400: problemAnswer('A field of the question is wrong'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Signed in, not allowed'),
}

const reachedSchema = z.strictObject({
  story: z.string().min(1).max(100),
  step: z.string().min(1).max(100).describe('The furthest scene, by its id'),
  language: z.enum(locales),
})

const reachedRoute = (guard: LookRouteParts['guard']) =>
  createRoute({
    method: 'post',
    path: '/museum/looks/steps',
    tags: ['museum'],
    summary: 'Tell how far somebody came in a story',
    description:
      'Told once, by the page, as it is left. Nothing of who tells it is kept: only the sum of the day for the scene and the language grows.',
    middleware: [guard('look.tell')] as const,
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: reachedSchema } },
      },
    },
    responses: {
      204: { description: 'Heard' },
      400: problemAnswer('A field is wrong'),
      404: problemAnswer('No such story is told, or it has no such scene'),
    },
  })

const looksRoute = (guard: LookRouteParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/museum/studio/looks',
    tags: ['museum'],
    summary: 'How often the things of an institution were looked at',
    description: `Up to ${listedMost} things of which a number may be told, after those that are skipped. Counts of pages, not of people.`,
    middleware: [guard('item.write')] as const,
    request: { query: question },
    responses: {
      200: { description: 'The numbers', content: { 'application/json': { schema: looksSchema } } },
      ...refusals,
    },
  })

const hubRoute = (guard: LookRouteParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/museum/looks/hub',
    tags: ['museum'],
    summary: 'How often what the hub itself tells was looked at',
    description: `Stories and items of no institution of the region, for the office. Up to ${listedMost} things of which a number may be told.`,
    middleware: [guard('look.read')] as const,
    request: { query: question.omit({ institution: true }) },
    responses: {
      200: { description: 'The numbers', content: { 'application/json': { schema: looksSchema } } },
      ...refusals,
    },
  })

const csvRoute = (guard: LookRouteParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/museum/studio/looks.csv',
    tags: ['museum'],
    summary: 'The same numbers as a table',
    middleware: [guard('item.write')] as const,
    request: { query: question.pick({ institution: true }) },
    responses: {
      200: { description: 'One number in a row', content: { 'text/csv': { schema: z.string() } } },
      ...refusals,
    },
  })

/** How often pages were looked at: told by pages, read by those who write about the things. */
export function lookRoutes({ looks, guard }: LookRouteParts) {
  const answerOf = async (institution: string, { kind, subject, skip }: Asked) => {
    const all = (await looks.of(institution)).filter(
      (one) => (kind ?? one.kind) === one.kind && (subject ?? one.subject) === one.subject,
    )
    return {
      least: leastLooks,
      ...toldPeriods(looks.today()),
      things: all.slice(skip, skip + listedMost).map(shown),
      total: all.length,
    }
  }

  return createRouter()
    .openapi(hubRoute(guard), async (c) => c.json(await answerOf(hubInstitution, c.req.valid('query')), 200))
    .openapi(reachedRoute(guard), async (c) => {
      const counted = await looks.reached(c.req.valid('json'), { header: (name) => c.req.header(name) })
      if (counted.ok) return c.body(null, 204)
      const facts = { identifier: c.req.valid('json')[counted.error] }
      return problem(c, {
        status: 404,
        code: 'record_unknown',
        words: 'museum',
        field: counted.error,
        facts,
      })
    })
    .openapi(looksRoute(guard), async (c) => {
      const { institution, ...asked } = c.req.valid('query')
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      return c.json(await answerOf(institution, asked), 200)
    })
    .openapi(csvRoute(guard), async (c) => {
      const { institution } = c.req.valid('query')
      if (!covers(c.get('actor'), institution)) return notTheirs(c)
      const locale = c.get('locale') ?? 'ja'
      // Spreadsheets know by the mark that it is UTF-8.
      return c.body(`\uFEFF${looksCsv(await looks.of(institution), locale, wordsFor(locale))}`, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="looks-${looks.today()}.csv"`,
        'cache-control': 'no-store',
      })
    })
}

const toldFigure = ({ looks: n, ...days }: Figure) => ({
  ...days,
  looks: n ?? null,
})

const shown = ({ figures, label, reached, ...thing }: LookedAt) => ({
  ...thing,
  label: Object.fromEntries(Object.entries(label).map(([language, texts]) => [language, [...texts]])),
  week: toldFigure(figures.week),
  fourWeeks: toldFigure(figures.fourWeeks),
  months: figures.months.map(({ month, languages, ...figureOfMonth }) => ({
    ...toldFigure(figureOfMonth),
    month,
    languages: languages.map(({ language, looks: n }) => ({ language, looks: n ?? null })),
  })),
  reached: reached.map(({ steps, ...month }) => ({
    ...month,
    steps: steps.map(({ step, looks: n }) => ({ step, looks: n ?? null })),
  })),
})
