import { sha256OfText } from '../platform/sha256.ts'
import type { CellFault, Import, ImportRow, PartChange, RowFault, RowTold } from './import.ts'
import { readCell, type Vocabulary } from './import-cell.ts'
import { collectionTarget, identifierTarget, type ImportTarget } from './import-columns.ts'
import { partIn, withPartIn } from './import-part.ts'
import type { Texts } from './draft-text.ts'
import { emptyDraft, type ItemDraft } from './item-draft.ts'

/** What files said of an item and what stands in it as they said it, by its parts. */
export type Said = Readonly<Record<ImportTarget, string>>

/** An item as it is being written now. */
export type Standing = { readonly revision: number; readonly draft: ItemDraft }

/** The items of an institution, as an import finds them. */
export type ImportWorld = {
  readonly items: ReadonlyMap<string, Standing>
  /** Items by the identifier that stands in them. */
  readonly byIdentifier: ReadonlyMap<string, readonly string[]>
  readonly said: ReadonlyMap<string, Said>
}

/** What is the same for all rows of a file. */
export type ImportTerms = {
  readonly import: Pick<Import, 'institution' | 'headings' | 'columns' | 'rights' | 'overwrites'>
  /** The first line of the file with an identifier. */
  readonly firstLines: ReadonlyMap<string, number>
  /** Whom to name where a row does not say. */
  readonly credit: Texts
  readonly words: Vocabulary
}

/** What a row comes to: told, and, where something is to be saved, the text to save on which revision. */
export type RowPlan = {
  readonly told: RowTold
  readonly save?: Standing & { readonly record: string }
  readonly said?: Said
}

/** The same identifier, however it is spaced, and with full or half width. */
export const identifierKey = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')

/** The identifier as it stands in a row; empty where it has none. */
export function identifierIn({ cells }: Pick<ImportRow, 'cells'>, columns: Import['columns']): string {
  return cells[columns.indexOf(identifierTarget)]?.trim() ?? ''
}

/** For each identifier of a file the line where it stands first. */
export function firstLinesOf(
  rows: readonly ImportRow[],
  columns: Import['columns'],
): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const row of rows) {
    const key = identifierKey(identifierIn(row, columns))
    if (key !== '' && !lines.has(key)) lines.set(key, row.line)
  }
  return lines
}

/** The collection that a row names; empty where it names none. */
export const collectionIn = ({ cells }: Pick<ImportRow, 'cells'>, columns: Import['columns']): string =>
  (cells[columns.indexOf(collectionTarget)] ?? '').normalize('NFKC').trim().slice(0, 200)

const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** The name in addresses of an item that an import makes: always the same for an identifier of an institution. */
export function recordOf(institution: string, identifier: string): string {
  const sum = sha256OfText(`${institution}\n${identifierKey(identifier)}`)
  return `${institution.slice(0, 70)}-${[...sum.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('')}`
}

/** Looks at items by the identifier that stands in each. */
export function itemsByIdentifier(
  items: ReadonlyMap<string, Standing>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [record, { draft }] of items) {
    const key = identifierKey(partIn(draft, identifierTarget))
    if (key !== '') found.set(key, [...(found.get(key) ?? []), record])
  }
  return found
}

type Values = ReadonlyMap<ImportTarget, string>
type Refused = { readonly target?: ImportTarget } & RowFault

/** The texts of a row by where they go; the first cell that cannot be read refuses the row. */
function valuesIn({ cells }: ImportRow, { import: { columns }, words }: ImportTerms): Values | Refused {
  const values = new Map<ImportTarget, string>()
  for (const [at, target] of columns.entries()) {
    // What an item belongs to is no part of it: it is looked at when all rows are done.
    if (target === '' || target === collectionTarget) continue
    const read = readCell(target, cells[at] ?? '', words)
    if (!read.ok) return { target, ...(read.error satisfies CellFault) }
    if (read.value !== '') values.set(target, read.value)
  }
  return values
}

