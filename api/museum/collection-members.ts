import type { CollectionBody, ItemBody } from './record.ts'

type In<Body> = { readonly id: string; readonly body: Body }

/** Whether an item is in a collection: that names it, or the item says so itself. */
export const isCollected = (collection: In<CollectionBody>, item: In<ItemBody>): boolean =>
  collection.body.items?.includes(item.id) === true || item.body.collection === collection.id

/** The items of a collection in its order; behind them those that only say so themselves. */
export function collectedIn<Item extends In<ItemBody>>(
  collection: In<CollectionBody>,
  items: readonly Item[],
): readonly Item[] {
  const known = new Map(items.map((item) => [item.id, item]))
  const named = (collection.body.items ?? []).flatMap((id) => known.get(id) ?? [])
  const ids = new Set(named.map(({ id }) => id))
  return [...named, ...items.filter((item) => !ids.has(item.id) && isCollected(collection, item))]
}
