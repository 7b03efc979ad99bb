/** What is added to a page that is shown from the store: that there is no signal, its age, whether it may be stale. */

/**
 * Words of one language; `{{age}}` and `{{when}}` stand in `kept` and `purse`. `away`: neither signal nor anything kept.
 * `needs`: what was asked of the purse needs signal, and the purse itself stands in its place.
 */
export type KeptWords = {
  readonly kept: string
  readonly stale: string
  readonly away: string
  readonly purse: string
  readonly needs: string
}

/** Where kept plans are. */
export const plansStore = 'plans-1'

/** Where pages are that were opened, as long as they are among the newest. */
export const visitedStore = 'visited-1'

/** So many: a day of looking around, a few hundred kilobytes. */
export const visitedMost = 60

const visitable: ReadonlySet<string> = new Set([
  'plan',
  'lines',
  'stations',
  'viewpoints',
  'places',
  'exhibits',
  'institutions',
  'events',
  'crafts',
])

/** Whether a page that was opened is kept: what the railway and a plan lead to. Plans are kept in their own store. */
export function mayVisit(path: string): boolean {
  const parts = path.split('/').slice(1)
  const [folder = '', page] = /^[a-z]{2}(-[a-z]{4})?$/.test(parts[0] ?? '') ? parts.slice(1) : parts
  return (
    visitable.has(folder) &&
    !(folder === 'plan' && (page === 'day' || page === 'kept' || page === 'without-signal'))
  )
}

/** Where the reader's own purse is, as it was last seen: its page and the receipts that it names. */
export const purseStore = 'purse-1'

/** In the answer that holds a purse: the pages to keep with it, or `none` where this device has no purse any more. */
export const purseHeader = 'x-purse-pages'

/** Whether a path is where a code to pay with is shown, in any language. */
export const isShowing = (path: string): boolean => /^(\/[a-z]{2}(-[a-z]{4})?)?\/wallet\/show\/?$/.test(path)

const ofPurse = /^(?:\/[a-z]{2}(?:-[a-z]{4})?)?\/(?:wallet|pay)(?:\/.*)?$/

/** Whether a path is the purse's, in any language: its page, what it leads to, and paying. */
export const isOfPurse = (path: string): boolean => ofPurse.test(path)

/** The purse's own page, in the language of a path. */
export const purseOf = (path: string): string =>
  `${/^\/[a-z]{2}(?:-[a-z]{4})?(?=\/)/.exec(path)?.[0] ?? ''}/wallet`

/** Where timetables of days are, for searches on the device. */
export const timetablesStore = 'timetables-1'

/** So many days, each under 20 kB compressed. */
export const timetablesMost = 10

/** Whether a path is the planner, in any language. */
export const isPlanner = (path: string): boolean => /^(\/[a-z]{2}(-[a-z]{4})?)?\/plan\/?$/.test(path)

/** Where a day's timetable is published. */
export const timetableAddress = (date: string): string => `/api/rail/timetable?date=${date}`

/** The timetables to keep when a page is opened: with the planner those of today, tomorrow and the day chosen there. */
export function timetablesWith({ pathname, searchParams }: URL, now: number): readonly string[] {
  if (!isPlanner(pathname)) return []
  const [today, tomorrow] = [0, dayMs].map((ahead) => japaneseDay(now + ahead))
  const chosen = searchParams.get('date') ?? ''
  const isMeant = /^\d{4}-\d{2}-\d{2}$/.test(chosen) && chosen >= today!
  return [...new Set([today!, tomorrow!, ...(isMeant ? [chosen] : [])])].map(timetableAddress)
}

/** When something was kept, epoch milliseconds. */
export const keptAtHeader = 'x-kept-at'

const dayMs = 86_400_000

/** A timetable may change every day; a plan of a past day is past. */
export const isStale = (keptAt: number, now: number, date: string | null): boolean =>
  now - keptAt >= dayMs || isPast(date, now)

/** Whether a day of Japan ('YYYY-MM-DD') is over. */
export const isPast = (date: string | null, now: number): boolean => date !== null && date < japaneseDay(now)

const japaneseDay = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10)

/** How long a plan stays after its day, and what names no day after it was kept. */
const keepDays = 30

/** Whether something kept may go: nobody opens the timetable of last month without signal. */
export const mayGo = (keptAt: number, now: number, date: string | null): boolean =>
  date === null ? now - keptAt > keepDays * dayMs : isPast(date, now - keepDays * dayMs)

/** The words of a page: its language stands first in its path, Japanese has none. */
export const languageOf = (path: string, languages: readonly string[]): string =>
  languages.find((one) => path === `/${one}` || path.startsWith(`/${one}/`)) ?? 'ja'

/** The page with its age at the head of its text. */
export const withAge = (html: string, sentence: string): string =>
  html.replace(
    /<main\b[^>]*>/,
    (main) =>
      `${main}<div class="wrap"><p class="notice warn" role="status" data-from-store>${sentence}</p></div>`,
  )
