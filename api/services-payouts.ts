import type { Merchants } from './merchants/index.ts'
import { payoutProfileService } from './office/index.ts'
import { payoutProfileStore } from './office/repository-payout-profiles.ts'
import type { HubParts } from './services.ts'

/** The days on which shops are paid, as their routes need them. */
export const composePayoutProfiles = (
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  shops: Merchants,
) => ({
  payoutProfiles: payoutProfileService({ store: payoutProfileStore(store), shops, clock }),
  shops,
})
