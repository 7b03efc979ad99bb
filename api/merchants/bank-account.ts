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
 * A shop says where its money is to go from now on; saying the same once more confirms it after a payout came back.
 * The accounts before stay for the record. The same key again answers the same.
 * Refuses merchant_not_found, bank_unknown, branch_unknown, letter_not_allowed, name_too_long, key_used.
 */
export async function sayBankAccount(
  parts: BankAccountParts,
  { merchantId, bank, key }: BankAccountSaid,
): Promise<Result<BankAccount, MerchantRefusal>> {
  const { store, clock } = parts
  if ((await store.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  const checked = checkBank(bank, await bankFactsOf(parts, bank))
  if (!checked.ok) return checked
  const id = await idOfKey(merchantId, key)
  // A key that is taken is a repetition: what stands there decides.
  await store.commit(store.bankAccountWrites({ ...checked.value, id, merchantId, at: clock.now() }))
  const stored = await store.findBankAccount(id)
  assert(stored !== undefined, 'an account that was stored is there')
  const field = firstDifference(checked.value, stored)
  return field === undefined ? ok(stored) : refuse({ code: 'key_used', field })
}

async function idOfKey(merchantId: string, key: string): Promise<string> {
  const text = new TextEncoder().encode(`bank account ${merchantId} ${key}`)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16))
}
