import { ok, refuse, type Result } from '../platform/result.ts'
import type { ClerkRefusal } from './clerk-errors.ts'

/** What a shop lets a clerk do at its tills. */
export type ClerkRights = {
  /** Takes payments: charges the codes that guests show, shows the shop's own. */
  readonly mayTake: boolean
  /** Sees what the shop took on the day. */
  readonly maySeeTakings: boolean
  /** The most that is given back at once; 0 for nothing. */
  readonly refundYenMax: number
  /** The most that is given back on one day in Japan. */
  readonly refundDayYenMax: number
}

/** Somebody who stands at a shop's tills and is known there by a PIN. Instants in epoch milliseconds. */
export type Clerk = ClerkRights & {
  readonly id: string
  readonly merchantId: string
  readonly name: string
  /** Wrong PINs one after the other. */
  readonly wrongTries: number
  readonly endedAt: number | null
  readonly createdAt: number
}

/** A device that the owner made a till. */
export type TillDevice = {
  readonly id: string
  readonly merchantId: string
  readonly name: string
  readonly endedAt: number | null
  readonly createdAt: number
}

/** So many wrong PINs one after the other, and the PIN opens nothing until the shop gives a new one. The database holds the same number. */
export const wrongTriesMax = 10

/** How long a clerk is taken to be at a till without giving the PIN again: a long day. */
export const dutyMs = 12 * 3_600_000

const nameLengthMax = 30
const limitYenMax = 1_000_000

export const isLocked = ({ wrongTries }: Pick<Clerk, 'wrongTries'>): boolean => wrongTries >= wrongTriesMax

/** The same digit again and again, or digits in their order: what is tried first. */
function isTooEasy(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, index) => Number(digit) - Number(pin[index])))
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0]!)
}

/** The PIN in plain digits, when it can be one. */
export function checkPin(given: string): Result<string, ClerkRefusal> {
  const pin = given.normalize('NFKC').trim()
  if (!/^[0-9]{4,8}$/.test(pin)) return refuse({ code: 'pin_not_digits', field: 'pin' })
  return isTooEasy(pin) ? refuse({ code: 'pin_too_easy', field: 'pin' }) : ok(pin)
}

/** A name as it is shown at the till, of a clerk or of a device. */
export function checkTillName(given: string): Result<string, ClerkRefusal> {
  const name = given.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  return name === '' || [...name].length > nameLengthMax
    ? refuse({ code: 'till_name_unfit', field: 'name', lengthMax: nameLengthMax })
    : ok(name)
}

/** Rights that can be held: the limit of a day is not below that of one refund. */
export function checkRights(rights: ClerkRights): Result<ClerkRights, ClerkRefusal> {
  for (const field of ['refundYenMax', 'refundDayYenMax'] as const) {
    const yen = rights[field]
    if (!Number.isSafeInteger(yen) || yen < 0 || yen > limitYenMax)
      return refuse({ code: 'clerk_limit_unfit', field, limitYen: limitYenMax })
  }
  return rights.refundDayYenMax < rights.refundYenMax
    ? refuse({ code: 'clerk_day_limit_below', field: 'refundDayYenMax', limitYen: rights.refundYenMax })
    : ok(rights)
}
