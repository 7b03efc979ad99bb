import { z } from 'zod'
import { daySchema, idSchema, sourceSchema, textSchema, timeSchema } from './common.ts'

/** One stop of a train that a source states. */
export const stopEventSchema = z
  .strictObject({
    /** Station id; null for a stop beyond our lines. */
    station: idSchema.nullable(),
    /** Name of a stop beyond our lines (Kinugawa-Onsen). */
    beyond: textSchema.exactOptional(),
    arr: timeSchema.exactOptional(),
    dep: timeSchema.exactOptional(),
    /** Which of the two no source states, but follows from one ("stops for 45 minutes"): shown as "about". */
    estimated: z.array(z.enum(['arr', 'dep'])).exactOptional(),
    /** 0 to 1: how far the source can be trusted. */
    confidence: z.number().min(0).max(1),
    source: sourceSchema,
  })
  .refine((e) => e.arr !== undefined || e.dep !== undefined, {
    error: 'a stop needs an arrival or a departure',
  })
  .refine((e) => (e.station === null) === (e.beyond !== undefined), {
    error: 'name either a station or a stop beyond',
  })

/** What a source says of single days, whatever the day of the week. */
const exceptions = {
  /** Does not run on these. */
  except: z.array(daySchema).min(1).exactOptional(),
  /** Runs on these too. */
  also: z.array(daySchema).min(1).exactOptional(),
  /** Over the turn of the year, from a day of December to a day of January ('MM-DD'). */
  yearEnd: z
    .strictObject({
      from: z.string().regex(/^12-(0[1-9]|[12]\d|3[01])$/, 'write a day of December as 12-DD'),
      to: z.string().regex(/^01-(0[1-9]|[12]\d|3[01])$/, 'write a day of January as 01-DD'),
      runs: z.boolean(),
    })
    .exactOptional(),
}

export const daysSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), ...exceptions }),
  /** Monday to Friday except national holidays. */
  z.strictObject({ kind: z.literal('weekdays'), ...exceptions }),
  /** Monday to Saturday except national holidays. */
  z.strictObject({ kind: z.literal('not-sundays'), ...exceptions }),
  /** Saturday, Sunday and national holidays. */
  z.strictObject({ kind: z.literal('holidays'), ...exceptions }),
  /** Sunday and national holidays. */
  z.strictObject({ kind: z.literal('sundays'), ...exceptions }),
  /** Only on these days. */
  z.strictObject({ kind: z.literal('dates'), dates: z.array(daySchema).min(1), ...exceptions }),
])

const trainSchema = z.strictObject({
  id: z.string(),
  /** Train number as printed; `?` where it is a guess is left out. */
  number: z.string().exactOptional(),
  name: textSchema.exactOptional(),
  /** Line ids it runs on. */
  lines: z.array(idSchema).min(1),
  /** As the railway counts: down leads away from Tokyo or from the first kilometre. */
  direction: z.enum(['down', 'up']),
  /** Where it goes, when a source says so: a station id or a name. */
  to: z.strictObject({ station: idSchema.exactOptional(), name: textSchema }).exactOptional(),
  /** Where its vehicle goes on as another train: that one's number, and its line where it is not this one's. */
  becomes: z.strictObject({ number: z.string(), line: idSchema.exactOptional() }).exactOptional(),
  days: daysSchema,
  valid: z.strictObject({
    from: daySchema.exactOptional(),
    to: daySchema.exactOptional(),
    /** As of when it is known, in words. */
    words: textSchema,
  }),
  /**
   * current: no source says that it changed. dated: from an older timetable, not confirmed since; shown with its
   * date. withdrawn: known to be gone; kept as a record, never published.
   */
  standing: z.enum(['current', 'dated', 'withdrawn']),
  /**
   * Whether it calls at every station between those that are sourced. Left out: it does, as local trains do. unknown:
   * a rapid or an express whose stops nobody wrote down, so nothing is estimated between its sourced stops.
   */
  stopping: z.literal('unknown').exactOptional(),
  events: z.array(stopEventSchema).min(1),
  note: textSchema.exactOptional(),
})

/** `content/timetable/<name>.json` */
export const timetableSchema = z.strictObject({ trains: z.array(trainSchema) })

export type StopEvent = z.infer<typeof stopEventSchema>
export type Train = z.infer<typeof trainSchema>
export type TrainDays = z.infer<typeof daysSchema>
