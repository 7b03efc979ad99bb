import { endOfJapanDay, startOfJapanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { MerchantName } from './ports.ts'
import type { Activity } from './reads.ts'

/** What a holder looks for in what happened; what is left out does not narrow. */
export type ActivitySearch = {
  /** A part of a shop's name in either language, or the amount. */
  readonly text?: string | undefined
  /** Japanese days, the last one included. */
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** The search as lines are read: the newest first, from before `beforeAt` back to `fromAt`. Epoch milliseconds. */
export type SoughtActivity = {
  readonly fromAt: number
  readonly beforeAt: number
  /** Only lines with this are answered; null answers all. */
  readonly matches: ((line: NamedActivity) => boolean) | null
}

/** A line with the shop it names. */
export type NamedActivity = Pick<Activity, 'journalId' | 'at' | 'amountYen'> & {
  readonly merchant: { readonly name: MerchantName } | null
}

export type ActivityRefusal = { readonly code: 'range_reversed'; readonly field: 'until' }

/** A range that ends before it begins is a slip, and is told rather than answered with nothing. */
export function soughtActivity({
  text,
  from,
  until,
}: ActivitySearch): Result<SoughtActivity, ActivityRefusal> {
  if (from !== undefined && until !== undefined && until < from)
    return refuse({ code: 'range_reversed', field: 'until' })
  const sought = folded(text ?? '')
  return ok({
    fromAt: from === undefined ? 0 : startOfJapanDay(from),
    beforeAt: until === undefined ? Number.MAX_SAFE_INTEGER : endOfJapanDay(until),
    matches: sought === '' ? null : (line) => isNamed(line, sought) || isAmount(line, sought),
  })
}

const isNamed = ({ merchant }: NamedActivity, sought: string): boolean =>
  merchant !== null && [merchant.name.ja, merchant.name.en].some((name) => folded(name).includes(sought))

/** As people type it: full-width digits, commas, a yen sign. Signs are not asked for: both ways are found. */
function isAmount({ amountYen }: NamedActivity, sought: string): boolean {
  const digits = sought.replaceAll(/[,円¥]/g, '')
  return /^\d{1,15}$/.test(digits) && Number(digits) === Math.abs(amountYen)
}

/** One writing for what reads the same: width, case, katakana and hiragana, spaces. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replaceAll(/\s/g, '')
