import { ok, refuse } from '../platform/result.ts'
import type { Context, Outcome } from './decision.ts'
import type { LedgerRefusal, RefusalCode } from './errors.ts'
import { refuseSingle } from './limits.ts'
import { decidePay, refuseMerchant } from './pay.ts'
import type { PayState } from './pay.ts'
import type { Receipt } from './receipt.ts'

/** A code that a holder shows, as it is stored. */
export type ShownCode = {
  readonly codeHash: string
  readonly walletId: string
  readonly deviceId: string
  readonly deviceAddedAt: number
  /** The wallet was taken from the device that shows it. */
  readonly deviceRevoked: boolean
  /** The first instant at which it can be charged: of one made by a clock that goes ahead. */
  readonly beginsAt: number
  /** The last one; of a code that is not stored yet the first at which it cannot, because a row lasts longer than it is old. */
  readonly endsAt: number
  readonly used: boolean
  /** Charges that the wallet did not pay. */
  readonly declines: number
  /** A device that made it without signal. Such a code is not stored before a shop tries it. */
  readonly offline: boolean
  readonly stored: boolean
}

/** What a device makes codes by without signal, as it is stored. */
export type OfflineKey = {
  readonly handle: string
  readonly walletId: string
  readonly deviceId: string
  readonly endsAt: number
}

/** A code that begins to be shown. */
export type NewShownCode = Pick<ShownCode, 'codeHash' | 'walletId' | 'endsAt'> & {
  readonly deviceId: string
  readonly at: number
}

/** The next charge of a code that its wallet did not pay. */
export type NewShownCodeDecline = { readonly codeHash: string; readonly number: number; readonly at: number }

/** The code that a payment uses up, with the code itself where it was made without signal. */
export type NewShownCodeUse = { readonly codeHash: string; readonly made: NewShownCode | null }

export type ChargeCommand = { readonly merchantId: string; readonly amountYen: number }

/** Without a code, nobody pays: wallet and spending are those of nobody. */
export type ChargeState = PayState & { readonly code: ShownCode | undefined }

/**
 * A merchant charges the code that a holder shows: a payment like any other, which uses the code up. Why a wallet does not
 * pay is told to its holder, who looks at it, and not to the merchant, who would learn with it what the wallet holds.
 */
export function decideCharge(state: ChargeState, command: ChargeCommand, context: Context): Outcome<Receipt> {
  const { code } = state
  const codeKind = code?.offline === true ? 'offline' : 'shown'
  const refused = refuseSingle(command.amountYen, { codeKind }, context)
  if (refused) return refused
  if (code === undefined) return refuse({ code: 'shown_code_not_found', field: 'code' })
  const unfit = refuseCode(code, context) ?? refuseMerchant(state.merchant)
  if (unfit) return unfit
  const { walletId, deviceAddedAt, codeHash } = code
  const paid = decidePay(state, { ...command, walletId, deviceAddedAt, codeKind }, context)
  if (paid.ok) return ok({ ...paid.value, codeUse: { codeHash, made: unstored(code, context.at) } })
  return ofThePayer.has(paid.error.code) ? refuse({ code: 'shown_code_declined', field: 'code' }) : paid
}

/** A code that nobody knew before: it is stored with what a shop does with it. */
export const unstored = (code: ShownCode, at: number): NewShownCode | null => {
  const { codeHash, walletId, deviceId, endsAt } = code
  return code.stored ? null : { codeHash, walletId, deviceId, endsAt, at }
}

/** What is the matter with the wallet or with its limits. */
const ofThePayer: ReadonlySet<RefusalCode> = new Set([
  'young_device_above_limit',
  'wallet_not_found',
  'account_closed',
  'wallet_frozen',
  'spending_day_above_limit',
  'spending_month_above_limit',
  'insufficient_funds',
])

function refuseCode(
  code: ShownCode,
  { at, settings }: Context,
): ReturnType<typeof refuse<LedgerRefusal>> | null {
  if (code.used) return refuse({ code: 'shown_code_used', field: 'code' })
  const triedOut = code.declines >= settings.shownCodeDeclinesMax
  const isOver = code.stored ? at > code.endsAt : at >= code.endsAt
  const ended = isOver || at < code.beginsAt || code.deviceRevoked || triedOut
  return ended ? refuse({ code: 'shown_code_ended', field: 'code' }) : null
}
