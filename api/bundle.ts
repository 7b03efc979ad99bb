import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/**
 * Packs each of the two Node roots with what it imports into one file: `.build/api/node.mjs`, `.build/api/hub.mjs`.
 * A start reads one file instead of 1,700. Half of a start from the sources went into one package: Node copies the
 * `exports` map of drizzle-orm (179 kB) anew for every module it loads from there.
 */
const root = join(import.meta.dirname, '..')
const folder = join(root, '.build', 'api')

// Native code, workers found by path, and 5 MB of banks that only a shop's application asks for.
const leftOutside = ['better-sqlite3', 'pino', 'zengin-code']

async function bundle(name: 'node' | 'hub'): Promise<void> {
  const build = await rolldown({
    input: join(root, 'api', `${name}.ts`),
    platform: 'node',
    external: leftOutside,
    logLevel: 'warn',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  const arriving = join(folder, `${name}.${process.pid}.arriving`)
  writeFileSync(arriving, output[0].code)
  // Replaced as a whole: whoever starts meanwhile reads the old or the new one.
  renameSync(arriving, join(folder, `${name}.mjs`))
}

mkdirSync(folder, { recursive: true })
for (const name of ['node', 'hub'] as const) await bundle(name)
