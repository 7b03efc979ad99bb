import { defineConfig } from 'vitest/config'

/** Stories in a real browser against the built site, one after the other; `tests/run.ts` says which. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: ['tests/browser/support/world-set-up.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})
