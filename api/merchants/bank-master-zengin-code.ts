import zenginCode from 'zengin-code'
import type { BankMaster } from './ports.ts'

/** Japanese banks and their branches, from the zengin-code data set (5 MB: import it only where it is needed). */
export const zenginCodeMaster: BankMaster = {
  find: (bankCode, branchCode) => {
    const bank = zenginCode[bankCode]
    const branch = bank?.branches[branchCode]
    if (!bank || !branch) return undefined
    return {
      bankCode,
      bankName: bank.name,
      bankKana: bank.kana,
      branchCode,
      branchName: branch.name,
      branchKana: branch.kana,
    }
  },
  banks: () => Object.values(zenginCode).map(({ code, name }) => ({ code, name })),
}
