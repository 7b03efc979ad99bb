import { pino, type Logger } from 'pino'

/** Structured log lines (JSON) on standard output. Never a name, an address, a card or a query string. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
