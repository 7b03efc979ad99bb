import { japanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { PotPeriod, RuleOfUse } from '../currency/index.ts'
import type { OfficeRefusal } from './errors.ts'
import type { Shown, StaffRequest } from './four-eyes.ts'

/** A pot that one person wants opened, with nothing in it; another lets it go. It is the pot as it will stand. */
export type PotOpeningAsked = {
  readonly potId: string
  readonly municipality: string
  readonly nameJa: string
  readonly nameEn: string
  readonly validDays: number
  /** Japanese day, `2027-03-31`. */
  readonly lastDay: string | null
  readonly endOf: PotPeriod | null
  readonly rule: RuleOfUse
  readonly reason: string
}

export type PotOpening = Shown<StaffRequest<PotOpeningAsked>>

/** As long as a gift may be valid at all, days; it counts where the pot says another end than days. */
export const validDaysMax = 3_650

/** What the person says of how long a gift is valid: one of them at least, the earliest counts. */
export type ValiditySaid = {
  readonly validDays?: number | undefined
  readonly lastDay?: string | undefined
  readonly endOf?: PotPeriod | undefined
}

/** How long gifts are valid, as a pot says it. Refuses validity_missing. */
export function validityOf({
  validDays,
  lastDay,
  endOf,
}: ValiditySaid): Result<Pick<PotOpeningAsked, 'validDays' | 'lastDay' | 'endOf'>, OfficeRefusal> {
  if (validDays === undefined && lastDay === undefined && endOf === undefined)
    return refuse({ code: 'validity_missing', field: 'validDays' })
  return ok({ validDays: validDays ?? validDaysMax, lastDay: lastDay ?? null, endOf: endOf ?? null })
}

/** What the person says of where, when and for what it may be spent; what is left out restricts nothing. */
export type RuleSaid = { readonly [Part in keyof RuleOfUse]: RuleOfUse[Part] | undefined }

const parts = [
  'municipalities',
  'merchantClasses',
  'merchants',
  'purposes',
  'weekdays',
  'hours',
] as const satisfies readonly (keyof RuleOfUse)[]

/** A rule that says only what it restricts, each value once, so that the same wish is the same text. */
export const ruleOf = (said: RuleSaid): RuleOfUse =>
  Object.fromEntries(
    parts.flatMap((part) => {
      const value: readonly string[] | RuleOfUse['hours'] = said[part]
      if (value === undefined) return []
      return [[part, Array.isArray(value) ? [...new Set(value as readonly string[])] : value]]
    }),
  )

export type PotOpeningFacts = {
  readonly isTown: boolean
  /** There is a pot of this name in the books. */
  readonly isThere: boolean
  /** A shop of the rule that takes no payments. */
  readonly missingShop: string | undefined
  readonly now: number
}

/**
 * Whether such a pot may be asked for, and opened. Refuses, in order: pot_town_not_found, pot_exists, last_day_past,
 * pot_shop_not_open, hours_empty, reason_missing.
 */
export function checkPotOpening(
  { lastDay, rule, reason }: PotOpeningAsked,
  { isTown, isThere, missingShop, now }: PotOpeningFacts,
): Result<null, OfficeRefusal> {
  if (!isTown) return refuse({ code: 'pot_town_not_found', field: 'municipality' })
  if (isThere) return refuse({ code: 'pot_exists' })
  if (lastDay !== null && lastDay < japanDay(now)) return refuse({ code: 'last_day_past', field: 'lastDay' })
  if (missingShop !== undefined)
    return refuse({ code: 'pot_shop_not_open', field: 'merchantCodes', shop: missingShop })
  if (rule.hours !== undefined && rule.hours.from === rule.hours.until)
    return refuse({ code: 'hours_empty', field: 'hours' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}
