import { ok, refuse, type Result } from '../platform/result.ts'
import { grantOf, reachOf, type HeldRole, type Operation } from './authorisation.ts'
import { isInOffice, partOf } from './staff-part.ts'

/** Works for which an officer can be lent to another town, each with what has to be looked at for it. */
const looksOf = {
  'merchant.check': ['merchant.read', 'merchant.decide'],
  'merchant.decide': ['merchant.read'],
  'merchant.close': ['merchant.read', 'merchant.decide'],
  'till.stop': ['till.oversee', 'merchant.read', 'merchant.decide'],
  'cause.register': ['merchant.decide'],
  'pot.issue': ['pot.read'],
  'gift.create': ['pot.read'],
} as const satisfies Partial<Record<Operation, readonly Operation[]>>

export type Work = keyof typeof looksOf

export const works = Object.keys(looksOf) as readonly Work[]

/** Whoever is lent sees also what secondments their towns have. */
const looksOfAll: ReadonlySet<Operation> = new Set<Operation>(['secondment.read'])

/** How a secondment stands: before its first day, now, after its last day, ended before that. */
export type SecondmentState = 'ahead' | 'in_force' | 'over' | 'ended'

/** A town that an officer was lent to; only what an approver of that town let go. */
export type LentTown = {
  readonly secondmentId: string
  readonly town: string
  /** The town whose officer it is: who leaves it is lent no more. */
  readonly fromTown: string
  readonly works: readonly Work[]
  readonly firstDay: string
  readonly lastDay: string
  readonly state: SecondmentState
}

export type TownRefusal =
  | 'town_not_chosen'
  | 'town_not_yours'
  | 'secondment_not_begun'
  | 'secondment_over'
  | 'secondment_ended'
  | 'secondment_other_work'

export const statusOfTownRefusal: Readonly<Record<TownRefusal, number>> = {
  town_not_chosen: 409,
  town_not_yours: 403,
  secondment_not_begun: 403,
  secondment_over: 403,
  secondment_ended: 403,
  secondment_other_work: 403,
}

/** The part in which somebody of the office asks; `secondmentId`: lent to that town. */
export type OfficePart = HeldRole & { readonly secondmentId?: string }

export type Acting = { readonly held: readonly HeldRole[]; readonly part: OfficePart | undefined }

/**
 * In which part somebody does this, and what they hold for it. An officer works for their own town; one with several, or
 * lent to another, for the town they chose and for no other at the same time. Refuses every `TownRefusal`.
 */
export function actingFor(
  asking: { readonly operation: Operation; readonly isCommand: boolean; readonly held: readonly HeldRole[] },
  chosen: string | undefined,
  lent: readonly LentTown[],
): Result<Acting, { readonly code: TownRefusal }> {
  const { operation, isCommand, held } = asking
  const own = grantOf(operation, 'municipal_officer') === 'own' ? ownTowns(held) : []
  if (own.length === 0) return ok({ held, part: partOf(operation, held) })
  if (chosen === undefined) {
    const part = partOf(operation, held)
    const isOpen = isCommand && part?.role === 'municipal_officer' && own.length > 1
    return isOpen ? refuse({ code: 'town_not_chosen' }) : ok({ held, part })
  }
  const role = { role: 'municipal_officer' as const, scope: chosen }
  // Whoever chose a town does nothing at the same time in a wider part of the office.
  const outside = held.filter((one) => !isInOffice(one.role))
  const narrowed = [...outside, role]
  if (own.includes(chosen) || own.includes('*')) return ok({ held: narrowed, part: role })
  const found = bestOf(
    lent.filter((one) => one.town === chosen && own.includes(one.fromTown)),
    asking,
  )
  if (found.ok) return ok({ held: narrowed, part: { ...role, secondmentId: found.value.secondmentId } })
  // A shop of one's own is kept whatever town one works for.
  return reachOf(operation, outside) === 'nothing' ? found : ok({ held: outside, part: undefined })
}

/** The towns whose officer somebody is by themselves. */
export const ownTowns = (held: readonly HeldRole[]): readonly string[] =>
  held.filter(({ role }) => role === 'municipal_officer').map(({ scope }) => scope)

/** The first that holds; else what the one that comes nearest lacks. */
function bestOf(
  lent: readonly LentTown[],
  { operation, isCommand }: { readonly operation: Operation; readonly isCommand: boolean },
): Result<LentTown, { readonly code: TownRefusal }> {
  const inForce = lent.filter(({ state }) => state === 'in_force')
  const found = inForce.find((one) => isLentFor(one.works, operation, isCommand))
  if (found !== undefined) return ok(found)
  return refuse({ code: inForce.length > 0 ? 'secondment_other_work' : whyNotNow(lent) })
}

/** Why nothing is done for a town now by somebody whom none of these lends to it now. */
export function whyNotNow(lent: readonly LentTown[]): TownRefusal {
  const states = new Set(lent.map(({ state }) => state))
  if (states.has('ahead')) return 'secondment_not_begun'
  if (states.has('over')) return 'secondment_over'
  return states.has('ended') ? 'secondment_ended' : 'town_not_yours'
}

/** Whether who is lent for these works may do this, or, where it changes nothing, look at it. */
const isLentFor = (lent: readonly Work[], operation: Operation, isCommand: boolean): boolean =>
  (lent as readonly Operation[]).includes(operation) ||
  (!isCommand && (looksOfAll.has(operation) || lent.some((work) => looks(work, operation))))

const looks = (work: Work, operation: Operation): boolean =>
  (looksOf[work] as readonly Operation[]).includes(operation)
