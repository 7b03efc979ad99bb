/** The part of an institution's form that says when it is open: as it is typed, and as the record has it. */
import { type OpeningDays, spansMost, weekdays } from '../../api/museum/opening-days.ts'
import { textOf } from './shop-form.ts'

export const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** What can be said of a weekday on which it is shut. */
export const restDays = ['next-day', 'next-weekday', 'unknown'] as const

type Hours = OpeningDays['hours'][number]
type Typed = readonly (readonly [name: string, text: string])[]

const spans = Array.from({ length: spansMost }, (_, n) => `days.away${n + 1}`)
const usual = 'days'
const other = 'days.other'

/** What stands in the fields for what a record says. */
export function typedDays(days: OpeningDays | null): Typed {
  if (days === null) return []
  const yearly = days.shut.flatMap((shut) => (shut.kind === 'yearly' ? [shut] : []))
  return [
    ...days.hours.flatMap((hours) => typedHours(hours.months.length === 0 ? usual : other, hours)),
    ...days.shut.flatMap((shut) =>
      shut.kind === 'weekly' ? [[`days.${shut.weekday}`, shut.onHoliday] as const] : [],
    ),
    ...yearly.flatMap(({ from, to, isCertain }, n) => [
      [`${spans[n]}.from`, from.replace('-', '/')] as const,
      [`${spans[n]}.to`, to.replace('-', '/')] as const,
      [`${spans[n]}.about`, isCertain ? '' : 'on'] as const,
    ]),
  ]
}

const typedHours = (at: string, { months: held, from, to = '', lastEntry = '' }: Hours): Typed => [
  [`${at}.from`, from],
  [`${at}.to`, to],
  [`${at}.lastEntry`, lastEntry],
  ...held.map((month) => [`${at}.month${month}`, 'on'] as const),
]

/** As the API wants it; undefined where nothing of it was written. What cannot be right is sent, and named by the API. */
export function daysIn(form: FormData): unknown {
  const isWritten = [...form].some(([name, value]) => name.startsWith('days.') && value !== '')
  return isWritten ? { hours: hoursIn(form), shut: shutIn(form) } : undefined
}

const heldIn = (form: FormData): number[] =>
  months.filter((month) => textOf(form, `${other}.month${month}`) === 'on')

/** Whether the hours of some months are written, which stand before the others. */
const hasOther = (written: (name: string) => string): boolean =>
  ['from', 'to', 'lastEntry', ...months.map((month) => `month${month}`)].some(
    (part) => written(`${other}.${part}`) !== '',
  )

function hoursIn(form: FormData) {
  const at = (start: string, held: number[]) => ({
    months: held,
    from: textOf(form, `${start}.from`),
    to: textOf(form, `${start}.to`) || undefined,
    lastEntry: textOf(form, `${start}.lastEntry`) || undefined,
  })
  return [...(hasOther((name) => textOf(form, name)) ? [at(other, heldIn(form))] : []), at(usual, [])]
}

/** `12/29`, `１２月２９日` and `12-29` are one day. */
function dayOfYear(text: string): string {
  const parts = text.normalize('NFKC').match(/\d+/g) ?? []
  return parts.length === 2 ? parts.map((part) => part.padStart(2, '0')).join('-') : text.trim()
}

const writtenSpans = (written: (name: string) => string): string[] =>
  spans.filter((at) => ['from', 'to'].some((end) => written(`${at}.${end}`).trim() !== ''))

const shutDays = (written: (name: string) => string) =>
  weekdays.filter((day) => written(`days.${day}`) !== '')

function shutIn(form: FormData) {
  const written = (name: string): string => textOf(form, name)
  return [
    ...shutDays(written).map((weekday) => ({
      kind: 'weekly',
      weekday,
      onHoliday: written(`days.${weekday}`),
    })),
    ...writtenSpans(written).map((at) => ({
      kind: 'yearly',
      from: dayOfYear(written(`${at}.from`)),
      to: dayOfYear(written(`${at}.to`)),
      isCertain: written(`${at}.about`) !== 'on',
    })),
  ]
}

/** The field of the form that a part of days and hours came from: `days.hours.0.to` is `days.to`. */
export function fieldOfDays(part: string, written: (name: string) => string): string {
  const [, list, row = '0', name = 'from'] = part.split('.')
  const n = Number(row)
  if (list !== 'shut') {
    const at = hasOther(written) && n === 0 ? other : usual
    return name === 'months' ? `${other}.month1` : `${at}.${name}`
  }
  const days = shutDays(written)
  const day = days[n]
  if (day !== undefined) return `days.${day}`
  return `${writtenSpans(written)[n - days.length] ?? spans[0]!}.${name === 'to' ? 'to' : 'from'}`
}
