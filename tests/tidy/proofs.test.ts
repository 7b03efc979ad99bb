import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'api', 'currency', 'README.md'), 'utf8')

/** `| T7 | what is promised | \`tests/…\` name of the test |` */
const rows = [...readme.matchAll(/^\| (T\d+) +\| .*? \| `(tests\/[^`]+)` (.+?) *\|$/gm)].map(
  ([, proof = '', file = '', name = '']) => ({ proof, file, name }),
)

test('every proof of the ledger that the README names is a test of that name', () => {
  const missing = rows.filter(
    ({ file, name }) =>
      !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(name),
  )
  expect(missing).toEqual([])
})

test('T1 to T25 each have a proof', () => {
  const wanted = Array.from({ length: 25 }, (_, place) => `T${place + 1}`)
  expect(wanted.filter((proof) => !rows.some((row) => row.proof === proof))).toEqual([])
})
