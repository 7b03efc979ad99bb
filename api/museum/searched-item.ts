import { type LanguageMap, textFor, textsOf } from './language-map.ts'
import type { InstitutionBody, ItemBody } from './record.ts'

type Text = { readonly ja: string; readonly en: string }

const inBoth = (map: LanguageMap): Text => ({ ja: textFor(map, 'ja'), en: textFor(map, 'en') })

/** An item as a search looks at it: its title and summary, and every other text of it in every language. */
export function searchedItem(
  { id, body }: { readonly id: string; readonly body: ItemBody },
  holder: InstitutionBody | undefined,
) {
  const { label, summary, descriptions, canvases, requiredStatement, provenance, place } = body
  const maps: readonly (LanguageMap | undefined)[] = [
    label,
    summary,
    holder?.label,
    requiredStatement,
    provenance,
    place?.label,
    ...descriptions.map(({ value }) => value),
    // What is not shown is only said not to be.
    ...canvases.flatMap(({ alternative, transcription, image }) =>
      image.from === 'nowhere' ? [transcription] : [alternative, transcription],
    ),
  ]
  const more = maps.flatMap((map) => (map === undefined ? [] : textsOf(map).map(({ text }) => text)))
  return { id, title: inBoth(label), text: inBoth(summary), more: [...new Set(more)] }
}
