import { defineConfig } from 'vitest/config'

const files = [
  'allocation',
  'lot',
  'pot-validity',
  'limits',
  'journal',
  'hold-refusals',
  'refusals',
  'refusals-*',
  'decisions-*',
]

/** The tests of the pure core that need no database: they are run again for each change that is made to it. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: files.map((file) => `tests/currency/${file}.test.ts`),
    setupFiles: ['tests/support/property-seed.ts'],
    isolate: false,
    passWithNoTests: false,
  },
})
