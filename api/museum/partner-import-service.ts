import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { DraftStore } from './draft-store.ts'
import type { Standing } from './import-plan.ts'
import { draftOf, type ItemDraft } from './item-draft.ts'
import type { Addressing } from './partner-addressing.ts'
import {
  documentBytesMost,
  type FoundPage,
  objectsLengthMost,
  openPartnerImportsMost,
  type PageFault,
  type PageTold,
  pagesMost,
  type PartnerImport,
  type PartnerRefusal,
  type PartnerState,
} from './partner-import.ts'
import { idIn, readJson } from './partner-json.ts'
import { type PagePlan, planPage } from './partner-plan.ts'
import type { PartnerReader } from './partner-ports.ts'
import type { PageReading, PartnerStore } from './partner-store.ts'
import { onwardFrom, walkFile, walkPage } from './partner-walk.ts'
import type { RecordStore } from './record-store.ts'
import { holderOf, type Holders } from './studio-ports.ts'
import type { Writer } from './studio-service.ts'

export type PartnerImportParts = {
  readonly partners: PartnerStore
  readonly drafts: Pick<DraftStore<ItemDraft>, 'ofInstitution'>
  readonly store: Pick<RecordStore, 'published'>
  readonly holders: Holders
  readonly addressing: Addressing
  readonly read: PartnerReader
  readonly clock: Clock
  readonly ids: Ids
}

/** A manifest or a collection that somebody brings: by its address, or as a file. */
export type NewPartnerImport = { readonly institution: string } & (
  | { readonly address: string }
  | { readonly name: string; readonly text: string }
)

/** An import with how far it is. */
export type PartnerDesk = PartnerImport & {
  readonly foundCount: number
  readonly readCount: number
  readonly doneCount: number
  /** Whether there was more than an import may have. */
  readonly isCut: boolean
}

/** Imports that one page of a list tells of. */
const listedMost = 20
/** Pages in one turn of writing, and how often it is asked whether to stop. */
const pagesInTurn = 200
const pagesBetweenLooks = 25
/** Whoever writes on the same item at the same moment this often is told by an error: nobody does. */
const mostRaces = 10
/** How often a partner may ask to be left alone before a page is given up, and for how long at most. */
const waitsMost = 5
const waitMsMost = 600_000
/** Milliseconds of fetching in one turn, so that other institutions' imports go on, too. */
const walkMsInTurn = 3_000

