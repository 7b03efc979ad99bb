import { createRoute, z } from '@hono/zod-openapi'
import { answer } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { DisputeLines } from './repository-dispute-list.ts'
import { refusals } from './routes-answers.ts'
import { instant, yen } from './routes-schemas.ts'

export type DisputeRouteParts = {
  readonly disputes: DisputeLines
  readonly guard: Guard<'dispute.read'>
}

const lineSchema = z
  .object({
    id: z.string().openapi({ description: 'The dispute’s id at the card processor' }),
    paymentId: z.string().nullable().openapi({ description: 'The payment’s id there' }),
    amountYen: yen.openapi({ description: 'The whole top-up' }),
    leftYen: yen.openapi({ description: 'What of it is in the wallet; frozen, unless the dispute was won' }),
    openedAt: instant,
    end: z
      .object({
        how: z.enum(['won', 'lost']),
        takenYen: yen.openapi({ description: 'Out of the wallet' }),
        receivableYen: yen.openapi({ description: 'Spent before: the payer owes it' }),
        at: instant,
      })
      .nullable()
      .openapi({ description: 'Null as long as the card company has not decided' }),
  })
  .openapi('Dispute')

/** Top-ups that their payers dispute, for the office to read: they begin and end by the card processor's events. */
export const disputeRoutes = ({ disputes, guard }: DisputeRouteParts) =>
  createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/disputes',
      tags: ['currency'],
      summary: 'Disputed top-ups: every one that goes on, then the last that ended',
      middleware: [guard('dispute.read')] as const,
      responses: {
        200: answer('Disputes', z.object({ disputes: z.array(lineSchema), receivableYen: yen })),
        ...refusals,
      },
    }),
    async (c) => {
      const [lines, receivableYen] = await Promise.all([disputes.lines(100), disputes.receivableYen()])
      c.header('cache-control', 'no-store')
      return c.json({ disputes: [...lines], receivableYen }, 200)
    },
  )
