import type { RecordBody, RecordKind } from './record.ts'
import type { RecordStore } from './record-store.ts'
import type { Records } from './record-service.ts'

/** A record that the project's own files hold. */
export type ContentRecord = { readonly record: string; readonly body: RecordBody }

/** Under this name the files write; what a person wrote since stays theirs. */
const author = 'content'

/** An institution is there before its items, and goes after them. */
const order: readonly RecordKind[] = ['institution', 'collection', 'item', 'story']

/**
 * Takes the records of the project's files in: a version for each that is new or says something else than the newest
 * version, a tombstone for each that is no longer among them. Taken in again, nothing is written. A record whose newest
 * version a person wrote is left as it is.
 */
export async function takeInContent(
  { records, store }: { readonly records: Records; readonly store: RecordStore },
  content: readonly ContentRecord[],
): Promise<{ readonly published: number; readonly withdrawn: number }> {
  const own = new Map((await store.newestBy(author)).map((one) => [one.record, one]))
  const next = new Set(content.map(({ record }) => record))
  const gone = [...own.values()].filter(({ record, state }) => !next.has(record) && state === 'published')
  let published = 0
  for (const { record, body } of byKind(content, ({ body: { kind } }) => kind)) {
    const known = own.get(record)
    if (known?.state === 'published' && isSame(known.body, body)) continue
    if (known === undefined && (await store.latest(record)) !== undefined) continue
    await write(records, { do: 'publish', record, body, by: author })
    published += 1
  }
  for (const { record } of byKind(gone, ({ kind }) => kind).toReversed())
    await write(records, { do: 'withdraw', record, by: author })
  return { published, withdrawn: gone.length }
}

const byKind = <T>(list: readonly T[], kindOf: (one: T) => RecordKind): T[] =>
  list.toSorted((a, b) => order.indexOf(kindOf(a)) - order.indexOf(kindOf(b)))

const isSame = (a: RecordBody, b: RecordBody): boolean => JSON.stringify(a) === JSON.stringify(b)

async function write(records: Records, command: Parameters<Records['write']>[0]): Promise<void> {
  const written = await records.write(command)
  if (!written.ok)
    throw new Error(`The record ${command.record} of the content is refused: ${written.error.code}`)
}
