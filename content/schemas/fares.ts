import { z } from 'zod'
import { daySchema, idSchema, sourceSchema, textSchema } from './common.ts'

/** A table of fares by kilometres, as long as it holds. */
const tableSchema = z.strictObject({
  /** First day; for the oldest table, the first day for which somebody quoted it. */
  from: daySchema,
  /** Last day; absent while it holds. */
  to: daySchema.exactOptional(),
  /** From 1 km on, without gaps, rising. */
  steps: z.array(z.strictObject({ kmFrom: z.int(), kmTo: z.int(), yen: z.int() })).min(1),
  source: sourceSchema,
})

/** A stretch of a line between two of its stations. */
const stretchSchema = z.strictObject({ line: idSchema, from: idSchema, to: idSchema })

/** Day of every year, 'MM-DD'. */
const yearDaySchema = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write a day as MM-DD')

/** When and where a pass holds, so that the hub can tell whether it pays off. */
const passRuleSchema = z.strictObject({
  /** record: of an older year, shown with its date and never recommended. */
  standing: z.enum(['current', 'record']),
  /** holidays: Saturdays, Sundays and national holidays. */
  days: z.enum(['daily', 'holidays']),
  /** Days on which it holds besides, both ends with them; a period may run over the turn of the year. */
  periods: z.array(z.strictObject({ from: yearDaySchema, to: yearDaySchema })),
  area: z.array(stretchSchema).min(1),
  /** Days for which a source states the price. */
  priced: z.strictObject({ from: daySchema, to: daySchema }),
})

/** `content/fares.json` */
export const faresSchema = z.strictObject({
  jr: z.strictObject({
    /** Tables of JR local lines (地方交通線), by fare distance (営業キロ). */
    local: z.array(tableSchema).min(1),
    /** Tables of JR trunk lines (幹線); until one is entered, fares over them are not available. */
    trunk: z.array(tableSchema),
    rules: z.strictObject({
      /** Up to so many fare kilometres a journey over both kinds goes by the local table. */
      shortMixedKm: z.int(),
      words: textSchema,
      source: sourceSchema,
    }),
  }),
  /** Fares of other companies between two stations of a line, the same both ways, with their days. */
  company: z.array(
    z.strictObject({
      ...stretchSchema.shape,
      adultYen: z.int(),
      childYen: z.int().nullable(),
      validFrom: daySchema,
      validTo: daySchema.exactOptional(),
      source: sourceSchema,
    }),
  ),
  /** Single fares that somebody quoted; old ones are a record, not a price. */
  quoted: z.array(
    z.strictObject({
      operator: textSchema,
      from: textSchema,
      to: textSchema,
      yen: z.int(),
      /** When it was the price. */
      asOf: z.string(),
      source: sourceSchema,
    }),
  ),
  passes: z.array(
    z.strictObject({
      id: idSchema,
      kind: z.enum(['pass', 'bus', 'cycle']),
      name: textSchema,
      adultYen: z.int(),
      childYen: z.int().nullable(),
      valid: textSchema,
      area: textSchema,
      rule: passRuleSchema.exactOptional(),
      note: textSchema.exactOptional(),
      source: sourceSchema,
    }),
  ),
})

/** `content/carbon.json`: carbon dioxide of one person over one kilometre. */
export const carbonSchema = z.strictObject({
  railGramsPerPassengerKm: z.number().positive(),
  carGramsPerPassengerKm: z.number().positive(),
  fiscalYear: z.int(),
  /** What the figures do not say. */
  words: textSchema,
  source: sourceSchema,
})

export type Fares = z.infer<typeof faresSchema>
export type FareTable = z.infer<typeof tableSchema>
export type Stretch = z.infer<typeof stretchSchema>
export type Carbon = z.infer<typeof carbonSchema>
