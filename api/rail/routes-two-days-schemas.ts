import { z } from '@hono/zod-openapi'
import { dayPlansQuery, dayPlansSchema, planSchema } from './routes-day-plans-schemas.ts'
import { endPointSchema, textSchema } from './routes-journeys-schemas.ts'
import { daySchema, neededNameSchema, timeSchema } from './routes-schemas.ts'
import { twoDaysReasons } from './two-days-service.ts'

/** What one asks for two days: as for one, and where one stays. */
export const twoDaysQuery = dayPlansQuery.extend({
  nightAt: neededNameSchema
    .optional()
    .openapi({ description: 'Station where one stays the night; any with a hot spring when left out' }),
})

/** What is answered. */
export const twoDaysSchema = dayPlansSchema
  .pick({
    from: true,
    isCountWhole: true,
    nearestDay: true,
    unmet: true,
    coverage: true,
    suspensions: true,
    notices: true,
    live: true,
    sources: true,
  })
  .extend({
    to: endPointSchema.describe('Where the second day ends'),
    dates: z.array(daySchema).length(2),
    nightBy: timeSchema.describe('Where one stays by then: our assumption'),
    plans: z
      .array(
        z
          .object({
            night: endPointSchema.describe('Where the first day ends and the second begins'),
            springs: z
              .array(z.object({ id: z.string(), name: textSchema }))
              .describe('Hot springs there. Whether there is a room nobody here knows: ask first'),
            score: z.int(),
            days: z.array(planSchema.extend({ date: daySchema })).length(2),
          })
          .openapi('TwoDayPlan'),
      )
      .describe('The best for each place to stay; where none of them has a wish, the best with it'),
    reason: z.enum(twoDaysReasons).optional().describe('Why there is none'),
  })
