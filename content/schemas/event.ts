import { z } from 'zod'
import { rideSchema } from './access.ts'
import { daySchema, idSchema, monthsSchema, sourceSchema, sourcedTextSchema, textSchema } from './common.ts'

const month = z.int().min(1).max(12)

/** How a festival finds its day. Only the first two kinds can be computed for a coming year. */
const ruleSchema = z.discriminatedUnion('kind', [
  /** The same days every year: 7 January. */
  z.strictObject({
    kind: z.literal('fixed'),
    month,
    from: z.int().min(1).max(31),
    to: z.int().min(1).max(31),
  }),
  /** The nth Saturday, Sunday …; `days` consecutive days. Weekday 0 is Sunday. */
  z.strictObject({
    kind: z.literal('weekday'),
    month,
    nth: z.int().min(1).max(5),
    weekday: z.int().min(0).max(6),
    days: z.int().min(1).max(9),
  }),
  /** A rough time: "late March". */
  z.strictObject({ kind: z.literal('about') }),
])

/** `content/events/<id>.json` */
export const eventSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  /** Where it is held. */
  venue: textSchema,
  municipality: idSchema,
  station: idSchema,
  place: idSchema.exactOptional(),
  /** Another way from the station, where nobody walks. */
  ride: rideSchema.exactOptional(),
  /** When, in words and as a rule, with the sources of the rule. */
  date: z.strictObject({
    words: textSchema,
    rule: ruleSchema,
    months: monthsSchema.min(1),
    /** False: ask before travelling; the rule is not certain enough to name a day. */
    certain: z.boolean(),
    source: sourceSchema,
  }),
  /** A day on which it was seen to be held. */
  observed: z
    .strictObject({
      from: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
      to: daySchema.exactOptional(),
      source: sourceSchema,
    })
    .exactOptional(),
  summary: sourcedTextSchema,
})

export type Festival = z.infer<typeof eventSchema>
export type DateRule = z.infer<typeof ruleSchema>
