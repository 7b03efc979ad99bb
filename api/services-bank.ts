import { changeService, changeSettings, type BankMaster, type MerchantStore } from './merchants/index.ts'
import { changeStore } from './merchants/repository-bank-account-changes.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Mode } from './platform/mode.ts'
import type { HubParts } from './services.ts'

/** The demonstration's account is invented; a live one is agreed with the bank and set, or there is none. */
export const requesterOf = (mode: Mode, { PAYOUT_ACCOUNT }: Configuration) =>
  PAYOUT_ACCOUNT ??
  (mode === 'live'
    ? undefined
    : ({
        code: '0000012345',
        nameKana: 'アイヅメグリコウイキレンゴウ',
        bankCode: '0126',
        bankKana: 'トウホウ',
        branchCode: '401',
        branchKana: 'アイヅ',
        kind: '1',
        number: '1234567',
      } as const))

type Shops = { readonly shops: MerchantStore; readonly banks: BankMaster }

/** Changes of where shops' money goes, as their routes need them. */
export const composeBankAccountChanges = (
  { store, clock }: Pick<HubParts, 'store' | 'clock'>,
  { shops, banks }: Shops,
) => ({
  changes: changeService({ changes: changeStore(store), shops, banks, clock, settings: changeSettings }),
  now: clock.now,
})
