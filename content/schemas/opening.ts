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

/** From when to when one is let in. */
const hoursSchema = z.strictObject({
  /** Empty: all year. */
  months: monthsSchema,
  from: timeSchema,
  /** Left out: until sunset. */
  to: timeSchema.exactOptional(),
  lastEntry: timeSchema.exactOptional(),
})

/** One weekday on which it is shut. */
const weeklyDaysSchema = z.strictObject({
  kind: z.literal('weekly'),
  weekday: z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
  /** Where that day is a national holiday it is open, and shut then instead; or nobody says: ask. */
  onHoliday: z.enum(['next-day', 'next-weekday', 'unknown']),
})

/** Days of every year on which it is shut. */
const yearlyDaysSchema = z.strictObject({ kind: z.literal('yearly'), ...yearlySpanSchema.shape })

const weeklySchema = textSchema.extend(weeklyDaysSchema.shape)
const yearlySchema = textSchema.extend(yearlyDaysSchema.shape)

/**
 * When a house or a bath is open, in a source's words and as days and hours. Where no source says, nobody knows:
 * nothing is assumed. The words name the year of the source where that is known.
 */
export const openingSchema = sourcedTextSchema.extend({
  /** The first that holds in the month counts. */
  hours: z.array(hoursSchema).min(1),
  shut: z.array(z.discriminatedUnion('kind', [weeklySchema, yearlySchema])),
})

/** The same of a house that was taken in while the hub runs: the words are made of it, and its record says who told it. */
export const openingDaysSchema = z.strictObject({
  hours: z
    .array(hoursSchema.extend({ months: monthsSchema.max(12).readonly() }))
    .min(1)
    .max(2)
    .readonly(),
  shut: z
    .array(z.discriminatedUnion('kind', [weeklyDaysSchema, yearlyDaysSchema]))
    .max(9)
    .readonly(),
})

export type Opening = z.infer<typeof openingSchema>
export type YearlySpan = z.infer<typeof yearlySpanSchema>
