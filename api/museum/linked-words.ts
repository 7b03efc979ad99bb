import type { LanguageMap } from './language-map.ts'

/** Texts as linked data has them: each with its language. */
export const linkedTexts = (map: LanguageMap | undefined): unknown =>
  map === undefined
    ? undefined
    : Object.entries(map).map(([language, all]) => ({
        ...(language === 'none' ? {} : { '@language': language }),
        '@value': all.join(' '),
      }))

/** Without what is not known, and without lists of nothing. */
export const knownOf = (all: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
