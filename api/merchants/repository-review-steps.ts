import { asc, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { Checks, ReviewStep, Verdict } from './application-review.ts'
import type { ReviewStore } from './ports.ts'

/** What was done about applications, on any engine. */
export function reviewStore({ tables, query, prepareRead, prepareWrite }: Store): ReviewStore {
  const { merchantApplicationSteps: s, users } = tables
  const named = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never
  const read = prepareRead(
    query
      .select({
        what: s.what,
        doneBy: s.doneBy,
        name: users.name,
        reason: s.reason,
        verdict: s.verdict,
        checks: s.checks,
        payloadHash: s.payloadHash,
        expiresAt: s.expiresAt,
        key: s.key,
        at: s.createdAt,
      })
      .from(s)
      .leftJoin(users, eq(users.id, s.doneBy))
      .where(eq(s.merchantId, sql.placeholder('merchantId')))
      .orderBy(asc(s.number)),
  )
  const columns = ['merchantId', 'number', 'what', 'doneBy', 'reason', 'key', 'createdAt']
  const proposal = prepareWrite(
    query.insert(s).values(named(...columns, 'verdict', 'checks', 'payloadHash', 'expiresAt')),
  )
  // Without the columns of a proposal: an empty one of JSON would be the text "null".
  const approval = prepareWrite(query.insert(s).values(named(...columns, 'payloadHash')))
  const returned = prepareWrite(query.insert(s).values(named(...columns)))
  const writes = { proposed: proposal, approved: approval, returned }
  type Row = Awaited<ReturnType<typeof read>>[number]
  const stepOf = ({ what, verdict, checks, payloadHash, expiresAt, ...row }: Row): ReviewStep => {
    if (what === 'returned') return { what, ...row }
    // CHECKs keep what belongs to which step.
    if (what === 'approved') return { what, payloadHash: payloadHash!, ...row }
    const found = { verdict: verdict as Verdict, checks: checks as Checks }
    return { what: 'proposed', ...found, payloadHash: payloadHash!, expiresAt: expiresAt!, ...row }
  }
  return {
    reviewSteps: async (merchantId) => (await read({ merchantId })).map(stepOf),
    reviewStepWrite: (merchantId, number, { at, ...step }): Write =>
      writes[step.what]({ ...step, merchantId, number, createdAt: at }),
  }
}
