import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { collectedIn, isCollected } from './collection-members.ts'
import type { CollectionBody, InstitutionBody, ItemBody, RecordBody } from './record.ts'
import type { RecordRefusal } from './record-errors.ts'
import type { RecordStore } from './record-store.ts'
import { itemsIn, type StoryBody } from './story.ts'
import {
  decideVersion,
  parentsOf,
  type RecordCommand,
  type Standing,
  type Version,
} from './record-version.ts'

export type RecordServiceParts = { readonly store: RecordStore; readonly clock: Clock }

/** A published record under its identifier. */
export type Published<Body extends RecordBody> = {
  readonly id: string
  readonly body: Body
  readonly at: number
}

/** An item with what it belongs to. */
export type ItemInPlace = {
  readonly item: Published<ItemBody>
  readonly institution: Published<InstitutionBody>
  readonly collections: readonly Published<CollectionBody>[]
}

/** A story with who tells it, and the items that it shows and that are still published. */
export type StoryInPlace = {
  readonly story: Published<StoryBody>
  readonly institution: Published<InstitutionBody>
  readonly items: ReadonlyMap<string, ItemInPlace>
}

/** An institution, or one of its collections, with what is in it. */
export type Holding = {
  readonly institution: Published<InstitutionBody>
  readonly collection?: Published<CollectionBody>
  readonly collections: readonly Published<CollectionBody>[]
  readonly items: readonly Published<ItemBody>[]
  readonly stories: readonly Published<StoryBody>[]
}

/** Whoever loses this often against others is told so by an error: no such crowd of writers is expected. */
const mostRaces = 25

/** The records of the museum: written down, withdrawn, read as the public sees them. */
export function recordService({ store, clock }: RecordServiceParts) {
  /** The last change is read first: if anything is told after that, the version is refused and all is read again. */
  async function standingFor(command: RecordCommand): Promise<Standing> {
    const last = await store.lastChange()
    const [latest, told] = [await store.latest(command.record), await store.told(command.record)]
    const names = command.do === 'publish' ? parentsOf(command.body) : []
    const parents = (await Promise.all(names.map(store.told))).flatMap((one) => one ?? [])
    const isInUse = command.do === 'withdraw' && told !== undefined && (await isUsed(told))
    return { latest, told, last, parents, isInUse }
  }

  const isUsed = async ({ record, kind, institution }: Version): Promise<boolean> =>
    (kind === 'institution' || kind === 'collection') &&
    (await store.countBelow(institution, kind === 'collection' ? record : undefined)) > 0

  async function write(
    command: RecordCommand,
    add: RecordStore['add'] = store.add,
  ): Promise<Result<Version, RecordRefusal>> {
    for (let race = 0; race < mostRaces; race++) {
      const decided = decideVersion(await standingFor(command), command, clock.now())
      if (!decided.ok) return decided
      if ((await add(decided.value)) === 'added') return decided
    }
    throw new Error(`Others wrote ${mostRaces} times before ${command.record} could be written.`)
  }

  async function published<Body extends RecordBody>(
    id: string,
    kind: Body['kind'],
  ): Promise<Published<Body> | undefined> {
    const told = await store.told(id)
    return told?.state === 'published' && told.kind === kind ? publishedOf<Body>(told) : undefined
  }

  const collectionsOf = async (institution?: string): Promise<readonly Published<CollectionBody>[]> =>
    (await store.published('collection', institution)).map(publishedOf<CollectionBody>)

  async function item(id: string): Promise<ItemInPlace | undefined> {
    const found = await published<ItemBody>(id, 'item')
    if (found === undefined) return undefined
    const institution = await published<InstitutionBody>(found.body.institution, 'institution')
    // It was withdrawn in between: then the item was, too.
    if (institution === undefined) return undefined
    const all = await collectionsOf(found.body.institution)
    return { item: found, institution, collections: all.filter((one) => isCollected(one, found)) }
  }

  return {
    /**
     * Writes a draft, publishes a version or withdraws a record; each adds a version, whatever was there before. `add`:
     * where something else is written in the same list.
     */
    write,

    /** An item as the public sees it. */
    item,

    /** A story as the public sees it; what it showed and is withdrawn since is not among its items. */
    story: async (id: string): Promise<StoryInPlace | undefined> => {
      const story = await published<StoryBody>(id, 'story')
      if (story === undefined) return undefined
      const institution = await published<InstitutionBody>(story.body.institution, 'institution')
      if (institution === undefined) return undefined
      const shown = await Promise.all(itemsIn(story.body).map(item))
      const items = new Map(shown.flatMap((one) => (one === undefined ? [] : [[one.item.id, one] as const])))
      return { story, institution, items }
    },

    /** All stories that are told, or those of one institution. */
    stories: async (institution?: string): Promise<readonly Published<StoryBody>[]> =>
      (await store.published('story', institution)).map(publishedOf<StoryBody>),

    /** All collections that are published, or those of one institution. */
    collections: collectionsOf,

    /** All institutions that publish something. */
    institutions: async (): Promise<readonly Published<InstitutionBody>[]> =>
      (await store.published('institution')).map(publishedOf<InstitutionBody>),

    /** An institution or a collection with what is in it. */
    holding: async (id: string): Promise<Holding | undefined> => {
      const told = await store.told(id)
      if (told?.state !== 'published' || told.kind === 'item' || told.kind === 'story') return undefined
      const institution = await published<InstitutionBody>(told.institution, 'institution')
      if (institution === undefined) return undefined
      const items = (await store.published('item', told.institution)).map(publishedOf<ItemBody>)
      if (told.kind === 'collection') {
        const collection = publishedOf<CollectionBody>(told)
        const collected = collectedIn(collection, items)
        return { institution, collection, collections: [], stories: [], items: collected }
      }
      const collections = await collectionsOf(id)
      const stories = await store.published('story', id)
      return {
        institution,
        stories: stories.map(publishedOf<StoryBody>),
        collections,
        items: items.filter((one) => !collections.some((collection) => isCollected(collection, one))),
      }
    },

    /** Everything that is published of all institutions, or of one. */
    items: async (institution?: string): Promise<readonly Published<ItemBody>[]> =>
      (await store.published('item', institution)).map(publishedOf<ItemBody>),

    /** All versions of a record: who wrote what, and when. */
    history: async (id: string): Promise<Result<readonly Version[], RecordRefusal>> => {
      const versions = await store.versions(id)
      return versions.length === 0 ? refuse({ code: 'record_unknown', identifier: id }) : ok(versions)
    },
  }
}

const publishedOf = <Body extends RecordBody>({ record, body, at }: Version): Published<Body> => ({
  id: record,
  body: body as Body,
  at,
})

export type Records = ReturnType<typeof recordService>
