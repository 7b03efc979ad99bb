import type { PayoutProfile } from '../../api/merchants/payout-profile.ts'
import { type Locale } from './locale.ts'
import { wordsLang } from './words-locale.ts'
import { textOf } from './shop-form.ts'
import type { wordsFor } from './words.ts'

/** The name of a weekday as it is written: 水曜日 / Wednesday. 1 Monday … 7 Sunday. */
export const weekdayName = (weekday: number, locale: Locale): string =>
  new Intl.DateTimeFormat(wordsLang(locale), {
    timeZone: 'UTC',
    weekday: 'long',
  }).format(Date.UTC(2024, 0, weekday))

/** The days on which a shop is paid, as a sentence without its end. */
export function profileInWords(
  profile: PayoutProfile,
  locale: Locale,
  t: ReturnType<typeof wordsFor>,
): string {
  const { kind, weekday, closingDay, payingDay, monthsAfter } = profile
  const dayName = (day: number | null) =>
    day === 31 ? t('payout-days:last_day') : t('payout-days:day_of_month', { day })
  if (kind === 'weekly')
    return t('payout-days:profile.weekly', { weekday: weekdayName(weekday ?? 1, locale) })
  if (kind === 'monthly')
    return t(`payout-days:profile.monthly_${monthsAfter === 0 ? 'same' : 'next'}`, {
      closing: dayName(closingDay),
      paying: dayName(payingDay),
    })
  return t('payout-days:profile.every_bank_day')
}

const fields = [
  'merchantCode',
  'kind',
  'weekday',
  'closingDay',
  'payingDay',
  'monthsAfter',
  'fromDay',
  'reason',
] as const
export type PayoutDaysField = (typeof fields)[number]
export const isPayoutDaysField = (name: string): name is PayoutDaysField =>
  fields.includes(name as PayoutDaysField)

/** A proposal as the API wants it: only what its kind uses; a number that was not typed is left to the API to name. */
export function payoutDaysOf(form: FormData): Record<string, unknown> {
  const numberOf = (name: PayoutDaysField) => {
    const typed = textOf(form, name).trim()
    return /^\d+$/.test(typed) ? Number(typed) : undefined
  }
  const kind = textOf(form, 'kind')
  const used = kind === 'weekly' ? (['weekday'] as const) : kind === 'monthly' ? monthlyFields : []
  return {
    ...Object.fromEntries(used.map((name) => [name, numberOf(name)])),
    kind,
    merchantCode: textOf(form, 'merchantCode'),
    fromDay: textOf(form, 'fromDay'),
    reason: textOf(form, 'reason'),
  }
}

const monthlyFields = ['closingDay', 'payingDay', 'monthsAfter'] as const
