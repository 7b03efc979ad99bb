import type { LiveBody } from './institution-facts.ts'
import { type LanguageMap, textFor } from './language-map.ts'
import type { Records } from './record-service.ts'
import type { InstitutionBody } from './record.ts'
import type { RecordStore } from './record-store.ts'
import type { Version } from './record-version.ts'
import { searchedCollection, searchedInstitution, searchedItem, searchedStory } from './searched-things.ts'

type EventName = (id: string) => LanguageMap | undefined
type Holders = ReadonlyMap<string, InstitutionBody>
type Thing =
  | ReturnType<typeof searchedItem>
  | ReturnType<typeof searchedStory>
  | ReturnType<typeof searchedCollection>
  | ReturnType<typeof searchedInstitution>

/** Items that are read at once. */
const atOnce = 500

/** What institutions publish, as the search takes it in: all of it, or what changed. */
export function searchedService({
  records,
  store,
  eventName,
}: {
  readonly records: Records
  readonly store: RecordStore
  /** What an event is called that items belong to. */
  readonly eventName: EventName
}) {
  let names: { readonly change: number; readonly known: Holders } | undefined

  const holdersNow = async (): Promise<Holders> =>
    new Map((await records.institutions()).map((one) => [one.id, one.body]))

  const version = async (): Promise<number> => (await store.lastChange()).change

  const publishedBy = async (institution: string) => [
    ...(await records.items(institution)),
    ...(await records.stories(institution)),
    ...(await records.collections(institution)),
  ]

  /** A list of records is read once, however many changes name them. */
  async function told(ids: ReadonlySet<string>, holders: Holders) {
    const versions = (await Promise.all([...ids].map((id) => store.told(id)))).flatMap((one) => one ?? [])
    return {
      present: versions.flatMap((one) => thingOf(one, holders, eventName)),
      gone: versions.flatMap(({ state, kind, record: id, body }) =>
        // One of the content is found by its file, whether it publishes something or not.
        state === 'withdrawn' && (body.kind !== 'institution' || isLive(body)) ? [{ kind, id }] : [],
      ),
    }
  }

  return {
    version,

    /** All that was published at a change, some at a time. */
    async *upTo(change: number): AsyncGenerator<readonly Thing[]> {
      const holders = await holdersNow()
      for (const kind of ['institution', 'story', 'collection'] as const)
        yield (await store.published(kind)).flatMap((one) => thingOf(one, holders, eventName))
      const always = { bound: change, fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER, institution: undefined }
      for (let after = 0; ;) {
        const some = await store.listed({ ...always, after, limit: atOnce })
        yield some.flatMap((one) => thingOf(one, holders, eventName))
        const last = some.at(-1)?.change
        if (some.length < atOnce || last === undefined || last === null) return
        after = last
      }
    },

    /** What the changes behind one number up to another left published, and what they withdrew. */
    changedSince: async (change: number, upTo: number) => {
      const changes = await store.changes(change + 1, upTo)
      const holders = await holdersNow()
      const ids = new Set(changes.map(({ record }) => record))
      // Of what an institution is called everything tells that it publishes.
      for (const { kind, record } of changes)
        if (kind === 'institution') for (const one of await publishedBy(record)) ids.add(one.id)
      return told(ids, holders)
    },

    institutionIds: async () =>
      (await records.institutions()).filter(({ body }) => isLive(body)).map(({ id }) => id),

    /** What an institution is called that publishes something. */
    institutionName: async (id: string) => {
      const change = await version()
      if (names?.change !== change) names = { change, known: await holdersNow() }
      const label = names.known.get(id)?.label
      return label === undefined ? undefined : { ja: textFor(label, 'ja'), en: textFor(label, 'en') }
    },
  }
}

const isLive = (body: InstitutionBody): body is LiveBody => body.facts !== undefined

function thingOf({ record, state, body }: Version, holders: Holders, eventName: EventName): Thing[] {
  if (state !== 'published') return []
  const holder = 'institution' in body ? holders.get(body.institution) : undefined
  if (body.kind === 'item') return [searchedItem({ id: record, body }, holder, eventName)]
  if (body.kind === 'collection') return [searchedCollection({ id: record, body }, holder)]
  if (body.kind === 'institution') return isLive(body) ? [searchedInstitution({ id: record, body })] : []
  return [searchedStory({ id: record, body }, holder)]
}
