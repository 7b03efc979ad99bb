import { createRoute, z } from '@hono/zod-openapi'
import { japanTime } from '../platform/clock.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refused } from './refused.ts'
import { instantOf } from './rendering.ts'
import { daySchema, sourcesSchema, textSchema } from './routes-schemas.ts'
import type { Rail } from './service.ts'
import type { ViewpointDay } from './viewpoints-service.ts'

const instantSchema = z.string().openapi({ example: '2026-11-24T09:18:00+09:00' })
const sourceIds = z.array(z.string()).readonly()
const onwardSchema = z.object({ trip: z.string(), at: instantSchema })

const passingSchema = z
  .object({
    trip: z.string(),
    number: z.string().optional(),
    direction: z.enum(['down', 'up']),
    earliest: instantSchema.describe('Be there by then'),
    latest: instantSchema.optional().describe('Surely gone by then; absent: nobody says until when'),
    confidence: z.number(),
    light: z
      .array(
        z.object({
          at: instantSchema,
          altitude: z.number().describe('Degrees above a flat horizon; mountains are not counted'),
          azimuth: z.number().describe('Degrees from north by east'),
          light: z.enum(['dark', 'twilight', 'golden', 'day']),
        }),
      )
      .describe('At the first and at the last minute'),
    there: onwardSchema.optional().describe('Last known train to the station in time for the walk'),
    back: onwardSchema.optional().describe('First known train from the station after the walk back'),
    source: sourceIds,
  })
  .openapi('ViewpointPassing')

const viewpointSchema = z
  .object({
    id: z.string(),
    name: textSchema,
    line: z.string(),
    km: z.number().describe('Where the train is then, fare distance on the line'),
    withinKm: z.number(),
    station: z.object({ id: z.string(), name: textSchema }),
    walkMinutes: z.int().optional().describe('Only where a source states it'),
    access: textSchema,
    season: textSchema,
    bestMonths: z.array(z.int()).describe('None: all year'),
    caution: textSchema.optional(),
    sunrise: z.string().optional(),
    sunset: z.string().optional(),
    complete: z.boolean().describe('Every train of the day is known; while false, others may go by'),
    passings: z.array(passingSchema),
    nextService: z
      .object({ date: daySchema, passings: z.array(passingSchema) })
      .optional()
      .describe(
        'Where none may come any more that day: the next day with one, within 31 days. Absent then: none is known',
      ),
    closures: z.array(
      z.object({
        id: z.string(),
        effect: z.string(),
        isStated: z.boolean(),
        words: textSchema,
        source: sourceIds,
      }),
    ),
  })
  .openapi('Viewpoint')

const dateQuery = z.object({
  date: daySchema.optional().openapi({ description: 'Today in Japan when left out' }),
})

const listRoute = createRoute({
  method: 'get',
  path: '/rail/viewpoints',
  tags: ['rail'],
  summary: 'Places from which one sees a train go by, with the known trains of a day',
  request: { query: dateQuery },
  responses: {
    200: {
      description: 'All viewpoints',
      content: {
        'application/json': {
          schema: z.object({ viewpoints: z.array(viewpointSchema), sources: sourcesSchema }),
        },
      },
    },
    400: problemAnswer('A field of the question is wrong'),
  },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/rail/viewpoints/{id}',
  tags: ['rail'],
  summary: 'One viewpoint: when trains go by, in which light, and the train there and back',
  request: { params: z.object({ id: z.string().max(100) }), query: dateQuery },
  responses: {
    200: {
      description: 'The viewpoint on that day',
      content: {
        'application/json': {
          schema: z.object({ date: daySchema, viewpoint: viewpointSchema, sources: sourcesSchema }),
        },
      },
    },
    400: problemAnswer('A field of the question is wrong'),
    404: problemAnswer('No such viewpoint'),
  },
})

