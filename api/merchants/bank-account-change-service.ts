import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { bankFactsOf, bankAccountIdOf } from './bank-account.ts'
import {
  checkAct,
  inForceFrom,
  isOpenChange,
  type BankAccountChange,
  type ChangeAct,
  type ChangeSettings,
} from './bank-account-change.ts'
import type { MerchantRefusal } from './errors.ts'
import { checkBank, firstDifference, type BankDetails, type CheckedBank } from './merchant.ts'
import type { BankMaster, ChangeStore, MerchantStore } from './ports.ts'

export type ChangeParts = {
  readonly changes: ChangeStore
  readonly shops: Pick<MerchantStore, 'find' | 'bankAccount' | 'memberIds'>
  readonly banks: BankMaster
  readonly clock: Clock
  readonly settings: ChangeSettings
}

export type ChangeAsked = {
  readonly merchantId: string
  readonly bank: BankDetails
  readonly key: string
  readonly askedBy: string
  /** What the office heard and how it made sure, where it asks on the shop's behalf; that is its check. */
  readonly onBehalf?: string
}

export type ChangeDone = {
  readonly id: string
  readonly what: ChangeAct
  readonly doneBy: string
  readonly reason: string
}

type Refused<T> = Promise<Result<T, MerchantRefusal>>

/** Where a shop's money goes, changed with four eyes and a cool-down. */
export function changeService(parts: ChangeParts) {
  const { changes, clock } = parts
  return {
    /**
     * Asks for another account; the one in force stays so. The same key again answers the same. Refuses
     * merchant_not_found, bank_unknown, branch_unknown, letter_not_allowed, name_too_long, key_used, reason_missing,
     * own_change, same_account, change_open.
     */
    ask: (asked: ChangeAsked) => ask(parts, asked),

    /** Takes it one step on. Refuses change_not_found, busy_try_again, and what `checkAct` names. */
    act: (done: ChangeDone) => act(parts, done),

    /** The shop's newest change, while it can still be cancelled. */
    openOf: async (merchantId: string): Promise<BankAccountChange | undefined> => {
      const newest = await changes.newestChange(merchantId)
      return newest !== undefined && isOpenChange(newest, clock.now()) ? newest : undefined
    },
    find: changes.findChange,
    /** All that are on their way, and the newest of the others. */
    latest: (newestMost: number) => changes.latestChanges({ now: clock.now(), newestMost }),
  }
}

export type BankAccountChanges = ReturnType<typeof changeService>

async function ask(parts: ChangeParts, asked: ChangeAsked): Refused<BankAccountChange> {
  const { changes, shops, clock } = parts
  const { merchantId, bank, key, askedBy, onBehalf } = asked
  if ((await shops.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  const checked = checkBank(bank, await bankFactsOf(parts, bank))
  if (!checked.ok) return checked
  const id = await bankAccountIdOf(merchantId, `change ${key}`)
  const before = await changes.findChange(id)
  if (before !== undefined) return sentAgain(before, checked.value)
  if (onBehalf?.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
  if (onBehalf !== undefined && (await shops.memberIds(merchantId)).includes(askedBy))
    return refuse({ code: 'own_change' })
  const now = clock.now()
  const inForce = await shops.bankAccount(merchantId, now)
  if (inForce !== undefined && firstDifference(checked.value, inForce) === undefined)
    return refuse({ code: 'same_account' })
  const newest = await changes.newestChange(merchantId)
  if (newest !== undefined && isOpenChange(newest, now)) return refuse({ code: 'change_open' })
  const check = {
    what: 'checked',
    doneBy: askedBy,
    reason: onBehalf ?? '',
    at: now,
    inForceAt: null,
  } as const
  const change = {
    ...checked.value,
    id,
    merchantId,
    number: (newest?.number ?? 0) + 1,
    askedBy,
    byStaff: onBehalf !== undefined,
    askedAt: now,
    steps: onBehalf === undefined ? [] : [check],
  }
  if ((await changes.addChange(change)) === 'stored') return ok(change)
  const meanwhile = await changes.findChange(id)
  return meanwhile === undefined ? refuse({ code: 'change_open' }) : sentAgain(meanwhile, checked.value)
}

function sentAgain(before: BankAccountChange, sent: CheckedBank): Result<BankAccountChange, MerchantRefusal> {
  const field = firstDifference(sent, before)
  return field === undefined ? ok(before) : refuse({ code: 'key_used', field })
}

async function act(parts: ChangeParts, { id, what, doneBy, reason }: ChangeDone): Refused<BankAccountChange> {
  const { changes, shops, clock, settings } = parts
  const change = await changes.findChange(id)
  if (change === undefined) return refuse({ code: 'change_not_found' })
  if (isDone(change, { what, doneBy, reason })) return ok(change)
  const now = clock.now()
  const members = await shops.memberIds(change.merchantId)
  const allowed = checkAct(change, { what, doneBy, reason, members, now })
  if (!allowed.ok) return allowed
  const inForceAt = what === 'approved' ? inForceFrom(now, settings) : null
  const step = { what, doneBy, reason, at: now, inForceAt }
  if ((await changes.act(change, step)) === 'stored') return ok({ ...change, steps: [...change.steps, step] })
  const meanwhile = await changes.findChange(id)
  return meanwhile !== undefined && isDone(meanwhile, step)
    ? ok(meanwhile)
    : refuse({ code: 'change_decided' })
}

/** Said once more by whoever did not hear the answer, or pressed twice. */
function isDone(change: BankAccountChange, { what, doneBy, reason }: Omit<ChangeDone, 'id'>): boolean {
  const last = change.steps.at(-1)
  return last?.what === what && last.doneBy === doneBy && last.reason === reason
}
