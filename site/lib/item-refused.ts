import type { ShownProblem } from './api.ts'
import type { Locale } from './locale.ts'
import { refusedWords } from './put-back.ts'
import { wordsLang } from './words-locale.ts'
import { wordsFor } from './words.ts'

/** What is said of an item's refusal; of a limit that cannot be kept, which pictures, by the numbers they have on the page. */
export function itemRefused(
  problem: ShownProblem | undefined,
  pictures: readonly { readonly id: string }[],
  locale: Locale,
): string | undefined {
  const words = refusedWords(problem, locale)
  const views = problem?.code === 'limit_not_kept' ? problem.facts?.['views'] : undefined
  if (!Array.isArray(views)) return words
  const t = wordsFor(locale)
  const named = pictures.flatMap(({ id }, at) =>
    views.includes(id) ? [t('studio:pictures.nth', { n: at + 1 })] : [],
  )
  const list = new Intl.ListFormat(wordsLang(locale)).format(named)
  return named.length === 0
    ? words
    : [words, t('studio:pictures.overLimit', { list })].join(wordsLang(locale) === 'en' ? ' ' : '')
}
