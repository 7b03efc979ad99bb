import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { japanTime } from '../platform/clock.ts'
import type { Env } from '../platform/http/env.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { viewpointsRoutes } from './viewpoints-routes.ts'
import { faresRoutes } from './fares-routes.ts'
import { dayPlansRoutes } from './day-plans-routes.ts'
import { twoDaysRoutes } from './two-days-routes.ts'
import { journeysRoutes } from './journeys-routes.ts'
import { refused } from './refused.ts'
import { nowRoutes } from './now-routes.ts'
import { shownLive } from './live-rendering.ts'
import {
  type NameOf,
  shownCalls,
  shownDeparture,
  shownLine,
  shownNotice,
  shownStation,
  shownSuspension,
  shownTrain,
  sourceIdsOfStation,
} from './rendering.ts'
import {
  callSchema,
  coverageSchema,
  daySchema,
  departureSchema,
  lineSchema,
  neededNameSchema,
  noticeSchema,
  sourcesSchema,
  stationSchema,
  sunSchema,
  suspensionSchema,
  timeSchema,
  trainSchema,
} from './routes-schemas.ts'
import { liveSchema } from './routes-live-schemas.ts'
import type { SearchParts } from './search-limit.ts'
import type { Hindering } from './service.ts'
import { openingRoutes } from './opening-routes.ts'
import { stationSearchRoutes } from './stations-routes.ts'
import { tripKindsRoutes } from './trip-kinds-routes.ts'
import { timetableRoutes } from './timetable-routes.ts'

const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
})

const dateQuery = daySchema.optional().openapi({ description: 'Today in Japan when left out' })
const badQuestion = problemAnswer('A field of the question is wrong')

const hinderingShape = {
  suspensions: z.array(suspensionSchema).describe('Parts of these lines without trains on this day'),
  notices: z.array(noticeSchema),
  live: z.array(liveSchema).describe('What is said live of trains of these lines on this day'),
}

const linesRoute = createRoute({
  method: 'get',
  path: '/rail/lines',
  tags: ['rail'],
  summary: 'The railway lines, and how much of their timetable is known',
  request: { query: z.object({ date: dateQuery }) },
  responses: {
    200: json('All lines', z.object({ date: daySchema, lines: z.array(lineSchema) })),
    400: badQuestion,
  },
})

const lineRoute = createRoute({
  method: 'get',
  path: '/rail/lines/{id}',
  tags: ['rail'],
  summary: 'One line: its stations, and the trains of a day as far as they are known',
  request: { params: z.object({ id: z.string().max(100) }), query: z.object({ date: dateQuery }) },
  responses: {
    200: json(
      'The line',
      z.object({
        date: daySchema,
        line: lineSchema,
        stations: z.array(callSchema),
        trains: z.array(trainSchema),
        ...hinderingShape,
        sources: sourcesSchema,
      }),
    ),
    400: badQuestion,
    404: problemAnswer('No such line'),
  },
})

const stationRoute = createRoute({
  method: 'get',
  path: '/rail/stations/{id}',
  tags: ['rail'],
  summary: 'One station, by id or by name in any language; sunrise and sunset of a day',
  request: { params: z.object({ id: z.string().max(100) }), query: z.object({ date: dateQuery }) },
  responses: {
    200: json(
      'The station',
      z.object({
        date: daySchema,
        station: stationSchema,
        lines: z.array(lineSchema),
        sun: sunSchema,
        sources: sourcesSchema,
      }),
    ),
    400: badQuestion,
    404: problemAnswer('No such station; `candidates` are those whose names come near'),
  },
})

const departuresSchema = z.object({
  station: z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) }),
  date: daySchema,
  time: timeSchema,
  departures: z.array(departureSchema),
  nextService: z
    .object({ date: daySchema, departures: z.array(departureSchema) })
    .optional()
    .describe('The next day with a confirmed departure, when none is left on the day asked for'),
  lines: z.array(z.object({ id: z.string(), coverage: coverageSchema })),
  ...hinderingShape,
  complete: z.boolean().describe('All lines of the station are complete on this day'),
  reason: z
    .enum(['no_known_departure', 'no_departure'])
    .optional()
    .describe('Why the list is empty; no_departure only where every train of the day is known'),
  sources: sourcesSchema,
})

const departuresRoute = createRoute({
  method: 'get',
  path: '/rail/departures',
  tags: ['rail'],
  summary: 'Known departures from a station after a time; the next service day when none is left',
  request: {
    query: z.object({
      station: neededNameSchema.openapi({
        description: 'Id, or name in any language',
        example: '会津若松',
      }),
      date: dateQuery,
      time: timeSchema.optional().openapi({ description: 'Now, or the start of another day, when left out' }),
    }),
  },
  responses: {
    200: json('Departures; a full timetable only where it says complete', departuresSchema),
    400: badQuestion,
    404: problemAnswer('No such station; `candidates` are those whose names come near'),
  },
})

