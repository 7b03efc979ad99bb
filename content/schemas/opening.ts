import { z } from 'zod'
import { monthsSchema, sourcedTextSchema, textSchema, timeSchema } from './common.ts'

/** A day of every year, 'MM-DD'. */
const yearlyDaySchema = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write a day of every year as MM-DD')

/** Days of every year, both with them; over new year where the first is later than the last. */
export const yearlySpanSchema = z.strictObject({
  from: yearlyDaySchema,
  to: yearlyDaySchema,
  /** False: the source is not that exact ("early November", "around new year"): ask before you go. */
  isCertain: z.boolean(),
})

const hoursSchema = z.strictObject({
  /** Empty: all year. */
  months: monthsSchema,
  from: timeSchema,
  /** Left out: until sunset. */
  to: timeSchema.exactOptional(),
  lastEntry: timeSchema.exactOptional(),
})

/** One weekday on which it is shut. */
const weeklySchema = textSchema.extend({
  kind: z.literal('weekly'),
  weekday: z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
  /** Where that day is a national holiday it is open, and shut then instead; or nobody says: ask. */
  onHoliday: z.enum(['next-day', 'next-weekday', 'unknown']),
})

const yearlySchema = textSchema.extend({ kind: z.literal('yearly'), ...yearlySpanSchema.shape })

/**
 * When a house or a bath is open, in a source's words and as days and hours. Where no source says, nobody knows:
 * nothing is assumed. The words name the year of the source where that is known.
 */
export const openingSchema = sourcedTextSchema.extend({
  /** The first that holds in the month counts. */
  hours: z.array(hoursSchema).min(1),
  shut: z.array(z.discriminatedUnion('kind', [weeklySchema, yearlySchema])),
})

export type Opening = z.infer<typeof openingSchema>
export type YearlySpan = z.infer<typeof yearlySpanSchema>
