import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refused } from './routes.ts'
import { statementSchema } from './routes-schemas.ts'
import type { Merchants } from './service.ts'
import { statementCsv } from './statement-csv.ts'
import type { ShopStatement, Statements } from './statement-service.ts'

export type StatementRoutesParts = {
  readonly merchants: Pick<Merchants, 'find'>
  readonly statements: Statements
  readonly guard: Guard<'record.own'>
}

const params = z.object({
  id: z.string().min(1).max(80),
  month: z
    .string()
    .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/)
    .openapi({ description: 'Of takings days in Japan', example: '2026-11' }),
})
const refusals = {
  400: problemAnswer('A field is wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop'),
}

/** What a shop was owed, what moved it in a month, and what it is owed then. */
export function statementRoutes({ merchants, statements, guard }: StatementRoutesParts) {
  const shared = { tags: ['merchants'], middleware: guard('record.own'), request: { params } }
  const own = async (c: Context<Env>, id: string, month: string): Promise<ShopStatement | undefined> => {
    const shop = covers(c.get('actor'), id) ? await merchants.find(id) : undefined
    return shop?.accountId == null ? undefined : statements.of({ id, accountId: shop.accountId }, month)
  }
  /** Somebody else's shop is told apart from a missing one by nobody. */
  const notThere = (c: Context<Env>) => refused(c, { code: 'merchant_not_found' }, 404)
  return createRouter()
    .openapi(
      createRoute({
        ...shared,
        method: 'get',
        path: '/merchants/{id}/statements/{month}',
        summary: 'The statement of a month, day by day, with its payouts',
        responses: {
          200: {
            description: 'The statement; its sums close to the yen',
            content: { 'application/json': { schema: statementSchema } },
          },
          ...refusals,
        },
      }),
      async (c) => {
        const { id, month } = c.req.valid('param')
        const statement = await own(c, id, month)
        if (!statement) return notThere(c)
        c.header('cache-control', 'no-store')
        return c.json({ ...statement, days: [...statement.days], payouts: [...statement.payouts] }, 200)
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: 'get',
        path: '/merchants/{id}/statements/{month}/csv',
        summary: 'The same as CSV for the accounts',
        responses: {
          200: {
            description: 'UTF-8 with a byte order mark',
            content: { 'text/csv': { schema: z.string() } },
          },
          ...refusals,
        },
      }),
      async (c) => {
        const { id, month } = c.req.valid('param')
        const statement = await own(c, id, month)
        if (!statement) return notThere(c)
        c.header('content-type', 'text/csv; charset=utf-8')
        c.header('content-disposition', `attachment; filename="meguri-${month}.csv"`)
        c.header('cache-control', 'no-store')
        return c.body(statementCsv(statement), 200)
      },
    )
}
