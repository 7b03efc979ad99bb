/** The day that the address of a page asks for (`?date=2026-12-01`), as pages of lines, stations and viewpoints read it. */

export type AskedDay = {
  /** 'YYYY-MM-DD': what is asked for, the nearest day where the calendar has none such, today where nothing is asked. */
  readonly date: string
  readonly isToday: boolean
  /** Keeps the day in the addresses of links: '?date=…', empty where no day is asked for. */
  readonly query: string
  /** What the address says where that is no day, and whether a nearest day could be told from it. */
  readonly wrong?: { readonly text: string; readonly isNear: boolean }
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** Reads the day of an address; `today` is 'YYYY-MM-DD' in Japan. */
export function askedDay(params: URLSearchParams, today: string): AskedDay {
  const text = (params.get('date') ?? '').trim().slice(0, 20)
  if (text === '') return { date: today, isToday: true, query: '' }
  const date = nearestDay(text)
  if (date === undefined) return { date: today, isToday: true, query: '', wrong: { text, isNear: false } }
  const read = { date, isToday: date === today, query: `?date=${date}` }
  return date === text ? read : { ...read, wrong: { text, isNear: true } }
}

/** The day of the calendar that is nearest to a written year, month and day; undefined where those cannot be read. */
function nearestDay(text: string): string | undefined {
  const read = /^(\d{4})\D{0,1}(\d{1,2})\D{0,1}(\d{1,2})\D{0,1}$/.exec(text.normalize('NFKC'))
  if (read === null) return undefined
  const [year, month, day] = read.slice(1).map(Number) as [number, number, number]
  if (year < 1) return undefined
  const within = Math.min(Math.max(month, 1), 12)
  // Day 0 of the month after is the last day of this one.
  const last = new Date(Date.UTC(2000, within, 0))
  last.setUTCFullYear(year, within, 0)
  return `${read[1]}-${pad(within)}-${pad(Math.min(Math.max(day, 1), last.getUTCDate()))}`
}
