import { contentRecords } from '../../api/museum/records-content.ts'
import { eventName } from '../../api/museum/holders-content.ts'
import { searchedItem, searchedStory } from '../../api/museum/searched-things.ts'
import type { PublishedThing } from '../../api/places/index.ts'

/** Items and stories of the project's own files, as the search looks at them. */
export const contentThings: readonly PublishedThing[] = contentRecords.flatMap(
  ({ record, body }): PublishedThing[] => {
    if (body.kind === 'item') return [searchedItem({ id: record, body }, undefined, eventName)]
    return body.kind === 'story' ? [searchedStory({ id: record, body }, undefined)] : []
  },
)
