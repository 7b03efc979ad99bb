import { isCollected } from './collection-members.ts'
import type { LanguageMap } from './language-map.ts'
import type { CollectionBody, ItemBody } from './record.ts'
import type { Records } from './record-service.ts'
import type { ListedRange, ListedVersion, RecordStore } from './record-store.ts'
import type { Version } from './record-version.ts'

type Parts = {
  readonly records: Pick<Records, 'institutions' | 'collections'>
  readonly store: Pick<RecordStore, 'listed' | 'versions'>
}

/** A set that harvesters may ask for: `house`, or `house:shelf` for one of its collections. */
type HarvestSet = { readonly spec: string; readonly label: LanguageMap }

const itemIn = ({ record, body }: Version) => ({ id: record, body: body as ItemBody })

/** The sets of a harvest: each institution, and below it each of its collections. */
export function harvestSets({ records, store }: Parts) {
  /** A collection as the public was told of it at a change; nothing of one that was withdrawn then. */
  async function collectionAt(institution: string, id: string, bound: number) {
    const told = (await store.versions(id)).findLast(({ change }) => change !== null && change <= bound)
    const isThere =
      told?.state === 'published' && told.kind === 'collection' && told.institution === institution
    return isThere ? { id, body: told.body as CollectionBody } : undefined
  }

  return {
    all: async (): Promise<readonly HarvestSet[]> => {
      const collections = await records.collections()
      return (await records.institutions()).flatMap(({ id, body }) => [
        { spec: id, label: body.label },
        ...collections
          .filter((one) => one.body.institution === id)
          .map((one) => ({ spec: `${id}:${one.id}`, label: one.body.label })),
      ])
    },

    /** The sets that an item is in: its institution's, and those of its collections as they are now. */
    setsOf: async (): Promise<(version: Version) => readonly string[]> => {
      const collections = await records.collections()
      return (version) => [
        version.institution,
        ...collections
          .filter(({ body }) => body.institution === version.institution)
          .filter((one) => isCollected(one, itemIn(version)))
          .map(({ id }) => `${version.institution}:${id}`),
      ]
    },

    /** Items of a set as it was at the change where the harvest began, or of all. */
    listed: async (
      set: string | undefined,
      range: Omit<ListedRange, 'institution'>,
    ): Promise<readonly ListedVersion[]> => {
      const [institution, id] = set?.split(':') ?? []
      if (id === undefined) return store.listed({ ...range, institution })
      const collection = await collectionAt(institution!, id, range.bound)
      const found: ListedVersion[] = []
      if (collection === undefined) return found
      let { after } = range
      while (found.length < range.limit) {
        const page = await store.listed({ ...range, after, institution })
        found.push(...page.filter((one) => isCollected(collection, itemIn(one))))
        if (page.length < range.limit) break
        after = page.at(-1)!.change!
      }
      return found.slice(0, range.limit)
    },
  }
}

export type HarvestSets = ReturnType<typeof harvestSets>
