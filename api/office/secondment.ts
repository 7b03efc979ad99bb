import type { LentTown, Officer, Work } from '../identity/index.ts'
import { addDays, endOfJapanDay, japanDay, startOfJapanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { StaffRequest } from './four-eyes.ts'

/** An officer of one town who is to work for another: what for, from and until which day in Japan, and why. */
export type SecondmentAsked = {
  readonly userId: string
  readonly fromTown: string
  readonly town: string
  /** Each once, in the order of the alphabet. */
  readonly works: readonly Work[]
  readonly firstDay: string
  readonly lastDay: string
  readonly reason: string
}

/** As it was approved; it never changes. Instants in epoch milliseconds. */
export type Secondment = SecondmentAsked & {
  readonly id: string
  readonly userName: string
  readonly requestedBy: string
  readonly approvedBy: string
  readonly approvedAt: number
  readonly end: SecondmentEnd | null
}

/** Ended before its last day. */
export type SecondmentEnd = { readonly endedBy: string; readonly reason: string; readonly endedAt: number }

export type SecondmentSettings = {
  /** The most days of one secondment; own choice: whoever is needed longer is asked for anew. */
  readonly daysMax: number
  /** How long a request may wait, milliseconds. */
  readonly requestValidMs: number
}

export const defaultSecondmentSettings: SecondmentSettings = { daysMax: 92, requestValidMs: 7 * 86_400_000 }

export type SecondmentFacts = {
  readonly officer: Officer | undefined
  readonly isTown: boolean
  readonly now: number
  readonly settings: SecondmentSettings
}

/**
 * Whether a secondment may be asked for. Refuses officer_not_found, town_not_found, officer_of_town, works_missing,
 * first_day_past, days_reversed, too_many_days, reason_missing, in this order.
 */
export function checkSecondment(
  asked: SecondmentAsked,
  { officer, isTown, now, settings }: SecondmentFacts,
): Result<null, OfficeRefusal> {
  if (officer?.towns.includes(asked.fromTown) !== true)
    return refuse({ code: 'officer_not_found', field: 'officer' })
  if (!isTown) return refuse({ code: 'town_not_found', field: 'town' })
  if (officer.towns.includes(asked.town) || officer.towns.includes('*'))
    return refuse({ code: 'officer_of_town', field: 'town' })
  if (asked.works.length === 0) return refuse({ code: 'works_missing', field: 'works' })
  if (asked.firstDay < japanDay(now)) return refuse({ code: 'first_day_past', field: 'firstDay' })
  if (asked.lastDay < asked.firstDay) return refuse({ code: 'days_reversed', field: 'lastDay' })
  if (asked.lastDay >= addDays(asked.firstDay, settings.daysMax))
    return refuse({ code: 'too_many_days', field: 'lastDay', limitDays: settings.daysMax })
  return asked.reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}

/**
 * Whether this person may let it go now. Refuses own_secondment (nobody lends themselves), request_expired (its last day
 * is over).
 */
export function checkApproval(
  { userId, lastDay }: StaffRequest<SecondmentAsked>,
  by: { readonly decidedBy: string; readonly at: number },
): Result<null, OfficeRefusal> {
  if (userId === by.decidedBy) return refuse({ code: 'own_secondment' })
  return by.at >= endOfJapanDay(lastDay) ? refuse({ code: 'request_expired' }) : ok(null)
}

/** The first instant of its first day, and the first after its last, in Japan. */
export const instantsOf = ({ firstDay, lastDay }: Pick<SecondmentAsked, 'firstDay' | 'lastDay'>) => ({
  beginsAt: startOfJapanDay(firstDay),
  endsAt: endOfJapanDay(lastDay),
})

/** How it stands at an instant. */
export function stateOf(
  secondment: Pick<Secondment, 'firstDay' | 'lastDay' | 'end'>,
  now: number,
): LentTown['state'] {
  const { beginsAt, endsAt } = instantsOf(secondment)
  if (secondment.end !== null) return 'ended'
  if (now < beginsAt) return 'ahead'
  return now < endsAt ? 'in_force' : 'over'
}

/**
 * Whether it may be ended now. Refuses secondment_ended_before, secondment_past, reason_missing; the same end of the same
 * person once more is no other end.
 */
export function checkEnd(
  secondment: Secondment,
  { endedBy, reason, at }: { readonly endedBy: string; readonly reason: string; readonly at: number },
): Result<'new' | 'said_again', OfficeRefusal> {
  const { end } = secondment
  if (end !== null)
    return end.endedBy === endedBy && end.reason === reason
      ? ok('said_again')
      : refuse({ code: 'secondment_ended_before' })
  if (stateOf(secondment, at) === 'over') return refuse({ code: 'secondment_past' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok('new')
}
