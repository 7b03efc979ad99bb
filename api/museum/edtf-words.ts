import type { wordsFor } from '../platform/words.ts'
import type { Edtf, EdtfDate, IntervalEnd } from './edtf.ts'

type Words = ReturnType<typeof wordsFor>

/** A date as people say it. */
export function dateInWords(edtf: Edtf, t: Words): string {
  if (edtf.kind === 'date') return oneInWords(edtf.date, t)
  const [from, to] = [endInWords(edtf.from, t), endInWords(edtf.to, t)]
  return t('museum:date.interval', { from, to })
}

function endInWords(end: IntervalEnd, t: Words): string {
  if (end === 'open') return ''
  return end === 'unknown' ? t('museum:date.unknown') : oneInWords(end, t)
}

function oneInWords(date: EdtfDate, t: Words): string {
  const plain = plainInWords(date, t)
  const about = date.isApproximate ? t('museum:date.about', { date: plain }) : plain
  return date.isUncertain ? t('museum:date.uncertain', { date: about }) : about
}

function plainInWords({ year, month, day, season }: EdtfDate, t: Words): string {
  const digits = year.replace(/^0+(?=\d)/, '')
  if (year.endsWith('XX')) {
    const hundreds = Number(year.slice(0, 2))
    return t('museum:date.century', { century: hundreds + 1, from: hundreds * 100, to: hundreds * 100 + 99 })
  }
  if (year.endsWith('X')) return t('museum:date.decade', { year: digits.replace('X', '0') })
  if (season !== undefined) return t(`museum:date.${season}`, { year: digits })
  if (month === undefined) return t('museum:date.year', { year: digits })
  const name = t(`museum:date.months.${month}`)
  return day === undefined
    ? t('museum:date.month', { year: digits, month: name })
    : t('museum:date.day', { year: digits, month: name, day })
}
