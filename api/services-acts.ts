import { officerDirectory } from './identity/repository.ts'
import { contentPlaces } from './merchants/places-content.ts'
import { actService, defaultSecondmentSettings, secondmentService } from './office/index.ts'
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
