import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { FundShare, PaidOut, SentPayout } from './money-out.ts'
import type { PayoutBook } from './ports.ts'

/** What left a merchant, and whether a bank sent it back. */
export function payoutBook({ tables: t, query, prepareRead }: Store): PayoutBook {
  const ph = sql.placeholder
  /** What left an account by a journal of this kind: of a settlement the merchant's, of a payout what waited. */
  const left = (kind: 'settle' | 'payout') =>
    prepareRead(
      query
        .select({
          accountId: t.entries.accountId,
          fundId: t.entries.fundId,
          amountYen: t.entries.amountYen,
          body: t.journals.body,
        })
        .from(t.entries)
        .innerJoin(t.journals, and(eq(t.journals.id, t.entries.journalId), eq(t.journals.kind, kind)))
        .where(and(eq(t.entries.journalId, ph('journalId')), lt(t.entries.amountYen, 0)))
        .orderBy(asc(t.entries.line)),
    )
  const [settled, paid] = [left('settle'), left('payout')]
  const returned = prepareRead(
    query
      .select({ id: t.journals.id })
      .from(t.journals)
      .where(and(eq(t.journals.parentId, ph('journalId')), eq(t.journals.kind, 'payout_return'))),
  )
  return {
    findSettled: async (journalId) => {
      const rows = await settled({ journalId })
      return rows[0] && paidOutOf(journalId, rows[0].accountId, rows)
    },
    findPayout: async (journalId): Promise<SentPayout | undefined> => {
      const [rows, back] = await Promise.all([paid({ journalId }), returned({ journalId })])
      if (rows[0] === undefined) return undefined
      const { runId, merchantAccountId } = rows[0].body as { runId: string; merchantAccountId: string }
      return { paidOut: paidOutOf(journalId, merchantAccountId, rows), runId, returned: back.length > 0 }
    },
  }
}

function paidOutOf(journalId: string, merchantAccountId: string, left: readonly FundShare[]): PaidOut {
  const funds = left.map(({ fundId, amountYen }) => ({ fundId, amountYen: -amountYen }))
  const amountYen = funds.reduce((sum, share) => sum + share.amountYen, 0)
  return { journalId, merchantAccountId, amountYen, funds }
}
