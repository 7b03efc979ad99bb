import { pino, type DestinationStream, type Logger } from 'pino'

/** Structured log lines (JSON) on standard output. Never a name, an address, a card or a query string. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutValues },
    },
    destination,
  )

type Logged = {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly code?: unknown
}

/**
 * An error with its causes: what happened and where. What a database was asked with is left out (sessions, addresses,
 * hashes of secrets): drivers carry it in fields, and drizzle behind `params:` in its message.
 */
function withoutValues(error: unknown): Logged | string {
  if (!(error instanceof Error)) return typeof error
  const chain = causesOf(error)
  const code = chain.map((one) => (one as { code?: unknown }).code).find((one) => one !== undefined)
  return {
    type: error.name,
    message: chain.map(({ message }) => message.split('\nparams:', 1)[0]).join(': '),
    stack: chain.map(framesOf).join('\ncaused by\n'),
    ...(code === undefined ? {} : { code }),
  }
}

/** The error and what caused it, at most five deep: a ring would never end. */
function causesOf(error: Error): readonly Error[] {
  const chain = [error]
  for (let { cause } = error; cause instanceof Error && chain.length < 5; cause = cause.cause)
    chain.push(cause)
  return chain
}

const framesOf = ({ stack }: Error): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
