import { basename } from 'node:path'
import type { ParseArgsOptionsConfig } from 'node:util'
import { isLocale, type Locale } from '../platform/words.ts'
import type { Claim } from '../rail/index.ts'
import { contentNetwork } from '../rail/network-content.ts'
import { readWords, UsageFault } from './command.ts'

/** What every import understands. */
export const importOptions = {
  id: { type: 'string' },
  complete: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean' },
  language: { type: 'string' },
} as const

/** The words of an import: one file, and what is declared of it. */
export function readImport<const Options extends typeof importOptions & ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  const { values, positionals } = readWords(words, options)
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageFault('Name one FILE')
  const common = values as {
    readonly id?: string
    readonly complete?: string
    readonly from?: string
    readonly to?: string
    readonly language?: string
  }
  return {
    values,
    file,
    id: idOf(common.id, file),
    locale: localeOf(common.language),
    complete: claimsOf(common),
  }
}

/** `tadami-2026` of `Tadami_2026.zip`. */
export function idOf(said: string | undefined, file: string): string {
  const id =
    said ??
    basename(file)
      .replace(/\.\w+$/, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageFault('Give --id NAME: small letters, digits and single hyphens')
  return id
}

/** The language of what is told. */
export function localeOf(said = 'en'): Locale {
  if (!isLocale(said)) throw new UsageFault('--language is one of the hub’s, such as ja')
  return said
}

type Said = { readonly complete?: string; readonly from?: string; readonly to?: string }

function claimsOf({ complete, from, to }: Said): readonly Claim[] {
  if (complete === undefined && from === undefined && to === undefined) return []
  if (complete === undefined || from === undefined || to === undefined)
    throw new UsageFault('--complete, --from and --to go together')
  if (!contentNetwork.lines.some(({ id }) => id === complete))
    throw new UsageFault(`--complete is one of ${contentNetwork.lines.map(({ id }) => id).join(', ')}`)
  if (![from, to].every(isDay) || to < from)
    throw new UsageFault('--from and --to are days as YYYY-MM-DD, in order')
  return [{ line: complete, from, to }]
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

/** `--line R1=tadami`, told as often as needed. */
export function pairsOf(option: string, said: readonly string[] = []): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const known = new Set(
    (option === '--line' ? contentNetwork.lines : contentNetwork.stations).map(({ id }) => id),
  )
  for (const text of said) {
    const at = text.lastIndexOf('=')
    const [theirs, ours] = [text.slice(0, at), text.slice(at + 1)]
    if (at < 1 || !known.has(ours))
      throw new UsageFault(`${option} takes THEIRS=OURS, and OURS is an id of the site`)
    pairs.set(theirs, ours)
  }
  return pairs
}

/** A line of which nothing is in the file cannot be declared complete: that would close it. */
export function assertHeld(complete: readonly Claim[], lines: readonly string[]): void {
  const missing = complete.find(({ line }) => !lines.includes(line))
  if (missing !== undefined)
    throw new UsageFault(`--complete ${missing.line}: nothing of this line is in the file`)
}
