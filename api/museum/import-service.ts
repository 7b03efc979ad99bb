import type { Gathering } from './collection-desk-service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { DraftStore } from './draft-store.ts'
import {
  type Import,
  type ImportRefusal,
  type ImportRow,
  type ImportState,
  openImportsMost,
  type RowTold,
} from './import.ts'
import type { Vocabulary } from './import-cell.ts'
import { guessColumns, type ImportColumns, refuseColumns, rememberColumns } from './import-columns.ts'
import {
  collectionIn,
  firstLinesOf,
  type ImportTerms,
  type ImportWorld,
  itemsByIdentifier,
  planRow,
  recordOf,
  type RowPlan,
  type Standing,
} from './import-plan.ts'
import type { ImportStore, RowWritten } from './import-store.ts'
import type { ImportTable, TableRefusal } from './import-table.ts'
import type { Texts } from './draft-text.ts'
import { draftOf, type ItemDraft } from './item-draft.ts'
import type { RecordStore } from './record-store.ts'
import type { RightsName } from './rights.ts'
import { type Holder, holderOf, type Holders } from './studio-ports.ts'
import type { Writer } from './studio-service.ts'

export type ImportServiceParts = {
  readonly imports: ImportStore
  readonly drafts: Pick<DraftStore<ItemDraft>, 'ofInstitution'>
  readonly store: Pick<RecordStore, 'published'>
  readonly holders: Holders
  /** Puts items in a collection, which is made where there is none of that name. */
  readonly gather: (to: Gathering, writer: Writer) => Promise<void>
  readonly readTable: (bytes: Uint8Array) => Result<ImportTable, TableRefusal>
  readonly words: Vocabulary
  readonly clock: Clock
  readonly ids: Ids
}

/** A file that somebody brings. */
export type NewImport = { readonly institution: string; readonly name: string; readonly bytes: Uint8Array }

/** How an import is to be done. */
export type Mapping = { readonly columns: ImportColumns; readonly rights: RightsName | '' }

/** How an import is let run. */
export type Run = {
  readonly overwrites: boolean
  /** When it was last changed, as whoever looked at its rows was told: milliseconds since 1970. */
  readonly lookedAt?: number | undefined
}

/** An import with how far it is, and its first rows to look at. */
export type ImportDesk = Import & {
  readonly doneCount: number
  readonly samples: readonly (readonly string[])[]
}

/**
 * Rows in one turn, for which all that stands there is read once: other institutions' imports go on between two. Rows that are
 * written at once: before each such list it is asked whether to stop.
 */
const rowsInTurn = 1_000
const rowsAtOnce = 25
/** Whoever writes on the same item at the same moment this often is told by an error: nobody does. */
const mostRaces = 10
const samplesShown = 3

