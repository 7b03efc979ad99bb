import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engineNames, openEngine } from '../support/engines.ts'
import type { EngineName } from '../support/engines.ts'
import { openTestBooks } from '../currency/books.ts'
import { command } from '../currency/ledger-commands.ts'
import { openWalk, walkSettings, wholeBooks } from '../currency/ledger-walk.ts'

/**
 * The same random commands go to the ledger on a real engine and to its model (`ledger-walk.ts`), with the whole books
 * checked after every one.
 */

/** How long a run is: D1 goes through workerd and a socket, so it walks a shorter way. */
const lengths: Record<EngineName, { readonly runs: number; readonly commands: number }> = {
  sqlite: { runs: 25, commands: 40 },
  postgresql: { runs: 6, commands: 30 },
  d1: { runs: 1, commands: 12 },
}

/** The run nightly machines ask for: MEGURI_MODEL_RUNS multiplies the number of runs. */
const factor = Number(process.env['MEGURI_MODEL_RUNS'] ?? 1)

describe.each(engineNames)('the ledger and its model agree on %s', (name) => {
  test(
    'after every one of many random commands',
    async () => {
      const engine = await openEngine(name)
      const { runs, commands } = lengths[name]
      try {
        const seen = await fc.check(
          fc.asyncProperty(fc.array(command, { minLength: commands, maxLength: commands }), async (walk) => {
            const world = await openWalk(await openTestBooks(engine.store, walkSettings), wholeBooks)
            for (const step of walk) await world.step(step)
          }),
          { numRuns: runs * factor, endOnFailure: true },
        )
        expect(
          seen.failed ? `${fc.defaultReportMessage(seen)} ${String(seen.errorInstance)}` : 'agreed',
        ).toBe('agreed')
      } finally {
        await engine.dispose()
      }
    },
    120_000 * factor,
  )
})
