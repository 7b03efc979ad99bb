import {
  auditService,
  auditSettings,
  baseDateService,
  baseDateSettings,
  recordIdentity,
  sealService,
} from './audit/index.ts'
import { auditStore } from './audit/repository.ts'
import { baseDateStore } from './audit/repository-base-dates.ts'
import type { LedgerViews } from './currency/index.ts'
import { merchantDirectory } from './merchants/index.ts'
import { drawBytes } from './platform/random.ts'
import type { merchantStore } from './merchants/repository.ts'
import type { Job } from './platform/jobs.ts'
import type { HubParts } from './services.ts'

/** A report is frozen an hour after its base date, and soon after a start that finds it missing. */
const baseDatesEveryMs = 60_000

/** The sealed record: its jobs, and what is asked of it. */
export function composeAudit(
  { store, clock, ids, secret, configuration }: Omit<HubParts, 'mode' | 'log'>,
  {
    shops,
    views,
    address,
  }: { shops: ReturnType<typeof merchantStore>; views: LedgerViews; address: () => string },
) {
  const kept = auditStore(store)
  const directory = merchantDirectory(shops)
  const { signer } = recordIdentity({ store: kept, secret, address, clock, ids })
  const sealing = sealService({
    store: kept,
    signer,
    clock,
    salt: () => drawBytes(32),
    settings: auditSettings,
  })
  const shopOf = async (accountId: string) => (await directory.named(accountId))?.merchantId
  const seal: Job = { name: 'seal', everyMs: auditSettings.everyMs, run: sealing.turn }
  const baseDates = baseDateService({
    store: { ...kept, ...baseDateStore(store) },
    signer,
    // Paid money stands in the funds of no municipality.
    unusedYen: async () =>
      (await views.fundTotals())
        .filter((fund) => fund.municipality === null)
        .reduce((sum, fund) => sum + fund.walletsYen, 0),
    clock,
    settings: { ...baseDateSettings, issuerKind: configuration.ISSUER_KIND },
    readAtOnce: auditSettings.readAtOnce,
  })
  const freeze: Job = { name: 'base_dates', everyMs: baseDatesEveryMs, run: baseDates.freeze }
  return { audit: auditService({ store: kept, shops: { shopOf } }), baseDates, jobs: [seal, freeze] }
}
