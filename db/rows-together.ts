/**
 * Walks lists that have the same statements in the same order side by side, and hands over together what follows on
 * each other by one statement. Within a list the order stays; whoever calls knows that the lists do not look at each other.
 */
export function eachKind<Step>(
  lists: readonly (readonly Step[])[],
  isSame: (a: Step, b: Step) => boolean,
  take: (steps: readonly Step[]) => void,
): void {
  const alike: (readonly Step[])[][] = []
  for (const list of lists) {
    const same = alike.find(([first]) => areAlike(first!, list, isSame))
    if (same === undefined) alike.push([list])
    else same.push(list)
  }
  for (const same of alike) kindsOf(same, isSame, take)
}

const areAlike = <Step>(
  a: readonly Step[],
  b: readonly Step[],
  isSame: (a: Step, b: Step) => boolean,
): boolean => a.length === b.length && a.every((step, n) => isSame(step, b[n]!))

function kindsOf<Step>(
  lists: readonly (readonly Step[])[],
  isSame: (a: Step, b: Step) => boolean,
  take: (steps: readonly Step[]) => void,
): void {
  const [first] = lists as [readonly Step[]]
  for (let from = 0, to = 1; from < first.length; from = to++) {
    // Rows that one list adds to a table one after the other, as the lots of a payment.
    while (to < first.length && isSame(first[to]!, first[from]!)) to++
    take(lists.flatMap((list) => list.slice(from, to)))
  }
}

/** The parts of a statement that adds rows of values; null where it is another one. */
export function insertOf(sql: string): { into: string; row: string; conflict: string } | null {
  const parts = /^(insert into "\w+" \([^()]*\) values )(.*?)( on conflict .*)?$/s.exec(sql)
  if (parts === null) return null
  const [, into, row, conflict = ''] = parts as unknown as [string, string, string, string?]
  return { into, row, conflict }
}
