import type { TrainDays } from '../../content/index.ts'

const words: Readonly<Record<string, Exclude<TrainDays['kind'], 'dates'>>> = {
  毎日: 'daily',
  全日: 'daily',
  daily: 'daily',
  平日: 'weekdays',
  weekdays: 'weekdays',
  土休日: 'holidays',
  土日祝: 'holidays',
  holidays: 'holidays',
  日祝: 'sundays',
  休日: 'sundays',
  sundays: 'sundays',
  日祝運休: 'not-sundays',
  'not-sundays': 'not-sundays',
}

/** 毎日, 平日, 土休日, 日祝, 日祝運休 or single days as YYYY-MM-DD; undefined for anything else. */
export function daysOf(text: string): TrainDays | undefined {
  const plain = text.normalize('NFKC').trim()
  const kind = words[plain.toLowerCase()]
  if (kind !== undefined) return { kind }
  const dates = plain.split(/[\s、,]+/)
  return dates.every(isDay) ? { kind: 'dates', dates } : undefined
}

/** 'YYYY-MM-DD', and there is such a day. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