/** The HTTP of viewpoints. */
export const viewpointsRoutes = ({ rail }: { readonly rail: Rail }) => {
  const shown = (one: ViewpointDay) => shownViewpoint(one, rail)
  return createRouter()
    .openapi(listRoute, (c) => {
      const { date } = c.req.valid('query')
      const all = rail.viewpoints(date)
      c.header('cache-control', `public, max-age=${date === undefined ? 60 : 600}`)
      const sources = rail.sourcesOf(all.flatMap(sourcesOfViewpoint))
      return c.json({ viewpoints: all.map(shown), sources }, 200)
    })
    .openapi(oneRoute, (c) => {
      const { date } = c.req.valid('query')
      const found = rail.viewpoint(c.req.valid('param').id, date)
      if (!found.ok) return refused(c, found.error)
      const { value } = found
      c.header('cache-control', `public, max-age=${date === undefined ? 60 : 600}`)
      const sources = rail.sourcesOf(sourcesOfViewpoint(value))
      return c.json({ date: value.date, viewpoint: shown(value), sources }, 200)
    })
}

const plain = ({ ja, en }: { readonly ja: string; readonly en: string }) => ({ ja, en })
const clockAt = (at: number): string => japanTime(Math.round(at / 60_000) * 60_000)

function shownViewpoint({ viewpoint, place, date, sun, ...told }: ViewpointDay, rail: Rail) {
  const { id, line, km, withinKm } = viewpoint
  return {
    id,
    name: plain(place.name),
    line,
    km,
    withinKm,
    station: { id: place.station, name: rail.nameOfStop(place.station) },
    ...(place.walk === undefined ? {} : { walkMinutes: place.walk.minutes }),
    access: plain(place.access),
    season: plain(place.season),
    bestMonths: place.season.months,
    ...(place.caution === undefined ? {} : { caution: plain(place.caution) }),
    ...(sun === undefined ? {} : { sunrise: clockAt(sun.riseAt), sunset: clockAt(sun.setAt) }),
    complete: told.complete,
    passings: told.passings.map((passing) => shownPassing(passing, date)),
    ...(told.nextService === undefined ? {} : { nextService: shownNext(told.nextService) }),
    closures: told.closures.map(({ id: closure, effect, isStated, words, sources }) => ({
      id: closure,
      effect,
      isStated,
      words: plain(words),
      source: sources,
    })),
  }
}

const shownNext = ({ date, passings }: NonNullable<ViewpointDay['nextService']>) => ({
  date,
  passings: passings.map((passing) => shownPassing(passing, date)),
})

function shownPassing(passing: ViewpointDay['passings'][number], date: string) {
  const { train, number, direction, earliestMinute, latestMinute, confidence, there, back } = passing
  return {
    trip: train,
    ...(number === undefined ? {} : { number }),
    direction,
    earliest: instantOf(date, earliestMinute),
    ...(latestMinute === undefined ? {} : { latest: instantOf(date, latestMinute) }),
    confidence,
    light: (passing.light ?? []).map(({ minute, altitude, azimuth, light }) => ({
      at: instantOf(date, minute),
      altitude: Math.round(altitude * 10) / 10,
      azimuth: Math.round(azimuth),
      light,
    })),
    ...(there === undefined ? {} : { there: { trip: there.run, at: instantOf(date, there.minute) } }),
    ...(back === undefined ? {} : { back: { trip: back.run, at: instantOf(date, back.minute) } }),
    source: passing.sources,
  }
}

const sourcesOfViewpoint = ({
  viewpoint,
  place,
  passings,
  nextService,
  closures,
}: ViewpointDay): string[] => [
  ...viewpoint.source,
  ...place.access.source,
  ...place.season.source,
  ...(place.caution?.source ?? []),
  ...(place.walk?.source ?? []),
  ...[...passings, ...(nextService?.passings ?? [])].flatMap(({ sources }) => sources),
  ...closures.flatMap(({ sources }) => sources),
]
