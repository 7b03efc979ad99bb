import { z } from '@hono/zod-openapi'
import { coordinatesOf } from './end-points.ts'
import { carbonSchema, fareSchema, passesSchema } from './routes-fares-schemas.ts'
import { liveSchema, lostSchema } from './routes-live-schemas.ts'
import {
  coverageSchema,
  daySchema,
  neededNameSchema,
  noticeSchema,
  sourcesSchema,
  suspensionSchema,
  timeSchema,
} from './routes-schemas.ts'

export const textSchema = z.object({ ja: z.string(), en: z.string() })
export const instantSchema = z.string().openapi({ example: '2026-11-24T13:05:00+09:00' })
export const sourceIds = z
  .array(z.string())
  .readonly()
  .describe('Ids; the sources stand at the end of the answer')

/** Looks like two numbers: then it must be a place on Earth. */
const looksLikePair = /^[\s\d.+-]+,[\s\d.+-]+$/

const endSchema = neededNameSchema
  .refine((asked) => !looksLikePair.test(asked) || coordinatesOf(asked) !== undefined, {
    error: 'write a point as degrees north and east, "37.4948,139.9298"',
  })
  .openapi({
    description: 'Station (id, or name in any language), id of a place, or "lat,lng" in degrees',
    example: '会津若松',
  })

/** What one asks for a journey. */
export const journeysQuery = z.object({
  from: endSchema,
  to: endSchema,
  date: daySchema,
  time: timeSchema,
  arriveBy: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .openapi({ description: 'true: the time is when one must be there; else when one sets out' }),
})

export const endPointSchema = z
  .object({
    id: z.string().describe('Id of the station or place, or "lat,lng"'),
    kind: z.enum(['station', 'place', 'point']),
    name: textSchema,
  })
  .openapi('JourneyPoint')

const boundSchema = instantSchema
  .optional()
  .describe('Only of an estimate: a departure may be as late as this, an arrival as early')

export const legSchema = z
  .object({
    mode: z.enum(['train', 'bus', 'substitute-bus', 'ship', 'cableway', 'walk']),
    line: z.string().nullable().describe('First line of the ride; null on foot'),
    lines: z.array(z.string()).describe('Every line of the ride, in order: staying seated is no change'),
    trip: z.string().nullable().describe('Id of the run of the day; null on foot'),
    number: z.string().optional(),
    name: textSchema.optional().describe('Of the train'),
    towards: textSchema.optional().describe('Where the train goes, when a source says so'),
    asOf: textSchema.optional().describe('As of when the train is known'),
    becomes: z
      .array(
        z.object({
          at: endPointSchema,
          line: z.string(),
          trip: z.string(),
          number: z.string().optional(),
          name: textSchema.optional(),
          towards: textSchema.optional(),
        }),
      )
      .optional()
      .describe('Trains that it becomes on the way: one stays on board, which is no change'),
    from: endPointSchema,
    to: endPointSchema,
    departure: instantSchema.describe('Be there by then'),
    departureOr: boundSchema,
    arrival: instantSchema.describe('There by then'),
    arrivalOr: boundSchema,
    walkMinutes: z.int().optional(),
    departureLateMinutes: z.int().optional().describe('So late a live message says that it is'),
    arrivalLateMinutes: z.int().optional(),
    liveAt: z.string().optional().describe('When that was said; tell its age'),
    departureExact: z.boolean().describe('A source states the departure'),
    arrivalExact: z.boolean().describe('A source states the arrival'),
    exact: z.boolean().describe('Sources state both times; else say "about"'),
    confidence: z.number().describe('0 to 1, of the weaker of the two times'),
    last: z
      .enum(['last', 'last-known'])
      .optional()
      .describe('Who misses it has no later way that day; last-known: none that we know, there may be one'),
    source: sourceIds,
  })
  .openapi('JourneyLeg')

const journeySchema = z
  .object({
    departure: instantSchema,
    arrival: instantSchema,
    changes: z.int(),
    walkMinutes: z.int(),
    fare: fareSchema,
    passes: passesSchema,
    carbon: carbonSchema.optional().describe('Absent where a distance is unknown'),
    legs: z.array(legSchema),
  })
  .openapi('Journey')

const closureSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['trail', 'road', 'cycle-hire', 'bus', 'line', 'place']),
    effect: z.enum(['closed', 'caution']),
    places: z.array(z.string()).readonly(),
    isStated: z
      .boolean()
      .describe('False: the source says only "in winter"; the months are a cautious reading'),
    words: textSchema,
    source: sourceIds,
  })
  .openapi('Closure')

export const journeysSchema = z.object({
  from: endPointSchema,
  to: endPointSchema,
  date: daySchema.describe('Day of the timetable; the day before where one must be there at night'),
  journeys: z
    .array(journeySchema)
    .describe('None is beaten by another in departure, arrival, changes and walking'),
  reason: z
    .enum([
      'same_place',
      'walk_unknown',
      'not_reachable_by_rail',
      'date_outside_timetable',
      'line_suspended',
      'no_journey_known',
      'no_journey',
    ])
    .optional()
    .describe(
      'Why the list is empty; no_journey only where it is proven, else there may be trains we do not know',
    ),
  nextService: z
    .object({ departure: instantSchema, arrival: instantSchema })
    .optional()
    .describe('The next journey within 31 days, when there is none'),
  coverage: z.array(
    coverageSchema.extend({
      line: z.string(),
      operatorUrl: z.string().optional().describe('Where the operator publishes its own timetable'),
    }),
  ),
  suspensions: z.array(suspensionSchema),
  notices: z.array(noticeSchema),
  live: z.array(liveSchema).describe('What is said live of trains of these lines'),
  lost: z.array(lostSchema).describe('Journeys of the timetable that live messages take away, at most five'),
  closures: z
    .array(closureSchema)
    .describe('What is shut, or needs care, at a place where the journey begins or ends'),
  sources: sourcesSchema,
})
