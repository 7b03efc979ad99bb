import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { Revision } from './draft-store.ts'
import type { ItemDraft } from './item-draft.ts'
import type { Import, ImportRow, ImportState, RowTold } from './import.ts'
import type { Said } from './import-plan.ts'
import type { ImportStore, RowDone, RowWritten } from './import-store.ts'
import type { TableEncoding } from './import-table.ts'
import type { RightsName } from './rights.ts'

const ph = sql.placeholder

/** The only SQL of imports. */
export const importStore = (store: Store): ImportStore => ({ ...reads(store), ...writes(store) })

type Lists = { readonly headings: string; readonly columns: string }
type Chosen = { readonly encoding: string; readonly rights: string; readonly state: string }
type Row = Omit<Import, keyof Lists | keyof Chosen> & Lists & Chosen

const importOf = ({ headings, columns, encoding, rights, state, ...row }: Row): Import => ({
  ...row,
  encoding: encoding as TableEncoding,
  headings: JSON.parse(headings) as string[],
  columns: JSON.parse(columns) as string[],
  rights: rights as RightsName | '',
  state: state as ImportState,
})

type DoneRow = {
  readonly import: string
  readonly institution: string
  readonly told: string
  readonly said: string
  readonly at: number
}

const doneOf = ({ told, said, ...row }: DoneRow): RowDone => ({
  ...(JSON.parse(told) as RowTold),
  ...row,
  said: JSON.parse(said) as Said,
})

function reads({ tables, query, prepareRead }: Store) {
  const { museumImports: t, museumImportPieces: r, museumImportOutcomes: o } = tables
  const all = () => query.select().from(t)
  const one = prepareRead(all().where(eq(t.id, ph('id'))))
  const ofInstitution = prepareRead(
    all()
      .where(eq(t.institution, ph('institution')))
      .orderBy(desc(t.startedAt), desc(t.id)),
  )
  const inState = prepareRead(all().where(eq(t.state, 'running')).orderBy(asc(t.changedAt), asc(t.id)))
  const pieces = prepareRead(
    query
      .select({ rows: r.rows })
      .from(r)
      .where(eq(r.import, ph('id')))
      .orderBy(asc(r.piece)),
  )
  const doneIn = prepareRead(
    query
      .select({ import: o.import, institution: o.institution, told: o.told, said: o.said, at: o.at })
      .from(o)
      .where(eq(o.import, ph('id')))
      .orderBy(asc(o.row)),
  )
  const counted = prepareRead(
    query
      .select({ n: sql<number>`count(*)`.mapWith(Number) })
      .from(o)
      .where(eq(o.import, ph('id'))),
  )
  const saidOf = prepareRead(
    query
      .select({ record: o.record, said: o.said })
      .from(o)
      .where(
        and(
          eq(o.institution, ph('institution')),
          sql`${o.outcome} <> 'refused'`,
          sql`not exists (select 1 from museum_import_outcomes later
            where later.institution = museum_import_outcomes.institution
            and later.record = museum_import_outcomes.record
            and later.outcome <> 'refused' and later.done_at > museum_import_outcomes.done_at)`,
        ),
      )
      .orderBy(asc(o.at), asc(o.import), asc(o.row)),
  )
  return {
    find: async (id: string) => (await one({ id })).map(importOf)[0],
    ofInstitution: async (institution: string) => (await ofInstitution({ institution })).map(importOf),
    running: async () => (await inState({})).map(importOf),
    rows: async (id: string) =>
      (await pieces({ id })).flatMap(({ rows }) => JSON.parse(rows) as readonly ImportRow[]),
    done: async (id: string) => (await doneIn({ id })).map(doneOf),
    countDone: async (id: string) => (await counted({ id }))[0]!.n,
    said: async (institution: string) =>
      new Map(
        (await saidOf({ institution })).map(
          ({ record, said }) => [record!, JSON.parse(said) as Said] as const,
        ),
      ),
  }
}

