import type { Store } from '../db/store.ts'
import { takeInContent } from './museum/content-intake-service.ts'
import {
  harvestService,
  type Images,
  presentationService,
  recordService,
  type Uploads,
} from './museum/index.ts'
import { contentRecords } from './museum/records-content.ts'
import { recordStore } from './museum/repository-records.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'

type Parts = {
  readonly store: Store
  readonly clock: Clock
  readonly configuration: Pick<Configuration, 'CONTACT_EMAIL'>
  readonly images?: Images
  readonly uploads?: Uploads
}

/** The records of the museum, and what is told of them; the same on a machine with a disk and on a Worker. */
export function composeRecords(
  { store: database, clock, configuration, images, uploads }: Parts,
  origin: () => string,
) {
  const store = recordStore(database)
  const records = recordService({ store, clock })
  const findImage = async (identifier: string) => {
    const found = await images?.find(identifier)
    return found?.ok === true ? found.value : undefined
  }
  const presentation = presentationService({ records, findImage, origin })
  const contact = (): string => configuration.CONTACT_EMAIL ?? `postmaster@${new URL(origin()).hostname}`
  return {
    records,
    routes: {
      records,
      presentation,
      harvest: harvestService({ records, store, presentation, clock, origin, contact }),
      changes: store,
      ...(uploads === undefined ? {} : { uploads }),
      origin,
    },
    /** Takes in what changed in the project's own files. */
    takeIn: () => takeInContent({ records, store }, contentRecords),
  }
}
