import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { refundOnce } from './card-processor.ts'
import type { ProcessorRefusal } from './card-processor.ts'
import type { VoidedTopUp } from './ended.ts'
import type { LedgerRefusal } from './errors.ts'
import type { Ledger } from './service.ts'
import type { TopupParts } from './topup-service.ts'

export type VoidRefusal =
  | LedgerRefusal
  | ProcessorRefusal
  | { readonly code: 'topup_not_found' }
  | { readonly code: 'topup_not_credited' }
  | { readonly code: 'topups_not_configured' }

export type VoidParts = Pick<TopupParts, 'store' | 'processor'> & {
  readonly ledger: Pick<Ledger, 'voidTopUp'>
}

/** Undoing a top-up: an issuer's decision about a charge that was wrong, never a way to cash out. */
export function topupVoidService({ store, processor, ledger }: VoidParts) {
  return {
    /**
     * Takes an unspent top-up out of the wallet, then has the card company give it back to the card. The wallet is first,
     * so that nobody spends what the card gets back. After a failure the same call goes on where it stopped.
     */
    voidTopup: async (asked: {
      topupId: string
      reason: string
    }): Promise<Result<VoidedTopUp, VoidRefusal>> => {
      const topup = await store.find(asked.topupId)
      if (topup === undefined) return refuse({ code: 'topup_not_found' })
      if (topup.journalId === null || topup.paymentId === null) return refuse({ code: 'topup_not_credited' })
      if (processor === undefined) return refuse({ code: 'topups_not_configured' })
      const voided = await ledger.voidTopUp({ topUpJournalId: topup.journalId, reason: asked.reason })
      if (!voided.ok) return voided
      const { paymentId, amountYen } = topup
      const returned = await refundOnce(processor, {
        paymentId,
        amountYen,
        topupId: topup.id,
        key: `void-${topup.id}`,
      })
      return returned.ok ? ok(voided.value.answer) : returned
    },
  }
}

export type TopupVoids = ReturnType<typeof topupVoidService>
