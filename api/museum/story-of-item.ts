import type { Texts } from './draft-text.ts'
import type { ItemDraft } from './item-draft.ts'
import { emptyRow, type StoryDraft } from './story-draft.ts'

/** An item and the house that holds it, named in each language. */
export type ToldItem = {
  readonly record: string
  readonly draft: ItemDraft
  readonly holder: { readonly id: string; readonly label: Texts }
}

/**
 * The story that an item tells by itself: one room, the house where the thing is, and in it the first picture with what is
 * said of it. What was enough to publish the item is enough to publish this; scenes are added to it. The same item makes
 * the same text, so that who presses twice has made one story.
 */
export function storyOfItem({ record, draft, holder }: ToldItem): StoryDraft {
  const { title, summary, credit, rights, pictures, merit, demerit, contact } = draft
  // A view may say only that there is no picture of it.
  const picture = pictures.find(({ image }) => image !== '') ?? pictures[0]
  const seen =
    picture === undefined ? {} : { picture: `${record}/${picture.id}`, alternative: picture.alternative }
  return {
    title,
    summary,
    credit,
    rights,
    rows: [
      { ...emptyRow('house', 'room'), title: holder.label, holder: holder.id },
      { ...emptyRow('thing', 'step'), title, text: summary, ...seen },
    ],
    merit,
    demerit,
    contact,
  }
}
