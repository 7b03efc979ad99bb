import { z } from '@hono/zod-openapi'
import { daySchema, neededNameSchema, sourcesSchema, textSchema } from './routes-schemas.ts'

/** A fare, or why there is none. */
export const fareSchema = z
  .union([
    z.object({ yen: z.int() }),
    z.object({
      unavailable: z
        .enum([
          'no_trunk_table',
          'no_table_on_date',
          'beyond_table',
          'company_fare_unknown',
          'distance_unknown',
          'no_way_by_rail',
        ])
        .describe('Never a guess: a fare is known wholly or not at all'),
      lines: z.array(z.string()).readonly().optional().describe('Whose fares are missing'),
    }),
  ])
  .openapi('RailFare')

const stationSchema = z.object({
  id: z.string(),
  name: textSchema,
})

export const passesSchema = z.array(
  z
    .object({
      id: z.string(),
      name: textSchema,
      valid: textSchema,
      area: textSchema,
      lastPriceYen: z.int().nullable().describe('The last price a source states; null where there is none'),
      totalYen: z.int().optional().describe('With the pass and single fares for what it does not cover'),
      paysOff: z
        .enum(['yes', 'no', 'price_not_current', 'fare_unknown', 'record'])
        .describe(
          'yes only at a price stated for that day; record: of an older year, ask whether it is sold',
        ),
      note: textSchema.optional(),
      source: z.array(z.string()).readonly(),
    })
    .openapi('RailPass'),
)

export const carbonSchema = z
  .object({
    km: z.number(),
    railGrams: z.int(),
    carGrams: z.int(),
    fiscalYear: z.int(),
    words: textSchema.describe('What the figures do not say'),
    source: z.array(z.string()).readonly(),
  })
  .openapi('RailCarbon')

export const fareQuery = z.object({
  from: neededNameSchema.openapi({ description: 'Id, or name in any language', example: '会津若松' }),
  to: neededNameSchema.openapi({ example: '只見' }),
  date: daySchema.optional().openapi({ description: 'Day of purchase; today in Japan when left out' }),
  passenger: z.enum(['adult', 'child']).default('adult').openapi({ description: 'child: 6 to 11 years' }),
  trip: z.enum(['single', 'return']).default('single'),
})

export const fareAnswerSchema = z.object({
  from: stationSchema,
  to: stationSchema,
  date: daySchema,
  passenger: z.enum(['adult', 'child']),
  trip: z.enum(['single', 'return']),
  fare: fareSchema,
  rides: z.array(
    z.object({
      line: z.string(),
      from: stationSchema,
      to: stationSchema,
      km: z.number().describe('Fare distance'),
    }),
  ),
  passes: passesSchema,
  carbon: carbonSchema.optional(),
  rules: textSchema.describe('How JR fares are reckoned'),
  sources: sourcesSchema,
})
