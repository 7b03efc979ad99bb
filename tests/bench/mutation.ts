import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { optionsOf } from './row.ts'
import type { Options, Row } from './row.ts'

/** Fetched when it is asked for: it is as large as all else that tests need. */
const stryker = ['@stryker-mutator/core@10.1.1', '@stryker-mutator/vitest-runner@10.1.1']

/** The decisions of the ledger: pure functions, one file for each kind. */
const core =
  'account adjust allocation charge close decision dispute donate ended fund hold journal key limits lot money-in money-out pay purchase receipt refund repay repayment-cap repayment-reason transfer'.split(
    ' ',
  )

const root = join(import.meta.dirname, '..', '..')
const target = 90
/** What is neither the project's own nor needed to test it. */
const leftBehind = new Set(['node_modules', '.toolchain', '.build', '.git', 'dist', 'data'])

/**
 * Changes the core's code, one small thing at a time, and counts which changes a test notices:
 * `--only=lot,limits` takes some files, `--lanes=2` runs so many at once. Works on a copy; Ctrl-C ends it.
 */
export async function mutationBench(options: Options): Promise<readonly Row[]> {
  const { text, number } = optionsOf(options)
  const only = text('only', core.join(',')).split(',')
  const copy = mkdtempSync(join(tmpdir(), 'meguri-mutation-'))
  try {
    cpSync(root, copy, { recursive: true, filter: (path) => !leftBehind.has(basename(path)) })
    prepare(copy, only, number('lanes', 2))
    await run(copy)
    return rowsOf(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function prepare(copy: string, only: readonly string[], lanes: number): void {
  for (const words of [['ci'], ['install', '--no-save', ...stryker]]) {
    process.stderr.write(`npm ${words.join(' ')} …\n`)
    const { status } = spawnSync('npm', [...words, '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: copy,
    })
    if (status !== 0) throw new Error('the registry cannot be reached: nothing was measured')
  }
  const configuration = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './tests/mutation/assertions.ts'],
    ignorers: ['assertions'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    mutate: only.map((file) => `api/currency/${file}.ts`),
    coverageAnalysis: 'perTest',
    concurrency: lanes,
    inPlace: true,
    reporters: ['json', 'progress-append-only'],
  }
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(configuration))
}

/** Its progress is shown as it comes. */
const run = (copy: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const program = join(copy, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
    const child = spawn(process.execPath, [program, 'run'], {
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

function rowsOf(copy: string): Row[] {
  const report = JSON.parse(
    readFileSync(join(copy, 'reports', 'mutation', 'mutation.json'), 'utf8'),
  ) as Report
  const explained = JSON.parse(
    readFileSync(join(root, 'tests', 'mutation', 'survivors.json'), 'utf8'),
  ) as Explained[]
  const counted = Object.entries(report.files).map(([path, { source, mutants }]) => {
    const file = basename(path, '.ts')
    const tried = mutants.filter(
      ({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status),
    )
    const left = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    const open = left
      .map((mutant) => ({ file, line: mutant.location.start.line, ...changeOf(source, mutant) }))
      .filter((one) => !explained.some((known) => isSame(known, one)))
    return { file, tried: tried.length, noticed: tried.length - left.length, open }
  })
  const sum = (of: (one: (typeof counted)[number]) => number) =>
    counted.reduce((all, one) => all + of(one), 0)
  const percent = (noticed: number, tried: number) => Math.floor((noticed * 1000) / Math.max(tried, 1)) / 10
  const all = percent(
    sum(({ noticed }) => noticed),
    sum(({ tried }) => tried),
  )
  const unexplained = counted.flatMap(({ open }) => open)
  for (const { file, line, from, to } of unexplained)
    process.stderr.write(`${file}.ts:${line} noticed by no test: ${from} -> ${to}\n`)
  return [
    ...counted.map(({ file, tried, noticed, open }) => ({
      what: `changes of ${file}.ts that a test notices`,
      value: `${noticed} of ${tried}, ${open.length} of the others not explained`,
    })),
    {
      what: 'changes of the core that a test notices',
      value: `${all} %, ${unexplained.length} of the others not explained`,
      target: `>= ${target} %, the others explained`,
      met: all >= target && unexplained.length === 0 ? 'yes' : 'no',
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
