import { ok, refuse, type Result } from '../platform/result.ts'
import { dateAsWritten } from './date-as-written.ts'
import type { CellFault } from './import.ts'
import { identifierTarget, type ImportTarget } from './import-columns.ts'

/** What people write for a choice of ours, folded, with the choice: `cc by 4.0` is `by`. */
export type Choices = ReadonlyMap<string, string>

export type Vocabulary = { readonly [part in 'rights' | 'limit' | 'form' | 'visit' | 'station']: Choices }

const textMost = 4_000
const lineMost = 2_000
const identifierMost = 200

/** A spreadsheet reckons with what begins so. A dash or a plus before a number is none. */
const formula = /^(?:=|[@+-]\s*\w+\s*[(|!])/
/** Control characters but line ends, and what is no character. */
const unprintable = /[^\P{Cc}\n\t]|[\ufffd-\uffff]/u

/** The same choice, however it is spaced, and with full or half width. */
export const foldedChoice = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.-]/g, '')
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')

/** The same size: of a number only what parts its thousands is left out, as a sign or a point makes another one of it. */
export const foldedSize = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/[\s,]/g, '')

/** The text of a cell as an item has it; empty: the cell says nothing. */
export function readCell(target: ImportTarget, cell: string, words: Vocabulary): Result<string, CellFault> {
  const value = cell.replaceAll(/\r\n?/g, '\n').trim()
  if (value === '') return ok('')
  if (formula.test(value)) return refuse({ code: 'cell_formula' })
  if (unprintable.test(value) || !value.isWellFormed()) return refuse({ code: 'cell_unprintable' })
  if (value.startsWith('<')) return refuse({ code: 'cell_markup' })
  const most = target === identifierTarget ? identifierMost : target.includes('.') ? textMost : lineMost
  if (value.length > most) return refuse({ code: 'cell_too_long', most })
  return chosen(target, value, words)
}

function chosen(target: ImportTarget, value: string, words: Vocabulary): Result<string, CellFault> {
  const short = value.slice(0, 80)
  switch (target) {
    case 'rights':
      return found(words.rights.get(foldedChoice(value)), { code: 'rights_unknown', value: short })
    case 'limit':
      return found(words.limit.get(foldedSize(value)), { code: 'limit_unknown', value: short })
    case 'form':
      return found(words.form.get(foldedChoice(value)), { code: 'form_unknown', value: short })
    case 'visit':
      return found(words.visit.get(foldedChoice(value)), { code: 'visit_unknown', value: short })
    case 'station':
      return found(words.station.get(foldedChoice(value)), { code: 'station_unknown', value: short })
    case 'date':
      return found(dateAsWritten(value), { code: 'date_unreadable', value: short })
    case 'link':
      return isAddress(value) ? ok(value) : refuse({ code: 'link_unreadable', value: short })
    default:
      return ok(value)
  }
}

const found = (value: string | undefined, fault: CellFault): Result<string, CellFault> =>
  value === undefined ? refuse(fault) : ok(value)

/** What is published as a link: nothing in it ends the place where it stands. */
const isAddress = (value: string): boolean =>
  /^https?:\/\//i.test(value) && !/[\s"<>\\^`{|}]/.test(value) && URL.canParse(value)

/** A cell for a spreadsheet that shall read it as text, whatever it begins with. */
export const cellAsText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
