import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { longest } from '../support/longest-first.ts'

test.each(longest)('%s, which is begun first, is there', (name) => {
  expect(existsSync(join(import.meta.dirname, '..', '..', `${name}.test.ts`))).toBe(true)
})
