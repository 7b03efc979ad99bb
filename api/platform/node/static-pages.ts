import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Body, packBody } from './page-body.ts'

/** The built pages that never change until the next build: read from disk once, then served from memory. */
export type StaticPages = { readonly find: (path: string) => Body | undefined }

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=0, must-revalidate',
}

/** Finds `/places/x` as `places/x/index.html` in the build's client folder; packs it at its first reading. */
export function openStaticPages(folder: string): StaticPages {
  const files = new Map(listPages(folder).map((file) => [addressOf(relative(folder, file)), file]))
  const read = new Map<string, Body>()
  return {
    find: (path) => {
      const address = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
      const file = files.get(address)
      if (file === undefined) return undefined
      const known =
        read.get(address) ??
        packBody({ status: 200, headers: pageHeaders, plain: readFileSync(file) }, 'thorough')
      read.set(address, known)
      return known
    },
  }
}

const listPages = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
        .map((entry) => join(entry.parentPath, entry.name))
    : []

const addressOf = (file: string): string =>
  encodeURI(`/${file.split(sep).join('/')}`.replace(/\/index\.html$/, '').replace(/\.html$/, '')) || '/'
