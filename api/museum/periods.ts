import type { Period } from '../places/index.ts'
import { earliestDay, latestDay, parseEdtf } from './edtf.ts'

/** First days of the times by which the search is narrowed. Those of the reigns are as the law has them. */
const begins: readonly (readonly [string, Period])[] = [
  ['0000-01-01', 'prehistory'],
  ['0592-01-01', 'antiquity'],
  ['1185-01-01', 'middle-ages'],
  ['1603-01-01', 'edo'],
  ['1868-01-25', 'meiji'],
  ['1912-07-30', 'taisho'],
  ['1926-12-25', 'showa'],
  ['1989-01-08', 'today'],
]

/** The times into which a date may fall: one that goes on, or of which only a century is known, falls into several. */
export function periodsOf(edtf: string | undefined): Period[] {
  const parsed = edtf === undefined ? undefined : parseEdtf(edtf)
  if (parsed?.ok !== true) return []
  const [first, last] = [earliestDay(parsed.value), latestDay(parsed.value)]
  // Nobody says when it began or ended: only the one day that is known counts.
  const [from, to] = [first ?? last ?? '', last ?? first ?? '']
  return begins
    .filter(([begin], i) => begin <= to && (begins[i + 1]?.[0] ?? '9999') > from)
    .map(([, period]) => period)
}
