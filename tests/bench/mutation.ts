import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { makeRoom } from './mutation-copy.ts'
import { optionsOf } from './row.ts'
import type { Options, Row } from './row.ts'

/** Fetched when it is asked for: it is as large as all else that tests need. */
const stryker = ['@stryker-mutator/core@10.1.1', '@stryker-mutator/vitest-runner@10.1.1']

/** The decisions of the ledger: pure functions, one file for each kind. */
const core =
  'account adjust allocation card-refund charge close decision dispute donate ended freeze fund give hold journal key limits lot money-in money-out pay pot-validity proxy purchase receipt refund repay repayment-cap repayment-reason sale-code transfer'.split(
    ' ',
  )

const root = join(import.meta.dirname, '..', '..')
const target = 90
/** What is neither the project's own nor needed to test it. */
const leftBehind = new Set(['node_modules', '.toolchain', '.build', '.git', 'dist', 'data'])

/**
 * Changes the core's code, one small thing at a time, and counts which changes a test notices, file by file:
 * `--only=lot,limits` takes some files, `--lanes=2` runs so many at once. Works on a copy; Ctrl-C ends it. `--keep=DIR`
 * leaves the copy there with what was found: the next run there tries again only what has changed. It is a new folder, an
 * empty one, or one that an earlier run made.
 */
export async function mutationBench(options: Options): Promise<readonly Row[]> {
  const { text, number } = optionsOf(options)
  const only = text('only', core.join(',')).split(',')
  const keep = text('keep', '')
  const copy = keep === '' ? mkdtempSync(join(tmpdir(), 'meguri-mutation-')) : resolve(keep)
  try {
    prepare(copy)
    const counted: Counted[] = []
    for (const file of only) counted.push(await countedOf(copy, file, number('lanes', 2)))
    return rowsOf(counted)
  } finally {
    if (keep === '') rmSync(copy, { recursive: true, force: true })
  }
}

/** The project as it is now, with what it needs: fetched once. */
function prepare(copy: string): void {
  makeRoom(copy, root)
  cpSync(root, copy, { recursive: true, filter: (path) => !leftBehind.has(basename(path)) })
  if (existsSync(programOf(copy))) return
  for (const words of [['ci'], ['install', '--no-save', ...stryker]]) {
    process.stderr.write(`npm ${words.join(' ')} …\n`)
    const { status } = spawnSync('npm', [...words, '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: copy,
    })
    if (status !== 0) throw new Error('the registry cannot be reached: nothing was measured')
  }
}

const programOf = (copy: string): string =>
  join(copy, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')

/** Tries all changes of one file and tells those that nobody noticed at once. */
async function countedOf(copy: string, file: string, lanes: number): Promise<Counted> {
  const report = join(copy, 'reports', `${file}.json`)
  const configuration = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/assertions.ts'],
    ignorers: ['assertions'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    mutate: [`api/currency/${file}.ts`],
    coverageAnalysis: 'perTest',
    concurrency: lanes,
    inPlace: true,
    // The tests do not look at types; without this a line is put into every file of the project.
    disableTypeChecks: false,
    incremental: true,
    incrementalFile: `reports/known/${file}.json`,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
  }
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(configuration))
  await run(copy)
  const counted = countIn(file, JSON.parse(readFileSync(report, 'utf8')) as Report)
  for (const { line, from, to } of counted.open)
    process.stderr.write(`${file}.ts:${line} noticed by no test: ${from} -> ${to}\n`)
  process.stderr.write(`${file}.ts: ${counted.noticed} of ${counted.tried} noticed\n`)
  return counted
}

/** Its progress is shown as it comes. */
const run = (copy: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programOf(copy), 'run'], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.pipe(process.stderr)
    const interrupt = (): void => void child.kill('SIGINT')
    process.once('SIGINT', interrupt)
    child.once('error', reject)
    child.once('close', (status) => {
      process.removeListener('SIGINT', interrupt)
      if (status === 0) resolve()
      else reject(new Error(`the run ended early (${status})`))
    })
  })

type Mutant = {
  readonly status: string
  readonly replacement: string
  readonly location: { readonly start: Spot; readonly end: Spot }
}
type Spot = { readonly line: number; readonly column: number }
type Report = { readonly files: Readonly<Record<string, { source: string; mutants: readonly Mutant[] }>> }
/** A change that no test notices, and why none could. */
type Explained = { readonly file: string; readonly from: string; readonly to: string; readonly why: string }

type Counted = {
  readonly file: string
  readonly tried: number
  readonly noticed: number
  /** Noticed by no test, and explained by nobody. */
  readonly open: readonly (Omit<Explained, 'why'> & { readonly line: number })[]
}

const explained = (): Explained[] =>
  JSON.parse(readFileSync(join(root, 'tests', 'mutation', 'survivors.json'), 'utf8')) as Explained[]

function countIn(file: string, { files }: Report): Counted {
  const { source, mutants } = files[`api/currency/${file}.ts`]!
  const tried = mutants.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status))
  const left = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const open = left
    .map((mutant) => ({ file, line: mutant.location.start.line, ...changeOf(source, mutant) }))
    .filter((one) => !explained().some((known) => isSame(known, one)))
  return { file, tried: tried.length, noticed: tried.length - left.length, open }
}

function rowsOf(counted: readonly Counted[]): Row[] {
  const sum = (of: (one: Counted) => number) => counted.reduce((all, one) => all + of(one), 0)
  const [noticed, tried] = [sum((one) => one.noticed), sum((one) => one.tried)]
  const percent = Math.floor((noticed * 1000) / Math.max(tried, 1)) / 10
  const open = sum((one) => one.open.length)
  return [
    ...counted.map((one) => ({
      what: `changes of ${one.file}.ts that a test notices`,
      value: `${one.noticed} of ${one.tried}, ${one.open.length} of the others not explained`,
    })),
    {
      what: 'changes of the core that a test notices',
      value: `${noticed} of ${tried} (${percent} %), ${open} of the others not explained`,
      target: `>= ${target} %, the others explained`,
      met: percent >= target && open === 0 ? 'yes' : 'no',
    },
  ]
}

const isSame = (a: Omit<Explained, 'why'>, b: Omit<Explained, 'why'>): boolean =>
  a.file === b.file && a.from === b.from && a.to === b.to

/** What stood there and what stood there instead; lines and columns begin at one. */
function changeOf(source: string, { location: { start, end }, replacement }: Mutant) {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const first = lines[0]!.slice(start.column - 1, lines.length === 1 ? end.column - 1 : undefined)
  return { from: lines.length === 1 ? first : `${first} …`, to: replacement.split('\n')[0]! }
}
