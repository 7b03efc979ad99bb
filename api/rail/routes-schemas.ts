import { z } from '@hono/zod-openapi'

/** 'YYYY-MM-DD', Asia/Tokyo. */
export const daySchema = z.iso.date().openapi({ example: '2026-11-24', description: 'Japanese calendar day' })

/** 'HH:MM', Asia/Tokyo. */
export const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM')
  .openapi({ example: '13:05', description: 'Time of day in Japan' })

/**
 * What somebody writes for a station or a place. White space may come along from wherever it was copied; no name has other
 * control characters, and one that has is no name that merely nobody knows.
 */
export const writtenNameSchema = z
  .string()
  .trim()
  .max(100)
  .regex(/^(?:\P{Cc}|\s)*$/u, 'write a name without control characters')

/** The same where nothing can be done without it. */
export const neededNameSchema = writtenNameSchema.min(1)

export const textSchema = z.object({ ja: z.string(), en: z.string() })

const sourceSchema = z
  .object({
    id: z.string(),
    title: textSchema,
    url: z.string().optional(),
    publisher: z.string().optional(),
    licence: z.string().optional(),
    credit: z.string().optional().describe('The line that must stand wherever the source is used'),
    checked: z.string().optional().describe('Day on which it was read'),
  })
  .openapi('Source')

export const sourceIds = z
  .array(z.string())
  .readonly()
  .describe('Ids; the sources stand at the end of the answer')
export const sourcesSchema = z.array(sourceSchema)

export const coverageSchema = z
  .object({
    known: z.int().describe('Trains of the day with at least one sourced time'),
    running: z.int().nullable().describe('How many run on an ordinary day; null: nobody counted'),
    complete: z
      .boolean()
      .describe('Every train of the day is known; while false, never read our times as a full timetable'),
  })
  .openapi('TimetableCoverage')

export const lineSchema = z
  .object({
    id: z.string(),
    name: textSchema,
    operator: textSchema,
    operatorUrl: z.string().optional(),
    kind: z.enum(['local', 'trunk', 'third-sector']),
    lengthKm: z.number(),
    stations: z.int().describe('How many, without those where no train calls'),
    summary: textSchema,
    coverage: coverageSchema,
    runningWords: textSchema.describe('What is known of how many trains run'),
  })
  .openapi('RailLine')

export const callSchema = z.object({
  station: z.string(),
  name: textSchema,
  km: z.number().nullable().describe('For fares, from the start of the line; null: no trains call'),
  calcKm: z.number().nullable(),
})

export const knownTimeSchema = z.object({
  time: timeSchema,
  at: z.string().describe('The same, ISO 8601 with offset'),
  exact: z.boolean().describe('False: no source states it, it follows from sources; say "about"'),
  orAt: z
    .string()
    .optional()
    .describe('Other bound of an estimate: a departure may be as late, an arrival as early'),
  lateMinutes: z.int().optional().describe('So late a live message says that it is; early: below 0'),
})

export const trainShape = {
  id: z.string(),
  mode: z.enum(['train', 'bus', 'substitute-bus', 'ship', 'cableway']),
  number: z.string().optional(),
  name: textSchema.optional(),
  lines: z.array(z.string()).readonly(),
  direction: z.enum(['down', 'up']),
  standing: z.enum(['current', 'dated']).describe('dated: from an older timetable, not confirmed since'),
  asOf: textSchema.describe('As of when it is known; show it with a dated train'),
  liveAt: z.string().optional().describe('When a live message last said something of it'),
}

export const trainSchema = z
  .object({
    ...trainShape,
    to: textSchema.optional().describe('Where it goes, when a source says so'),
    stops: z.array(
      z.object({
        station: z.string().nullable().describe('Null: beyond our lines'),
        name: textSchema,
        arrival: knownTimeSchema.optional(),
        departure: knownTimeSchema.optional(),
        confidence: z.number().describe('0 to 1: how far the source can be trusted'),
        source: sourceIds,
      }),
    ),
  })
  .openapi('KnownTrain')

export const departureSchema = z
  .object({
    train: z.object(trainShape),
    departure: knownTimeSchema,
    onward: z
      .array(
        z.object({
          at: z.object({ id: z.string(), name: textSchema }),
          number: z.string().optional(),
          name: textSchema.optional(),
          towards: textSchema.optional(),
        }),
      )
      .optional()
      .describe('As what its vehicle goes on where the train ends: one stays on board'),
    towards: textSchema.optional(),
    towardsBasis: z
      .enum(['stated', 'last-known-stop'])
      .optional()
      .describe('last-known-stop: the train may go further than we know'),
    lastWeKnow: z
      .boolean()
      .describe('The last one known for the day in its direction; there may be later ones'),
    last: z.boolean().describe('The last one there is: only where every train of the day is known'),
    confidence: z.number(),
    source: sourceIds,
  })
  .openapi('KnownDeparture')

export const suspensionSchema = z
  .object({
    id: z.string(),
    line: z.string(),
    from: z.array(z.string()).readonly().describe('Station ids; more than one where sources disagree'),
    to: z.string().optional().describe('Absent, with an empty `from`: the whole line'),
    start: daySchema,
    end: daySchema.optional(),
    endBasis: z
      .enum(['stated', 'announced', 'open', 'unknown'])
      .describe(
        'announced: the end is a plan; open: nobody knows it; unknown: only the first day is certain',
      ),
    endWords: textSchema.optional(),
    words: textSchema.optional().describe('What an operator or a live message says of it'),
    url: z.string().optional(),
    at: z.string().optional().describe('Of a live message: when it was made; tell its age'),
    substitute: z.object({
      state: z
        .enum(['runs', 'not-yet', 'over', 'none', 'unknown'])
        .describe('What runs in place of the trains on this day'),
      start: daySchema.optional(),
      stops: z.array(z.string()).readonly(),
      isTimed: z.boolean().describe('Its times are known, so it is among the trains'),
      words: textSchema.optional(),
    }),
    source: sourceIds,
  })
  .openapi('RailSuspension')

export const noticeSchema = z
  .object({
    id: z.string(),
    words: textSchema,
    lines: z.array(z.string()).readonly(),
    stations: z.array(z.string()).readonly(),
    url: z.string().optional(),
    at: z.string().optional().describe('Of a live message: when it was made; tell its age'),
    source: sourceIds,
  })
  .openapi('RailNotice')

export const positionSchema = z.object({ lat: z.number(), lng: z.number() })

const facilitySchema = z.union([
  z.literal('unknown'),
  z.object({ state: z.enum(['yes', 'partly', 'no']), note: textSchema.optional(), source: sourceIds }),
])

export const stationSchema = z
  .object({
    id: z.string(),
    name: textSchema,
    kana: z.string(),
    municipality: z.string().nullable(),
    municipalityName: textSchema,
    address: z.string(),
    position: positionSchema,
    status: z.enum(['open', 'not-served']),
    summary: textSchema,
    facilities: z.object({
      stepFree: facilitySchema,
      toilet: facilitySchema,
      stroller: facilitySchema,
      signs: facilitySchema,
    }),
  })
  .openapi('RailStation')

export const sunSchema = z
  .object({ sunrise: timeSchema, sunset: timeSchema })
  .describe('Flat horizon, about a minute true; mountains hide the sun longer')
