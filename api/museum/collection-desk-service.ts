import { ok, refuse, type Result } from '../platform/result.ts'
import {
  type CollectionDraft,
  collectionBodyOf,
  collectionDraftOf,
  type CollectionQuality,
  collectionQualityOf,
  emptyCollection,
  gatheredIn,
} from './collection-draft.ts'
import type { CollectionRefusal } from './collection-errors.ts'
import { draftOf, type ItemDraft } from './item-draft.ts'
import { type Texts, typed } from './draft-text.ts'
import type { DraftStore } from './draft-store.ts'
import { publishHolder } from './holder-publication.ts'
import { type CollectionBody, isRecordIdentifier, type RecordBody } from './record.ts'
import { type CollectionAct, collectionActs, type NamesOf } from './record-history.ts'
import type { Records } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import type { Version, VersionState } from './record-version.ts'
import { holderOf, type Holders } from './studio-ports.ts'
import type { Writer } from './studio-service.ts'

export type CollectionDeskParts = {
  readonly records: Pick<Records, 'write'>
  readonly store: Pick<RecordStore, 'told' | 'latest' | 'versions' | 'published' | 'newest'>
  readonly drafts: Pick<DraftStore<ItemDraft>, 'ofInstitution'>
  readonly holders: Holders
  readonly namesOf: NamesOf
  /** The part of a body that may not be written down; undefined where all of it may. */
  readonly faultIn: (body: RecordBody) => string | undefined
}

/** An item that can be put in a collection. */
export type Collectable = { readonly id: string; readonly title: Texts; readonly isPublic: boolean }

/** A collection as the studio shows it. */
export type CollectionDesk = {
  readonly record: string
  readonly institution: string
  /** Of what was saved last: 0 before the first. */
  readonly version: number
  readonly draft: CollectionDraft
  readonly at: number
  readonly told: Extract<VersionState, 'published' | 'withdrawn'> | undefined
  /** Whether what was saved says something else than what the public sees. */
  readonly isChanged: boolean
  readonly quality: CollectionQuality
  /** The institution's items, also those that are not in it. */
  readonly items: readonly Collectable[]
}

/** A save on a version that was read before. */
export type CollectionSave = {
  readonly record: string
  readonly institution: string
  readonly version: number
  readonly draft: CollectionDraft
}

type Answer<T> = Promise<Result<T, CollectionRefusal>>
type Collected = Version & { readonly body: CollectionBody }

const isCollection = (version: Version | undefined): version is Collected =>
  version?.body.kind === 'collection'

/** Whoever loses this often against others is told so by an error. */
const mostRaces = 10

