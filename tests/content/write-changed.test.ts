import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeChanged } from '../../content/write-changed.ts'

const folder = mkdtempSync(join(tmpdir(), 'meguri-written-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('leaves a file alone that holds the text, so that nobody finds half of it, and writes what is new', () => {
  const file = join(folder, 'words.mjs')
  writeChanged(file, 'one')
  utimesSync(file, 1, 1)
  writeChanged(file, 'one')
  expect(statSync(file).mtimeMs).toBe(1_000)
  writeChanged(file, 'two')
  expect([readFileSync(file, 'utf8'), statSync(file).mtimeMs > 1_000]).toEqual(['two', true])
})
