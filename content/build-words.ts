import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeChanged } from './write-changed.ts'

/** Gathers `content/words/<locale>/<namespace>.json` into `.build/words.mjs`, which the API and the site import. */
export function buildWords(root: string): { locales: number; namespaces: number } {
  const folder = join(root, 'content', 'words')
  const words: Record<string, Record<string, unknown>> = {}
  for (const locale of readdirSync(folder).toSorted()) {
    words[locale] = {}
    for (const file of readdirSync(join(folder, locale)).toSorted()) {
      if (file.endsWith('.json'))
        words[locale][file.slice(0, -5)] = JSON.parse(readFileSync(join(folder, locale, file), 'utf8'))
    }
  }
  mkdirSync(join(root, '.build'), { recursive: true })
  writeChanged(join(root, '.build', 'words.mjs'), `export default ${JSON.stringify(words)}\n`)
  writeChanged(
    join(root, '.build', 'words.d.mts'),
    'declare const words: Record<string, Record<string, Record<string, unknown>>>\nexport default words\n',
  )
  return { locales: Object.keys(words).length, namespaces: Object.keys(words['ja'] ?? {}).length }
}
