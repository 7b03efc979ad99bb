import { createRoute, z } from '@hono/zod-openapi'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { DaySheets } from './day-sheet-service.ts'
import { refused } from './routes.ts'
import { tillPaymentSchema } from './routes-schemas.ts'
import type { Merchants } from './service.ts'

export type DaySheetRoutesParts = {
  readonly merchants: Pick<Merchants, 'find'>
  readonly daySheets: DaySheets
  readonly guard: Guard<'record.own'>
}

const count = z.coerce.number().int().min(0).max(1_000_000_000).optional()
const difference = z.int().nullable().openapi({ description: 'The books less what was counted' })

const daySheetSchema = z
  .object({
    day: z.iso.date(),
    fromAt: z.int(),
    untilAt: z.int(),
    isOver: z.boolean().openapi({ description: 'False: figures still change' }),
    payments: z.int(),
    takenYen: z.int(),
    refunds: z.int(),
    refundedYen: z.int().openapi({ description: 'Signed; given back on this day, whenever it was paid' }),
    purchasesYen: z.int(),
    otherYen: z.int(),
    netYen: z.int(),
    difference: z.object({ payments: difference, yen: difference }),
    list: z.array(tillPaymentSchema),
  })
  .openapi('DaySheet')

/** The close of a shop's day. */
export const daySheetRoutes = ({ merchants, daySheets, guard }: DaySheetRoutesParts) =>
  createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/merchants/{id}/days/{day}',
      summary: 'A day of a shop in Japan, added up, beside what the shop counted by itself',
      tags: ['merchants'],
      middleware: [guard('record.own')] as const,
      request: {
        params: z.object({ id: z.string().min(1).max(80), day: z.iso.date() }),
        query: z.object({ countedPayments: count, countedYen: count }),
      },
      responses: {
        200: { description: 'The day', content: { 'application/json': { schema: daySheetSchema } } },
        400: problemAnswer('A field is wrong; it is named'),
        401: problemAnswer('Nobody is signed in'),
        403: problemAnswer('Not allowed'),
        404: problemAnswer('No such shop'),
      },
    }),
    async (c) => {
      const { id, day } = c.req.valid('param')
      const { countedPayments, countedYen } = c.req.valid('query')
      const shop = covers(c.get('actor'), id) ? await merchants.find(id) : undefined
      // Somebody else's shop is told apart from a missing one by nobody.
      if (shop?.accountId == null) return refused(c, { code: 'merchant_not_found' }, 404)
      const counted = { payments: countedPayments ?? null, yen: countedYen ?? null }
      const sheet = await daySheets.of(shop.accountId, day, counted)
      c.header('cache-control', 'no-store')
      return c.json({ ...sheet, list: [...sheet.list] }, 200)
    },
  )
