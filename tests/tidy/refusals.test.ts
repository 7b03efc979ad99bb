import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusalCodes, statusOfRefusal } from '../../api/currency/errors.ts'
import type { LedgerRefusal } from '../../api/currency/errors.ts'

const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'api', 'currency', 'README.md'), 'utf8')

/** `| \`code\` | 409 | when | \`tests/…\` |` */
const rows = [...readme.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| .*? \| `(tests\/[^`]+)` +\|$/gm)].map(
  ([, code = '', status = '', file = '']) => ({ code, status: Number(status), file }),
)

test('the README lists every refusal of the ledger, in the order of precedence, with its status', () => {
  const wanted = refusalCodes.map((code) => [code, statusOfRefusal({ code } as LedgerRefusal)])
  expect(rows.map(({ code, status }) => [code, status])).toEqual(wanted)
})

test('every refusal that the README lists stands as a row in the test that it names', () => {
  const missing = rows.filter(
    ({ code, file }) => !readFileSync(join(root, file), 'utf8').includes(`'${code}'`),
  )
  expect(missing).toEqual([])
})
