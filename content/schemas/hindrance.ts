import { z } from 'zod'
import {
  daySchema,
  idSchema,
  monthsSchema,
  sourceSchema,
  sourcedTextSchema,
  textSchema,
  timeSchema,
} from './common.ts'
import { daysSchema, stopEventSchema } from './timetable.ts'

/** What runs in place of the trains, as far as somebody wrote it down. */
const substituteServiceSchema = z.strictObject({
  /** First day; left out: nobody says from which day on. */
  start: daySchema.exactOptional(),
  end: daySchema.exactOptional(),
  /** Stations that it serves, in the order of the line. */
  stops: z.array(idSchema).min(2),
  /** Only when times are known can anybody plan with it. */
  trips: z
    .array(
      z.strictObject({
        id: idSchema,
        direction: z.enum(['down', 'up']),
        days: daysSchema,
        events: z.array(stopEventSchema).min(2),
      }),
    )
    .exactOptional(),
})

const substituteSchema = sourcedTextSchema
  .extend({
    /** A source says that nothing ran. */
    none: z.literal(true).exactOptional(),
    service: substituteServiceSchema.exactOptional(),
  })
  .refine((s) => s.none === undefined || s.service === undefined, {
    error: 'cannot both run and not run',
  })

/**
 * `content/suspensions.json`: when trains were or are taken off a part of a line, and what ran instead. One that is over
 * stays as a record; one that is in force has `open` until somebody writes its last day.
 */
export const suspensionsSchema = z.array(
  z
    .strictObject({
      id: idSchema,
      line: idSchema,
      /** Where it begins; more than one where sources disagree: trains are taken off from the farthest. */
      from: z.array(idSchema).min(1),
      to: idSchema,
      start: daySchema,
      /** Last day. */
      end: daySchema.exactOptional(),
      /** announced: the end was a plan, and no source says when it really ended. */
      endBasis: z.enum(['stated', 'announced']).exactOptional(),
      /** In force until somebody ends it. Without it and without `end` only the first day is certain. */
      open: z.literal(true).exactOptional(),
      /** Only Monday to Friday, without national holidays. */
      days: z.literal('weekdays').exactOptional(),
      endWords: textSchema,
      substitute: substituteSchema,
    })
    .refine((s) => (s.end === undefined) === (s.endBasis === undefined), {
      error: 'say with the last day whether it was stated or announced',
    })
    .refine((s) => s.end === undefined || s.open === undefined, { error: 'is either open or has a last day' })
    .refine((s) => s.end === undefined || s.end >= s.start, { error: 'ends before it starts' }),
)

const everyYear = z.strictObject({
  kind: z.literal('months'),
  months: monthsSchema.min(1),
  /** season: the source says only "in winter"; the months are the cautious reading of that. */
  basis: z.enum(['stated', 'season']),
})
const onDates = z.strictObject({ kind: z.literal('dates'), from: daySchema, to: daySchema.exactOptional() })
const whenSchema = z.discriminatedUnion('kind', [everyYear, onDates])

/** `content/closures.json`: trails, roads, hired bicycles and stretches of line that are shut or need care. */
export const closuresSchema = z.array(
  z.strictObject({
    id: idSchema,
    kind: z.enum(['trail', 'road', 'cycle-hire', 'bus', 'line']),
    /** closed: nobody gets through. caution: possible, with care. */
    effect: z.enum(['closed', 'caution']),
    /** Places that it keeps one from. */
    places: z.array(idSchema),
    stations: z.array(idSchema),
    line: idSchema.exactOptional(),
    when: whenSchema,
    words: textSchema,
    source: sourceSchema,
  }),
)

/**
 * `content/winter-timetables.json`: periods in which trains are timed later. current: a source gives its dates for the
 * season; dated: from an older winter.
 */
export const winterTimetablesSchema = z.array(
  z
    .strictObject({
      id: idSchema,
      line: idSchema,
      when: whenSchema,
      standing: z.enum(['current', 'dated']),
      /** By how many minutes at most, over a stretch or after a time of the day. */
      later: z
        .array(
          z.union([
            z.strictObject({ from: idSchema, to: idSchema, minutes: z.int().min(1).max(180) }),
            z.strictObject({ after: timeSchema, minutes: z.int().min(1).max(180) }),
          ]),
        )
        .min(1),
      words: textSchema,
      source: sourceSchema,
    })
    .refine((w) => w.standing === 'dated' || w.when.kind === 'dates', {
      error: 'a current winter timetable has dates',
    }),
)

export type Suspension = z.infer<typeof suspensionsSchema>[number]
export type Closure = z.infer<typeof closuresSchema>[number]
export type WinterTimetable = z.infer<typeof winterTimetablesSchema>[number]
export type When = z.infer<typeof whenSchema>
