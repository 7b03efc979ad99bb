import { ok } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { decideCharge, unstored } from './charge.ts'
import type { ChargeCommand, ShownCode } from './charge.ts'
import type { LedgerRefusal } from './errors.ts'
import { periodsOf } from './limits.ts'
import { refuseWallet } from './pay.ts'
import type { Payer } from './pay.ts'
import type { Receipt } from './receipt.ts'
import { findScannedCode } from './service-offline-codes.ts'
import type { CodeParts } from './service-offline-codes.ts'
import { answerOnce, untilStored } from './service-once.ts'
import type { Alongside } from './service-once.ts'
import { hashOfShownCode, newShownCode } from './shown-code.ts'
import { atTill, chargeMoved, type TillAct } from './till-act.ts'

/** A code just made. It exists nowhere else: the database keeps its hash. */
export type CodeToShow = { readonly code: string; readonly endsAt: number }

const nobody: Payer = { wallet: undefined, spent: { dayYen: 0, monthYen: 0 } }

/** Paying by showing a code: the holder shows it, a merchant charges it once. */
export function shownCodeUses(parts: CodeParts) {
  const { store, merchants, clock, settings } = parts

  const shown = async (by: {
    readonly walletId: string
    readonly deviceId: string
  }): Promise<Result<CodeToShow, LedgerRefusal> | 'lost_race'> => {
    const refused = refuseWallet(await store.findWallet(by.walletId))
    if (refused) return refused
    const [code, at] = [newShownCode(), clock.now()]
    const endsAt = at + settings.shownCodeSeconds * 1_000
    const made = { ...by, codeHash: hashOfShownCode(code)!, endsAt, at }
    const stored = await store.commit([store.shownCodeWrite(made)])
    return stored === 'stored' ? ok({ code, endsAt }) : stored
  }

  const declineWrites = (code: ShownCode, at: number) => {
    const made = unstored(code, at)
    return [
      ...(made === null ? [] : [store.shownCodeWrite(made)]),
      store.shownCodeDeclineWrite({ codeHash: code.codeHash, number: code.declines + 1, at }),
    ]
  }

  return {
    /** A new code each time it is asked for: it moves nothing. Refuses: wallet_not_found, account_closed, wallet_frozen. */
    showCode: (by: { readonly walletId: string; readonly deviceId: string }) => untilStored(() => shown(by)),

    /**
     * Refuses, in order: amount, shown_code_above_limit, shown_code_not_found, shown_code_used, shown_code_ended, merchant,
     * shown_code_declined, clerk_not_on_duty.
     */
    charge: (
      command: ChargeCommand & {
        readonly merchantAccountId: string
        readonly code: string
        readonly key: string
        readonly alongside?: Alongside<Receipt>
        readonly act?: TillAct
      },
    ) => {
      const { merchantId, amountYen } = command
      const codeHash = hashOfShownCode(command.code)
      const { alongside, allowed } = atTill(command, chargeMoved)
      let looked: ShownCode | undefined
      return answerOnce<Receipt>(parts, {
        alongside,
        // Of two that are declined at once the second finds its number taken, and is decided again.
        alongsideRefusal: ({ code }, at) =>
          code === 'shown_code_declined' && looked !== undefined ? declineWrites(looked, at) : [],
        key: { scope: `merchant:${command.merchantAccountId}`, key: command.key },
        // Whatever was scanned, only its hash is kept: it may be another secret that was shown by mistake.
        content: { operation: 'charge', code: codeHash ?? sha256Hex(command.code), amountYen },
        decide: async (context) => {
          const [code, merchant] = await Promise.all([
            findScannedCode(parts, command.code, context.at),
            merchants.find(merchantId),
          ])
          looked = code
          const payer =
            code === undefined ? nobody : await store.findPayer(code.walletId, periodsOf(context.at))
          return allowed(decideCharge({ ...payer, merchant, code }, { merchantId, amountYen }, context))
        },
      })
    },
  }
}
