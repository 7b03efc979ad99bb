import { brokenRule } from './gtfs-field.ts'
import type { FieldRule, FileRule } from './gtfs-files.ts'
import type { Findings } from './import-report.ts'
import { type Rule, rules } from './import-rules.ts'

/** A row whose values were looked at; what is empty is not in it. */
export type GtfsRow = {
  /** Line of the file, from 1. */
  readonly line: number
  readonly values: Readonly<Record<string, string | undefined>>
}

/** The columns of a file that are read: where each stands. */
export type Columns = {
  readonly width: number
  readonly fields: readonly { readonly rule: FieldRule; readonly at: number }[]
}

/** Where one is, for what is told. */
export type Place = { readonly file: FileRule; readonly findings: Findings }

/** Reads the first row. What is wrong with it is told; undefined where no row can be read with it. */
export function columnsOf(names: readonly string[], { file, findings }: Place): Columns | undefined {
  const told = { file: file.name, row: 1 }
  const trimmed = names.map((name) => name.trim())
  const seen = new Set<string>()
  for (const [i, name] of trimmed.entries()) {
    if (name === '') findings.add({ ...told, rule: 'empty_column_name', value: String(i + 1) })
    else if (seen.has(name)) findings.add({ ...told, rule: 'duplicated_column', field: name })
    else if (!file.fields.some((field) => field.name === name))
      findings.add({ ...told, rule: 'unknown_column', field: name })
    seen.add(name)
  }
  const missing = file.fields.filter(
    ({ name, required, columnRequired }) => (required || columnRequired) && !seen.has(name),
  )
  for (const { name } of missing) findings.add({ ...told, rule: 'missing_required_column', field: name })
  if (missing.length > 0) return undefined
  const fields = file.fields.flatMap((rule) => {
    const at = trimmed.indexOf(rule.name)
    return at === -1 ? [] : [{ rule, at }]
  })
  return { width: names.length, fields }
}

/** Whether a row can be read at all; tells why not. */
export function isReadable(
  cells: readonly string[],
  line: number,
  { file, findings, width }: Place & { readonly width: number },
): boolean {
  if (cells.length === 1 && cells[0]!.trim() === '') {
    findings.add({ rule: 'empty_row', file: file.name, row: line })
    return false
  }
  if (cells.length === width) return true
  const value = `${cells.length} / ${width}`
  findings.add({ rule: 'invalid_row_length', file: file.name, row: line, value })
  return false
}

/** One value as it counts: trimmed, looked at; undefined where it is empty or cannot be used. */
export function checkedValue(
  cell: string,
  field: FieldRule,
  line: number,
  { file, findings }: Place,
): string | undefined {
  const tell = (rule: Rule, value?: string): void =>
    findings.add({
      rule,
      file: file.name,
      row: line,
      field: field.name,
      ...(value === undefined ? {} : { value }),
    })
  const value = cell.trim()
  if (value === '') {
    if (field.required) tell('missing_required_field')
    return undefined
  }
  if (value.length !== cell.length) tell('leading_or_trailing_whitespaces', cell)
  if (/[\r\n]/.test(value)) tell('new_line_in_value', value)
  const broken = brokenRule(field, value)
  if (broken === undefined) return value
  tell(broken, value)
  return rules[broken] === 'error' ? undefined : value
}

/** Reads a small file whole: rows in order, each key once. */
export function tableReader(columns: Columns, place: Place) {
  const rows: GtfsRow[] = []
  const keys = new Set<string>()
  const { file, findings } = place
  return {
    rows,
    add: (cells: readonly string[], line: number): void => {
      if (!isReadable(cells, line, { ...place, width: columns.width })) return
      const values: Record<string, string> = {}
      for (const { rule, at } of columns.fields) {
        const value = checkedValue(cells[at]!, rule, line, place)
        if (value !== undefined) values[rule.name] = value
      }
      if (file.key.length > 0) {
        const key = JSON.stringify(file.key.map((name) => values[name] ?? ''))
        if (keys.has(key))
          findings.add({
            rule: 'duplicate_key',
            file: file.name,
            row: line,
            field: file.key.join(', '),
            value: file.key.map((name) => values[name] ?? '').join(', '),
          })
        keys.add(key)
      }
      rows.push({ line, values })
    },
  }
}
