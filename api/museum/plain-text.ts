import { textFor, type LanguageMap } from './language-map.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { ItemInPlace, StoryInPlace } from './record-service.ts'
import type { ItemBody } from './record.ts'
import { rightsPage } from './rights.ts'
import type { Room, Step, StoryBody } from './story.ts'

type Told = { readonly addresses: PresentationAddresses; readonly language: string }

/** Languages in which all that is written on the views of an item can be read as one text. */
export const textLanguagesOf = ({ canvases }: Pick<ItemBody, 'canvases'>): readonly string[] => [
  ...new Set(canvases.flatMap(({ transcription }) => Object.keys(transcription ?? {}))),
]

/** Languages in which a story can be read as one text: those in which it has a name. */
export const storyLanguagesOf = ({ label }: Pick<StoryBody, 'label'>): readonly string[] => Object.keys(label)

const paragraphs = (texts: readonly string[]): string =>
  `${texts.filter((text) => text.trim() !== '').join('\n\n')}\n`

/** What is written on the views of an item, one after another; undefined where nothing is written in that language. */
export function itemAsText(found: ItemInPlace, { addresses, language }: Told): string | undefined {
  const { item, institution } = found
  const { id, body } = item
  if (!textLanguagesOf(body).includes(language)) return undefined
  const say = (map: LanguageMap): string => textFor(map, language)
  const written = body.canvases.flatMap(({ label, transcription }) => {
    const texts = transcription?.[language]
    return texts === undefined ? [] : [`[${say(label)}]\n${texts.join('\n')}`]
  })
  return paragraphs([
    say(body.label),
    say(institution.body.label),
    ...written,
    [say(body.requiredStatement), rightsPage(body.rights), addresses.itemPage(id, language === 'en' ? 'en' : 'ja')].join('\n'),
  ]) // prettier-ignore
}

/** A story as one text, with what its sounds say; undefined in a language in which it has no name. */
export function storyAsText(found: StoryInPlace, { addresses, language }: Told): string | undefined {
  const { id, body } = found.story
  if (!storyLanguagesOf(body).includes(language)) return undefined
  const say = (map: LanguageMap): string => textFor(map, language)
  const stepText = ({ label, text, sound, cited }: Step): string[] => [
    say(label),
    say(text),
    ...(sound === undefined ? [] : [say(sound.transcript)]),
    ...(cited === undefined ? [] : [say(cited)]),
  ]
  const roomText = ({ label, steps }: Room): string[] => [`[${say(label)}]`, ...steps.flatMap(stepText)]
  return paragraphs([
    say(body.label),
    say(body.summary),
    ...body.rooms.flatMap(roomText),
    [say(body.requiredStatement), rightsPage(body.rights), addresses.storyPage(id, language === 'en' ? 'en' : 'ja')].join('\n'),
  ]) // prettier-ignore
}
