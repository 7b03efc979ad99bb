import type { Store } from '../db/store.ts'
import { takeInContent } from './museum/content-intake-service.ts'
import { type Images, presentationService, recordService } from './museum/index.ts'
import { contentRecords } from './museum/records-content.ts'
import { recordStore } from './museum/repository-records.ts'
import type { Clock } from './platform/clock.ts'

type Parts = {
  readonly store: Store
  readonly clock: Clock
  readonly images: Images | undefined
  readonly origin: () => string
}

/** The records of the museum, and what is told of them; the same on a machine with a disk and on a Worker. */
export function composeRecords({ store: database, clock, images, origin }: Parts) {
  const store = recordStore(database)
  const records = recordService({ store, clock })
  const findImage = async (identifier: string) => {
    const found = await images?.find(identifier)
    return found?.ok === true ? found.value : undefined
  }
  const presentation = presentationService({ records, findImage, origin })
  return {
    records,
    presentation,
    /** Takes in what changed in the project's own files. */
    takeIn: () => takeInContent({ records, store }, contentRecords),
  }
}
