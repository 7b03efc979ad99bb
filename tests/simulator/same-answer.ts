import type { Answer } from './world.ts'

/** What a settlement's report says of what was sent, whatever banks sent back since. */
export function sentIn({ status, body }: Answer): string {
  const {
    payouts,
    returnedYen: _,
    flows: _flows,
    byFunder: _funders,
    positions: _towns,
    ...run
  } = body as {
    payouts: Record<string, unknown>[]
  } & Record<string, unknown>
  return JSON.stringify([status, run, payouts.map(({ returned: _back, ...payout }) => payout)])
}

/** A ledger's answer the second time says that it is a repetition. */
export function sameLedgerAnswer(first: Answer, again: Answer): boolean {
  const answered = ({ body }: Answer) => JSON.stringify((body as { answer?: unknown }).answer)
  const refused = ({ body }: Answer) => body as { code?: string; firstCode?: string }
  if (first.status < 400) return again.status === first.status && answered(first) === answered(again)
  const code = refused(first).code
  return refused(again).code === code || refused(again).firstCode === code
}
