import { saysUnavailable, Unavailable } from './unavailable.ts'

/**
 * A write that the database refused, in the same words on every engine.
 *
 * - `check`    a named CHECK or a trigger that refuses; `name` is the constraint's or the trigger's word
 * - `unique`   a key that is taken; `name` is the table
 * - `foreign`  a row that is referred to does not exist; SQLite does not say which, so `name` is empty
 * - `type`     a value that is not what the column holds (1.5 or 'x' for a whole number, null where none may be)
 * - `race`     another writer was first (deadlock, serialization): load again and try again
 */
export class Violation extends Error {
  override name = 'Violation'
  readonly kind: 'check' | 'unique' | 'foreign' | 'type' | 'race'
  readonly constraint: string

  constructor(kind: Violation['kind'], constraint: string, cause: unknown) {
    super(`${kind}: ${constraint}`, { cause })
    this.kind = kind
    this.constraint = constraint
  }
}

type PostgresError = { code?: string; constraint?: string; table?: string; message: string }

const postgresKinds: Record<string, Violation['kind']> = {
  '23514': 'check',
  '23505': 'unique',
  '23503': 'foreign',
  '23502': 'type',
  '22P02': 'type',
  '22003': 'type',
  '40001': 'race',
  '40P01': 'race',
  '55P03': 'race',
}

function fromPostgres(error: PostgresError): Violation | undefined {
  const kind = postgresKinds[error.code ?? '']
  if (kind === undefined) return undefined
  if (kind === 'foreign') return new Violation(kind, '', error)
  if (kind === 'unique') return new Violation(kind, error.table ?? '', error)
  return new Violation(kind, error.constraint ?? error.message, error)
}

const sqlitePatterns: readonly [RegExp, Violation['kind']][] = [
  [/CHECK constraint failed: (\w+)/, 'check'],
  [/UNIQUE constraint failed: (\w+)/, 'unique'],
  [/(FOREIGN KEY) constraint failed/, 'foreign'],
  [/NOT NULL constraint failed: (\S+)/, 'type'],
  [/cannot store (\w+ value in \w+ column)/, 'type'],
  [/(database is locked|SQLITE_BUSY)/, 'race'],
  [/(\w+_append_only|journal_closed)/, 'check'],
]

/** Matches better-sqlite3's messages and D1's, which wrap the same words in their own. */
function fromSqlite(message: string): Violation | undefined {
  for (const [pattern, kind] of sqlitePatterns) {
    const found = pattern.exec(message)
    if (found) return new Violation(kind, kind === 'foreign' ? '' : (found[1] ?? ''), message)
  }
  return undefined
}

/** What a driver's error says: the refusal, that the database cannot answer now, or the error itself when neither. */
export function violationOf(error: unknown): unknown {
  if (error instanceof Violation || error instanceof Unavailable || !(error instanceof Error)) return error
  const cause = error.cause instanceof Error ? error.cause : error
  if (cause instanceof Violation || cause instanceof Unavailable) return cause
  if (saysUnavailable(cause)) return new Unavailable(error)
  return fromPostgres(cause) ?? fromSqlite(cause.message) ?? fromSqlite(error.message) ?? error
}

/** True where the database could not be asked or broke off; what was asked may be asked again. */
export const isUnavailable = (error: unknown): boolean => violationOf(error) instanceof Unavailable

/** True for a refusal of this kind (and constraint, where one is named). */
export const isViolation = (
  error: unknown,
  kind: Violation['kind'],
  constraint?: string,
): error is Violation =>
  error instanceof Violation &&
  error.kind === kind &&
  (constraint === undefined || error.constraint === constraint)
