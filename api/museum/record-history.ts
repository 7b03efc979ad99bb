import { type CollectionDraft, collectionDraftOf } from './collection-draft.ts'
import { differencesOf, type DraftPart } from './draft-merge.ts'
import type { Version, VersionState } from './record-version.ts'

/** Names of people by their id. */
export type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** What was done to a record, when and by whom; no name: by the files of the project, or by who is no person here any more. */
export type RecordAct = {
  readonly version: number
  readonly act: VersionState
  readonly byName: string | null
  readonly at: number
}

/** What was done to a collection, and the parts that a text says otherwise than the one before it. */
export type CollectionAct = RecordAct & { readonly changed: readonly DraftPart[] }

/** So many acts are told, the newest first. */
export const toldMost = 50

/** A version as an act, with the name of who wrote it. */
export const actOf = (
  { version, state, by, at }: Version,
  names: ReadonlyMap<string, string>,
): RecordAct => ({
  version,
  act: state,
  byName: names.get(by) ?? null,
  at,
})

/** When a record was published and withdrawn, and by whom. */
export async function toldActs(versions: readonly Version[], namesOf: NamesOf): Promise<readonly RecordAct[]> {
  const told = versions.filter(({ change }) => change !== null).toReversed().slice(0, toldMost)
  const names = await namesOf(told.map(({ by }) => by))
  return told.map((version) => actOf(version, names))
} // prettier-ignore

/** Who saved, published and withdrew a collection, and what each text says otherwise. */
export async function collectionActs(
  versions: readonly Version[],
  namesOf: NamesOf,
): Promise<readonly CollectionAct[]> {
  const last = versions.slice(-toldMost - 1)
  const names = await namesOf(last.map(({ by }) => by))
  const draftAt = (place: number): CollectionDraft | undefined => {
    const body = last[place]?.body
    return body?.kind === 'collection' ? collectionDraftOf(body) : undefined
  }
  return last
    .map((version, place) => {
      const [before, now] = [draftAt(place - 1), draftAt(place)]
      const isText = before !== undefined && now !== undefined
      const changed = isText ? differencesOf(before, now).map(({ part }) => part) : []
      return { ...actOf(version, names), changed }
    })
    .toReversed()
    .slice(0, toldMost)
}
