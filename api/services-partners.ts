import type { Store } from '../db/store.ts'
import { partnerImportService, partnerWatchService } from './museum/index.ts'
import type { DraftStore } from './museum/draft-store.ts'
import type { ItemDraft } from './museum/item-draft.ts'
import { addressing } from './museum/partner-addressing.ts'
import type { PartnerReader } from './museum/partner-ports.ts'
import type { Holders } from './museum/studio-ports.ts'
import type { RecordStore } from './museum/record-store.ts'
import { partnerStore } from './museum/repository-partners.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Ids } from './platform/ids.ts'
import { refuse } from './platform/result.ts'

export type PartnerParts = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly configuration: Pick<Configuration, 'PLAIN_PARTNERS'>
  /** Absent where the runtime does not let a connection be looked at: a Worker takes files only. */
  readonly partnerReader?: PartnerReader | undefined
}

type Around = {
  readonly drafts: DraftStore<ItemDraft>
  readonly records: Pick<RecordStore, 'published'>
  readonly holders: Holders
  readonly origin: () => string
}

const noReader: PartnerReader = async () => refuse({ code: 'not_here' })

/** What other houses show, brought in by institutions. */
export function composePartners(
  { store, clock, ids, configuration, partnerReader = noReader }: PartnerParts,
  { drafts, records, holders, origin }: Around,
) {
  const partners = partnerStore(store)
  return {
    imports: partnerImportService({
      partners,
      drafts,
      store: records,
      holders,
      addressing: addressing(configuration.PLAIN_PARTNERS ?? [], origin),
      read: partnerReader,
      clock,
      ids,
    }),
    watch: partnerWatchService({ partners, read: partnerReader, clock }),
  }
}

/** What servers of partners are told of who asks. */
export function agentOf({
  PUBLIC_ORIGIN,
  CONTACT_EMAIL,
}: Pick<Configuration, 'PUBLIC_ORIGIN' | 'CONTACT_EMAIL'>): string {
  const whom = [PUBLIC_ORIGIN, CONTACT_EMAIL].filter((one) => one !== undefined)
  return `AizuMeguri/1.0 (IIIF manifests${whom.length === 0 ? '' : `; ${whom.join('; ')}`})`
}
