import { z } from 'zod'
import { daySchema, idSchema, sourceSchema, textSchema } from './common.ts'

/** `content/fares.json` */
export const faresSchema = z.strictObject({
  /** Steps of JR local lines by calculated kilometres. No table of trunk lines is known. */
  jrLocal: z.strictObject({
    validFrom: daySchema,
    steps: z.array(
      z.strictObject({
        kmFrom: z.int(),
        kmTo: z.int(),
        yen: z.int(),
        /** Before `validFrom`. */ yenBefore: z.int(),
      }),
    ),
    source: sourceSchema,
  }),
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
      /** False: ask for the price; what is known is older. */
      priceCurrent: z.boolean(),
      note: textSchema.exactOptional(),
      source: sourceSchema,
    }),
  ),
})

export type Fares = z.infer<typeof faresSchema>
