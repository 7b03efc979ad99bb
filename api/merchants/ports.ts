/** National holidays. `day` is 'YYYY-MM-DD', Japanese calendar. */
export type Holidays = { readonly isHoliday: (day: string) => boolean }

export type BankBranch = {
  readonly bankCode: string
  readonly bankName: string
  readonly bankKana: string
  readonly branchCode: string
  readonly branchName: string
  readonly branchKana: string
}

/** The list of Japanese banks and branches. `find` answers nothing for a code that does not exist. */
export type BankMaster = {
  readonly find: (bankCode: string, branchCode: string) => BankBranch | undefined
  readonly banks: () => readonly { readonly code: string; readonly name: string }[]
}
