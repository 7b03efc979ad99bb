import { assert } from '../platform/assert.ts'
import type { Clock } from '../platform/clock.ts'
import { toHex } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import { checkBank, firstDifference, type BankAccount, type BankDetails, type BankFacts } from './merchant.ts'
import type { BankMaster, MerchantStore } from './ports.ts'

export type BankAccountParts = {
  readonly store: MerchantStore
  readonly banks: BankMaster
  readonly clock: Clock
}

export type BankAccountSaid = {
  readonly merchantId: string
  readonly bank: BankDetails
  readonly key: string
}

/** What the list of banks says of a bank and its branch. */
export async function bankFactsOf(
  { banks }: Pick<BankAccountParts, 'banks'>,
  { bankCode, branchCode }: BankDetails,
): Promise<BankFacts> {
  const branch = await banks.find(bankCode, branchCode)
  return {
    bankKnown: branch !== undefined || (await banks.banks()).some(({ code }) => code === bankCode),
    branch,
  }
}

/**
 * A shop says once more that its money is to go where it went: that confirms the account after a payout came back.
 * The same key again answers the same. Another account takes a change (`bank-account-change-service.ts`).
 * Refuses merchant_not_found, bank_unknown, branch_unknown, letter_not_allowed, name_too_long, key_used,
 * account_differs.
 */
export async function confirmBankAccount(
  parts: BankAccountParts,
  { merchantId, bank, key }: BankAccountSaid,
): Promise<Result<BankAccount, MerchantRefusal>> {
  const { store, clock } = parts
  if ((await store.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  const checked = checkBank(bank, await bankFactsOf(parts, bank))
  if (!checked.ok) return checked
  const id = await bankAccountIdOf(merchantId, key)
  const inForce = await store.bankAccount(merchantId, clock.now())
  // A clock that is behind the first account knows none that is in force, and takes none of those to come for it.
  const differs =
    inForce === undefined
      ? (await store.bankAccount(merchantId, Number.MAX_SAFE_INTEGER)) !== undefined
      : firstDifference(checked.value, inForce) !== undefined
  if (differs && (await store.findBankAccount(id)) === undefined) return refuse({ code: 'account_differs' })
  // A key that is taken is a repetition: what stands there decides.
  await store.commit(store.bankAccountWrites({ ...checked.value, id, merchantId, at: clock.now() }))
  const stored = await store.findBankAccount(id)
  assert(stored !== undefined, 'an account that was stored is there')
  const field = firstDifference(checked.value, stored)
  return field === undefined ? ok(stored) : refuse({ code: 'key_used', field })
}

/** The same key names the same account of a shop, and the same change. */
export async function bankAccountIdOf(merchantId: string, key: string): Promise<string> {
  const text = new TextEncoder().encode(`bank account ${merchantId} ${key}`)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16))
}
