import { defineConfig } from 'vitest/config'
import { LongestFirst } from '../support/longest-first.ts'

/**
 * Stories in a real browser against the built site. Each worker has a world of its own and tells one story after the other
 * in it; a story waits more than it computes, so that two cores carry five.
 */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: ['tests/browser/support/world-set-up.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A page of a busy machine may take longer than the second that a poll has by itself.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 5,
    // A story's modules keep nothing of what happened in it but the purses that were used.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
