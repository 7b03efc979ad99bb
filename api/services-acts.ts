import { officerDirectory } from './identity/repository.ts'
import { contentPlaces } from './merchants/places-content.ts'
import {
  actService,
  adjustmentService,
  defaultAdjustmentSettings,
  defaultSecondmentSettings,
  reopeningService,
  secondmentService,
} from './office/index.ts'
import { adjustmentStore } from './office/repository-adjustments.ts'
import { reopeningStore } from './office/repository-reopenings.ts'
import { actStore } from './office/repository-acts.ts'
import { secondmentRequestStore, secondmentStore } from './office/repository-secondments.ts'
import type { HubParts } from './services.ts'

/** The record of what the office does. */
export const composeActs = ({ store, clock, ids }: Pick<HubParts, 'store' | 'clock' | 'ids'>) =>
  actService({ store: actStore(store), clock, ids })

/** Officers lent from town to town. */
export const composeSecondments = ({ store, clock }: Pick<HubParts, 'store' | 'clock'>) =>
  secondmentService({
    requests: secondmentRequestStore(store),
    store: secondmentStore(store),
    officers: officerDirectory(store),
    isTown: (code) => contentPlaces.town(code) !== undefined,
    clock,
    settings: defaultSecondmentSettings,
  })

type ProposalLedger = Parameters<typeof adjustmentService>[0]['ledger'] &
  Parameters<typeof reopeningService>[0]['ledger']

/** What one person proposes and another lets go: corrections, and accounts that are opened again. */
export const composeProposals = (
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  ledger: ProposalLedger,
) => ({
  adjustments: {
    adjustments: adjustmentService({
      store: adjustmentStore(store),
      ledger,
      clock,
      settings: defaultAdjustmentSettings,
    }),
  },
  reopenings: { reopenings: reopeningService({ store: reopeningStore(store), ledger, clock }) },
})
