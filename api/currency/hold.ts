import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { eligibleLots, firstOf } from './allocation.ts'
import type { Part } from './allocation.ts'
import { refuseSingle, refuseSpent, spendingOf } from './limits.ts'
import { bindsTime } from './lot.ts'
import { nothingHeld, refuseAmount } from './decision.ts'
import type { Context, HoldOutcome, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { paymentOf, refuseMerchant, refuseWallet, takeFrom } from './pay.ts'
import type { MerchantStanding, PayCommand, PayState, WalletState } from './pay.ts'
import { receiptLot } from './receipt.ts'
import type { Receipt, ReceiptLot } from './receipt.ts'

/** How a hold ends, once: paid wholly or in part, given up by the merchant, or past its end. */
export type ResolvedHow = 'captured' | 'voided' | 'expired'

/** Yen of a wallet set aside for one merchant until an instant (仮押さえ). */
export type NewHold = {
  readonly id: string
  readonly walletId: string
  readonly merchantAccountId: string
  readonly amountYen: number
  /** The last instant at which it can be captured. */
  readonly endsAt: number
  readonly taken: readonly Part[]
}

export type HoldResolution = {
  readonly holdId: string
  readonly how: ResolvedHow
  readonly capturedYen: number
  /** The payment that it became. */
  readonly paymentId: string | null
  readonly at: number
}

/** A hold as it stands. */
export type HoldState = NewHold & {
  readonly walletClosed: boolean
  readonly walletFrozen: boolean
  readonly placedAt: number
  readonly resolution: HoldResolution | null
}

export type PlaceHoldCommand = PayCommand & { readonly endsAt: number }

/** `amountYen` null: all that is held. `merchantAccountId`: the shop that asks for it. */
export type CaptureCommand = {
  readonly holdId: string
  readonly merchantAccountId: string
  readonly amountYen: number | null
}

export type VoidCommand = Omit<CaptureCommand, 'amountYen'>

/** The answer to a hold placed. */
export type HoldReceipt = {
  readonly holdId: string
  readonly walletId: string
  readonly merchantId: string
  readonly amountYen: number
  readonly placedAt: number
  readonly endsAt: number
  /** In the order in which they were taken. */
  readonly lots: readonly ReceiptLot[]
}

/** The answer to a capture: the receipt of the payment, and what went back to the lots. */
export type CaptureReceipt = Receipt & { readonly holdId: string; readonly releasedYen: number }

/** The answer to a hold given up. */
export type VoidReceipt = {
  readonly holdId: string
  readonly releasedYen: number
  readonly voidedAt: number
}

const dayMs = 86_400_000

/** Whether it can still be captured or given up: up to its end and not after it, whatever any job has done. */
export const isOpenAt = (hold: Pick<NewHold, 'endsAt'>, at: number): boolean => at <= hold.endsAt

/**
 * A wallet sets yen aside for a merchant. Lots are taken in the order of a payment, but only those that are valid as
 * long as the hold is: a capture never spends money after its end.
 */
export function decideHold(
  state: PayState,
  command: PlaceHoldCommand,
  context: Context,
): HoldOutcome<HoldReceipt> {
  const { amountYen, endsAt } = command
  const refused =
    refuseSingle(amountYen, command, context) ??
    refuseEnd(endsAt, context) ??
    refuseWallet(state.wallet) ??
    refuseMerchant(state.merchant) ??
    refuseSpent(state.spent, amountYen, command, context)
  if (refused) return refused
  const { wallet: payer, merchant: payee } = state
  assert(payer !== undefined && payee !== undefined, 'who is not there was refused')
  const taken = takeFrom(lotsToHold(payer, payee, endsAt), amountYen)
  if (!taken.ok) return taken
  const { accountId: merchantAccountId, id: merchantId } = payee
  const placed = {
    id: context.ids.next(),
    walletId: payer.id,
    merchantAccountId,
    amountYen,
    endsAt,
    taken: taken.value,
  }
  const answer = {
    holdId: placed.id,
    walletId: payer.id,
    merchantId,
    amountYen,
    placedAt: context.at,
    endsAt,
    lots: taken.value.map(receiptLot),
  }
  // Counted when it is promised: the shop's capture later is not refused for what was spent meanwhile.
  const spending = spendingOf(payer.id, amountYen, command, context)
  return ok({ ...nothingHeld, at: context.at, placed, spending, answer })
}

/** A capture comes at a time nobody knows yet: money that is bound to days or hours is not set aside. */
const lotsToHold = (payer: WalletState, payee: MerchantStanding, endsAt: number) =>
  eligibleLots(
    payer.lots.filter(({ rule }) => !bindsTime(rule)),
    payee,
    endsAt,
  )

function refuseEnd(endsAt: number, { at, settings }: Context) {
  const daysMax = settings.holdDaysMax
  return Number.isSafeInteger(endsAt) && endsAt > at && endsAt <= at + daysMax * dayMs
    ? null
    : refuse({ code: 'hold_end_not_allowed', field: 'endsAt', daysMax } as const)
}

/** A merchant takes a held amount or a part of it: a payment like any other. The rest goes back to its lots. */
export function decideCapture(
  state: { readonly hold: HoldState | undefined; readonly merchant: MerchantStanding | undefined },
  command: CaptureCommand,
  context: Context,
): Outcome<CaptureReceipt> {
  const refused =
    (command.amountYen === null ? null : refuseAmount(command.amountYen, Number.MAX_SAFE_INTEGER)) ??
    refuseHold(state.hold, command, context) ??
    refuseMerchant(state.merchant)
  if (refused) return refused
  const { hold, merchant } = state
  assert(hold !== undefined && merchant !== undefined, 'what is not there was refused')
  if (hold.walletClosed) return refuse({ code: 'account_closed' })
  if (hold.walletFrozen) return refuse({ code: 'wallet_frozen' })
  const amountYen = command.amountYen ?? hold.amountYen
  if (amountYen > hold.amountYen)
    return refuse({ code: 'capture_exceeds_hold', field: 'amountYen', heldYen: hold.amountYen })
  const paid = paymentOf(hold.walletId, merchant, firstOf(hold.taken, amountYen), context)
  return ok({
    ...paid,
    body: { ...paid.body, holdId: hold.id },
    resolved: {
      holdId: hold.id,
      how: 'captured' as const,
      capturedYen: amountYen,
      paymentId: paid.journal.id,
      at: context.at,
    },
    answer: { ...paid.answer, holdId: hold.id, releasedYen: hold.amountYen - amountYen },
  })
}

/** A merchant gives a hold up: all of it goes back to its lots. */
export function decideVoid(
  state: { readonly hold: HoldState | undefined },
  command: VoidCommand,
  context: Context,
): HoldOutcome<VoidReceipt> {
  const { hold } = state
  const refused = refuseHold(hold, command, context)
  if (refused) return refused
  assert(hold !== undefined, 'a hold that is not there was refused')
  return ok({
    ...nothingHeld,
    at: context.at,
    resolved: endOf(hold.id, 'voided', context.at),
    answer: { holdId: hold.id, releasedYen: hold.amountYen, voidedAt: context.at },
  })
}

/** How a hold ends that is past its end; undefined while it is not. */
export const decideExpiry = (hold: Pick<NewHold, 'id' | 'endsAt'>, at: number): HoldResolution | undefined =>
  isOpenAt(hold, at) ? undefined : endOf(hold.id, 'expired', at)

const endOf = (holdId: string, how: ResolvedHow, at: number): HoldResolution => ({
  holdId,
  how,
  capturedYen: 0,
  paymentId: null,
  at,
})

/** Someone else's hold is told apart from a missing one by nobody. */
function refuseHold(
  hold: HoldState | undefined,
  command: VoidCommand,
  { at }: Context,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (hold === undefined || hold.merchantAccountId !== command.merchantAccountId)
    return refuse({ code: 'hold_not_found', field: 'holdId' })
  if (hold.resolution !== null)
    return refuse({ code: 'hold_resolved_before', field: 'holdId', how: hold.resolution.how })
  return isOpenAt(hold, at) ? null : refuse({ code: 'hold_ended', field: 'holdId', endsAt: hold.endsAt })
}
