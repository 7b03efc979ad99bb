import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import type { Chapter, ItemBody, Reading } from './record.ts'

/** Views that belong together, one after another; anything of it may still be missing. */
export type DraftChapter = {
  readonly label: Texts
  /** Views by their id; a number that no view has stays as it was typed, behind a `#`. */
  readonly from: string
  readonly to: string
}

/** A number that was typed for a view, where no view has it. */
export const numberTyped = (view: string): string | undefined =>
  view.startsWith('#') ? view.slice(1) : undefined

/** So much of what was typed for a number is kept. */
export const numberLength = 20

/** How a document is read. A text that was saved before the studio asked for it has none: what is published stays. */
export type ReadingTexts = {
  /** From which side; empty: nobody said, or its house does. */
  readonly reading?: Reading | ''
  readonly chapters?: readonly DraftChapter[]
}

/** Nothing of it is written yet. */
export const nothingOfReading = { reading: '', chapters: [] } as const satisfies ReadingTexts

/** How what is published is read, as it would have been typed. */
export const readingTyped = ({ reading, chapters }: ItemBody): Required<ReadingTexts> => ({
  reading: reading ?? '',
  chapters: chapters.map(({ label, from, to }) => ({ label: typed(label), from, to })),
})

/** What a draft's chapters and direction are, where nothing is written, from. */
type Around = {
  readonly published?: Pick<ItemBody, 'reading' | 'chapters'> | undefined
  /** As the house says whose object it is. */
  readonly said?: Reading | undefined
}

/** From which side it is read: as it is written, else as its house says, else as it was published before anybody asked. */
export function readingIn({ reading }: ReadingTexts, { published, said }: Around): Pick<ItemBody, 'reading'> {
  const chosen = (reading === '' ? undefined : reading) ?? said ?? (reading === undefined ? published?.reading : undefined)
  return chosen === undefined ? {} : { reading: chosen }
} // prettier-ignore

type View = { readonly id: string }

/** Chapters that go from view to view; one whose views are gone goes with them. */
export function chaptersIn(
  { chapters }: ReadingTexts,
  views: readonly View[],
  { published }: Around,
): readonly Chapter[] {
  if (chapters === undefined)
    return (published?.chapters ?? []).filter((one) => isInOrder(one, placesOf(views)))
  return chapters.flatMap(({ label, from, to }) =>
    isWritten(label) && isInOrder({ from, to }, placesOf(views)) ? [{ label: mapOf(label), from, to }] : [],
  )
}

/** Whether every chapter has a name that readers of the pages understand, and goes on from a view that is there. */
export function areChaptersWhole({ chapters = [] }: ReadingTexts, views: readonly View[]): boolean {
  const places = placesOf(views)
  return chapters.every(
    (one) =>
      isInOrder(one, places) && ['ja', 'en'].some((language) => (one.label[language] ?? '').trim() !== ''),
  )
}

const placesOf = (views: readonly View[]): ReadonlyMap<string, number> =>
  new Map(views.map(({ id }, place) => [id, place]))

function isInOrder({ from, to }: Pick<Chapter, 'from' | 'to'>, places: ReadonlyMap<string, number>): boolean {
  const [first, last] = [places.get(from), places.get(to)]
  return first !== undefined && last !== undefined && first <= last
}
