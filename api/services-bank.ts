import type { Configuration } from './platform/configuration.ts'
import type { Mode } from './platform/mode.ts'

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
