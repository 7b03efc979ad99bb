import type { Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { type Entry, type Kind, kinds } from './entry.ts'
import { entriesOf, publishedEntries } from './entries.ts'
import type { Catalogue, Changing, OfferedThings, PublishedThings } from './ports.ts'
import type { EntryKey, IndexedEntry, SearchStore, Step } from './search-store.ts'
import { spelledWords, wordsOfEntry } from './search-words.ts'

export type IndexingParts = {
  readonly store: SearchStore
  readonly catalogue: Catalogue
  readonly published: PublishedThings
  readonly shops: OfferedThings
  readonly clock: Clock
}

/**
 * In which form the index is kept and of what its words are made: one of another form is made anew. It is raised whenever the words,
 * or what is looked at of a thing, become others (`search-form.test.ts` fails then).
 */
export const indexForm = '6'
const isOwnForm = (content: string): boolean => content.startsWith(`${indexForm} `)

/** How long what is published is left to the release whose form the index has, before it is made anew. */
const longestLeftMs = 60_000

/** Entries of one write while the index is made. */
const atOnce = 200
/** From so many changes on the index is made anew instead of changed. */
const mostChanged = 1_000
/** Whoever is overtaken looks again; so many in a row mean that something is wrong. */
const mostOvertaken = 20

/** What institutions publish and shops offer; everything else comes from the project's own files. */
const publishedKinds: ReadonlySet<Kind> = new Set(['item', 'story', 'collection', 'shop', 'product'])
const ownKinds = kinds.filter((kind) => !publishedKinds.has(kind))

/** Keeps the index of the search with what is published. Whoever is killed meanwhile leaves the old index or the new one. */
export function indexingService({ store, catalogue, published, shops, clock }: IndexingParts) {
  const entriesIn = publishedEntries(catalogue)
  let own: { readonly entries: readonly Entry[]; readonly sum: string } | undefined
  /** The files of this process are held against the index once: two releases that run at once do not undo each other. */
  let isContentIn = false
  /** The same of the form: who began last decides. */
  let isFormIn = false
  /** A step behind which a release with another form has taken nothing in, and since when something is there to be. */
  let left: { readonly step: number; readonly since: number } | undefined
  let underWay: Promise<void> | undefined

  const ownEntries = () => {
    const entries = own?.entries ?? entriesOf(catalogue)
    return (own ??= { entries, sum: `${indexForm} ${sha256Hex(JSON.stringify(entries))}` })
  }

  const newest = async (): Promise<Changes> => {
    const [change, shopChange] = await Promise.all([published.version(), shops.version()])
    return { change, shopChange }
  }

  /** Makes the index anew beside the one in use, and then puts it in its place. */
  async function rebuild(progress: (done: number) => void = () => undefined): Promise<number> {
    const changes = await newest()
    const { entries, sum } = ownEntries()
    const made = await fill(await store.unused(), batches(entries, entriesFrom(changes)), progress)
    if (made === 'raced') return rebuild(progress)
    for (let tries = 0; tries < mostOvertaken; tries++) {
      const now = await store.step()
      // Another began later and is through: what it took in is newer than this.
      if (now !== undefined && now.generation > made.generation) break
      const step = nextStep(now, { ...made, ...changes, content: sum })
      if ((await store.take(step, { gone: [], come: [], from: made.nextNumber })) === 'taken') break
    }
    isContentIn = true
    isFormIn = true
    left = undefined
    await clearAway()
    await refresh()
    return made.nextNumber - 1
  }

  async function* entriesFrom({ change, shopChange }: Changes): AsyncGenerator<readonly Entry[]> {
    for await (const some of published.upTo(change)) yield entriesIn(some)
    for await (const some of shops.upTo(shopChange)) yield entriesIn(some)
  }

  async function fill(
    generation: number,
    all: AsyncIterable<readonly Entry[]>,
    progress: (done: number) => void,
  ): Promise<{ readonly generation: number; readonly nextNumber: number } | 'raced'> {
    let nextNumber = 1
    for await (const some of all) {
      if ((await store.add(generation, nextNumber, some.map(indexed))) === 'raced') return 'raced'
      nextNumber += some.length
      progress(nextNumber - 1)
    }
    return { generation, nextNumber }
  }

  const nextStep = (now: Step | undefined, next: Omit<Step, 'step' | 'at'>): Step => ({
    ...next,
    step: (now?.step ?? 0) + 1,
    at: clock.now(),
  })

  async function clearAway(): Promise<void> {
    const now = await store.step()
    if (now === undefined) return
    for (;;) if ((await store.forget(now.generation)) === 0) return
  }

  /**
   * Whether an index is made anew for its form: by each process once, as its release begins. Later one of another form belongs to
   * whoever began after it, and is left to them as long as they keep it.
   */
  async function isToBeMade(now: Step): Promise<boolean> {
    if (!isOwnForm(now.content) && !isFormIn) return true
    isFormIn = true
    if (isOwnForm(now.content) || !isBehind(now, await newest())) {
      left = undefined
      return false
    }
    if (left?.step !== now.step) left = { step: now.step, since: clock.now() }
    return clock.now() - left.since >= longestLeftMs
  }

  /** Takes in what was published since. */
  async function refresh(): Promise<void> {
    for (let tries = 0; tries < mostOvertaken; tries++) {
      const now = await store.step()
      if (now === undefined || (await isToBeMade(now))) return void (await rebuild())
      if (!isOwnForm(now.content)) return
      const [changed, files] = [await changedSince(now), await filesSince(now)]
      if (changed === undefined && files === undefined) return
      if (changed === 'many') return void (await rebuild())
      const since = changed ?? nothingOf(now)
      const change = joined({ gone: since.gone, come: entriesIn(since.present) }, files)
      const step = nextStep(now, {
        generation: now.generation,
        ...since.upTo,
        content: files === undefined ? now.content : ownEntries().sum,
        nextNumber: now.nextNumber + change.come.length,
      })
      if ((await store.take(step, { ...change, from: now.nextNumber })) === 'raced') continue
      isContentIn = true
      return
    }
  }

  async function changedSince(now: Step): Promise<Since | 'many' | undefined> {
    const upTo = await newest()
    if (!isBehind(now, upTo)) return undefined
    const [told, offered] = [
      await sinceOf(published, now.change, upTo.change),
      await sinceOf(shops, now.shopChange, upTo.shopChange),
    ]
    if (told === 'many' || offered === 'many') return 'many'
    const present = [...told.present, ...offered.present]
    const gone = [...told.gone, ...offered.gone]
    return present.length + gone.length > mostChanged ? 'many' : { present, gone, upTo }
  }

  /** Files that came with this release, and those of the one before that are gone. */
  async function filesSince(now: Step): Promise<Change | undefined> {
    if (isContentIn || now.content === ownEntries().sum) return undefined
    const { entries } = ownEntries()
    // An institution that was taken in while the hub runs is in no file, and stays.
    const taken = new Set(await published.institutionIds())
    const gone = (await store.keysOf(ownKinds)).filter(
      ({ kind, id }) => kind !== 'institution' || !taken.has(id),
    )
    return { gone, come: entries }
  }

  return {
    rebuild,
    /** One at a time in this process: who asks meanwhile waits for the same. */
    refresh: (): Promise<void> => {
      underWay ??= refresh().finally(() => {
        underWay = undefined
      })
      return underWay
    },
  }
}

export type IndexingService = ReturnType<typeof indexingService>

type Change = { readonly gone: readonly EntryKey[]; readonly come: readonly Entry[] }
type Changes = Pick<Step, 'change' | 'shopChange'>
type Things = Awaited<ReturnType<Changing['changedSince']>>
type Since = Things & { readonly upTo: Changes }

const isBehind = (now: Changes, newest: Changes): boolean =>
  newest.change > now.change || newest.shopChange > now.shopChange

/** What changed of one source; of so many changes nothing is read: all is. */
async function sinceOf(source: Changing, change: number, upTo: number): Promise<Things | 'many'> {
  if (upTo <= change) return { present: [], gone: [] }
  return upTo - change > mostChanged ? 'many' : source.changedSince(change, upTo)
}

const nothingOf = ({ change, shopChange }: Step): Since => ({
  present: [],
  gone: [],
  upTo: { change, shopChange },
})

/** What comes takes the place of what was there under the same name. */
function joined(since: Change, files: Change | undefined) {
  const come = [...since.come, ...(files?.come ?? [])]
  const keys = [...since.gone, ...come, ...(files?.gone ?? [])].map(({ kind, id }): EntryKey => ({
    kind,
    id,
  }))
  return {
    gone: [...new Map(keys.map((key) => [`${key.kind} ${key.id}`, key])).values()],
    come: come.map(indexed),
  }
}

async function* batches(
  own: readonly Entry[],
  others: AsyncIterable<readonly Entry[]>,
): AsyncGenerator<readonly Entry[]> {
  for (let i = 0; i < own.length; i += atOnce) yield own.slice(i, i + atOnce)
  yield* others
}

/** An entry as the index keeps it. */
function indexed(entry: Entry): IndexedEntry {
  const { kind, id, path, title, names, text, of } = entry
  const words = wordsOfEntry(entry)
  return { shown: { kind, id, path, title, names, text }, of, words, spellings: spelledWords(words) }
}
