import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuiltPage, client } from './built-pages.ts'

/** Weights of pages: what a visitor in a valley has to load. Gzip, kilobytes of 1,000 bytes. */
const htmlMax = 30_000
const scriptMax = 5_000
const styleMax = 20_000

export const weigh = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length

/** Files that a page loads at once: scripts with what they import, or style sheets. */
export const loads = ({ html }: BuiltPage, kind: 'js' | 'css'): string[] => {
  const direct = [
    ...html.matchAll(kind === 'js' ? /<script[^>]+src="([^"]+)"/g : /<link[^>]+href="([^"]+\.css)"/g),
  ].map((found) => found[1]!)
  if (kind === 'css') return direct
  const all = new Set<string>()
  const visit = (file: string): void => {
    if (all.has(file)) return
    all.add(file)
    const text = readFileSync(join(client, file), 'utf8')
    for (const found of text.matchAll(/(?:^|[;}\s])import\s*(?:[\w{},*\s$]+from\s*)?"\.\/([^"]+)"/g))
      visit(join(file, '..', found[1]!))
  }
  direct.forEach(visit)
  return [...all]
}

export const totalOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + weigh(readFileSync(join(client, file))), 0)

const inlineScript = ({ html }: BuiltPage): number =>
  [...html.matchAll(/<script(?![^>]*src=)(?![^>]*ld\+json)[^>]*>([\s\S]+?)<\/script>/g)].reduce(
    (sum, found) => sum + weigh(found[1]!),
    0,
  )

const anotherHost =
  /<(?:script|img|iframe|source|video|audio)[^>]+src="(https?:)?\/\/[^"]+"|<link[^>]+rel="(?:stylesheet|preload|preconnect|icon)"[^>]+href="https?:[^"]+"/g

/** What every page keeps to, whether it was built or is rendered when it is asked for; each says what does not. */
export const pageRules: readonly (readonly [string, (page: BuiltPage) => readonly (string | number)[]])[] = [
  ['weighs more than 30 kB', ({ html }) => over(weigh(html), htmlMax)],
  [
    'loads more than 5 kB of script before something is opened',
    (page) => over(totalOf(loads(page, 'js')) + inlineScript(page), scriptMax),
  ],
  ['loads more than 20 kB of style', (page) => over(totalOf(loads(page, 'css')), styleMax)],
  ['asks another host for anything', ({ html }) => [...html.matchAll(anotherHost)].map(([tag]) => tag)],
  [
    'carries a style or a handler in an attribute',
    ({ html }) => (/<[a-z][^>]*\s(?:style|on[a-z]+)="/i.exec(html) ?? []).slice(0, 1),
  ],
  [
    'lets in what its policy does not name',
    ({ html, policy = /<meta http-equiv="content-security-policy"[^>]+/i.exec(html)?.[0] }) =>
      policy === undefined || /unsafe-inline/.test(policy + html) ? ['no policy, or an open one'] : [],
  ],
]

const over = (bytes: number, most: number): readonly number[] => (bytes > most ? [bytes] : [])

/** Pages that break a rule, each with how. */
export const breaking = (
  pages: readonly BuiltPage[],
  rule: (page: BuiltPage) => readonly (string | number)[],
): string[] => pages.flatMap((page) => rule(page).map((what) => `${page.path}: ${what}`))
