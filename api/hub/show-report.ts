import { type Locale, wordsFor } from '../platform/words.ts'
import { type ImportReport, rules } from '../rail/index.ts'
import { say } from './command.ts'

/** Prints what was found in a file, errors first: file, row, column, rule, what stands there, and a sentence. */
export function showReport(report: ImportReport, locale: Locale): void {
  const t = wordsFor(locale)
  for (const severity of ['error', 'warning', 'info'] as const) {
    for (const { rule, count } of report.counts.filter((one) => one.severity === severity)) {
      const found = report.findings.filter((finding) => finding.rule === rule)
      for (const { file, row, field, value } of found) {
        const place = [file, row === undefined ? undefined : t('feeds:row', { row }), field]
        const told = [
          t(`feeds:severity.${rules[rule]}`),
          place.filter((part) => part !== undefined).join(' '),
          rule,
          value === undefined ? undefined : `"${shown(value)}"`,
          t(`feeds:rule.${rule}`),
        ]
        say(told.filter((part) => part !== undefined).join('  '))
      }
      if (count > found.length) say(t('feeds:more', { rule, count: count - found.length }))
    }
  }
}

/** A value comes from a stranger's file: nothing of it may steer the terminal. */
const shown = (value: string): string => value.replaceAll(/\p{C}/gu, '�')
