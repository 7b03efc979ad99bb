import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStaticPages } from '../../api/platform/node/static-pages.ts'

let folder: string

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
  expect(openStaticPages(folder).find(path)?.headers).toEqual({ 'content-type': type, 'cache-control': kept })
})

test('a file that a newer build took away is not found, and stops nothing', () => {
  const pages = openStaticPages(folder)
  rmSync(join(folder, '_astro'), { recursive: true })
  expect(pages.find('/_astro/page.abc.js')).toBeUndefined()
  expect(pages.find('/places')?.status).toBe(200)
})

test('nothing outside the folder is found', () => {
  expect(openStaticPages(folder).find('/../package.json')).toBeUndefined()
})
