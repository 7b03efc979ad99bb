import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    globalSetup: ['tests/support/postgresql.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
    passWithNoTests: false,
    // From its own files this package costs every worker a second: Node copies its 179 kB `exports` for each of them.
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          include: ['', '/sqlite-core', '/pg-core', '/better-sqlite3', '/postgres-js', '/d1'].map(
            (part) => `drizzle-orm${part}`,
          ),
        },
      },
    },
  },
})
