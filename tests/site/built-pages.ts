import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What a browser is sent of the built site. */
export const client = join(import.meta.dirname, '..', '..', 'dist', 'node', 'client')

export type BuiltPage = {
  readonly path: string
  readonly html: string
  /** What it lets in, of one that is rendered when it is asked for; a built one carries it. */
  readonly policy?: string
}

/** Every page that the build made. */
export function builtPages(): readonly BuiltPage[] {
  if (!existsSync(client))
    throw new Error('The site is not built: npm test builds it; alone, run "node hub.mjs build node".')
  return readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(client, file), html: readFileSync(file, 'utf8') }))
}
