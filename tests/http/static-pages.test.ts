import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtOrigin } from '../../api/platform/built-origin.ts'
import { openStaticPages } from '../../api/platform/node/static-pages.ts'

let folder: string
const origin = 'http://meguri.example:8080'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meguri-static-'))
  mkdirSync(join(folder, '_astro'))
  mkdirSync(join(folder, 'places'))
  writeFileSync(join(folder, '_astro', 'page.abc.js'), 'let a = 1')
  writeFileSync(join(folder, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'places', 'index.html'), '<p>places</p>')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['/places', 'text/html; charset=utf-8', 'public, max-age=0, must-revalidate'],
  ['/places/', 'text/html; charset=utf-8', 'public, max-age=0, must-revalidate'],
  ['/mark.svg', 'image/svg+xml', 'public, max-age=3600'],
  ['/_astro/page.abc.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
])('%s is told as %s and kept as %s', (path, type, kept) => {
  expect(openStaticPages(folder, () => origin).find(path)?.headers).toEqual({
    'content-type': type,
    'cache-control': kept,
  })
})

test('a file that a newer build took away is not found, and stops nothing', () => {
  const pages = openStaticPages(folder, () => origin)
  rmSync(join(folder, '_astro'), { recursive: true })
  expect(pages.find('/_astro/page.abc.js')).toBeUndefined()
  expect(pages.find('/places')?.status).toBe(200)
})

test('nothing outside the folder is found', () => {
  expect(openStaticPages(folder, () => origin).find('/../package.json')).toBeUndefined()
})

test('a page names where people reach the hub, not where it was built; a script stays as it is', () => {
  writeFileSync(join(folder, 'places', 'index.html'), `<link rel="canonical" href="${builtOrigin}/places">`)
  writeFileSync(join(folder, '_astro', 'page.abc.js'), `'${builtOrigin}'`)
  const pages = openStaticPages(folder, () => origin)
  expect(pages.find('/places')?.plain.toString()).toBe(`<link rel="canonical" href="${origin}/places">`)
  expect(pages.find('/_astro/page.abc.js')?.plain.toString()).toBe(`'${builtOrigin}'`)
})
