/**
 * The database cannot answer now: no way to it, no room, or the way broke off. A list that was under way may be stored or
 * not; asked again with the same key, it is stored once.
 */
export class Unavailable extends Error {
  override name = 'Unavailable'

  constructor(cause: unknown) {
    super(`the database cannot answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/**
 * PostgreSQL's classes 08 (connection), 53 (no room, no memory, too many connections) and 57P0 (shut down or starting), a
 * server that only reads (25006) and one whose disk fails (58030):
 * https://www.postgresql.org/docs/current/errcodes-appendix.html.
 * SQLite's own words for a disk or a file that fails, and for a file that another process kept locked for longer than we
 * wait (ours take the lock before they read, so nobody was first with the same rows): https://sqlite.org/rescode.html.
 */
const codes =
  /^(08...|53...|57P0.|25006|58030)$|^SQLITE_(FULL|BUSY|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)(_[A-Z_]+)?$/

/** D1 tells by its message alone: https://developers.cloudflare.com/d1/observability/debug-d1/. */
const d1Messages = /D1_ERROR: .*(Network connection lost|overloaded|reset|timed out|storage operation)/i

/** Whether a driver's error says that the database cannot answer now. */
export function saysUnavailable(error: Error): boolean {
  const code = (error as { code?: unknown }).code
  return (typeof code === 'string' && codes.test(code)) || d1Messages.test(error.message)
}
