import type { BankMaster } from './ports.ts'

// 5 MB, and only a shop that applies asks: read with the first question, not with the start of the hub.
const allBanks = async () => (await import('zengin-code')).default

/** Japanese banks and their branches, from the zengin-code data set. */
export const zenginCodeMaster: BankMaster = {
  find: async (bankCode, branchCode) => {
    const bank = (await allBanks())[bankCode]
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
  banks: async () => Object.values(await allBanks()).map(({ code, name }) => ({ code, name })),
}
