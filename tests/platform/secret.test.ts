import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecret } from '../../api/platform/node/secret.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meguri-secret-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the secret is made once, whole, for its owner alone', () => {
  const DATA_DIR = join(folder, 'data')
  const secret = readSecret({ DATA_DIR })
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(readSecret({ DATA_DIR })).toBe(secret)
  expect(readdirSync(DATA_DIR)).toEqual(['secret'])
  expect([DATA_DIR, join(DATA_DIR, 'secret')].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o700, 0o600,
  ])
})

test.each(['', '\n', 'half of it'])('a secret that is not whole (%j) signs nothing', (text) => {
  writeFileSync(join(folder, 'secret'), text)
  expect(() => readSecret({ DATA_DIR: folder })).toThrow(/not whole/)
})
