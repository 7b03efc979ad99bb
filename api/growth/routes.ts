import { createRoute, z } from '@hono/zod-openapi'
import type { Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { periodNames } from './period.ts'
import type { Growth } from './service.ts'

const count = z.int().nonnegative()
const day = z.string().describe('Japanese calendar day, YYYY-MM-DD')

const moneySchema = z
  .object({
    payments: count,
    spentYen: z.int().describe('Paid, less what was given back'),
    refundedYen: count,
    shopsReached: count.describe('Shops that were paid at least once'),
  })
  .openapi('PublicMoney')

const arrivalsSchema = z
  .object({
    visits: count.describe('延べ: spots × days'),
    people: count.describe('実人数: never add those of two towns'),
    personTrips: count.describe('人回: stays, once however many places'),
  })
  .openapi('PublicArrivals')

const hiddenNote = 'Null: too few to be shown, whatever the reason'
const groupShape = {
  money: moneySchema.nullable().describe(hiddenNote),
  arrivals: arrivalsSchema.nullable().describe(hiddenNote),
}
const daysSchema = z.object({ from: day.nullable().describe('Null: from the first record on'), until: day })
const shareSchema = z
  .object({ share: z.number(), low: z.number(), high: z.number(), of: count })
  .describe('A share from 0 to 1 with its 95 % interval (Wilson) and what it is a share of')

const numbersSchema = z
  .object({
    period: z.enum(periodNames),
    demonstration: z.boolean().describe('True: people and money are invented'),
    asOf: z.int().describe('Epoch milliseconds'),
    least: count.describe('Counts below this are never shown'),
    shopsOpen: count,
    region: z.object({
      ...groupShape,
      days: daysSchema,
      repeat: shareSchema.nullable().describe('People with at least two trips'),
      crossTown: shareSchema.nullable().describe('Trips that touched at least two towns'),
      townsPerTrip: z.number().nullable(),
    }),
    tables: z.object({
      days: daysSchema,
      towns: z.array(
        z.object({
          code: z.string(),
          nameJa: z.string(),
          nameEn: z.string(),
          guideline: z.boolean(),
          ...groupShape,
        }),
      ),
      lines: z.array(z.object({ id: z.string(), nameJa: z.string(), nameEn: z.string(), ...groupShape })),
      noLine: z.object(groupShape),
    }),
    weeks: z.array(
      z.object({
        monday: day,
        spentYen: z.int().nullable().describe(hiddenNote),
        visits: count.nullable().describe(hiddenNote),
      }),
    ),
  })
  .openapi('PublicNumbers')

const numbersRoute = (guard: Guard<'numbers.read'>) =>
  createRoute({
    method: 'get',
    path: '/numbers',
    tags: ['growth'],
    summary: 'What the region learns: payments, yen, shops, visits, people and person-trips',
    middleware: [guard('numbers.read')] as const,
    request: {
      query: z.object({ period: z.enum(periodNames).default('30').describe('Days back, or everything') }),
    },
    responses: {
      200: {
        description: 'The region up to now; towns and lines up to the last Sunday that is over',
        content: { 'application/json': { schema: numbersSchema } },
      },
      400: problemAnswer('The period is not one of 7, 30, 90, all'),
    },
  })

/** The HTTP of this domain, mounted under /api. */
export const growthRoutes = ({ growth, guard }: { growth: Growth; guard: Guard<'numbers.read'> }) =>
  createRouter().openapi(numbersRoute(guard), async (c) => {
    const { region, tables, weeks, ...told } = await growth.numbers(c.req.valid('query').period)
    const { towns, lines, ...rest } = tables
    return c.json(
      { ...told, region, tables: { ...rest, towns: [...towns], lines: [...lines] }, weeks: [...weeks] },
      200,
    )
  })