/** An answer that changes with the clock may be kept for a minute; one for a named day for ten. */
const keep = (c: Context<Env>, named: boolean): void =>
  c.header('cache-control', named ? 'public, max-age=600' : 'public, max-age=60')

const emptyBecause = (complete: boolean) =>
  complete ? ('no_departure' as const) : ('no_known_departure' as const)

/** What hinders the lines, as answers tell it, with its sources. */
const shownHindering = ({ suspensions, notices, live }: Hindering, date: string, nameOf: NameOf) => ({
  suspensions: suspensions.map(shownSuspension),
  notices: notices.map(shownNotice),
  live: live.map((one) => shownLive(one, date, nameOf)),
})
const sourcesOfHindering = ({ suspensions, notices, live }: Hindering): string[] =>
  [...suspensions, ...notices, ...live].flatMap(({ sources }) => sources)

/** The HTTP of the railway, mounted under /api. Everything is public and read only. */
export const railRoutes = ({ rail, limiter }: SearchParts) => {
  const nameOf = (id: string) => rail.stationById(id)?.name ?? { ja: id, en: id }
  return createRouter()
    .route('/', stationSearchRoutes({ rail }))
    .route('/', openingRoutes({ rail }))
    .route('/', journeysRoutes({ rail }))
    .route('/', nowRoutes({ rail }))
    .route('/', timetableRoutes({ rail }))
    .route('/', faresRoutes({ rail }))
    .route('/', viewpointsRoutes({ rail }))
    .route('/', dayPlansRoutes({ rail, limiter }))
    .route('/', twoDaysRoutes({ rail, limiter }))
    .route('/', tripKindsRoutes({ rail }))
    .openapi(linesRoute, (c) => {
      const { date: asked } = c.req.valid('query')
      const { date, lines } = rail.lines(asked)
      keep(c, asked !== undefined)
      return c.json({ date, lines: lines.map(shownLine) }, 200)
    })
    .openapi(lineRoute, (c) => {
      const { date: asked } = c.req.valid('query')
      const found = rail.line(c.req.valid('param').id, asked)
      if (!found.ok) return refused(c, found.error)
      const { date, line, trains } = found.value
      keep(c, asked !== undefined)
      const used = [...line.length.source, ...line.summary.source, ...line.trainsADay.source]
      const timed = trains.flatMap((train) => train.stops.flatMap((stop) => stop.sources))
      return c.json(
        {
          date,
          line: shownLine(found.value),
          stations: shownCalls(line, nameOf),
          trains: trains.map((train) => shownTrain(train, date, nameOf)),
          ...shownHindering(found.value, date, nameOf),
          sources: rail.sourcesOf([...used, ...timed, ...sourcesOfHindering(found.value)]),
        },
        200,
      )
    })
    .openapi(stationRoute, (c) => {
      const { date: asked } = c.req.valid('query')
      const found = rail.station(c.req.valid('param').id, asked)
      if (!found.ok) return refused(c, found.error)
      const { date, station, lines, sun } = found.value
      keep(c, asked !== undefined)
      return c.json(
        {
          date,
          station: shownStation(station),
          lines: lines.map(shownLine),
          sun: { sunrise: nearestMinute(sun.riseAt), sunset: nearestMinute(sun.setAt) },
          sources: rail.sourcesOf(sourceIdsOfStation(station)),
        },
        200,
      )
    })
    .openapi(departuresRoute, (c) => {
      const asked = c.req.valid('query')
      const found = rail.departures(asked)
      if (!found.ok) return refused(c, found.error)
      const { station, time, board, lines } = found.value
      const { date, departures, nextService } = board
      keep(c, asked.date !== undefined && asked.time !== undefined)
      const complete = lines.length > 0 && lines.every(({ coverage }) => coverage.complete)
      const all = [...departures, ...(nextService?.departures ?? [])]
      return c.json(
        {
          station: { id: station.id, name: station.name },
          date,
          time,
          departures: departures.map((one) => shownDeparture(one, date, nameOf)),
          ...(nextService === undefined
            ? {}
            : {
                nextService: {
                  date: nextService.date,
                  departures: nextService.departures.map((one) =>
                    shownDeparture(one, nextService.date, nameOf),
                  ),
                },
              }),
          lines: lines.map(({ line, coverage }) => ({ id: line.id, coverage })),
          complete,
          ...(departures.length > 0 ? {} : { reason: emptyBecause(complete) }),
          ...shownHindering(found.value, date, nameOf),
          sources: rail.sourcesOf([...all.flatMap((one) => one.sources), ...sourcesOfHindering(found.value)]),
        },
        200,
      )
    })
}

const nearestMinute = (at: number): string => japanTime(Math.round(at / 60_000) * 60_000)
