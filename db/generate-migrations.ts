import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteKit } from './kit.ts'
import { allTables } from './tables/index.ts'

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
const kits = { sqlite: 'sqliteKit', postgresql: 'postgresKit' } as const
for (const dialect of ['sqlite', 'postgresql'] as const) {
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
      writeSchema(dialect),
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

/**
 * The generator finds tables among a module's own exports, which must stand in it by name: this writes that module from
 * the list of all tables, so that none is forgotten. Answers its path below the project.
 */
function writeSchema(dialect: keyof typeof kits): string {
  const kit = kits[dialect]
  const names = Object.keys(allTables(sqliteKit)).join(', ')
  const file = `.build/schema-${dialect}.ts`
  mkdirSync(join(root, '.build'), { recursive: true })
  writeFileSync(
    join(root, file),
    `import { ${kit} } from '../db/kit.ts'
import { allTables } from '../db/tables/index.ts'
export const { ${names} } = allTables(${kit})
`,
  )
  return file
}
