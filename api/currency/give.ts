import { ok, refuse } from '../platform/result.ts'
import { refuseAmount } from './decision.ts'
import type { Context, Outcome } from './decision.ts'
import { periodsOf } from './limits.ts'
import type { NewSpending } from './limits.ts'
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
 * takes nothing in), gift_day_above_limit, pot_ended, receiver_above_limit, pot_exhausted.
 */
export function decideGive(
  state: {
    readonly pot: PotState | undefined
    readonly receiver: WalletState | undefined
    /** What was given from this pot at counters before in this Japanese day. */
    readonly givenYen: number
  },
  { potId, amountYen, givenBy, reason }: GiveCommand,
  context: Context,
): Outcome<GiftReceipt> {
  const { pot, receiver, givenYen } = state
  const { giftDayYenMax } = context.settings
  const refused = refuseAmount(amountYen, context.settings.giftYenMax)
  if (refused) return refused
  if (pot === undefined) return refuse({ code: 'pot_not_found', field: 'potId' })
  if (receiver === undefined || receiver.closed || receiver.frozen)
    return refuse({ code: 'address_not_found', field: 'address' })
  if (givenYen + amountYen > giftDayYenMax)
    return refuse({
      code: 'gift_day_above_limit',
      field: 'amountYen',
      limitYen: giftDayYenMax,
      leftYen: Math.max(0, giftDayYenMax - givenYen),
    })
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
    spending: giving(pot.id, amountYen, context),
    answer: { giftId, potId, amountYen, givenAt: context.at, validUntilAt },
  })
}

/** The day of a pot's gifts as spendings name it: no wallet has such a period. */
export const giftDay = (at: number): string => `gifts ${periodsOf(at).day}`

/** What a gift is stored with, so that the database itself holds the pot's day to its limit; a month is what its days allow. */
function giving(potId: string, amountYen: number, { at, settings }: Context): NewSpending {
  const dayLimitYen = settings.giftDayYenMax
  const month = `gifts ${periodsOf(at).month}`
  return { walletId: potId, amountYen, day: giftDay(at), dayLimitYen, month, monthLimitYen: 31 * dayLimitYen }
}
