import { inventedRequester } from './demonstration/requester.ts'
import {
  changeService,
  changeSettings,
  requesterInLetters,
  type BankMaster,
  type MerchantStore,
} from './merchants/index.ts'
import { changeStore } from './merchants/repository-bank-account-changes.ts'
import type { Requester, TownAccounts } from './office/index.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Mode } from './platform/mode.ts'
import type { HubParts } from './services.ts'

/** The demonstration's account is invented; a live one is agreed with the bank and set, or there is none. */
export function requesterOf(
  mode: Mode,
  { PAYOUT_ACCOUNT }: Pick<Configuration, 'PAYOUT_ACCOUNT'>,
): Requester | undefined {
  const account = PAYOUT_ACCOUNT ?? (mode === 'live' ? undefined : inventedRequester)
  return account && inLetters('PAYOUT_ACCOUNT', account)
}

/** The same of the towns, by their codes. */
export const inLettersOfTowns = (accounts: TownAccounts): TownAccounts =>
  Object.fromEntries(
    Object.entries(accounts).map(([town, account]) => [town, inLetters(`TOWN_ACCOUNTS ${town}`, account)]),
  )

/** As files are printed from it: what no file can carry stops the start, and no payout after money has moved. */
function inLetters(setting: string, account: Requester): Requester {
  const read = requesterInLetters(account)
  if (read.ok) return read.value
  const { field, ...wrong } = read.error
  const why = 'letter' in wrong ? `the letter ${wrong.letter}` : wrong.code
  throw new Error(`Setting ${setting}: no bank file can carry it: ${field}, ${why}`)
}

type Shops = { readonly shops: MerchantStore; readonly banks: BankMaster }

/** Changes of where shops' money goes, as their routes need them. */
export const composeBankAccountChanges = (
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  { shops, banks }: Shops,
) => ({
  changes: changeService({ changes: changeStore(store), shops, banks, clock, settings: changeSettings }),
  now: clock.now,
})
