import { z } from '@hono/zod-openapi'
import { daySchema, departureSchema, sourcesSchema, textSchema, timeSchema } from './routes-schemas.ts'

const namedSchema = z.object({ id: z.string(), name: textSchema })

const runSchema = z.object({
  id: z.string(),
  line: z.string(),
  mode: z.enum(['train', 'bus', 'substitute-bus', 'ship', 'cableway']),
  number: z.string().optional(),
  name: textSchema.optional(),
  direction: z.enum(['down', 'up']).optional(),
  to: textSchema.optional().describe('Where it goes, when a source says so'),
})

const whereaboutsSchema = z
  .object({
    run: runSchema,
    behind: namedSchema.describe('It has surely come as far as this stop'),
    ahead: namedSchema.describe('It is surely not beyond this stop; the same as behind: it stands there'),
    live: z
      .object({ lateMinutes: z.int(), at: z.string() })
      .optional()
      .describe('How late a live message says that it is at the stop ahead, and when that was said'),
    seen: z
      .object({ at: z.string().describe('When; tell its age') })
      .optional()
      .describe('A live message saw it there within the last five minutes; otherwise the timetable says so'),
    source: z.array(z.string()).readonly(),
  })
  .openapi('TrainByTimetable')

const nextSchema = z
  .object({
    station: namedSchema,
    next: z.array(departureSchema).describe('The first one each way, at most two'),
    nextService: z
      .object({ date: daySchema, next: z.array(departureSchema) })
      .optional()
      .describe('When no confirmed one is left: the first ones of the next day that has any, within a week'),
  })
  .openapi('NextAtStation')

export const lineNowSchema = z.object({
  line: namedSchema,
  date: daySchema,
  time: timeSchema,
  basis: z
    .literal('timetable')
    .describe('Where trains are is reckoned from the timetable, but for those that were seen'),
  trains: z.array(whereaboutsSchema).describe('Known trains under way; there may be others'),
  stations: z.array(nextSchema),
  sources: sourcesSchema,
})

const passingSchema = z.object({
  run: runSchema,
  at: z.string().describe('Latest arrival, earliest departure; ISO 8601 with offset'),
  exact: z.boolean(),
  source: z.array(z.string()).readonly(),
})

export const pausesSchema = z.object({
  station: namedSchema,
  date: daySchema,
  time: timeSchema,
  pauses: z.array(
    z.object({
      arrival: passingSchema.optional().describe('Absent: from the time asked for on'),
      departure: passingSchema,
      minutes: z.int(),
      visits: z.array(
        z.object({
          place: namedSchema,
          category: z.string(),
          walkMinutes: z.int().describe('One way, by a source'),
          walkBasis: z.enum(['stated', 'reckoned']),
          minutesThere: z.int(),
          source: z.array(z.string()).readonly(),
        }),
      ),
    }),
  ),
  sources: sourcesSchema,
})
