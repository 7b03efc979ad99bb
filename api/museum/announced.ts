import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import type { LanguageMap } from './language-map.ts'

/** What visitors are told besides what a thing is: what is good for them, what is not, and who answers. */
export type AnnouncedTexts = {
  /** An advantage that visitors are told of: a train with a view, a free day. */
  readonly merit: Texts
  /** What stands beside it: few trains, closed in winter. */
  readonly demerit: Texts
  /** Who answers for it; empty: its institution, as its own data says. */
  readonly contact: Texts
}

/** The same, as a record has it: what nobody wrote is left out. */
export type Announced = {
  readonly merit?: LanguageMap
  readonly demerit?: LanguageMap
  readonly contact?: LanguageMap
}

/** Nothing of it is written yet. */
export const nothingAnnounced: AnnouncedTexts = { merit: {}, demerit: {}, contact: {} }

/** What a record announces, as it would have been typed. */
export const announcedTyped = ({ merit, demerit, contact }: Announced): AnnouncedTexts => ({
  merit: typed(merit),
  demerit: typed(demerit),
  contact: typed(contact),
})

/** What was typed, as a record has it. */
export const announcedIn = ({ merit, demerit, contact }: AnnouncedTexts): Announced => ({
  ...(isWritten(merit) ? { merit: mapOf(merit) } : {}),
  ...(isWritten(demerit) ? { demerit: mapOf(demerit) } : {}),
  ...(isWritten(contact) ? { contact: mapOf(contact) } : {}),
})

/** Whether the drawback stands beside the advantage in every language in which that is told. */
export const isBesideMerit = ({ merit, demerit }: AnnouncedTexts): boolean =>
  Object.entries(merit).every(
    ([language, text]) => text.trim() === '' || (demerit[language] ?? '').trim() !== '',
  )

/** Whether readers of the pages learn who answers: by what is written, else by what the institution's data says. */
export const isAnswered = ({ contact }: AnnouncedTexts, hasContact: boolean): boolean =>
  hasContact || ['ja', 'en'].some((language) => (contact[language] ?? '').trim() !== '')
