import { assert } from '../platform/assert.ts'
import { addDays, japanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import { pot, systemAccounts, wallet } from './account.ts'
import type { AccountRef } from './account.ts'
import { nothingElse, refuseAmount } from './decision.ts'
import type { Context, NewLot, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { reserveFundId } from './fund.ts'
import { journal, move } from './journal.ts'
import { refusePeriod, refuseYoung, youngLimit } from './limits.ts'
import type { By, Spent } from './limits.ts'
import type { JournalKind } from './journal.ts'
import type { Lot, RuleOfUse } from './lot.ts'
import { refuseWallet, sumOfLots } from './pay.ts'
import type { WalletState } from './pay.ts'
import { endOfJapanDay, lastDayOfGift } from './pot-validity.ts'
import type { PotValidity } from './pot-validity.ts'

/** A municipality's budget for one campaign (財布). */
export type PotState = PotValidity & {
  readonly id: string
  readonly fundId: string
  readonly municipality: string
  readonly balanceYen: number
  readonly rule: RuleOfUse
}

/** The answer to money coming in: a pot's new budget, or a wallet's new lot. */
export type IssueReceipt = { readonly journalId: string; readonly potId: string; readonly amountYen: number }
export type LotReceipt = {
  readonly journalId: string
  readonly lotId: string
  readonly walletId: string
  readonly amountYen: number
  readonly validUntilAt: number
}

/** A municipality puts money into its pot: it lies in the bank, and the pot may give it away. */
export function decideIssue(
  state: { readonly pot: PotState | undefined },
  command: {
    readonly potId: string
    readonly amountYen: number
    /** The hash of what somebody approved; undefined where nobody had to. */
    readonly approvedHash?: string | undefined
  },
  context: Context,
): Outcome<IssueReceipt> {
  const { amountYen, approvedHash } = command
  const refused = refuseAmount(amountYen, Number.MAX_SAFE_INTEGER)
  if (refused) return refused
  if (state.pot === undefined) return refuse({ code: 'pot_not_found', field: 'potId' })
  const { id: potId, fundId } = state.pot
  const made = journalOf('issue', context, move(systemAccounts.bank, pot(potId), fundId, amountYen))
  return ok({
    ...nothingElse,
    journal: made,
    body: { potId, amountYen, ...(approvedHash === undefined ? {} : { approvedHash }) },
    answer: { journalId: made.id, potId, amountYen },
  })
}

/** A pot gives free money to a wallet: a lot with the pot's fund, rule of use and validity. */
export function decideGrant(
  state: { readonly pot: PotState | undefined; readonly wallet: WalletState | undefined },
  command: { readonly potId: string; readonly walletId: string; readonly amountYen: number },
  context: Context,
): Outcome<LotReceipt> {
  const { amountYen } = command
  const refused = refuseAmount(amountYen, Number.MAX_SAFE_INTEGER) ?? refuseWallet(state.wallet)
  if (refused) return refused
  if (state.pot === undefined) return refuse({ code: 'pot_not_found', field: 'potId' })
  const { pot: giver } = state
  const lastDay = lastDayOfGift(giver, context.at)
  if (lastDay < japanDay(context.at)) return refuse({ code: 'pot_ended', field: 'potId', lastDay })
  assert(state.wallet !== undefined, 'a wallet that is not there was refused')
  const full = refuseFull(state.wallet, 0, amountYen, context.settings)
  if (full) return full
  if (giver.balanceYen < amountYen)
    return refuse({ code: 'pot_exhausted', field: 'amountYen', remainingYen: giver.balanceYen })
  const lot: Lot = {
    id: context.ids.next(),
    instrument: 'free',
    fundId: giver.fundId,
    municipality: giver.municipality,
    remainingYen: amountYen,
    validUntilAt: endOfJapanDay(lastDay),
    rule: giver.rule,
  }
  const { walletId } = command
  const filled = { walletId, limitYen: context.settings.walletYenMax }
  return ok({ ...newMoney({ kind: 'grant', from: pot(giver.id), walletId, lot, context }), filled })
}

/** A card payment arrived: the reserve stands behind a new paid lot. */
export function decideTopUp(
  state: { readonly wallet: WalletState | undefined },
  command: { readonly walletId: string; readonly amountYen: number },
  context: Context,
): Outcome<LotReceipt> {
  const { amountYen } = command
  const refused = refuseAmount(amountYen, Number.MAX_SAFE_INTEGER) ?? refuseGone(state.wallet)
  if (refused) return refused
  const lot: Lot = {
    id: context.ids.next(),
    instrument: 'paid',
    fundId: reserveFundId,
    municipality: null,
    remainingYen: amountYen,
    validUntilAt: endOfDayAfter(context.at, context.settings.paidValidDays),
    rule: {},
  }
  const from = systemAccounts.cardClearing
  return ok(newMoney({ kind: 'top_up', from, walletId: command.walletId, lot, context }))
}

/**
 * Whether a top-up may be begun: asked before the card is charged. Once it is charged the money is the
 * wallet's whatever the limits say (`decideTopUp` asks with no limit but that of whole yen).
 */
export function refuseTopUpStart(
  { wallet: holder, begun }: { readonly wallet: WalletState | undefined; readonly begun: Begun },
  { amountYen, ...by }: By & { readonly amountYen: number },
  limited: Pick<Context, 'at' | 'settings'>,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  const { settings } = limited
  const refused = refuseAmount(amountYen, settings.topUpYenMax) ?? refuseWallet(holder)
  if (refused) return refused
  assert(holder !== undefined, 'a wallet that is not there was refused')
  const young = youngLimit(by, limited, 'topUpDayYenMax', settings.topUpDayYenMax)
  if (young !== undefined && begun.dayYen + amountYen > young)
    return refuseYoung(young, young - begun.dayYen, limited)
  return (
    refusePeriod('top_up_day_above_limit', begun.dayYen, amountYen, settings.topUpDayYenMax) ??
    refusePeriod('top_up_month_above_limit', begun.monthYen, amountYen, settings.topUpMonthYenMax) ??
    refuseFull(holder, begun.pendingYen, amountYen, settings)
  )
}

/** What a wallet began to add by card in this Japanese day and month, and what of it may still arrive. */
export type Begun = Spent & { readonly pendingYen: number }

/** The limits that a top-up is held to by the database, when it begins. */
export const topUpLimitsOf = (by: By, limited: Pick<Context, 'at' | 'settings'>) => {
  const { topUpDayYenMax, topUpMonthYenMax, walletYenMax } = limited.settings
  return {
    dayLimitYen: youngLimit(by, limited, 'topUpDayYenMax', topUpDayYenMax) ?? topUpDayYenMax,
    monthLimitYen: topUpMonthYenMax,
    walletLimitYen: walletYenMax,
  }
}

/** A wallet holds so much and no more, what is held for shops and still on its way counted. */
function refuseFull(
  holder: WalletState,
  comingYen: number,
  amountYen: number,
  settings: Context['settings'],
) {
  const limitYen = settings.walletYenMax
  const leftYen = Math.max(
    0,
    limitYen - sumOfLots(holder.lots) - holder.heldYen - holder.disputedYen - comingYen,
  )
  return amountYen > leftYen
    ? refuse({ code: 'wallet_above_limit', field: 'amountYen', limitYen, leftYen } as const)
    : null
}

/** Money that was charged reaches a frozen wallet too; only one that is not there or closed cannot hold it. */
export const refuseGone = (state: WalletState | undefined) =>
  refuseWallet(state && { ...state, frozen: false })

type NewMoney = {
  readonly kind: JournalKind
  readonly from: AccountRef
  readonly walletId: string
  readonly lot: Lot
  readonly context: Context
}

function newMoney({ kind, from, walletId, lot, context }: NewMoney) {
  const { fundId, remainingYen: amountYen, validUntilAt } = lot
  const made = journalOf(kind, context, [
    { account: from, fundId, lotId: null, amountYen: -amountYen },
    { account: wallet(walletId), fundId, lotId: lot.id, amountYen },
  ])
  const newLots: NewLot[] = [{ ...lot, accountId: walletId }]
  return {
    ...nothingElse,
    journal: made,
    body: { walletId, lotId: lot.id, amountYen, validUntilAt },
    newLots,
    answer: { journalId: made.id, lotId: lot.id, walletId, amountYen, validUntilAt },
  }
}

const journalOf = (kind: JournalKind, context: Context, entries: ReturnType<typeof move>) =>
  journal({ id: context.ids.next(), kind, at: context.at, entries })

/** The last millisecond of the Japanese day that is `days` after the day of `at`. */
export const endOfDayAfter = (at: number, days: number): number => endOfJapanDay(addDays(japanDay(at), days))
