import type { Store } from '../../db/store.ts'

/** When a key was first sent and when it was answered, on one counter, and what came of it. */
export type Seen = { readonly begun: number; readonly ended: number; readonly code: string }

/**
 * One order of all journals that agrees with everything anybody saw: on each purse and pot with the versions of its
 * balance, for a refund with its payment, and with the clock of the callers: what was answered before another was sent
 * comes before it. Throws where there is none: then the books were not those of any order (strict serializability).
 */
export async function serialOrder(store: Store, seen: ReadonlyMap<string, Seen>): Promise<string[]> {
  const journals = (await store.raw('select id, key, parent_id from journals')).map((row) => ({
    id: String(row['id']),
    parent: row['parent_id'] === null ? undefined : String(row['parent_id']),
    at: seen.get(String(row['key'])),
  }))
  const before = new Map<string, Set<string>>(journals.map(({ id }) => [id, new Set()]))
  for (const { id, parent } of journals) if (parent !== undefined) before.get(id)!.add(parent)
  const entries = await store.raw(
    'select journal_id, account_id, fund_id from entries where account_version is not null order by account_id, fund_id, account_version',
  )
  for (const [place, entry] of entries.entries()) {
    const last = entries[place - 1]
    const isNext = last?.['account_id'] === entry['account_id'] && last?.['fund_id'] === entry['fund_id']
    const [id, previous] = [String(entry['journal_id']), String(last?.['journal_id'])]
    if (isNext && id !== previous) before.get(id)!.add(previous)
  }
  // What nobody timed was made before all others: the town itself.
  const begunAt = (at: Seen | undefined): number => at?.begun ?? 0
  const endedAt = (at: Seen | undefined): number => at?.ended ?? 0
  for (const one of journals)
    for (const other of journals)
      if (other.at !== undefined && endedAt(one.at) < begunAt(other.at)) before.get(other.id)!.add(one.id)
  return inOrder(before)
}

function inOrder(before: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const order: string[] = []
  const placed = new Set<string>()
  const left = new Set(before.keys())
  while (left.size > 0) {
    const next = [...left].filter((id) => [...before.get(id)!].every((one) => placed.has(one)))
    if (next.length === 0)
      throw new Error(`no order of these journals agrees with what was seen: ${[...left].join(', ')}`)
    for (const id of next) {
      order.push(id)
      placed.add(id)
      left.delete(id)
    }
  }
  return order
}
