import { content } from '../../content/index.ts'
import type { TownAccounts } from './netting-service.ts'

/** Accounts of a demonstration's towns: invented, each with the town's own name. */
export const inventedTownAccounts: TownAccounts = Object.fromEntries(
  content.municipalities.map(({ code, kana }) => [
    code,
    {
      code: `0000${code}`,
      nameKana: kana,
      bankCode: '0126',
      bankKana: 'トウホウ',
      branchCode: '401',
      branchKana: 'アイヅ',
      kind: '1' as const,
      number: `0${code}`,
    },
  ]),
)
