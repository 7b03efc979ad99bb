import type { wordsFor } from '../platform/words.ts'
import type { RowFault, RowTold } from './import.ts'
import { cellAsText } from './import-cell.ts'
import type { ImportTarget } from './import-columns.ts'

type Say = ReturnType<typeof wordsFor>

/** What a part of an item is called, with its language. */
export function targetName(target: ImportTarget, t: Say): string {
  const [name = '', language] = target.split('.')
  const what = t(`imports:part.${name}`)
  return language === undefined
    ? what
    : t('studio:inLanguage', { what, language: t(`studio:language.${language}`) })
}

/** Why a row is refused, in the reader's words. */
export const faultSaid = ({ code, ...facts }: RowFault, t: Say): string => t(`imports:fault.${code}`, facts)

/** The report of an import for a spreadsheet: each row of the file with what became of it. */
export function reportOf(
  rows: readonly RowTold[],
  t: Say,
  address: (record: string) => string,
): { readonly header: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] } {
  const columns = ['line', 'identifier', 'outcome', 'item', 'changes', 'kept', 'field', 'reason'] as const
  const names = (parts: RowTold['changes']): string =>
    parts.map(({ part }) => targetName(part, t)).join(' / ')
  return {
    header: columns.map((column) => t(`imports:report.${column}`)),
    rows: rows.map(({ line, identifier, outcome, record, changes, kept, fault }) => [
      line,
      cellAsText(identifier),
      t(`imports:outcome.${outcome}`),
      record === undefined ? '' : address(record),
      names(changes),
      names(kept),
      fault?.target === undefined ? '' : targetName(fault.target, t),
      fault === undefined ? '' : cellAsText(faultSaid(fault, t)),
    ]),
  }
}
