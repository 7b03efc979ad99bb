import { type Rule, rules, type Severity } from './import-rules.ts'

/** One thing that is wrong, or worth a look, in an imported file. */
export type Finding = {
  readonly rule: Rule
  /** Name of the file within the zip, or of the file itself. */
  readonly file: string
  /** Line of the file as an editor counts, from 1. */
  readonly row?: number
  /** Column name. */
  readonly field?: string
  /** What stands there; at most 80 characters. */
  readonly value?: string
}

/** What was found. Bounded: the first findings of each rule, and how many there were. */
export type ImportReport = {
  readonly findings: readonly Finding[]
  /** By rule, in the order in which each was first found. */
  readonly counts: readonly { readonly rule: Rule; readonly severity: Severity; readonly count: number }[]
  readonly errors: number
  readonly warnings: number
}

/** Collects findings while a file is read. */
export type Findings = {
  readonly add: (finding: Finding) => void
  readonly errors: () => number
  readonly report: () => ImportReport
}

/** As many findings of one rule are kept; the rest is counted. */
const keptPerRule = 100
const valueCharactersMax = 80

/** An empty collection. */
export function collectFindings(): Findings {
  const findings: Finding[] = []
  const counts = new Map<Rule, number>()
  const sum = (severity: Severity): number =>
    [...counts].reduce((all, [rule, count]) => all + (rules[rule] === severity ? count : 0), 0)
  return {
    add: (finding) => {
      const count = (counts.get(finding.rule) ?? 0) + 1
      counts.set(finding.rule, count)
      if (count <= keptPerRule) findings.push(shortened(finding))
    },
    errors: () => sum('error'),
    report: () => ({
      findings,
      counts: [...counts].map(([rule, count]) => ({ rule, severity: rules[rule], count })),
      errors: sum('error'),
      warnings: sum('warning'),
    }),
  }
}

function shortened(finding: Finding): Finding {
  const { value } = finding
  if (value === undefined || value.length <= valueCharactersMax) return finding
  return { ...finding, value: `${value.slice(0, valueCharactersMax)}…` }
}
