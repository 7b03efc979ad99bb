import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { offlineDay } from './offline-day.ts'
import { shownNotice, shownSuspension } from './rendering.ts'
import {
  coverageSchema,
  daySchema,
  noticeSchema,
  sourcesSchema,
  suspensionSchema,
  textSchema,
} from './routes-schemas.ts'
import type { Rail } from './service.ts'

const momentSchema = z
  .union([z.int(), z.tuple([z.int(), z.int()]).readonly()])
  .describe('Minutes after 00:00 of the day (above 1440: after midnight); two: an estimate between bounds')

const trainShape = {
  id: z.string(),
  line: z.string(),
  number: z.string().optional(),
  name: textSchema.optional(),
  direction: z.enum(['down', 'up']).optional(),
  to: textSchema.optional(),
  standing: z.enum(['current', 'dated']).describe('dated: from an older timetable; never ridden'),
  asOf: textSchema.describe('As of when it is known; show it with a dated one'),
  sources: z.array(z.int()).readonly().describe('Indexes into sources'),
}

const at = [z.int(), momentSchema.nullable(), momentSchema.nullable()] as const

const callSchema = z.union([z.tuple(at).readonly(), z.tuple([...at, z.string()]).readonly()])

const partSchema = z.object({
  id: z.string(),
  line: z.string(),
  number: z.string().optional(),
  name: textSchema.optional(),
  to: textSchema.optional(),
  fromIndex: z.int().describe('Index of the call at which it begins'),
})

const timetableSchema = z
  .object({
    format: z.literal(2).describe('Grows when the shape changes'),
    date: daySchema,
    version: z.string(),
    stops: z.array(z.object({ id: z.string(), name: textSchema })),
    runs: z.array(
      z.object({
        ...trainShape,
        mode: z.enum(['train', 'bus', 'substitute-bus', 'ship', 'cableway']),
        calls: z
          .array(callSchema)
          .readonly()
          .describe(
            '[index into stops, arrival, departure, line from here on if another]; board by the first minute, get off by the last',
          ),
        parts: z
          .array(partSchema)
          .readonly()
          .optional()
          .describe('Of a vehicle that is several trains, one after another: one stays on board'),
      }),
    ),
    boards: z.array(
      z.object({
        ...trainShape,
        at: z
          .array(z.tuple([z.int(), momentSchema]).readonly())
          .readonly()
          .describe('[index into stops, departure] of trains known at some stops only'),
      }),
    ),
    trains: z.int().describe('How many trains of the day are known, ridden or not'),
    rails: z
      .array(
        z.object({
          line: z.string(),
          parts: z.array(z.array(z.tuple([z.int(), z.number().nullable()]).readonly()).readonly()).readonly(),
        }),
      )
      .describe('Our lines: [index into stops, fare distance in km; null: no train calls] along each part'),
    footpaths: z.array(z.object({ from: z.string(), to: z.string(), walkMinutes: z.number() })).readonly(),
    coverage: z.array(
      z.object({ line: z.string(), operatorUrl: z.string().optional(), ...coverageSchema.shape }),
    ),
    suspensions: z.array(suspensionSchema),
    notices: z.array(noticeSchema),
    closures: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        effect: z.enum(['closed', 'caution']),
        places: z.array(z.string()).readonly(),
        stations: z.array(z.string()).readonly(),
        line: z.string().optional(),
        isStated: z.boolean(),
        words: textSchema,
        source: z.array(z.string()).readonly(),
      }),
    ),
    sources: sourcesSchema.describe('What `sources` of trains count from, then those of everything else'),
  })
  .openapi('OfflineTimetable')

const timetableRoute = createRoute({
  method: 'get',
  path: '/rail/timetable',
  tags: ['rail'],
  summary: 'Everything known of the rails on one day, small enough to keep on a phone',
  description:
    'Under 20 kB compressed. Ask again with the ETag in If-None-Match: 304 says that nothing changed. Keep it with the day on which it was fetched, and tell its age.',
  request: {
    headers: z.object({ 'if-none-match': z.string().max(1_000).optional() }),
    query: z.object({ date: daySchema.optional().openapi({ description: 'Today in Japan when left out' }) }),
  },
  responses: {
    200: {
      description: 'The day',
      headers: { etag: { schema: { type: 'string' } } },
      content: { 'application/json': { schema: timetableSchema } },
    },
    304: { description: 'Nothing changed since' },
    400: problemAnswer('A field of the question is wrong'),
  },
})

/** The day's timetable for use without signal. */
export const timetableRoutes = ({ rail }: { readonly rail: Rail }) => {
  const { nameOfStop } = rail
  return createRouter().openapi(timetableRoute, (c) => {
    const day = rail.dayOf(c.req.valid('query').date ?? rail.today())
    const tag = `"2.${day.date}.${encodeURIComponent(day.version)}"`
    c.header('etag', tag)
    c.header('cache-control', 'public, max-age=0, s-maxage=600')
    if (isKnown(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304)
    const { stops, sourceIds, ...packed } = offlineDay(day, rail.rails())
    const { suspensions, notices, closures } = day
    const others = [...suspensions, ...notices, ...closures].flatMap(({ sources }) => sources)
    return c.json(
      {
        format: 2 as const,
        date: packed.date,
        version: day.version,
        stops: stops.map((id) => ({ id, name: nameOfStop(id) })),
        runs: [...packed.runs],
        boards: [...packed.boards],
        trains: packed.trains,
        rails: [...packed.rails],
        footpaths: packed.footpaths,
        coverage: [...packed.coverage],
        suspensions: suspensions.map(shownSuspension),
        notices: notices.map(shownNotice),
        closures: closures.map(({ sources, ...closure }) => ({ ...closure, source: sources })),
        sources: rail.sourcesOf([...sourceIds, ...others]),
      },
      200,
    )
  })
}

/** Whether a reader holds this very answer; a proxy may have weakened the tag. */
const isKnown = (held: string | undefined, tag: string): boolean =>
  held?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) === true
