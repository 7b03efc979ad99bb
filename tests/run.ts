import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { prepareBrowser } from './support/browser-set-up.ts'

/**
 * Runs everything that proves the project and ends with `N passed, N failed`.
 * `--only check|unit|browser` runs one part; further words go to the test runner as filters.
 */
type Count = { passed: number; failed: number }

const root = join(import.meta.dirname, '..')
const reports = join(root, '.build', 'reports')
const total: Count = { passed: 0, failed: 0 }

const say = (line: string): boolean => process.stdout.write(`${line}\n`)

function run(
  command: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const [program, ...args] = command
    const child = spawn(program!, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (chunk: Buffer): void => void (output += chunk.toString())
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
    child.on('error', (error) => resolve({ status: 1, output: String(error) }))
  })
}

/** One command that passes or fails as a whole; its output shows only when it failed. */
async function step(
  title: string,
  command: readonly string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const started = performance.now()
  const { status, output } = await run(command, environment)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`${status === 0 ? 'passed' : 'FAILED'}  ${title} (${seconds} s)`)
  if (status !== 0) say(output.trimEnd())
  total[status === 0 ? 'passed' : 'failed'] += 1
  return status === 0
}

const node = (script: string, ...args: string[]): string[] => [process.execPath, script, ...args]

/** For what takes the time that others leave: where both want a core it is given a third of theirs. */
const beside = (command: readonly string[]): string[] => ['nice', '-n', '5', ...command]

const content = (): Promise<boolean> => step('content is complete and sourced', node('content/build.ts'))

/** Reads the types of all files and pages, on one core and longer than all the other checks on the other one. */
const types = (): Promise<boolean> =>
  step(
    'types',
    beside(node('node_modules/astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'warning')),
  )

/** Format, lint, architecture, dead code: nothing of it needs a database or what is built. */
const reading = (): Promise<void> =>
  inTurn([
    ['format', beside(node('node_modules/oxfmt/bin/oxfmt', '--check', '.'))],
    ['lint', beside(node('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'))],
    ['architecture', beside(node('tests/tidy/architecture.ts'))],
    ['dead code', beside(node('node_modules/knip/bin/knip.js', '--no-progress'))],
  ])

async function inTurn(
  steps: readonly (readonly [title: string, command: readonly string[]])[],
): Promise<void> {
  for (const [title, command] of steps) await step(title, command)
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
}

/** A vitest run; skipped tests count as failed, and so does a run that broke off. */
async function suite(name: string, config: string, filters: readonly string[]): Promise<void> {
  const file = join(reports, `${name}.json`)
  const command = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '-c',
    config,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  )
  const started = performance.now()
  const { status, output } = await run(command)
  const report = readReport(file)
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests
  const brokeOff = status !== 0 && failed === 0 ? 1 : 0
  total.passed += report.numPassedTests
  total.failed += failed + brokeOff
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(
    `${status === 0 && failed === 0 ? 'passed' : 'FAILED'}  ${name}: ${report.numPassedTests} passed, ${failed + brokeOff} failed (${seconds} s)`,
  )
  if (status !== 0 || failed > 0) say(output.trimEnd())
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: false }
  }
}

async function builds(): Promise<boolean> {
  const onNode = await step('the site builds for Node', node('hub.mjs', 'build', 'node'))
  const onWorker = await step('the site builds for Workers', node('hub.mjs', 'build', 'worker'))
  return onNode && onWorker
}

/** Stories picked by name are told in one world, which is there sooner than several. */
const browserStories = (filters: readonly string[]): Promise<void> =>
  suite('browser stories', 'tests/browser/vitest.config.ts', [
    ...(filters.length > 0 ? ['--maxWorkers=1'] : []),
    ...filters,
  ])

const unitTests = (filters: readonly string[]): Promise<void> =>
  suite('unit, contract and HTTP tests', 'tests/vitest.config.ts', filters)

/** Fast checks without a database. */
async function check(): Promise<void> {
  await content()
  await Promise.all([types(), reading()])
}

async function onePart(part: string, filters: readonly string[]): Promise<void> {
  await builds()
  if (part === 'unit') await unitTests(filters)
  if (part === 'browser') {
    await prepareBrowser()
    await browserStories(filters)
  }
}

/**
 * Builds keep one core busy and tests wait about as long as they compute; the checks take what is left of both. Types are
 * read after the builds, which write what is known of the pages.
 */
async function everything(filters: readonly string[]): Promise<void> {
  await content()
  const read = reading()
  await builds()
  const typed = types()
  await unitTests(filters)
  await prepareBrowser()
  await browserStories(filters)
  await Promise.all([read, typed])
}

const parts: readonly string[] = ['check', 'unit', 'browser']

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  const only = words[0] === '--only' ? words[1] : undefined
  const filters = only === undefined ? words : words.slice(2)
  if (words[0] === '--only' && !parts.includes(only ?? '')) {
    say(`There is no part '${only ?? ''}': --only ${parts.join('|')}`)
    return 1
  }
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  if (only === undefined) await everything(filters)
  else if (only === 'check') await check()
  else await onePart(only, filters)
  say(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

process.exitCode = await main()
