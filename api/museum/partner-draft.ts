import { dateAsWritten } from './date-as-written.ts'
import { guessColumns, type ImportTarget } from './import-columns.ts'
import type { PartChange } from './import.ts'
import { putTexts, type Said, type Standing } from './import-plan.ts'
import { isWritten, type Texts } from './draft-text.ts'
import { type DraftPicture, emptyDraft, type ItemDraft } from './item-draft.ts'
import type { PartnerObject } from './partner-object.ts'
import { descriptiveFields } from './record.ts'

/** The views that a manifest had when it was read last, beside what it said: which of them somebody took out here. */
const viewsSaid = 'views'

/** What a partner's object changes in the draft of its item. */
export type PartnerDraft = {
  readonly draft: ItemDraft
  readonly changes: readonly PartChange[]
  readonly kept: readonly PartChange[]
  readonly said: Said
  readonly isChanged: boolean
}

/** Puts what a partner says into the item: what somebody wrote here since stays, and what they took out stays out. */
export function draftFrom(object: PartnerObject, standing: Standing | undefined, said: Said): PartnerDraft {
  const values = new Map(valuesOf(object))
  // A licence that the partner gives no more is not gone on with: without one nothing is published.
  if (object.rights === '' && (said['rights'] ?? '') !== '') values.set('rights', '')
  const put = putTexts({ values, standing, said }, { credit: {}, overwrites: false })
  const before = standing?.draft.pictures ?? emptyDraft.pictures
  const pictures = picturesOf(object, before, new Set(said[viewsSaid]?.split(' ')))
  const draft = { ...put.draft, form: standing?.draft.form ?? formOf(object), visit: standing?.draft.visit ?? 'unknown', pictures } // prettier-ignore
  return {
    draft,
    changes: put.changes,
    kept: put.kept,
    said: { ...put.said, [viewsSaid]: object.views.map(({ id }) => id).join(' ') },
    isChanged: standing === undefined || JSON.stringify(standing.draft) !== JSON.stringify(draft),
  }
}

const formOf = ({ views }: PartnerObject): ItemDraft['form'] => (views.length > 2 ? 'document' : 'picture')

/** The partner's views in its order, then pictures of our own that somebody put beside them. */
function picturesOf(
  { title, views }: PartnerObject,
  before: readonly DraftPicture[],
  known: ReadonlySet<string>,
): readonly DraftPicture[] {
  const here = new Map(before.map((picture) => [picture.id, picture]))
  const theirs = views.flatMap(({ id, label }, n): readonly DraftPicture[] => {
    const picture = here.get(id)
    if (picture !== undefined) return [picture]
    if (known.has(id)) return []
    return [{ id, image: '', alternative: n === 0 ? {} : pageNamed(title, label), transcription: {} }]
  })
  return [...theirs, ...before.filter(({ image }) => image !== '')]
}

/** As much of a title as is said again of each page. */
const titleMost = 100

/** Whoever does not see the first view needs somebody's words; of the pages behind it the name of each says which it is. */
const pageNamed = (title: Texts, label: Texts): Texts =>
  Object.fromEntries(
    ['ja', 'en'].flatMap((language) => {
      const page = label[language] ?? label['ja'] ?? label['en']
      const whole = title[language]
      return page === undefined || whole === undefined
        ? []
        : [[language, `${shortened(whole)} ${shortened(page)}`]]
    }),
  )

/** Said of each of two thousand pages, a long text would be megabytes. */
const shortened = (text: string): string =>
  text.length <= titleMost ? text : `${text.slice(0, titleMost - 1).toWellFormed()}…`

/** What a partner says, by the parts of an item, as a row of a table would. */
function valuesOf(object: PartnerObject): ReadonlyMap<ImportTarget, string> {
  const values = new Map<ImportTarget, string>()
  const put = (target: ImportTarget, text: string): void => {
    const before = values.get(target)
    if (text !== '') values.set(target, (before === undefined ? text : `${before}\n${text}`).slice(0, 4_000))
  }
  const putTextsOf = (part: string, texts: Texts): void => {
    for (const [language, text] of Object.entries(texts)) put(`${part}.${language}`, text)
  }
  putTextsOf('title', object.title)
  putTextsOf('summary', object.summary)
  putTextsOf('credit', isWritten(object.statement) ? object.statement : object.provider)
  put('rights', object.rights)
  put('link', object.homepage)
  for (const { label, value } of object.details) {
    const part = partOf(label)
    if (part === 'date' && !values.has('date')) {
      const read = dateAsWritten(value['ja'] ?? value['en'] ?? '')
      if (read === undefined) putTextsOf('period', value)
      else put('date', read)
    } else if (isDescribed(part)) putTextsOf(part, value)
    else putTextsOf('note', labelled(label, value))
  }
  if (!values.has('date')) put('date', object.date)
  putTextsOf('note', isWritten(object.place) ? labelled({ ja: '場所', en: 'Place' }, object.place) : {})
  return values
}

/** The part of an item by what a partner calls it, as headings of tables are guessed. */
function partOf(label: Texts): string {
  const guess = Object.values(label).flatMap((text) => guessColumns([text], new Map()))
  return guess.find((target) => target !== '')?.split('.')[0] ?? ''
}

/** A partner's own number is no number of the institution's register, by which tables find their items. */
const isDescribed = (part: string): boolean =>
  part !== 'identifier' && part !== 'note' && descriptiveFields.some((field) => field === part)

/** `label: value`; of a value in another language than its label (a number, a shelf mark) in the label's. */
function labelled(label: Texts, value: Texts): Texts {
  const [language, called] = Object.entries(label)[0]!
  const shared = Object.entries(value).filter(([one]) => label[one] !== undefined)
  return shared.length === 0
    ? { [language]: `${called}: ${Object.values(value)[0]!}` }
    : Object.fromEntries(shared.map(([one, text]) => [one, `${label[one]!}: ${text}`]))
}
