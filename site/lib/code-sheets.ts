/** The sizes a shop's code is printed in; each fills one sheet of A4, the smaller ones several times, to be cut apart. */
export const codeSheets = {
  a4: { copies: 1 },
  a6: { copies: 4 },
  sticker: { copies: 8 },
} as const

export type CodeSheet = keyof typeof codeSheets

/** The sheet that was asked for; the large one where it is none of ours. */
export const codeSheetOf = (asked: string | null): CodeSheet =>
  asked !== null && Object.hasOwn(codeSheets, asked) ? (asked as CodeSheet) : 'a4'
