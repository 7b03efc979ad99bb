/** What a row of the books must be, and the first row that is not. */
export type WrongRow = { readonly check: string; readonly row: string }

export type Verdict = {
  readonly journals: number
  readonly entries: number
  /** The checks that were made, each over the whole books. */
  readonly checks: readonly string[]
  /** The first wrong row of each check that failed; empty when the books are right. */
  readonly wrong: readonly WrongRow[]
}

/** Reads that look for one kind of wrong row each. */
export type BooksAudit = {
  readonly counts: () => Promise<{ readonly journals: number; readonly entries: number }>
  readonly checks: readonly {
    readonly name: string
    readonly firstWrong: () => Promise<string | undefined>
  }[]
}

/** Checks the whole books: `npm run hub -- verify`. */
export async function verifyBooks(
  audit: BooksAudit,
  tell: (check: string) => void = () => {},
): Promise<Verdict> {
  const wrong: WrongRow[] = []
  for (const { name, firstWrong } of audit.checks) {
    tell(name)
    const row = await firstWrong()
    if (row !== undefined) wrong.push({ check: name, row })
  }
  return { ...(await audit.counts()), checks: audit.checks.map((check) => check.name), wrong }
}