/** What a row would do to the items as they stand; nothing is done. */
export function planRow(row: ImportRow, terms: ImportTerms, world: ImportWorld): RowPlan {
  const { institution, headings, columns } = terms.import
  const identifier = identifierIn(row, columns)
  const refused = (fault: Refused, record?: string): RowPlan => ({
    told: {
      row: row.row,
      line: row.line,
      identifier: identifier.slice(0, 200),
      outcome: 'refused',
      changes: [],
      kept: [],
      fault,
      ...(record === undefined ? {} : { record }),
    },
  })
  if (row.cells.length !== headings.length)
    return refused({ code: 'cells_wrong', expected: headings.length, found: row.cells.length })
  const key = identifierKey(identifier)
  if (key === '') return refused({ code: 'identifier_missing', target: identifierTarget })
  const values = valuesIn(row, terms)
  if ('code' in values) return refused(values)
  const first = terms.firstLines.get(key)
  if (first !== undefined && first < row.line)
    return refused({ code: 'identifier_twice', line: first, target: identifierTarget })
  const known = world.byIdentifier.get(key) ?? []
  if (known.length > 1) return refused({ code: 'identifier_ambiguous', target: identifierTarget })
  const record = known[0] ?? recordOf(institution, key)
  const standing = world.items.get(record)
  if (standing === undefined && !['title.ja', 'title.en'].some((title) => values.has(title)))
    return refused({ code: 'title_missing', target: 'title.ja' })
  const here = standing === undefined ? '' : partIn(standing.draft, identifierTarget)
  if (here !== '' && identifierKey(here) !== key)
    return refused({ code: 'identifier_moved', value: here.slice(0, 80), target: identifierTarget }, record)
  const told = { row: row.row, line: row.line, identifier, record }
  return planItem({ told, values, standing, said: world.said.get(record) ?? {} }, terms)
}

type ItemAsked = TextsAsked & {
  readonly told: Pick<RowTold, 'row' | 'line' | 'identifier'> & { readonly record: string }
}

/** Texts that are to stand in an item, by its parts. */
export type TextsAsked = {
  readonly values: ReadonlyMap<ImportTarget, string>
  readonly standing: Standing | undefined
  /** What was said of it before. */
  readonly said: Said
}

/** How texts are put into an item: whom to name where nothing is said, and whether what somebody wrote here is written over. */
export type TextTerms = { readonly credit: Texts; readonly overwrites: boolean }

/** An item with texts put into it, and what that changes. */
export type TextsPut = Pick<RowTold, 'changes' | 'kept'> & {
  readonly draft: ItemDraft
  readonly said: Said
}

function planItem(
  { told, values, standing, said }: ItemAsked,
  { import: { overwrites, rights }, credit }: ImportTerms,
): RowPlan {
  const before = standing?.draft ?? { ...emptyDraft, credit }
  const wanted =
    values.has('rights') || rights === '' || before.rights !== ''
      ? values
      : new Map([...values, ['rights', rights]])
  const put = putTexts({ values: wanted, standing, said }, { credit, overwrites })
  const { changes, kept, draft } = put
  const outcome = standing === undefined ? 'added' : changes.length > 0 ? 'changed' : 'unchanged'
  return {
    told: { ...told, outcome, changes, kept },
    said: put.said,
    ...(outcome === 'unchanged'
      ? {}
      : { save: { record: told.record, revision: (standing?.revision ?? 0) + 1, draft } }),
  }
}

/**
 * Puts texts into an item. What somebody wrote here since an import last said something there stays, unless it is to be
 * written over; it is told either way.
 */
export function putTexts(
  { values, standing, said }: TextsAsked,
  { credit, overwrites }: TextTerms,
): TextsPut {
  const changes: PartChange[] = []
  const kept: PartChange[] = []
  const saidNow: Record<ImportTarget, string> = { ...said }
  let draft = standing?.draft ?? { ...emptyDraft, credit }
  for (const [part, after] of values) {
    const here = partIn(draft, part)
    const isOurs = standing === undefined || isUntold(part, here, credit) || here === said[part]
    if (here !== after && !isOurs && !overwrites) {
      kept.push({ part, before: here, after })
      continue
    }
    saidNow[part] = after
    if (here === after) continue
    changes.push({ part, before: standing === undefined ? '' : here, after })
    draft = withPartIn(draft, part, after)
  }
  return { draft, changes, kept, said: saidNow }
}

/** Whether an item says only what it said before anybody wrote about it. */
const isUntold = (part: ImportTarget, here: string, credit: Texts): boolean =>
  here === '' || here === partIn({ ...emptyDraft, credit }, part)
