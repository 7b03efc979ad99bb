import { createRoute, z } from '@hono/zod-openapi'
import type { Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { baseDateForm, issuerKinds } from './base-date.ts'
import type { BaseDateReports } from './base-date-service.ts'
import { totalsSchema } from './routes-schemas.ts'

export type BaseDateRouteParts = {
  readonly baseDates: BaseDateReports
  readonly guard: Guard<'base_date.read'>
}

const yen = z.int()
const day = z.string().describe('Japanese calendar day, YYYY-MM-DD')
const duties = z.object({
  reportDueOn: day
    .nullable()
    .describe('When the report to the Finance Bureau is due; null for a public issuer'),
  securityYen: yen.nullable().describe('What has to be secured; null for a public issuer'),
})

const baseDatesSchema = z
  .object({
    issuerKind: z.enum(issuerKinds),
    unusedYen: yen.describe('Paid money in wallets now'),
    securityAboveYen: yen.describe('Above this an association secures half'),
    alertPercent: z.int().nullable().describe('The highest warning that was reached, percent of that sum'),
    next: z.object({ baseDate: day, duties }),
    reports: z.array(
      z.object({
        report: z.object({
          form: z.literal(baseDateForm),
          origin: z.string(),
          baseDate: day,
          issuerKind: z.enum(issuerKinds),
          size: z.int().describe('Over the first so many seals of the record'),
          paid: totalsSchema,
          free: totalsSchema,
          duties,
          late: z
            .array(z.object({ journalId: z.string(), at: z.int() }))
            .describe('Of before the last base date, found after its report was frozen; counted here'),
        }),
        note: z.string().describe('The report in canonical form (RFC 8785), signed (C2SP signed-note)'),
      }),
    ),
  })
  .openapi('BaseDates')

/** The reports at the base dates, for the office. */
export const baseDateRoutes = ({ baseDates, guard }: BaseDateRouteParts) =>
  createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/audit/base-dates',
      tags: ['audit'],
      summary: 'Unused balance now, and the frozen reports of 31 March and 30 September',
      middleware: [guard('base_date.read')] as const,
      responses: {
        200: {
          description: 'The newest report first',
          content: { 'application/json': { schema: baseDatesSchema } },
        },
        401: problemAnswer('Nobody is signed in'),
        403: problemAnswer('Signed in, not allowed'),
      },
    }),
    async (c) => {
      const { reports, ...now } = await baseDates.read()
      c.header('cache-control', 'no-store')
      const shown = reports.map(({ report, note }) => ({
        report: { ...report, late: [...report.late] },
        note,
      }))
      return c.json({ ...now, reports: shown }, 200)
    },
  )
