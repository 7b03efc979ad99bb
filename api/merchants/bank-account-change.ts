import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import type { BankAccount } from './merchant.ts'

export type ChangeAct = 'checked' | 'approved' | 'refused' | 'cancelled'

export type ChangeStep = {
  readonly what: ChangeAct
  readonly doneBy: string
  /** Of who did it, as far as it is known. */
  readonly name?: string | null
  readonly reason: string
  readonly at: number
  /** Of an approval: when the new account takes the place of the old one. */
  readonly inForceAt: number | null
}

/** A shop's wish to have its money sent elsewhere, and what was done about it, in order. */
export type BankAccountChange = BankAccount & {
  readonly number: number
  readonly askedBy: string
  readonly byStaff: boolean
  readonly askedAt: number
  readonly steps: readonly ChangeStep[]
}

/** `cooling`: approved, and the account before still holds. */
export type ChangeState = 'asked' | 'checked' | 'cooling' | 'in_force' | 'refused' | 'cancelled'

export type ChangeSettings = {
  /** Whole days between the approval and the day from which the new account holds. */
  readonly coolDownDays: number
}

/** Our own choice: long enough for a shop that opens once a week to see the notice. The agreement with shops decides. */
export const changeSettings: ChangeSettings = { coolDownDays: 7 }

/** How far a change is. */
export function stateOfChange({ steps }: Pick<BankAccountChange, 'steps'>, now: number): ChangeState {
  const last = steps.at(-1)
  if (last === undefined) return 'asked'
  if (last.what !== 'approved') return last.what
  return now < (last.inForceAt ?? 0) ? 'cooling' : 'in_force'
}

const open: ReadonlySet<ChangeState> = new Set(['asked', 'checked', 'cooling'])

/** Whether it may still be cancelled: nothing else can be asked for meanwhile. */
export const isOpenChange = (change: Pick<BankAccountChange, 'steps'>, now: number): boolean =>
  open.has(stateOfChange(change, now))

/** The first instant at which the new account holds: the beginning of a day in Japan. */
export const inForceFrom = (approvedAt: number, { coolDownDays }: ChangeSettings): number =>
  startOfJapanDay(addDays(japanDay(approvedAt), coolDownDays + 1))

/** States from which each act leads on. */
const from: Record<ChangeAct, ReadonlySet<ChangeState>> = {
  checked: new Set(['asked']),
  approved: new Set(['checked']),
  refused: new Set(['asked', 'checked']),
  cancelled: open,
}

export type Acting = {
  readonly what: ChangeAct
  readonly doneBy: string
  readonly reason: string
  /** Who works at the shop: nobody decides on their own. */
  readonly members: readonly string[]
  readonly now: number
}

/**
 * Whether this person may do this now. Refuses, in order: change_decided, change_not_checked, own_change,
 * reason_missing.
 */
export function checkAct(change: BankAccountChange, acting: Acting): Result<null, MerchantRefusal> {
  const { what, doneBy, reason, members, now } = acting
  const state = stateOfChange(change, now)
  if (what === 'approved' && state === 'asked') return refuse({ code: 'change_not_checked' })
  if (!from[what].has(state)) return refuse({ code: 'change_decided' })
  if (what === 'cancelled') return ok(null)
  const isOwn = members.includes(doneBy) || (what === 'approved' && hasTouched(change, doneBy))
  if (isOwn) return refuse({ code: 'own_change' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}

const hasTouched = ({ askedBy, steps }: BankAccountChange, person: string): boolean =>
  askedBy === person || steps.some(({ doneBy }) => doneBy === person)
