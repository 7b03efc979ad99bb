import type { ShownProblem } from './api.ts'
import type { Locale } from './locale.ts'
import { textSize } from './text-size.ts'
import { wordsFor } from './words.ts'

/** A saved text, or why the hub does not tell it. */
type Told<Draft> =
  | { readonly ok: true; readonly json: () => Promise<{ readonly draft: Draft }> }
  | (Response & { readonly ok: false })

/**
 * Saves an earlier text once more, as the newest one, on the revision that the page was made with: nobody who saved
 * meanwhile is written over.
 */
export async function putBack<Draft, Answer extends Response>(
  form: FormData,
  texts: {
    readonly find: (revision: string) => Promise<Told<Draft>>
    readonly save: (draft: Draft, revision: number) => Promise<Answer>
  },
) {
  const earlier = await texts.find(String(form.get('back') ?? ''))
  if (!earlier.ok) return earlier
  const { draft } = await earlier.json()
  return texts.save(draft, Number(form.get('revision') ?? 0))
}

/** What is said of a refusal beside the text as it is now: of a save that came between, whose it is; of a text that
 * is too long, how long it may be. */
export function refusedWords(problem: ShownProblem | undefined, locale: Locale): string | undefined {
  const maxBytes = problem?.code === 'body_too_large' ? problem.facts?.['maxBytes'] : undefined
  if (typeof maxBytes === 'number') return wordsFor(locale)('studio:item.tooLong', textSize(maxBytes, locale))
  if (problem?.code !== 'draft_changed') return problem?.title
  return wordsFor(locale)('studio:history.since', { name: problem.facts?.['byName'] })
}
