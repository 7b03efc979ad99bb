import { assert } from '../platform/assert.ts'
import { japanDay } from '../platform/clock.ts'
import type { Actor, TillActor } from '../platform/http/guard.ts'
import type { ClerkStore, DoneBy } from './clerk-ports.ts'

/** What moved, and the refusals, in the words of the ledger that asks. */
type Moved = {
  readonly journalId: string
  readonly paymentId: string
  readonly amountYen: number
  readonly at: number
}
type Refusal =
  | { readonly code: 'clerk_not_on_duty' }
  | { readonly code: 'clerk_refund_above_limit'; readonly field: 'amountYen'; readonly limitYen: number }
  | {
      readonly code: 'clerk_refund_day_above_limit'
      readonly field: 'amountYen'
      readonly limitYen: number
      readonly leftYen: number
    }
type What = 'charge' | 'refund'

/**
 * Who takes payments and gives them back at the tills, for the ledger: whether they may, said before, and who it was,
 * stored with the journal. What is said before is only the sentence; the database holds the act to the same limits.
 */
export const tillStaff = (store: Pick<ClerkStore, 'standingAt' | 'refundedOn' | 'actWrites'>) => ({
  actOf: (actor: Actor, merchantId: string, what: What) => {
    const by = doneBy(actor)
    return {
      refuses: async (moved: Moved): Promise<Refusal | null> =>
        'clerkId' in by ? refuseClerk(store, by, { ...moved, what }) : null,
      writes: (moved: Moved) => store.actWrites({ ...moved, merchantId, what, by, day: japanDay(moved.at) }),
    }
  },
})

/** Whoever is signed in by name, else the clerk at the till: the guard let nobody else through. */
function doneBy({ person, till }: Actor): DoneBy {
  if (person !== undefined) return { userId: person.userId }
  assert(till?.clerk !== undefined, 'a payment is taken or given back by somebody')
  return { clerkId: till.clerk.clerkId, deviceId: till.deviceId }
}

async function refuseClerk(
  store: Pick<ClerkStore, 'standingAt' | 'refundedOn'>,
  { clerkId, deviceId }: { readonly clerkId: string; readonly deviceId: string },
  { what, amountYen, at }: Moved & { readonly what: What },
): Promise<Refusal | null> {
  const day = japanDay(at)
  const [now, refundedYen] = await Promise.all([
    store.standingAt(deviceId, at),
    what === 'refund' ? store.refundedOn(clerkId, day) : 0,
  ])
  const clerk = now?.clerk?.clerkId === clerkId ? now.clerk : undefined
  if (clerk === undefined || (what === 'charge' && !clerk.mayTake)) return { code: 'clerk_not_on_duty' }
  return what === 'charge' ? null : refuseRefund(clerk, amountYen, refundedYen)
}

function refuseRefund(
  { refundYenMax, refundDayYenMax }: NonNullable<TillActor['clerk']>,
  amountYen: number,
  refundedYen: number,
): Refusal | null {
  if (refundYenMax === 0) return { code: 'clerk_not_on_duty' }
  if (amountYen > refundYenMax)
    return { code: 'clerk_refund_above_limit', field: 'amountYen', limitYen: refundYenMax }
  const leftYen = Math.max(0, refundDayYenMax - refundedYen)
  return amountYen > leftYen
    ? { code: 'clerk_refund_day_above_limit', field: 'amountYen', limitYen: refundDayYenMax, leftYen }
    : null
}
