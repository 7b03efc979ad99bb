import { z } from '@hono/zod-openapi'
import { carbonSchema, fareSchema, passesSchema } from './routes-fares-schemas.ts'
import { liveSchema } from './routes-live-schemas.ts'
import { mostStopsEver, planReasons, shortestStayMinutes, wholeDay } from './plan-wish.ts'
import { endPointSchema, instantSchema, legSchema, sourceIds, textSchema } from './routes-journeys-schemas.ts'
import {
  coverageSchema,
  daySchema,
  neededNameSchema,
  noticeSchema,
  sourcesSchema,
  suspensionSchema,
  timeSchema,
} from './routes-schemas.ts'
import { themes } from './theme.ts'
import { unmetReasons } from './unmet.ts'

/** "a,b" or given twice. */
const listOf = <T extends string>(one: z.ZodType<T, string>, most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) =>
      [given]
        .flat()
        .flatMap((text) => text.split(','))
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    )
    .pipe(z.array(one).max(most))
    .optional()

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, 'write a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .optional()
const yesOrNo = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .optional()

/** What one asks for days out. */
export const dayPlansQuery = z.object({
  from: neededNameSchema.openapi({
    description: 'Station: id, or name in any language',
    example: '会津若松',
  }),
  to: neededNameSchema
    .optional()
    .openapi({ description: 'Where the day ends; where it began when left out' }),
  date: daySchema,
  via: listOf(neededNameSchema, mostStopsEver).openapi({
    type: 'string',
    description: 'Stations, places, institutions, exhibits or festivals that must be in; separated by commas',
  }),
  minStay: wholeNumber(shortestStayMinutes, 600).openapi({
    type: 'integer',
    description: 'Minutes at each stop at least; 45 when left out. A shorter wait is a change of trains',
  }),
  stops: wholeNumber(1, mostStopsEver).openapi({
    type: 'integer',
    description: 'Stops at most; 3 when left out',
  }),
  wishes: listOf(z.enum(themes), themes.length).openapi({
    type: 'string',
    description: `What one comes for, separated by commas: ${themes.join(', ')}`,
  }),
  time: timeSchema.optional().openapi({ description: 'Nobody sets out before; 04:00 when left out' }),
  until: timeSchema.optional().openapi({ description: 'Back by then; 04:00 of the next day when left out' }),
  walk: wholeNumber(0, 600).openapi({
    type: 'integer',
    description: 'Minutes on foot on the whole day at most',
  }),
  stepFree: yesOrNo.openapi({ description: 'true: nothing that is known to have steps' }),
  limit: wholeNumber(1, 20).openapi({ type: 'integer', description: 'Plans shown at most; 6 when left out' }),
})

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The question that a query asks. */
export function askedOf(query: z.infer<typeof dayPlansQuery>) {
  const { from, to, date, via = [], minStay = 45, stops = 3, time, until } = query
  const { limit = 6 } = query
  return {
    from,
    to,
    date,
    via,
    minStayMinutes: minStay,
    mostStops: stops,
    earliestMinute: time === undefined ? wholeDay.earliestMinute : minuteOf(time),
    latestMinute: until === undefined ? wholeDay.latestMinute : minuteOf(until),
    wishes: wishesOf(query),
    most: limit,
  }
}

/** What a query wishes for. */
export const wishesOf = ({ wishes = [], walk, stepFree = false }: z.infer<typeof dayPlanQuery>) => ({
  themes: wishes,
  stepFree,
  ...(walk === undefined ? {} : { mostWalkMinutes: walk }),
})

const waySchema = z.object({ departure: instantSchema, arrival: instantSchema })
const lastSchema = z
  .enum(['last', 'last-known'])
  .describe('last-known: none later that we know, there may be one; ask the operator')
const lightSchema = z.object({ sunrise: timeSchema, sunset: timeSchema })

const thingSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['place', 'institution', 'festival']),
    name: textSchema,
    themes: z.array(z.enum(themes)),
    wished: z.boolean().describe('One of those that must be in'),
    walkMinutes: z.int().optional().describe('One way; absent where no source states it: ask before you go'),
    ride: z
      .object({ by: z.enum(['bus', 'car']), minutes: z.int().optional() })
      .optional()
      .describe(
        'Another way that a source states, one way; its times are not known: for a bus as much again is kept for waiting',
      ),
    straightKm: z
      .number()
      .optional()
      .describe(
        'From the station in a straight line: too far to walk, one needs another way and time for it',
      ),
    walkReckoned: z.boolean().optional().describe('From two checked positions, not stated'),
    start: instantSchema.describe('One way of fitting it in: out on foot, there from here'),
    end: instantSchema,
    visitMinutes: z.int().describe('How long a visit takes: our assumption'),
    stepFree: z.enum(['yes', 'partly', 'no', 'unknown']),
    inSeason: z.boolean().optional(),
    institution: z.string().optional(),
    exhibits: z.array(z.string()),
    byReservation: z.boolean(),
    askFirst: z.boolean().describe('A festival that is only roughly known for the day'),
    hours: textSchema
      .optional()
      .describe('When it is open, in the words of the source; the visit keeps to it'),
    hoursUnknown: z.boolean().describe('It has hours that nobody told us: ask before you go'),
    cautions: z.array(textSchema).describe('What needs care there on the day'),
    source: sourceIds,
  })
  .openapi('ThingToDo')

