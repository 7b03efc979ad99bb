import { stopsChosen, type StoryDraft } from './story-draft.ts'
import type { MapStop } from './story.ts'

/**
 * What the hub knows under a name, as maps show it and things are seen at it: `place/…`, `station/…`, `institution/…`. Asked
 * each time: institutions are taken in while the hub runs.
 */
export type FindStop = (chosen: string) => Promise<MapStop | undefined>

/** The same for what was looked up before. */
export type Stops = (chosen: string) => MapStop | undefined

/** What the maps of a text show, as it is known now. */
export async function stopsIn({ rows }: StoryDraft, find: FindStop): Promise<Stops> {
  const chosen = [...new Set(rows.flatMap(stopsChosen))]
  const found = new Map(await Promise.all(chosen.map(async (one) => [one, await find(one)] as const)))
  return (one) => found.get(one)
}
