/** An account as people write it: full-width letters in place of the bank file's. */
export const bankAccountText = (
  account: {
    readonly bankNameKana: string
    readonly branchNameKana: string
    readonly accountNumber: string
    readonly holderKana: string
  },
  deposit: string,
): string =>
  `${account.bankNameKana} ${account.branchNameKana} ${deposit} ${account.accountNumber} ${account.holderKana}`.normalize(
    'NFKC',
  )
