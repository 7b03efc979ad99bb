import { isAnswered, isBesideMerit } from './announced.ts'
import { parseEdtf } from './edtf.ts'
import { isWritten, type Texts } from './draft-text.ts'
import { areChaptersWhole } from './draft-reading.ts'
import { isPositionNamed, isPositionReadable } from './draft-whereabouts.ts'
import { isBlank, type ItemDraft } from './item-draft.ts'

/** What is looked at before an item is published. `needed`: without it nothing is published. Words: `museum:check.<name>`. */
export const qualityChecks = [
  { name: 'title', isNeeded: true, weight: 10 },
  { name: 'summary', isNeeded: true, weight: 10 },
  { name: 'alternative', isNeeded: true, weight: 10 },
  { name: 'rights', isNeeded: true, weight: 10 },
  { name: 'credit', isNeeded: true, weight: 5 },
  { name: 'demerit', isNeeded: true, weight: 0 },
  { name: 'contact', isNeeded: true, weight: 5 },
  { name: 'dateReadable', isNeeded: true, weight: 0 },
  { name: 'linksReadable', isNeeded: true, weight: 0 },
  { name: 'chaptersWhole', isNeeded: true, weight: 0 },
  { name: 'positionReadable', isNeeded: true, weight: 0 },
  { name: 'positionNamed', isNeeded: true, weight: 0 },
  { name: 'picture', isNeeded: false, weight: 10 },
  { name: 'english', isNeeded: false, weight: 10 },
  { name: 'alternativeEnglish', isNeeded: false, weight: 5 },
  { name: 'moreLanguages', isNeeded: false, weight: 5 },
  { name: 'date', isNeeded: false, weight: 5 },
  { name: 'maker', isNeeded: false, weight: 5 },
  { name: 'made', isNeeded: false, weight: 5 },
  { name: 'provenance', isNeeded: false, weight: 5 },
  { name: 'visit', isNeeded: false, weight: 5 },
] as const satisfies readonly { name: string; isNeeded: boolean; weight: number }[]

export type QualityCheck = (typeof qualityChecks)[number]['name']

export type Quality = {
  /** 0 to 100: how much of what is asked for is there. */
  readonly score: number
  /** Whether it may be published. */
  readonly isReady: boolean
  readonly checks: readonly {
    readonly name: QualityCheck
    readonly isNeeded: boolean
    readonly isMet: boolean
  }[]
}

const has = (texts: Texts, language: string): boolean => (texts[language] ?? '').trim() !== ''

const isWeb = (address: string): boolean => URL.canParse(address.trim()) && /^https?:/i.test(address.trim())

/** What is known beside a draft: whether the data of its institution says who answers. */
export type QualityAround = { readonly hasContact: boolean }

/** What each check asks for. A text is asked for in Japanese or English: some reader of the pages understands it. */
const asks: Readonly<Record<QualityCheck, (draft: ItemDraft, around: QualityAround) => boolean>> = {
  title: ({ title }) => has(title, 'ja') || has(title, 'en'),
  summary: ({ summary }) => has(summary, 'ja') || has(summary, 'en'),
  alternative: ({ pictures }) => pictures.every((one) => isBlank(one) || has(one.alternative, 'ja') || has(one.alternative, 'en')),
  rights: ({ rights }) => rights !== '',
  credit: ({ credit }) => isWritten(credit),
  demerit: isBesideMerit,
  contact: (draft, { hasContact }) => isAnswered(draft, hasContact),
  dateReadable: ({ date }) => date.trim() === '' || parseEdtf(date.trim()).ok,
  linksReadable: ({ links }) => links.every(({ address }) => address.trim() === '' || isWeb(address)),
  chaptersWhole: (draft) => areChaptersWhole(draft, draft.pictures),
  positionReadable: isPositionReadable,
  positionNamed: isPositionNamed,
  picture: ({ pictures }) => pictures.some(({ image }) => image !== ''),
  english: ({ title, summary }) => has(title, 'en') && has(summary, 'en'),
  alternativeEnglish: ({ pictures }) => pictures.length > 0 && pictures.every(({ alternative }) => has(alternative, 'en')),
  moreLanguages: ({ title }) => Object.keys(title).some((language) => !['ja', 'en'].includes(language) && has(title, language)),
  date: ({ date }) => date.trim() !== '' && parseEdtf(date.trim()).ok,
  maker: ({ fields }) => isTold(fields, 'maker'),
  made: ({ fields }) => isTold(fields, 'material') || isTold(fields, 'technique'),
  provenance: ({ provenance }) => isWritten(provenance),
  visit: ({ visit }) => visit !== 'unknown',
} // prettier-ignore

const isTold = (fields: ItemDraft['fields'], name: string): boolean =>
  fields.some(({ field, value }) => field === name && isWritten(value))

const weightOfAll = qualityChecks.reduce((sum, { weight }) => sum + weight, 0)

/** How much of what readers need an item tells. */
export function qualityOf(draft: ItemDraft, around: QualityAround): Quality {
  const checks = qualityChecks.map(({ name, isNeeded, weight }) => ({
    name,
    isNeeded,
    weight,
    isMet: asks[name](draft, around),
  }))
  const met = checks.reduce((sum, { isMet, weight }) => sum + (isMet ? weight : 0), 0)
  return {
    score: Math.round((100 * met) / weightOfAll),
    isReady: checks.every(({ isNeeded, isMet }) => isMet || !isNeeded),
    checks: checks.map(({ name, isNeeded, isMet }) => ({ name, isNeeded, isMet })),
  }
}
