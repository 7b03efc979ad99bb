import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown, type Plugin } from 'rolldown'
import banks from 'zengin-code'

/**
 * Packs each Node root with what it imports into one file: `.build/api/node.mjs`, `.build/api/hub.mjs`, and the thread that
 * the latter starts, which begins in a file of its own: `.build/api/verify-thread.mjs`.
 * A start reads one file instead of 1,700. Half of a start from the sources went into one package: Node copies the
 * `exports` map of drizzle-orm (179 kB) anew for every module it loads from there.
 */
const root = join(import.meta.dirname, '..')
const folder = join(root, '.build', 'api')

// Native code, and workers found by path.
const leftOutside = ['better-sqlite3', 'pino', 'sharp']

/**
 * 5 MB of banks, written as code: compiling them takes ten times as long as reading the same as JSON (1.4 s against
 * 0.15 s on a busy machine), and the first shop that applies would wait for it. The file is read when it is asked for.
 */
const banksAsJson: Plugin = {
  name: 'banks-as-json',
  resolveId: (id) => (id === banksPackage ? banksModule : null),
  load: (id) => (id === banksModule ? readsJson(banksFile) : null),
}
const banksPackage = 'zengin-code'
const banksModule = '\0banks-as-json'
const banksFile = 'zengin-code.json'

const readsJson = (file: string): string =>
  `import { readFileSync } from 'node:fs'
export default JSON.parse(readFileSync(new URL('./${file}', import.meta.url), 'utf8'))`

async function bundle(name: string, source: string): Promise<void> {
  const build = await rolldown({
    input: join(root, 'api', source),
    platform: 'node',
    external: leftOutside,
    plugins: [banksAsJson],
    logLevel: 'warn',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  place(`${name}.mjs`, output[0].code)
}

/** Replaced as a whole: whoever starts meanwhile reads the old or the new one. */
function place(name: string, text: string): void {
  const arriving = join(folder, `${name}.${process.pid}.arriving`)
  writeFileSync(arriving, text)
  renameSync(arriving, join(folder, name))
}

mkdirSync(folder, { recursive: true })
place(banksFile, JSON.stringify(banks))
await bundle('node', 'node.ts')
await bundle('hub', 'hub.ts')
await bundle('verify-thread', 'hub/verify-thread.ts')
