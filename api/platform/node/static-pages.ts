import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { builtOrigin } from '../built-origin.ts'
import { type Body, packBody } from './page-body.ts'

/** The built pages and files, which never change until the next build: read from disk once, then served from memory. */
export type StaticPages = { readonly find: (path: string) => Body | undefined }

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
}

const yearSeconds = 31_536_000

/**
 * Finds `/places/x` as `places/x/index.html` in the build's client folder, any other file under its own name; packs it
 * at its first reading. Pages name `origin`, which is asked then: the port may be known late. A file that a newer build took away is not found: nothing is streamed that could break off.
 */
export function openStaticPages(folder: string, origin: () => string): StaticPages {
  const files = new Map(listFiles(folder).map((file) => [addressOf(relative(folder, file)), file]))
  const read = new Map<string, Body>()
  return {
    find: (path) => {
      const address = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
      const file = files.get(address)
      if (file === undefined) return undefined
      const known = read.get(address) ?? readBody(file, address, origin)
      if (known !== undefined) read.set(address, known)
      return known
    },
  }
}

function readBody(file: string, address: string, origin: () => string): Body | undefined {
  if (!existsSync(file)) return undefined
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': cacheControl(file, address),
  }
  const read = readFileSync(file)
  const plain = file.endsWith('.html')
    ? Buffer.from(read.toString('utf8').replaceAll(builtOrigin, () => origin()))
    : read
  return packBody({ status: 200, headers, plain }, 'thorough')
}

/** Names of built files carry the hash of their content: they never change. A page is asked after each time. */
function cacheControl(file: string, address: string): string {
  if (file.endsWith('.html')) return 'public, max-age=0, must-revalidate'
  return address.startsWith('/_astro/') ? `public, max-age=${yearSeconds}, immutable` : 'public, max-age=3600'
}

const listFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []

const addressOf = (file: string): string =>
  encodeURI(`/${file.split(sep).join('/')}`.replace(/\/index\.html$/, '').replace(/\.html$/, '')) || '/'
