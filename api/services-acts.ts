import { actService } from './office/index.ts'
import { actStore } from './office/repository-acts.ts'
import type { HubParts } from './services.ts'

/** The record of what the office does. */
export const composeActs = ({ store, clock, ids }: Pick<HubParts, 'store' | 'clock' | 'ids'>) =>
  actService({ store: actStore(store), clock, ids })
