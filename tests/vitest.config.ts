import { defineConfig } from 'vitest/config'
import { LongestFirst } from './support/longest-first.ts'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    globalSetup: ['tests/support/run-folder.ts', 'tests/support/postgresql.ts', 'tests/support/d1-server.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    testTimeout: 30_000,
    // An engine is opened before a test, which may wait for a disk that others write to.
    hookTimeout: 30_000,
    // They wait for disks, locks and processes about as long as they compute: two cores carry three.
    maxWorkers: 3,
    // What the hub is made of is read once for each worker, not once for each file: no module keeps what a test did.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    passWithNoTests: false,
  },
})
