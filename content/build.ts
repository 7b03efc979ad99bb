/** Checks and gathers content and words: `node content/build.ts`. Ends with status 1 and the files and fields to mend. */
import { join } from 'node:path'
import { buildContent } from './build-content.ts'
import { buildWords } from './build-words.ts'
import { ContentProblem } from './read.ts'

const root = join(import.meta.dirname, '..')

try {
  const words = buildWords(root)
  console.log(`words: ${words.locales} languages, ${words.namespaces} namespaces`)
  console.log(`content: ${buildContent(root)}`)
} catch (cause) {
  if (!(cause instanceof ContentProblem)) throw cause
  console.error(`The content has ${cause.problems.length} problem(s):\n${cause.message}`)
  process.exitCode = 1
}
