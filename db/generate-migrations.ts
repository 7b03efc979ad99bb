import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes the migration of changed tables for both dialects: `npm run migrations -- what-changes`.
 * The generator knows no STRICT tables, without which SQLite keeps 1.5 or 'x' in a column of whole numbers.
 */
const [name] = process.argv.slice(2)
if (name === undefined || !/^[a-z][a-z-]*$/.test(name)) {
  process.stderr.write('Give the migration a name in small letters: npm run migrations -- what-changes\n')
  process.exit(2)
}

const root = join(import.meta.dirname, '..')
for (const dialect of ['sqlite', 'postgresql']) {
  const folder = `db/migrations/${dialect}`
  const before = new Set(readdirSync(join(root, folder)))
  execFileSync(
    process.execPath,
    [
      'node_modules/drizzle-kit/bin.cjs',
      'generate',
      '--dialect',
      dialect,
      '--schema',
      `db/schema-${dialect}.ts`,
      '--out',
      folder,
      '--name',
      name,
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const made = readdirSync(join(root, folder)).filter((file) => file.endsWith('.sql') && !before.has(file))
  if (dialect === 'sqlite') made.forEach((file) => makeStrict(join(root, folder, file)))
}

function makeStrict(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/^\);$/gm, ') STRICT;'))
}
