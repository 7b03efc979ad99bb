import type { Actor } from '../platform/http/guard.ts'
import type { HoldOutcome, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import type { Write } from './ports.ts'
import type { Receipt, RefundReceipt } from './receipt.ts'

/** What moves at a till: the money of one payment comes, or some of it goes back. */
export type MovedAtTill = {
  readonly journalId: string
  readonly paymentId: string
  readonly amountYen: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** Somebody at a till who takes a payment or gives one back, as the ledger asks for them. */
export type TillAct = {
  /** Why whoever stands there may not do it; null where they may. Asked again after a lost race. */
  readonly refuses: (moved: MovedAtTill) => Promise<LedgerRefusal | null>
  /** Who did it: stored together with the journal or not at all, and held there to the same limits. */
  readonly writes: (moved: MovedAtTill) => readonly Write[]
}

/** Who stands at the tills of shops: answered by the domain of the merchants. */
export type TillStaff = {
  readonly actOf: (actor: Actor, merchantId: string, what: 'charge' | 'refund') => TillAct
}

/** A command that may come from a till; without an act it comes from nobody's hand. */
type FromTill<Answer> = {
  readonly act?: TillAct | undefined
  readonly alongside?: ((answer: Answer) => readonly Write[]) | undefined
}

/** Holds the decisions of a use case to what whoever stands at the till may do, and stores with them who did it. */
export const atTill = <Answer>(
  { act, alongside }: FromTill<Answer>,
  movedOf: (answer: Answer) => MovedAtTill,
) => ({
  alongside: (answer: Answer): readonly Write[] => [
    ...(alongside?.(answer) ?? []),
    ...(act?.writes(movedOf(answer)) ?? []),
  ],
  allowed: async <Decided extends Outcome<Answer> | HoldOutcome<Answer>>(
    outcome: Decided,
  ): Promise<Decided | { readonly ok: false; readonly error: LedgerRefusal }> => {
    const refusal = outcome.ok && act !== undefined ? await act.refuses(movedOf(outcome.value.answer)) : null
    return refusal === null ? outcome : { ok: false, error: refusal }
  },
})

export const chargeMoved = ({ paymentId, amountYen, paidAt }: Receipt): MovedAtTill => ({
  journalId: paymentId,
  paymentId,
  amountYen,
  at: paidAt,
})

export const refundMoved = ({ refundId, paymentId, amountYen, refundedAt }: RefundReceipt): MovedAtTill => ({
  journalId: refundId,
  paymentId,
  amountYen,
  at: refundedAt,
})
