import { assert } from '../platform/assert.ts'
import { ok, refuse } from '../platform/result.ts'
import { wallet } from './account.ts'
import type { Part } from './allocation.ts'
import { nothingElse, refuseAmount } from './decision.ts'
import type { Context, NewLot, Outcome } from './decision.ts'
import type { LedgerRefusal } from './errors.ts'
import { journal } from './journal.ts'
import { periodsOf, refuseYoung, youngLimit } from './limits.ts'
import type { By } from './limits.ts'
import { paidLots } from './lot.ts'
import type { Lot } from './lot.ts'
import { refuseWallet, sumOfLots, takeFrom } from './pay.ts'
import type { WalletState } from './pay.ts'
import { receiptLot } from './receipt.ts'
import type { ReceiptLot } from './receipt.ts'

/** The transfer that a journal is, and the limit of the month that it was held to. */
export type NewTransfer = {
  readonly fromWalletId: string
  readonly toWalletId: string
  readonly amountYen: number
  /** Japanese month, `2026-11`. */
  readonly month: string
  readonly monthLimitYen: number
  /** Which lot of the receiver each part became, in the order taken. */
  readonly moved: readonly {
    readonly fromLotId: string
    readonly toLotId: string
    readonly amountYen: number
  }[]
}

export type TransferCommand = By & {
  readonly walletId: string
  readonly address: string
  readonly amountYen: number
}

export type TransferState = {
  readonly sender: WalletState | undefined
  /** The wallet that the address names. */
  readonly receiver: WalletState | undefined
  /** What the sender has sent in this Japanese month. */
  readonly sentYen: number
}

/** The answer to a transfer: what left the wallet. Of the receiver nothing is told. */
export type TransferReceipt = {
  readonly transferId: string
  readonly amountYen: number
  readonly sentAt: number
  readonly lots: readonly ReceiptLot[]
}

/** A transfer as it was stored: both wallets, and of each part the lot it was and the lot it became. */
export type SentTransfer = {
  readonly fromWalletId: string
  readonly toWalletId: string
  readonly amountYen: number
  readonly sentAt: number
  readonly moved: readonly (Omit<ReceiptLot, 'lotId'> & {
    readonly fromLotId: string
    readonly toLotId: string
  })[]
}

/** A transfer as one of its two wallets sees it: nothing is told of the other. */
export type TransferView = TransferReceipt & { readonly direction: 'sent' | 'received' }

/** How a wallet sees a transfer; undefined for a wallet that is none of the two. */
export function seenBy(walletId: string, transferId: string, sent: SentTransfer): TransferView | undefined {
  const direction =
    walletId === sent.fromWalletId ? 'sent' : walletId === sent.toWalletId ? 'received' : undefined
  if (direction === undefined) return undefined
  const lots = sent.moved.map(({ fromLotId, toLotId, ...part }) => ({
    ...part,
    lotId: direction === 'sent' ? fromLotId : toLotId,
  }))
  return { transferId, direction, amountYen: sent.amountYen, sentAt: sent.sentAt, lots }
}

/**
 * A holder sends paid money to a friend's wallet (送金). Each part becomes a lot there that ends when it would have ended
 * here: a transfer extends nothing. Free money was given to a person by a town and stays with that person.
 */
export function decideTransfer(
  state: TransferState,
  command: TransferCommand,
  context: Context,
): Outcome<TransferReceipt> {
  const { amountYen } = command
  const refused =
    refuseAmount(amountYen, context.settings.transferYenMax) ??
    refuseWallet(state.sender) ??
    refuseReceiver(state) ??
    refuseMonth(state.sentYen, command, context)
  if (refused) return refused
  const { sender, receiver } = state
  assert(sender !== undefined && receiver !== undefined, 'who is not there was refused')
  const taken = takeFrom(paidLots(sender.lots, context.at), amountYen)
  if (!taken.ok) return taken
  const full = refuseReceiverFull(receiver, amountYen, context)
  if (full) return full
  const monthLimitYen = monthLimitOf(command, context)
  return ok(transferOf({ from: sender, to: receiver, taken: taken.value, amountYen, monthLimitYen }, context))
}

/** A wallet that takes nothing in is told apart from none by nobody. */
function refuseReceiver({
  sender,
  receiver,
}: TransferState): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (receiver === undefined || receiver.closed || receiver.frozen)
    return refuse({ code: 'address_not_found', field: 'address' })
  return receiver.id === sender?.id ? refuse({ code: 'transfer_to_self', field: 'address' }) : null
}

/** A friend's wallet is not filled beyond what a wallet may hold. Of what it holds nothing is told. */
function refuseReceiverFull(receiver: WalletState, amountYen: number, { settings }: Context) {
  const limitYen = settings.walletYenMax
  const { lots, heldYen, disputedYen } = receiver
  return sumOfLots(lots) + heldYen + disputedYen + amountYen > limitYen
    ? refuse({ code: 'receiver_above_limit', field: 'amountYen', limitYen } as const)
    : null
}

const monthLimitOf = (by: By, context: Context): number => {
  const { transferMonthYenMax } = context.settings
  return youngLimit(by, context, 'transferMonthYenMax', transferMonthYenMax) ?? transferMonthYenMax
}

function refuseMonth(sentYen: number, { amountYen, ...by }: By & { amountYen: number }, context: Context) {
  const limitYen = context.settings.transferMonthYenMax
  const young = youngLimit(by, context, 'transferMonthYenMax', limitYen)
  if (young !== undefined && sentYen + amountYen > young) return refuseYoung(young, young - sentYen, context)
  return sentYen + amountYen > limitYen
    ? refuse({
        code: 'transfer_month_above_limit',
        field: 'amountYen',
        limitYen,
        leftYen: Math.max(0, limitYen - sentYen),
      } as const)
    : null
}

type Moving = {
  readonly from: WalletState
  readonly to: WalletState
  readonly taken: readonly Part[]
  readonly amountYen: number
  readonly monthLimitYen: number
}

function transferOf({ from, to, taken, amountYen, monthLimitYen }: Moving, context: Context) {
  const id = context.ids.next()
  const moved = taken.map((part) => ({ part, lot: lotFor(part, from.lots, to.id, context) }))
  const entries = moved.flatMap(({ part, lot }) => [
    { account: wallet(from.id), fundId: part.fundId, lotId: part.id, amountYen: -part.amountYen },
    { account: wallet(to.id), fundId: lot.fundId, lotId: lot.id, amountYen: part.amountYen },
  ])
  const { month } = periodsOf(context.at)
  return {
    ...nothingElse,
    journal: journal({ id, kind: 'transfer', at: context.at, entries }),
    body: { fromWalletId: from.id, toWalletId: to.id, amountYen },
    newLots: moved.map(({ lot }) => lot),
    filled: { walletId: to.id, limitYen: context.settings.walletYenMax },
    transfer: {
      fromWalletId: from.id,
      toWalletId: to.id,
      amountYen,
      month,
      monthLimitYen,
      moved: moved.map(({ part, lot }) => ({
        fromLotId: part.id,
        toLotId: lot.id,
        amountYen: part.amountYen,
      })),
    },
    answer: { transferId: id, amountYen, sentAt: context.at, lots: taken.map(receiptLot) },
  }
}

/** The receiver's lot: the same in everything but whose it is. */
function lotFor(part: Part, lots: readonly Lot[], accountId: string, { ids }: Context): NewLot {
  const source = lots.find((lot) => lot.id === part.id)
  assert(source !== undefined, 'a part was taken of a lot of the sender')
  return { ...source, id: ids.next(), remainingYen: part.amountYen, accountId }
}
