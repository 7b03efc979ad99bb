import { municipalityByCode, say } from '../../lib/region.ts'
import type { Locale } from '../../lib/locale.ts'
import { wordsLang } from '../../lib/words-locale.ts'
import { wordsFor } from '../../lib/words.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

function format(at: number, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  // Dates and lists stand inside sentences: they are in the language that the words are in.
  const language = wordsLang(locale)
  const name = `${language} ${JSON.stringify(options)}`
  const known =
    formatters.get(name) ?? new Intl.DateTimeFormat(language, { timeZone: 'Asia/Tokyo', ...options })
  formatters.set(name, known)
  return known.format(at)
}

/** The Japanese day of an instant in the reader's words: 2028年11月23日. */
export const dayInWords = (at: number, locale: Locale): string => format(at, locale, { dateStyle: 'long' })

/** Day and time in Japan, for a receipt. */
export const momentInWords = (at: number, locale: Locale): string =>
  format(at, locale, { dateStyle: 'long', timeStyle: 'short' })

/** The time of day in Japan to the second, for what ends soon. */
export const secondInWords = (at: number, locale: Locale): string =>
  format(at, locale, { timeStyle: 'medium' })

/** Short, for a list of what happened. */
export const shortMoment = (at: number, locale: Locale): string =>
  format(at, locale, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })

/** A town's name; its code where it is none of the region's. */
export function townName(code: string, locale: Locale): string {
  const town = municipalityByCode(code)
  return town === undefined ? code : say(town.name, locale)
}

/** A list as people write it: 「三島町、金山町」, "Mishima and Kaneyama". */
export const listed = (names: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(wordsLang(locale), { type: 'conjunction' }).format(names)

type Held = {
  readonly instrument: 'paid' | 'free'
  readonly municipality: string | null
  readonly rule: {
    readonly municipalities?: readonly string[] | undefined
    readonly merchantClasses?: readonly string[] | undefined
    readonly merchants?: readonly string[] | undefined
    readonly purposes?: readonly string[] | undefined
    readonly weekdays?: readonly string[] | undefined
    readonly hours?: { readonly from: string; readonly until: string } | undefined
  }
}

/** Where money came from. */
export function nameOfLot(lot: Pick<Held, 'instrument' | 'municipality'>, locale: Locale): string {
  const t = wordsFor(locale)
  return lot.instrument === 'paid' || lot.municipality === null
    ? t('wallet:purse.paid')
    : t('wallet:purse.free', { town: townName(lot.municipality, locale) })
}

/** Where money can be spent, one sentence for each of its rules. */
export function usesOfLot({ rule }: Held, locale: Locale): string[] {
  const t = wordsFor(locale)
  const { municipalities, merchantClasses, merchants, purposes, weekdays, hours } = rule
  const uses: string[] = []
  if (municipalities)
    uses.push(
      t('wallet:purse.towns', {
        towns: listed(
          municipalities.map((code) => townName(code, locale)),
          locale,
        ),
      }),
    )
  if (merchantClasses)
    uses.push(
      t('wallet:purse.classes', {
        classes: listed(
          merchantClasses.map((name) => t(`merchants:class.${name}`)),
          locale,
        ),
      }),
    )
  if (merchants) uses.push(t('wallet:purse.shops'))
  if (purposes)
    uses.push(
      t('wallet:purse.purposes', {
        purposes: listed(
          purposes.map((name) => t(`merchants:purpose.${name}`)),
          locale,
        ),
      }),
    )
  if (weekdays)
    uses.push(
      t('wallet:purse.weekdays', {
        days: listed(
          weekdays.map((day) => t(`wallet:purse.weekday.${day}`)),
          locale,
        ),
      }),
    )
  if (hours) uses.push(t('wallet:purse.hours', hours))
  return uses.length === 0 ? [t('wallet:purse.anywhere')] : uses
}