/** Tables of items that become drafts: brought, looked at before anything is written, then done row by row. */
export function importService(parts: ImportServiceParts) {
  const { imports, drafts, store, holders, gather, readTable, words, clock, ids } = parts

  async function deskOf(one: Import): Promise<ImportDesk> {
    const rows = await imports.rows(one.id)
    const samples = rows.slice(0, samplesShown).map(({ cells }) => cells.map((cell) => cell.slice(0, 120)))
    return { ...one, doneCount: await imports.countDone(one.id), samples }
  }

  /** Changes it where it is in one of these states; answers what it is then. */
  async function change(
    one: Import,
    next: Partial<Import>,
    from: readonly ImportState[],
  ): Promise<Result<ImportDesk, ImportRefusal>> {
    if (!from.includes(one.state)) return refuse({ code: 'import_not_now', state: one.state })
    const wanted = { ...one, ...next, changedAt: clock.now() }
    await imports.change(wanted, from, one.changedAt)
    const now = (await imports.find(one.id))!
    // Somebody else may have come first with the same; with other columns they did something else.
    const isDone = now.state === wanted.state || !from.includes(now.state)
    return isDone && isAlikeMapped(now, wanted)
      ? ok(await deskOf(now))
      : refuse({ code: 'import_not_now', state: now.state })
  }

  async function start(
    { institution, name, bytes }: NewImport,
    { userId, name: byName }: Writer,
  ): Promise<Result<ImportDesk, ImportRefusal>> {
    if ((await holderOf(holders, institution)) === undefined) return refuse({ code: 'import_elsewhere' })
    const others = await imports.ofInstitution(institution)
    if (others.filter(({ state }) => state !== 'done').length >= openImportsMost)
      return refuse({ code: 'import_too_many', most: openImportsMost })
    const read = readTable(bytes)
    if (!read.ok) return read
    const { encoding, headings, rows } = read.value
    const now = clock.now()
    const one: Import = {
      id: ids.next(),
      institution,
      name,
      encoding,
      headings,
      rowCount: rows.length,
      columns: guessColumns(headings, rememberedIn(others)),
      rights: others.find(isMapped)?.rights ?? '',
      overwrites: false,
      state: 'received',
      by: userId,
      byName,
      startedAt: now,
      changedAt: now,
    }
    await imports.add(
      one,
      rows.map((row, n) => ({ row: n + 1, ...row })),
    )
    return ok(await deskOf(one))
  }

  async function worldOf(institution: string): Promise<ImportWorld> {
    const items = new Map<string, Standing>()
    for (const { record, body } of await store.published('item', institution))
      if (body.kind === 'item') items.set(record, { revision: 0, draft: draftOf(body) })
    for (const { record, revision, draft } of await drafts.ofInstitution(institution))
      items.set(record, { revision, draft })
    return { items, byIdentifier: itemsByIdentifier(items), said: await imports.said(institution) }
  }

  const termsOf = async (one: Import, rows: readonly ImportRow[]): Promise<ImportTerms> => ({
    import: one,
    firstLines: firstLinesOf(rows, one.columns),
    credit: creditOf(await holderOf(holders, one.institution)),
    words,
  })

  /** What is done, and of the other rows what they would do. */
  async function told(one: Import): Promise<readonly RowTold[]> {
    const done = new Map((await imports.done(one.id)).map((row) => [row.row, row]))
    if (one.state === 'done') return [...done.values()]
    const rows = await imports.rows(one.id)
    const terms = await termsOf(one, rows)
    const world = await worldOf(one.institution)
    return rows.map((row) => done.get(row.row) ?? planRow(row, terms, world).told)
  }

  function writtenOf(one: Import, { told: row, save, said }: RowPlan): RowWritten {
    const { institution, by, byName } = one
    const at = clock.now()
    const done = { ...row, import: one.id, institution, said: said ?? {}, at }
    return { done, ...(save && { revision: { ...save, institution, by, byName, at } }) }
  }

  /** One turn of an import: rows that are not done yet, in their order, each whole or not at all. */
  async function goOn(one: Import): Promise<void> {
    const rows = await imports.rows(one.id)
    const terms = await termsOf(one, rows)
    const done = new Set((await imports.done(one.id)).map(({ row }) => row))
    const left = rows.filter(({ row }) => !done.has(row))
    let world = await worldOf(one.institution)
    const planned = (row: ImportRow) => writtenOf(one, planRow(row, terms, world))
    let races = 0
    for (let at = 0; at < Math.min(left.length, rowsInTurn); at += rowsAtOnce) {
      if ((await imports.find(one.id))?.state !== 'running') return
      const next = left.slice(at, at + rowsAtOnce)
      if ((await imports.write(next.map(planned))) === 'written') continue
      // One of them met somebody: each by itself, that no other waits for it.
      for (const row of next)
        while ((await imports.write([planned(row)])) === 'taken') {
          // Somebody saved this item meanwhile: what they wrote is looked at like anything else that stands there.
          if ((races += 1) > mostRaces)
            throw new Error(`Others wrote ${mostRaces} times beside import ${one.id}.`)
          world = await worldOf(one.institution)
        }
    }
    if (left.length > rowsInTurn) return
    await gatherRows(one, rows)
    await imports.change({ ...one, state: 'done', changedAt: clock.now() }, ['running'], one.changedAt)
  }

  /** Collections that rows name, with their items in the order of the table. Done again, it is done once. */
  async function gatherRows(one: Import, rows: readonly ImportRow[]): Promise<void> {
    const records = new Map((await imports.done(one.id)).map(({ row, record }) => [row, record]))
    const named = Map.groupBy(rows, (row) => collectionIn(row, one.columns))
    for (const [name, inside] of named) {
      const items = inside.flatMap(({ row }) => records.get(row) ?? [])
      const { institution, by: userId, byName } = one
      if (name === '' || items.length === 0) continue
      const newRecord = recordOf(institution, `collection\n${name}`)
      await gather({ institution, name, items, newRecord }, { userId, name: byName })
    }
  }

  return {
    /** Takes a file in; nothing is written about any item. */
    start,

    find: async (id: string): Promise<Result<ImportDesk, ImportRefusal>> => {
      const one = await imports.find(id)
      return one === undefined ? refuse({ code: 'import_unknown', identifier: id }) : ok(await deskOf(one))
    },

    /** All imports of an institution, the newest one first. */
    ofInstitution: async (institution: string): Promise<readonly ImportDesk[]> =>
      Promise.all(
        (await imports.ofInstitution(institution)).map(async (one) => ({
          ...one,
          doneCount: await imports.countDone(one.id),
          samples: [],
        })),
      ),

    /** Says where columns go; before it runs that may be said again. */
    map: async (one: Import, { columns, rights }: Mapping): Promise<Result<ImportDesk, ImportRefusal>> => {
      const refusal = refuseColumns(columns, one.headings)
      if (refusal !== undefined) return refuse(refusal)
      return change(one, { columns, rights, state: 'mapped' }, ['received', 'mapped'])
    },

    /** Each row with what it does or would do. */
    told,

    /** Lets it run, or go on as it was begun; not where its columns go elsewhere by now than somebody looked at. */
    run: async (
      one: Import,
      { overwrites, lookedAt }: Run,
      { userId, name }: Writer,
    ): Promise<Result<ImportDesk, ImportRefusal>> =>
      lookedAt !== undefined && lookedAt !== one.changedAt && one.state === 'mapped'
        ? refuse({ code: 'import_not_now', state: one.state })
        : change(
            one,
            {
              state: 'running',
              overwrites: one.state === 'stopped' ? one.overwrites : overwrites,
              by: userId,
              byName: name,
            },
            ['mapped', 'stopped'],
          ),

    /** Interrupts it; what is done stays. */
    stop: (one: Import) => change(one, { state: 'stopped' }, ['running']),

    /** Gives a file up of which no row was done. */
    giveUp: async (one: Import): Promise<Result<undefined, ImportRefusal>> => {
      if (one.state !== 'received' && one.state !== 'mapped')
        return refuse({ code: 'import_not_now', state: one.state })
      await imports.forget(one.id)
      return ok(undefined)
    },

    /** A turn of the job: goes on with what runs, whatever ended in the middle. */
    turn: async (): Promise<void> => {
      const faults: unknown[] = []
      for (const one of await imports.running()) await goOn(one).catch((error) => faults.push(error))
      // The others had their turn all the same.
      if (faults.length > 0) throw faults[0]
    },
  }
}

const isAlikeMapped = (a: Import, b: Import): boolean =>
  a.rights === b.rights && a.columns.join() === b.columns.join()

const isMapped = ({ state }: Import): boolean => state !== 'received'

/** Where columns went in the files before, the newer ones first. */
const rememberedIn = (others: readonly Import[]): ReturnType<typeof rememberColumns> =>
  new Map(
    others
      .filter(isMapped)
      .toReversed()
      .flatMap(({ headings, columns }) => [...rememberColumns(headings, columns)]),
  )

/** Whom to name is nearly always the institution itself. */
const creditOf = (holder: Holder | undefined): Texts =>
  Object.fromEntries(
    ['ja', 'en'].flatMap((language) => {
      const text = holder?.body.label[language]?.join(' ')
      return text === undefined ? [] : [[language, text]]
    }),
  )

export type Imports = ReturnType<typeof importService>
