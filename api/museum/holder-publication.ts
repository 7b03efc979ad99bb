import type { Records } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import { holderOf, type Holders } from './studio-ports.ts'

type Parts = {
  readonly records: Pick<Records, 'write'>
  readonly store: Pick<RecordStore, 'told'>
  readonly holders: Holders
}

/** An institution is published with the first thing that it publishes. */
export async function publishHolder(
  { records, store, holders }: Parts,
  id: string,
  by: string,
): Promise<void> {
  const holder = await holderOf(holders, id)
  if (holder === undefined || (await store.told(id))?.state === 'published') return
  await records.write({ do: 'publish', record: id, body: holder.body, by })
}
