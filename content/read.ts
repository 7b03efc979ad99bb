import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'

/** What is wrong with the content, one sentence each, file and field named. */
export class ContentProblem extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Collects problems so that an author sees them all at once. */
export interface Problems {
  add(file: string, field: string, what: string): void
}

type Issue = z.core.$ZodIssue

const fieldOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the file' : path.map(String).join('.')

/** Issues of zod as short statements; the branches of a union are opened, because "invalid input" helps nobody. */
function statements(issue: Issue, before: readonly PropertyKey[] = []): { field: string; what: string }[] {
  const path = [...before, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? []
    return deepest.flatMap((inner) => statements(inner, path))
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((k) => ({ field: fieldOf([...path, k]), what: 'is not a known field' }))
  const missing = issue.code === 'invalid_type' && /received undefined/.test(issue.message)
  return [{ field: fieldOf(path), what: missing ? 'missing' : issue.message }]
}

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((i) => i.path.length))

/** Checks one file's data; an unreadable or wrong file is a problem, and is left out. */
function check<T>(schema: z.ZodType<T>, data: unknown, file: string, problems: Problems): T | undefined {
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    for (const { field, what } of statements(issue)) problems.add(file, field, what)
  }
  return undefined
}

function json(root: string, file: string, problems: Problems): unknown {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown
  } catch (cause) {
    problems.add(file, 'the file', `is not JSON (${String(cause).slice(0, 120)})`)
    return undefined
  }
}

/** Reads and checks one file, relative to the project root. */
export function readOne<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  problems: Problems,
): T | undefined {
  if (!existsSync(join(root, file))) {
    problems.add(file, 'the file', 'missing')
    return undefined
  }
  const data = json(root, file, problems)
  return data === undefined ? undefined : check(schema, data, file, problems)
}

/** One checked file. */
export interface Entry<T> {
  readonly file: string
  readonly data: T
}

/** Reads and checks every JSON file of a folder below `content/`, in the order of the names. */
export function readFolder<T>(
  root: string,
  folder: string,
  schema: z.ZodType<T>,
  problems: Problems,
): Entry<T>[] {
  const full = join(root, 'content', folder)
  if (!existsSync(full)) return []
  return readdirSync(full)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => {
      const file = `content/${folder}/${name}`
      const data = readOne(root, file, schema, problems)
      return data === undefined ? [] : [{ file, data }]
    })
}
