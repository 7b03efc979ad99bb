import { defaultTerms, type Merchants } from './merchants/index.ts'
import type { Holidays } from './merchants/ports.ts'
import { officeService, payoutProfileService, type Ledger } from './office/index.ts'
import { payoutProfileStore } from './office/repository-payout-profiles.ts'
import { settlementStore } from './office/repository.ts'
import { requesterOf } from './services-bank.ts'
import type { HubParts } from './services.ts'

type Money = { readonly shops: Merchants; readonly ledger: Ledger; readonly holidays: Holidays }

/** Settling with the shops, on the days and at the fee that were agreed. */
export const composeOffice = (parts: HubParts, { shops, ledger, holidays }: Money) =>
  officeService({
    store: settlementStore(parts.store),
    shops,
    ledger,
    holidays,
    terms: defaultTerms,
    requester: requesterOf(parts.mode, parts.configuration),
    lineEnd: 'crlf',
    fee: parts.configuration.MERCHANT_FEE,
    clock: parts.clock,
    ids: parts.ids,
  })

/** The days on which shops are paid, as their routes need them. */
export const composePayoutProfiles = (
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  shops: Merchants,
) => ({
  payoutProfiles: payoutProfileService({ store: payoutProfileStore(store), shops, clock }),
  shops,
})
