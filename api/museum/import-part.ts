import type { ImportTarget } from './import-columns.ts'
import { isWritten, type Texts } from './draft-text.ts'
import { blankView, type ItemDraft } from './item-draft.ts'
import { descriptiveFields, type DescriptiveField } from './record.ts'

const textParts = [
  'title',
  'summary',
  'credit',
  'place',
  'provenance',
  'merit',
  'demerit',
  'contact',
] as const
type TextPart = (typeof textParts)[number]
type LinePart = 'form' | 'rights' | 'limit' | 'date' | 'visit' | 'station'

const isText = (name: string): name is TextPart => textParts.some((part) => part === name)

const isDescribed = (name: string): name is DescriptiveField =>
  descriptiveFields.some((field) => field === name)

/** A number is no text of a language, and is written and read where Japanese is. */
const split = (target: ImportTarget): readonly [name: string, language: string] => {
  const [name = '', language = 'ja'] = target.split('.')
  return [name, language]
}

/** What a draft says in a part of it. */
export function partIn(draft: ItemDraft, target: ImportTarget): string {
  const [name, language] = split(target)
  if (isText(name)) return draft[name][language] ?? ''
  if (isDescribed(name)) return draft.fields.find(({ field }) => field === name)?.value[language] ?? ''
  if (name === 'transcription') return draft.pictures[0]?.transcription[language] ?? ''
  return name === 'link' ? (draft.links[0]?.address ?? '') : (draft[name as LinePart] ?? '')
}

/** The draft with another text in a part of it. */
export function withPartIn(draft: ItemDraft, target: ImportTarget, text: string): ItemDraft {
  const [name, language] = split(target)
  if (isText(name)) return withTexts(draft, name, [language, text])
  if (isDescribed(name)) return { ...draft, fields: withField(draft.fields, name, [language, text]) }
  if (name === 'transcription') return withTranscription(draft, language, text)
  if (name !== 'link') return { ...draft, [name]: text }
  const [first, ...others] = draft.links
  return { ...draft, links: [{ label: first?.label ?? {}, address: text }, ...others] }
}

function withTexts(draft: ItemDraft, name: TextPart, [language, text]: readonly [string, string]): ItemDraft {
  const said = { ...draft, [name]: withText(draft[name], language, text) }
  // A point belongs to the words beside it: where a table writes other words, nobody looked at the point.
  return name === 'place' && isWritten(draft.place) && draft.position !== undefined
    ? { ...said, position: '' }
    : said
}

/** What is written on the first view; where there is none yet, on the whole. */
function withTranscription(draft: ItemDraft, language: string, text: string): ItemDraft {
  const [first = { id: blankView, image: '', alternative: {}, transcription: {} }, ...others] = draft.pictures
  const transcription = withText(first.transcription, language, text)
  return { ...draft, pictures: [{ ...first, transcription }, ...others] }
}

const withText = (texts: Texts, language: string, text: string): Texts => ({ ...texts, [language]: text })

function withField(
  fields: ItemDraft['fields'],
  name: DescriptiveField,
  [language, text]: readonly [string, string],
): ItemDraft['fields'] {
  const at = fields.findIndex(({ field }) => field === name)
  return at === -1
    ? [...fields, { field: name, value: { [language]: text } }]
    : fields.with(at, { field: name, value: withText(fields[at]!.value, language, text) })
}
