import { ok, refuse } from '../platform/result.ts'
import { refuseAmount } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import { decideGrant } from './money-in.ts'
import type { PotState } from './money-in.ts'
import type { WalletState } from './pay.ts'

/** A town's gift at a counter: by whom, and why; both stand in the journal. */
export type GiveCommand = {
  readonly potId: string
  readonly amountYen: number
  readonly givenBy: string
  readonly reason: string
}

/** The answer to a gift. Whose wallet got it is told to nobody. */
export type GiftReceipt = {
  readonly giftId: string
  readonly potId: string
  readonly amountYen: number
  readonly givenAt: number
  readonly validUntilAt: number
}

/**
 * A town gives from its pot to the wallet behind an address. Refuses, in order: amount, pot, address (also of a wallet that
 * takes nothing in), receiver_above_limit, pot_exhausted.
 */
export function decideGive(
  state: { readonly pot: PotState | undefined; readonly receiver: WalletState | undefined },
  { potId, amountYen, givenBy, reason }: GiveCommand,
  context: Context,
): Outcome<GiftReceipt> {
  const { pot, receiver } = state
  const refused = refuseAmount(amountYen, context.settings.giftYenMax)
  if (refused) return refused
  if (pot === undefined) return refuse({ code: 'pot_not_found', field: 'potId' })
  if (receiver === undefined || receiver.closed || receiver.frozen)
    return refuse({ code: 'address_not_found', field: 'address' })
  const granted = decideGrant({ pot, wallet: receiver }, { potId, walletId: receiver.id, amountYen }, context)
  if (!granted.ok) {
    const { error } = granted
    // How much a wallet holds is told to its holder alone.
    return error.code === 'wallet_above_limit'
      ? refuse({ code: 'receiver_above_limit', field: 'amountYen', limitYen: error.limitYen })
      : granted
  }
  const { body, answer, ...made } = granted.value
  const { journalId: giftId, validUntilAt } = answer
  return ok({
    ...made,
    body: { ...body, givenBy, reason },
    answer: { giftId, potId, amountYen, givenAt: context.at, validUntilAt },
  })
}