const stopSchema = z.object({
  at: endPointSchema,
  arrival: instantSchema.describe('There by then'),
  departure: instantSchema.describe('Be back by then'),
  stayMinutes: z.int(),
  things: z.array(thingSchema).describe('What to do, in order; all of it fits into the stay'),
  walkMinutes: z.int().describe('To the things and back'),
  daylightMinutes: z.int(),
  idleMinutes: z.int().describe('For which we know of nothing to do'),
  daylight: lightSchema,
  lastReturn: waySchema.extend({ last: lastSchema }).optional().describe('The last way home from here'),
})

const planLegSchema = legSchema.extend({
  move: z.int().describe('Before which stop: 0 leads to the first, the last one home'),
  ifMissed: z
    .object({
      next: waySchema.optional().describe('The next way to the same goal'),
      home: waySchema.optional().describe('The next way to where the day ends'),
      stranded: lastSchema.optional().describe('No way home is left: one stays the night here'),
      operatorUrls: z.array(z.string()),
    })
    .optional(),
})

/** A plan as it is told. */
export const planSchema = z
  .object({
    id: z.string().describe('The same date, trains and stops have the same name: /rail/day-plans/{id}'),
    departure: instantSchema,
    arrival: instantSchema,
    fare: fareSchema.describe('Of all tickets of the day'),
    passes: passesSchema,
    carbon: carbonSchema.optional().describe('Absent where a distance is unknown'),
    score: z.int().describe('For comparing plans of one answer only'),
    changes: z.int(),
    walkMinutes: z.int(),
    stops: z.array(stopSchema),
    legs: z.array(planLegSchema),
    lastReturn: waySchema
      .extend({ from: endPointSchema, last: lastSchema, isPlanned: z.boolean() })
      .optional()
      .describe('The last way home from the last stop; isPlanned: it is the one of the plan'),
    daylight: lightSchema,
  })
  .openapi('DayPlan')

const namedThing = z.object({
  id: z.string(),
  kind: z.enum(['place', 'institution', 'festival']),
  name: textSchema,
})

const unmetSchema = z
  .object({
    wish: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('theme'), theme: z.enum(themes) }),
      z.object({ kind: z.literal('thing'), id: z.string(), name: textSchema }),
    ]),
    reason: z.enum(unmetReasons),
    things: z
      .array(namedThing.extend({ closures: z.array(textSchema).describe('Why it is shut on the day') }))
      .describe('What there is of it on the day, three at most'),
    held: z
      .object({
        date: daySchema,
        festival: namedThing,
        certain: z.boolean().describe('false: only roughly known for the day, ask first'),
      })
      .optional()
      .describe('The day nearest to the one asked for on which a festival of the wish is held'),
    nearestDay: daySchema.optional().describe('The nearest day that we know on which it fits into a day out'),
    source: sourceIds,
  })
  .openapi('UnmetWish')

/** What is answered. */
export const dayPlansSchema = z.object({
  from: endPointSchema,
  to: endPointSchema,
  date: daySchema,
  plans: z.array(planSchema).describe('The best that differ, of all feasible ones'),
  count: z.int().describe('How many days meet the wishes, over the trains we know'),
  isCountWhole: z.boolean().describe('false: there are more than were counted'),
  reason: z
    .enum(planReasons)
    .optional()
    .describe('Why there is none; no_plan only where every train of the lines is known'),
  nearestDay: daySchema.optional().describe('The nearest day on which the same wishes can be met'),
  unmet: z.array(unmetSchema).describe('Every wish that is in none of the plans, with its reason'),
  coverage: z.array(
    coverageSchema.extend({
      line: z.string(),
      operatorUrl: z.string().optional().describe('Where the operator publishes its own timetable'),
    }),
  ),
  suspensions: z.array(suspensionSchema),
  notices: z.array(noticeSchema),
  live: z.array(liveSchema).describe('What is said live of trains of these lines'),
  sources: sourcesSchema,
})

/** What one asks for a plan by its name. */
export const dayPlanQuery = dayPlansQuery.pick({ via: true, wishes: true, walk: true, stepFree: true })

/** What is answered to the name of a plan. */
export const dayPlanSchema = dayPlansSchema
  .pick({ from: true, to: true, date: true, coverage: true, suspensions: true })
  .extend(dayPlansSchema.pick({ notices: true, live: true, sources: true }).shape)
  .extend({ plan: planSchema })
