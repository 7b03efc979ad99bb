import type { LiveBody } from './institution-facts.ts'
import { type LanguageMap, textFor, textsOf } from './language-map.ts'
import { periodsOf } from './periods.ts'
import { type CollectionBody, type InstitutionBody, isPartners, type ItemBody } from './record.ts'
import { stepsOf, type StoryBody } from './story.ts'

type Text = { readonly ja: string; readonly en: string }

const inBoth = (map: LanguageMap): Text => ({ ja: textFor(map, 'ja'), en: textFor(map, 'en') })

/** An item as a search looks at it: its title and summary, and every other text of it in every language. */
export function searchedItem(
  { id, body }: { readonly id: string; readonly body: ItemBody },
  holder: InstitutionBody | undefined,
  eventName: (id: string) => LanguageMap | undefined,
) {
  const { label, summary, descriptions, canvases, chapters, requiredStatement, provenance } = body
  const { place, merit, demerit, events } = body
  const maps: readonly (LanguageMap | undefined)[] = [
    label,
    summary,
    holder?.label,
    requiredStatement,
    provenance,
    place?.label,
    merit,
    demerit,
    ...descriptions.map(({ value }) => value),
    ...chapters.map((chapter) => chapter.label),
    ...events.map(eventName),
    // What is not shown is only said not to be.
    ...canvases.flatMap(({ alternative, transcription, image }) =>
      image.from === 'nowhere' || (isPartners(image) && isPageName(alternative, label))
        ? [transcription]
        : [alternative, transcription],
    ),
  ]
  return {
    kind: 'item' as const,
    id,
    title: inBoth(label),
    text: inBoth(summary),
    more: saidIn(maps),
    institution: body.institution,
    periods: periodsOf(body.date),
    stations: body.station === undefined ? [] : [body.station],
    ...townOf(holder),
  }
}

/** Whether nobody has said more of a partner's view than that it is a page of the whole: two thousand times a title says nothing more. */
const isPageName = (alternative: LanguageMap, label: LanguageMap): boolean =>
  Object.entries(alternative).every(([language, texts]) => {
    const title = label[language]?.[0] ?? ''
    return (
      title !== '' &&
      texts.every((text) => text.startsWith(`${title} `) && text.length <= title.length + pageNameMost)
    )
  })

/** Characters of a page's name behind the title. */
const pageNameMost = 12

/** A story as a search looks at it: the same, with what its rooms and steps are called and say, and what is heard in them. */
export function searchedStory(
  { id, body }: { readonly id: string; readonly body: StoryBody },
  teller: InstitutionBody | undefined,
) {
  const { label, summary, rooms, merit, demerit } = body
  const maps: readonly (LanguageMap | undefined)[] = [
    label,
    summary,
    teller?.label,
    merit,
    demerit,
    ...rooms.map((room) => room.label),
    ...stepsOf(body).flatMap((step) => [step.label, step.text, step.sound?.transcript]),
  ]
  return {
    kind: 'story' as const,
    id,
    title: inBoth(label),
    text: inBoth(summary),
    more: saidIn(maps),
    institution: body.institution,
    periods: [],
    stations: rooms.flatMap(({ station }) => station ?? []),
    ...townOf(teller),
  }
}

/** A collection as a search looks at it: what it is called and says, and whose it is; its items are found by themselves. */
export const searchedCollection = (
  { id, body }: { readonly id: string; readonly body: CollectionBody },
  holder: InstitutionBody | undefined,
) => ({
  kind: 'collection' as const,
  id,
  title: inBoth(body.label),
  text: inBoth(body.summary),
  more: saidIn([body.label, body.summary, holder?.label]),
  institution: body.institution,
  periods: [],
  stations: [],
  ...townOf(holder),
})

/** An institution that was taken in while the hub runs; of the others the files tell the search. */
export const searchedInstitution = ({ id, body }: { readonly id: string; readonly body: LiveBody }) => ({
  kind: 'institution' as const,
  id,
  title: inBoth(body.label),
  text: inBoth(body.summary),
  more: saidIn([body.label, body.summary, body.facts.opening]),
  institution: id,
  periods: [],
  stations: body.facts.station === undefined ? [] : [body.facts.station],
  ...townOf(body),
})

/** The town of an institution whose own record names it. */
const townOf = (holder: InstitutionBody | undefined): { readonly town?: string } =>
  holder?.facts === undefined ? {} : { town: holder.facts.municipality }

/** Each text once, in whatever language. */
const saidIn = (maps: readonly (LanguageMap | undefined)[]): string[] => [
  ...new Set(maps.flatMap((map) => (map === undefined ? [] : textsOf(map).map(({ text }) => text)))),
]