/** Objects of partners that become drafts: walked, looked at before anything is written, then done one by one. */
export function partnerImportService(parts: PartnerImportParts) {
  const { partners, drafts, store, holders, addressing, read, clock, ids } = parts

  async function deskOf(one: PartnerImport): Promise<PartnerDesk> {
    const { found, read: readCount, done } = await partners.count(one.id)
    return { ...one, foundCount: found, readCount, doneCount: done, isCut: found >= pagesMost }
  }

  /** Changes it where it is in one of these states; answers what it is then. */
  async function change(
    one: PartnerImport,
    next: Partial<PartnerImport>,
    from: readonly PartnerState[],
  ): Promise<Result<PartnerDesk, PartnerRefusal>> {
    const notNow = (state: PartnerState): Result<PartnerDesk, PartnerRefusal> =>
      refuse({ code: 'partner_import_not_now', state })
    if (!from.includes(one.state)) return notNow(one.state)
    const wanted = { ...one, ...next, changedAt: Math.max(clock.now(), one.changedAt + 1) }
    await partners.change(wanted, from, one.changedAt)
    const now = (await partners.find(one.id))!
    return now.state === wanted.state ? ok(await deskOf(now)) : notNow(now.state)
  }

  type Begun = {
    readonly address: string
    readonly name: string
    readonly pages: readonly FoundPage[]
    readonly readings: readonly PageReading[]
  }

  /** Where it begins, with all that a file says already. */
  function beginningOf(brought: NewPartnerImport): Result<Begun, PageFault> {
    if ('address' in brought) {
      const address = addressing.secured(brought.address.trim())
      if (address === undefined) return refuse({ code: 'address_malformed' })
      if (addressing.isOwn(address)) return refuse({ code: 'own' })
      return ok({ address, name: '', pages: [firstPage(address)], readings: [] })
    }
    if (new TextEncoder().encode(brought.text).length > documentBytesMost)
      return refuse({ code: 'too_large', bytesMost: documentBytesMost })
    const json = readJson(brought.text)
    if (!json.ok) return json
    const address = addressing.secured(idIn(json.value))
    if (address === undefined) return refuse({ code: 'not_iiif' })
    if (addressing.isOwn(address)) return refuse({ code: 'own' })
    const first = firstPage(address)
    const at = clock.now()
    const { reading, members } = walkFile(first, brought.text, addressing, at)
    // Of a file that speaks in another house's name the reason is kept, for whoever asks who brought it.
    if (reading.fault !== undefined && reading.fault.code !== 'id_elsewhere') return refuse(reading.fault)
    const { pages, readings } = onwardFrom(first, members, new Set([address]), { ...addressing, at })
    return ok({ address, name: brought.name, pages: [first, ...pages], readings: [reading, ...readings] })
  }

  async function start(
    brought: NewPartnerImport,
    { userId, name: byName }: Writer,
    state: 'walking' | 'halted' = 'walking',
  ): Promise<Result<PartnerDesk, PartnerRefusal>> {
    const { institution } = brought
    if ((await holderOf(holders, institution)) === undefined)
      return refuse({ code: 'partner_import_elsewhere' })
    const open = (await partners.ofInstitution(institution)).filter((one) => one.state !== 'done')
    if (open.length >= openPartnerImportsMost)
      return refuse({ code: 'partner_import_too_many', most: openPartnerImportsMost })
    const begun = beginningOf(brought)
    if (!begun.ok) return refuse({ code: 'partner_document_refused', fault: begun.error.code })
    const { address, name, pages, readings } = begun.value
    const now = clock.now()
    const isWhole = pages.length === readings.length
    const one: PartnerImport = {
      id: ids.next(),
      institution,
      address,
      name,
      state: isWhole ? 'walked' : state,
      waitUntil: 0,
      waits: 0,
      by: userId,
      byName,
      startedAt: now,
      changedAt: now,
    }
    await partners.add(one, pages, readings)
    return ok(await deskOf(one))
  }

  /** Fetches the next page; `waiting`: its partner asked to be left alone for a while. */
  async function step(one: PartnerImport): Promise<'read' | 'waiting' | 'walked'> {
    const page = await partners.next(one.id)
    if (page === undefined) return 'walked'
    if (one.waitUntil > clock.now()) return 'waiting'
    const fetched = await read(page.address)
    const at = clock.now()
    if (!fetched.ok && fetched.error.code === 'busy' && one.waits < waitsMost) {
      const waitUntil = at + Math.min(fetched.error.waitMs, waitMsMost)
      await wait(one, { waitUntil, waits: one.waits + 1 })
      return 'waiting'
    }
    if (!fetched.ok) {
      const { address, kind } = page
      await partners.addReadings(one.id, [{ address, kind, key: address, fault: fetched.error, at }], [])
      return 'read'
    }
    const { reading: came, members } = walkPage(page, fetched.value, addressing, at)
    const reading = (await isFull(one.id, came)) ? without(came, { code: 'import_full' }) : came
    const met = members.length === 0 ? new Set<string>() : await addressesOf(one.id)
    const onward = onwardFrom(page, members, met, { ...addressing, at })
    await partners.addReadings(one.id, [reading, ...onward.readings], onward.pages)
    if (one.waits > 0) await wait(one, { waitUntil: 0, waits: 0 })
    return 'read'
  }

  /** Whether an import has no room for what was read: whoever looks at it is shown all of it. */
  async function isFull(id: string, { object }: PageReading): Promise<boolean> {
    if (object === undefined) return false
    return (await partners.objectsLength(id)) + JSON.stringify(object).length > objectsLengthMost
  }

  const wait = (one: PartnerImport, next: Pick<PartnerImport, 'waitUntil' | 'waits'>): Promise<void> =>
    partners.change({ ...one, ...next, changedAt: one.changedAt + 1 }, [one.state], one.changedAt)

  const addressesOf = async (id: string): Promise<ReadonlySet<string>> =>
    new Set((await partners.pages(id)).map(({ address }) => address))

  /** One turn of fetching. */
  async function walk(one: PartnerImport): Promise<void> {
    const until = clock.now() + walkMsInTurn
    for (;;) {
      const now = await partners.find(one.id)
      if (now?.state !== 'walking') return
      const came = await step(now)
      if (came === 'walked') return void (await change(now, { state: 'walked' }, ['walking']))
      if (came === 'waiting' || clock.now() >= until) return
    }
  }

  async function itemsOf(institution: string): Promise<ReadonlyMap<string, Standing>> {
    const items = new Map<string, Standing>()
    for (const { record, body } of await store.published('item', institution))
      if (body.kind === 'item') items.set(record, { revision: 0, draft: draftOf(body) })
    for (const { record, revision, draft } of await drafts.ofInstitution(institution))
      items.set(record, { revision, draft })
    return items
  }

  type Looked = { readonly reading: PageReading; readonly place: number; readonly isSecond: boolean }

  /** Manifests, and whatever could not be read, in the order in which they were found. */
  async function looked(one: PartnerImport): Promise<readonly Looked[]> {
    const readings = new Map((await partners.readings(one.id)).map((reading) => [reading.address, reading]))
    const keys = new Set<string>()
    return (await partners.pages(one.id)).flatMap(({ address, place }): Looked[] => {
      const reading = readings.get(address)
      if (reading === undefined || (reading.kind === 'collection' && reading.fault === undefined)) return []
      const isSecond = keys.has(reading.key)
      keys.add(reading.key)
      return [{ reading, place, isSecond }]
    })
  }

  async function planOf(
    one: PartnerImport,
    { reading, place, isSecond }: Looked,
    items: ReadonlyMap<string, Standing>,
  ): Promise<PagePlan> {
    const known = await partners.newest(reading.key)
    return planPage(reading, place, { institution: one.institution, items, known, isSecond })
  }

  /** What is done, and of the other pages what they would do. */
  async function told(one: PartnerImport): Promise<readonly PageTold[]> {
    const done = await partners.done(one.id)
    if (one.state === 'done') return done
    const before = new Map(done.map((page) => [page.address, page]))
    const items = await itemsOf(one.institution)
    const pages: PageTold[] = []
    for (const page of await looked(one))
      pages.push(before.get(page.reading.address) ?? (await planOf(one, page, items)).told)
    return pages
  }

  async function write(one: PartnerImport, { told: page, version, save }: PagePlan) {
    const { institution, by, byName } = one
    const at = clock.now()
    return partners.write(
      { ...page, import: one.id, at },
      version === undefined ? undefined : { ...version, at },
      save === undefined ? undefined : { ...save, institution, by, byName, at },
    )
  }

  /** One turn of writing: pages that are not done yet, in their order, each whole or not at all. */
  async function goOn(one: PartnerImport): Promise<void> {
    const done = new Set((await partners.done(one.id)).map(({ address }) => address))
    const left = (await looked(one)).filter(({ reading }) => !done.has(reading.address))
    let items = await itemsOf(one.institution)
    let races = 0
    for (const [n, page] of left.slice(0, pagesInTurn).entries()) {
      if (n % pagesBetweenLooks === 0 && (await partners.find(one.id))?.state !== 'running') return
      while ((await write(one, await planOf(one, page, items))) === 'taken') {
        if ((races += 1) > mostRaces)
          throw new Error(`Others wrote ${mostRaces} times beside import ${one.id}.`)
        items = await itemsOf(one.institution)
      }
    }
    if (left.length <= pagesInTurn) await change(one, { state: 'done' }, ['running'])
  }

  async function runInTurn(all: readonly PartnerImport[]): Promise<void> {
    const faults: unknown[] = []
    for (const one of all) await goOn(one).catch((error) => faults.push(error))
    if (faults.length > 0) throw faults[0]
  }

  return {
    /** Takes an address or a file; nothing is written about any item. */
    start,

    find: async (id: string): Promise<Result<PartnerDesk, PartnerRefusal>> => {
      const one = await partners.find(id)
      return one === undefined
        ? refuse({ code: 'partner_import_unknown', identifier: id })
        : ok(await deskOf(one))
    },

    /** Imports of an institution, the newest one first, so many at once; `next`: how many to skip for those that follow. */
    ofInstitution: async (institution: string, skip = 0) => {
      const all = await partners.ofInstitution(institution)
      const some = all.slice(skip, skip + listedMost)
      const next = skip + listedMost < all.length ? skip + listedMost : null
      return { imports: await Promise.all(some.map(deskOf)), next }
    },

    /** Each manifest with what it does or would do. */
    told,

    /** Fetches one more page, for whoever walks by hand. */
    step,

    /** Ends the fetching where it stands; what is here can be looked at and taken, or it goes on later. */
    halt: (one: PartnerImport) => change(one, { state: 'halted' }, ['walking']),
    walkOn: (one: PartnerImport) => change(one, { state: 'walking', waitUntil: 0, waits: 0 }, ['halted']),
    /** For whoever walked by hand. */
    walked: (one: PartnerImport) => change(one, { state: 'walked' }, ['halted', 'walking']),

    /** Makes drafts of what is here, or goes on with that. */
    run: (one: PartnerImport, { userId, name }: Writer) =>
      change(one, { state: 'running', by: userId, byName: name }, ['walked', 'halted', 'stopped']),

    /** Interrupts it; what is done stays. */
    stop: (one: PartnerImport) => change(one, { state: 'stopped' }, ['running']),

    /** Leaves the rest: nothing more becomes of it. */
    leave: (one: PartnerImport) => change(one, { state: 'done' }, ['walked', 'halted', 'stopped']),

    /** Turns of writing until it is done or stopped, for whoever runs it by hand. */
    goOn,

    /**
     * A turn of the job: goes on with what is under way, whatever ended in the middle. Partners are asked side by side: one
     * who does not answer keeps nobody else's objects waiting.
     */
    turn: async (): Promise<void> => {
      const underWay = await partners.underWay()
      const [running, walking] = [
        underWay.filter(({ state }) => state === 'running'),
        underWay.filter(({ state }) => state === 'walking'),
      ]
      const ended = await Promise.allSettled([runInTurn(running), ...walking.map(walk)])
      const failed = ended.find(({ status }) => status === 'rejected')
      if (failed?.status === 'rejected') throw failed.reason
    },
  }
}

const without = ({ address, kind, key, at }: PageReading, fault: PageFault): PageReading => ({
  address,
  kind,
  key,
  fault,
  at,
})

const firstPage = (address: string): FoundPage => ({ address, kind: 'collection', depth: 0, place: 1 })

export type PartnerImports = ReturnType<typeof partnerImportService>
