import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingsTable } from './settings-table.ts'

const root = join(import.meta.dirname, '..', '..')
const ownFolders = ['api', 'content', 'db', 'site', 'tests']

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

const ours = ownFolders.flatMap(filesBelow)
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('the house is tidy', () => {
  test('every folder of the API says in a README what its words mean', () => {
    const domains = readdirSync(join(root, 'api'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    const without = domains
      .map(({ name }) => name)
      .filter((name) => !existsSync(join(root, 'api', name, 'README.md')))
    expect(without).toEqual([])
    expect(domains.length).toBeGreaterThan(5)
  })

  test('every local path that a README links to exists', () => {
    const readmes = ['README.md', ...ours.filter((file) => file.endsWith('.md'))]
    const missing = readmes.flatMap((readme) =>
      [...read(readme).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map((found) => found[1]!)
        .filter((path) => !existsSync(join(root, dirname(readme), path)))
        .map((path) => `${readme}: ${path}`),
    )
    expect(missing).toEqual([])
  })

  test('no source file is longer than 400 lines', () => {
    const sources = ours.filter((file) => /\.(ts|astro)$/.test(file))
    const long = sources.filter((file) => read(file).split('\n').length > 400)
    expect(long).toEqual([])
    expect(sources.length).toBeGreaterThan(150)
  })

  test('every table of a page turns into a list on a phone', () => {
    const tables = ours
      .filter((file) => file.endsWith('.astro'))
      .flatMap((file) => [...read(file).matchAll(/<table\b[^>]*>/g)].map(([tag]) => `${file}: ${tag}`))
    expect(tables.filter((table) => !/class="table\b/.test(table))).toEqual([])
    expect(tables.length).toBeGreaterThan(10)
  })

  test('every page tells the time by the hub’s clock, not by its computer’s', () => {
    const frontmatter = (file: string): string =>
      file.endsWith('.astro') ? read(file).replaceAll(/<script\b[^]*?<\/script>/g, '') : read(file)
    // What stands in a file of its own beside a component runs in the reader's browser, which has its own clock.
    const onServer = ours.filter((file) => /^site\/(?:.*\.astro|(?:pages|lib)\/.*\.ts)$/.test(file))
    const own = onServer.filter((file) => /\bDate\.now\b|\bnew Date\(\s*\)/.test(frontmatter(file)))
    expect(own).toEqual([])
    expect(onServer.length).toBeGreaterThan(300)
  })

  test('every setting stands in the README as the program reads it', () => {
    // The formatter pads tables: only the words are compared.
    const words = (text: string): string => text.replaceAll(/[\s|-]+/g, ' ')
    expect(words(read('README.md'))).toContain(words(settingsTable()))
  })
})

type Lock = {
  packages: Record<
    string,
    { version?: string; link?: boolean; optionalDependencies?: Record<string, string> }
  >
}

describe('the packages', () => {
  test('are pinned to one version each', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
    )
    expect(loose).toEqual([])
  })

  test('have a complete lock: every platform build that a package names is in it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock
    const names = new Set(
      Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    )
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !names.has(name))
        .map((name) => `${path} → ${name}`),
    )
    expect(missing).toEqual([])
  })

  test('have a lock that says a version for each: npm leaves one out where a platform build is not published', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock
    const without = Object.entries(packages).filter(
      ([path, { version, link }]) => path !== '' && version === undefined && link !== true,
    )
    expect(without).toEqual([])
  })
})