/** Where an institution's staff puts its items together, names what they are together, and publishes it. */
export function collectionDeskService(parts: CollectionDeskParts) {
  const { records, store, drafts, holders, faultIn } = parts

  async function itemsOf(institution: string): Promise<readonly Collectable[]> {
    const all = new Map<string, Collectable>()
    for (const { record, draft } of await drafts.ofInstitution(institution))
      all.set(record, { id: record, title: draft.title, isPublic: false })
    for (const { record, body } of await store.published('item', institution))
      if (body.kind === 'item') {
        const title = all.get(record)?.title ?? draftOf(body).title
        all.set(record, { id: record, title, isPublic: true })
      }
    return [...all.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }

  function deskOf(
    latest: Collected,
    told: Version | undefined,
    items: readonly Collectable[],
  ): CollectionDesk {
    const { record, institution, version, body, at } = latest
    const draft = collectionDraftOf(body)
    const open = new Set(items.filter(({ isPublic }) => isPublic).map(({ id }) => id))
    return {
      record,
      institution,
      version,
      draft,
      at,
      told: told === undefined ? undefined : told.state === 'published' ? 'published' : 'withdrawn',
      isChanged: told !== undefined && JSON.stringify(told.body) !== JSON.stringify(body),
      quality: collectionQualityOf(draft, (id) => open.has(id)),
      items,
    }
  }

  async function open(record: string): Answer<CollectionDesk> {
    const [latest, told] = [await store.latest(record), await store.told(record)]
    if (!isCollection(latest)) return refuse({ code: 'draft_unknown', identifier: record })
    return ok(deskOf(latest, told, await itemsOf(latest.institution)))
  }

  async function save({ record, institution, version, draft }: CollectionSave, { userId }: Writer): Answer<CollectionDesk> {
    if (!isRecordIdentifier(record)) return refuse({ code: 'record_identifier_malformed', identifier: record })
    const latest = await store.latest(record)
    const owner = latest?.institution ?? institution
    if (owner !== institution || (await holderOf(holders, institution)) === undefined) return refuse({ code: 'draft_elsewhere' })
    const own = new Set((await itemsOf(institution)).map(({ id }) => id))
    const before = isCollection(latest) ? collectionDraftOf(latest.body).items : []
    const strange = draft.items.find((id) => !own.has(id) && !before.includes(id))
    if (strange !== undefined) return refuse({ code: 'collection_item_unknown', identifier: strange })
    const sources = isCollection(latest) ? latest.body.sources : []
    const body = collectionBodyOf(draft, { institution, sources })
    // Sent twice, it is saved once.
    if (isCollection(latest) && isSame(latest.body, body)) return open(record)
    const written = await records.write({ do: 'draft', record, body, by: userId, expected: version })
    return written.ok ? open(record) : written
  } // prettier-ignore

  async function publish(record: string, version: number, { userId }: Writer): Answer<CollectionDesk> {
    const opened = await open(record)
    if (!opened.ok) return opened
    const { quality, institution } = opened.value
    if (opened.value.version !== version) return refuse({ code: 'record_changed', version: opened.value.version })
    const missing = quality.checks.filter(({ isNeeded, isMet }) => isNeeded && !isMet).map(({ name }) => name)
    if (missing.length > 0) return refuse({ code: 'collection_not_ready', missing })
    const { body } = (await store.latest(record)) as Collected
    const fault = faultIn(body)
    if (fault !== undefined) return refuse({ code: 'collection_malformed', part: fault })
    const told = await store.told(record)
    // Pressed twice, it is published once.
    if (told?.state !== 'published' || !isSame(told.body, body)) {
      await publishHolder(parts, institution, userId)
      const written = await records.write({ do: 'publish', record, body, by: userId, expected: version })
      if (!written.ok) return written
    }
    await tellItems(record, userId)
    return open(record)
  } // prettier-ignore

  async function withdraw(record: string, { userId }: Writer): Answer<CollectionDesk> {
    const [told, latest] = [await store.told(record), await store.latest(record)]
    if (!isCollection(told) || told.state !== 'published') return refuse({ code: 'record_not_public' })
    const written = await records.write({ do: 'withdraw', record, by: userId, expected: latest!.version })
    if (!written.ok) return written
    await tellItems(record, userId)
    return open(record)
  }

  /**
   * Items that came into a collection or went out of it say something else of themselves now: each is told again, so that
   * whoever takes only what is new along learns of it. Where the hub ends in between, the next press goes on.
   */
  async function tellItems(record: string, by: string): Promise<void> {
    const told = (await store.versions(record)).filter(({ change }) => change !== null)
    const [last, before] = [told.at(-1), told.at(-2)]
    if (last === undefined) return
    const [now, then] = [shownIn(last), shownIn(before)]
    for (const id of [...now.filter((one) => !then.includes(one)), ...then.filter((one) => !now.includes(one))]) {
      const [item, latest] = [await store.told(id), await store.latest(id)]
      if (item?.state !== 'published' || item.change! > last.change!) continue
      // Whoever writes about it at this moment tells it again themselves.
      await records.write({ do: 'publish', record: id, body: item.body, by, expected: latest!.version })
    }
  } // prettier-ignore

  /** The newest version of each collection of an institution, whatever the public sees of them. */
  const written = async (institution: string): Promise<readonly Collected[]> =>
    (await store.newest('collection', institution)).filter(isCollection)

  return {
    open,
    /** Saves a text on the version that was read; refuses where somebody saved meanwhile. Sent twice, it is saved once. */
    save,
    publish,
    withdraw,

    /** Who saved, published and withdrew a collection, the newest first. */
    history: async (record: string): Promise<readonly CollectionAct[]> =>
      collectionActs(await store.versions(record), parts.namesOf),

    /** All collections of an institution, whatever the public sees of them. */
    ofInstitution: async (institution: string): Promise<readonly CollectionDesk[]> => {
      const items = await itemsOf(institution)
      return Promise.all(
        (await written(institution)).map(async (one) => deskOf(one, await store.told(one.record), items)),
      )
    },

    /** Puts items behind those of the collection of a name, or of an id; makes it where there is none. It stays a draft. */
    gather: async ({ institution, name, items, newRecord }: Gathering, { userId }: Writer): Promise<void> => {
      for (let race = 0; race < mostRaces; race++) {
        const found = (await written(institution)).find((one) => isCalled(one, name))
        const { draft, record, version, sources } =
          found === undefined
            ? { draft: { ...emptyCollection, title: { ja: name } }, record: newRecord, version: 0, sources: [] }
            : { draft: collectionDraftOf(found.body), record: found.record, version: found.version, sources: found.body.sources } // prettier-ignore
        const body = collectionBodyOf(gatheredIn(draft, items), { institution, sources })
        if (found !== undefined && isSame(found.body, body)) return
        const done = await records.write({ do: 'draft', record, body, by: userId, expected: version })
        if (done.ok) return
        if (done.error.code !== 'record_changed') return
      }
      throw new Error(`Others wrote ${mostRaces} times beside the collection ${name}.`)
    },
  }
}

/** Items that are to be put in the collection of a name, which is made under a record where there is none. */
export type Gathering = {
  readonly institution: string
  readonly name: string
  readonly items: readonly string[]
  readonly newRecord: string
}

const shownIn = (version: Version | undefined): readonly string[] =>
  isCollection(version) && version.state === 'published' ? (version.body.items ?? []) : []

const folded = (text: string): string => text.normalize('NFKC').trim()

const isCalled = ({ record, body }: Collected, name: string): boolean =>
  record === name || Object.values(typed(body.label)).some((title) => folded(title) === folded(name))

const isSame = (a: RecordBody, b: RecordBody): boolean => JSON.stringify(a) === JSON.stringify(b)

export type CollectionDesks = ReturnType<typeof collectionDeskService>
