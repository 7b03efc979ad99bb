import type { Decision, HoldDecision } from '../../api/currency/decision.ts'
import type { LedgerRefusal } from '../../api/currency/errors.ts'
import type { Entry, Journal } from '../../api/currency/journal.ts'
import { assert } from '../../api/platform/assert.ts'
import type { Result } from '../../api/platform/result.ts'

/** A leg as a line: kind and id of the account, the lot in a wallet, the fund, the signed yen. */
export type Leg = readonly [string, string, string | null, string, number]

const legOf = ({ account, lotId, fundId, amountYen }: Entry): Leg => [
  account.kind,
  account.id,
  lotId,
  fundId,
  amountYen,
]

const isNothing = (told: unknown): boolean => told === null || (Array.isArray(told) && told.length === 0)

/** All that a decision does, its legs as lines. What it says that it does not do is left out. */
export function doneBy(
  decision: Decision<unknown> | HoldDecision<unknown>,
): Record<string, unknown> & { readonly journal?: object } {
  const { journal, ...rest } = decision
  const done = Object.fromEntries(Object.entries(rest).filter(([, told]) => !isNothing(told)))
  return journal === null ? done : { ...done, journal: toldOf(journal) }
}

const toldOf = (journal: Journal): object => ({ ...journal, entries: journal.entries.map(legOf) })

/** The same of an outcome that was not refused. */
export function doneIn(outcome: Result<Decision<unknown> | HoldDecision<unknown>, LedgerRefusal>) {
  assert(outcome.ok, 'a decision that was not refused')
  return doneBy(outcome.value)
}
