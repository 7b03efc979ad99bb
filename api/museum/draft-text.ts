import type { LanguageMap } from './language-map.ts'

/** Texts by language as they were typed; a language without a text is left out. */
export type Texts = Readonly<Record<string, string>>

/** Texts of a record, as they would have been typed. */
export const typed = (map: LanguageMap | undefined): Texts =>
  Object.fromEntries(Object.entries(map ?? {}).map(([language, texts]) => [language, texts.join('\n')]))

/** What was typed, as a record has it. */
export const mapOf = (texts: Texts): LanguageMap =>
  Object.fromEntries(
    Object.entries(texts)
      .map(([language, text]) => [language, text.trim()] as const)
      .filter(([, text]) => text !== '')
      .map(([language, text]) => [language, [text]]),
  )

/** Whether something is written in any language. */
export const isWritten = (texts: Texts): boolean => Object.values(texts).some((text) => text.trim() !== '')
