import { createInterface } from 'node:readline/promises'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

/** One operators' command. `run` answers the exit status: 0 done, 1 refused or wrong. */
export type Command = {
  readonly summary: string
  readonly help: string
  readonly run: (words: readonly string[]) => Promise<number>
}

/** The words were not understood: exit status 2. */
export class UsageFault extends Error {
  override name = 'UsageFault'
}

/** Reads options strictly; an unknown one, or a word that belongs to none, is a `UsageFault`. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  const { values, positionals } = readWords(words, options)
  if (positionals.length > 0) throw new UsageFault(`Unexpected argument '${positionals[0]}'`)
  return values
}

/** Reads options strictly, and the words that belong to none. */
export function readWords<const Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error))
  }
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** A line on standard error that is written over as the work goes on. */
export function showProgress(what: string, done: number, of: number): void {
  process.stderr.write(`\r${what}: ${done} of ${of}${done === of ? '\n' : ''}`)
}

/** Aborts at Ctrl-C; the work ends at its next whole step. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}

/** The password comes from standard input: it never stands in a list of processes or in the shell's history. */
export async function readPassword(): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  process.stderr.write('Password: ')
  for await (const line of reader) {
    reader.close()
    return line
  }
  throw new UsageFault('Give the password on standard input')
}
