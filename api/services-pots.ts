import type { Merchants, Places } from './merchants/index.ts'
import { defaultIssueSettings, issueService, potOpeningService, type Office } from './office/index.ts'
import { issueStore } from './office/repository-issues.ts'
import { potOpeningStore } from './office/repository-pot-openings.ts'
import type { HubParts } from './services.ts'

type Ledger = Parameters<typeof issueService>[0]['ledger'] & Parameters<typeof potOpeningService>[0]['ledger']

export type PotWorld = {
  readonly office: Pick<Office, 'pots'>
  readonly ledger: Ledger
  readonly shops: Pick<Merchants, 'find' | 'findByCode'>
  readonly places: Pick<Places, 'town'>
}

/** The towns' pots and the money in them: both asked for by one person and let go by another, within the same time. */
export function composePots(
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  { office, ledger, shops, places }: PotWorld,
) {
  const settings = defaultIssueSettings
  const issues = issueService({ store: issueStore(store), pots: office.pots, ledger, clock, settings })
  const potOpenings = potOpeningService({
    store: potOpeningStore(store),
    pots: office.pots,
    ledger,
    shops,
    isTown: (code) => places.town(code) !== undefined,
    clock,
    requestValidMs: settings.requestValidMs,
  })
  return { issues, potOpenings }
}