function writes({ tables, query, prepareWrite, atomic }: Store) {
  const { museumImports: t, museumImportPieces: r, museumImportOutcomes: o, museumDrafts: d } = tables
  const insert = prepareWrite(
    query.insert(t).values({
      id: ph('id'),
      institution: ph('institution'),
      name: ph('name'),
      encoding: ph('encoding'),
      headings: ph('headings'),
      columns: ph('columns'),
      rowCount: ph('rowCount'),
      rights: ph('rights'),
      overwrites: ph('overwrites'),
      state: ph('state'),
      by: ph('by'),
      byName: ph('byName'),
      startedAt: ph('startedAt'),
      changedAt: ph('changedAt'),
    }),
  )
  const insertPiece = prepareWrite(
    query.insert(r).values({ import: ph('import'), piece: ph('piece'), rows: ph('rows') }),
  )
  /** Prepared for as many states as it may be changed from. */
  const update = (from: number) =>
    prepareWrite(
      query
        .update(t)
        .set({
          columns: sql`${ph('columns')}`,
          rights: sql`${ph('rights')}`,
          // The column knows how a truth is written on each engine.
          overwrites: sql`${sql.param(ph('overwrites'), t.overwrites)}`,
          state: sql`${ph('state')}`,
          by: sql`${ph('by')}`,
          byName: sql`${ph('byName')}`,
          changedAt: sql`${ph('changedAt')}`,
        })
        .where(
          and(
            eq(t.id, ph('id')),
            eq(t.changedAt, ph('readAt')),
            inArray(
              t.state,
              Array.from({ length: from }, (_, n) => ph(`from${n}`)),
            ),
          ),
        ),
    )
  const updates = [update(1), update(2)] as const
  const outcome = prepareWrite(
    query.insert(o).values({
      import: ph('import'),
      row: ph('row'),
      institution: ph('institution'),
      outcome: ph('outcome'),
      record: ph('record'),
      told: ph('told'),
      said: ph('said'),
      at: ph('at'),
    }),
  )
  const draft = prepareWrite(
    query.insert(d).values({
      record: ph('record'),
      revision: ph('revision'),
      institution: ph('institution'),
      body: ph('body'),
      by: ph('by'),
      byName: ph('byName'),
      at: ph('at'),
    }),
  )
  const removePieces = prepareWrite(query.delete(r).where(eq(r.import, ph('id'))))
  const remove = prepareWrite(query.delete(t).where(eq(t.id, ph('id'))))
  const valuesOf = ({ headings, columns, ...one }: Import) => ({
    ...one,
    headings: JSON.stringify(headings),
    columns: JSON.stringify(columns),
  })
  return {
    add: async (one: Import, rows: readonly ImportRow[]) =>
      atomic([
        insert(valuesOf(one)),
        ...piecesOf(rows).map((piece, n) =>
          insertPiece({ import: one.id, piece: n + 1, rows: JSON.stringify(piece) }),
        ),
      ]),
    change: async (next: Import, from: readonly ImportState[], readAt: number) => {
      const states = Object.fromEntries(from.map((state, n) => [`from${n}`, state]))
      await atomic([updates[from.length - 1]!({ ...valuesOf(next), ...states, readAt })])
    },
    write: async (rows: readonly RowWritten[]): Promise<'written' | 'known' | 'taken'> => {
      const lists = rows.flatMap(({ done, revision }) => [
        outcome(outcomeValues(done)),
        ...(revision === undefined ? [] : [draft(draftValues(revision))]),
      ])
      try {
        await atomic(lists)
        return 'written'
      } catch (error) {
        if (isViolation(error, 'unique', 'museum_import_outcomes')) return 'known'
        if (isViolation(error, 'unique', 'museum_drafts')) return 'taken'
        throw error
      }
    },
    forget: async (id: string) => atomic([removePieces({ id }), remove({ id })]),
  }
}

/** As many rows as are written at once: a row of a database may have two megabytes on one of the engines. */
const rowsInPiece = 200
const charactersInPiece = 300_000

function piecesOf(rows: readonly ImportRow[]): readonly (readonly ImportRow[])[] {
  const pieces: ImportRow[][] = [[]]
  let characters = 0
  for (const row of rows) {
    const length = row.cells.join('').length
    const isFull = pieces.at(-1)!.length >= rowsInPiece || characters + length > charactersInPiece
    if (isFull && pieces.at(-1)!.length > 0) {
      pieces.push([])
      characters = 0
    }
    pieces.at(-1)!.push(row)
    characters += length
  }
  return pieces
}

const outcomeValues = ({ import: id, institution, said, at, ...told }: RowDone) => ({
  import: id,
  row: told.row,
  institution,
  outcome: told.outcome,
  record: told.record ?? null,
  told: JSON.stringify(told),
  said: JSON.stringify(said),
  at,
})

const draftValues = ({ draft, ...revision }: Revision<ItemDraft>) => ({
  ...revision,
  body: JSON.stringify(draft),
})
