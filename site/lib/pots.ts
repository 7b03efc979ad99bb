import { validDaysMax } from '../../api/office/pot-opening-request.ts'
import { listed, usesOfLot } from '../components/wallet/wording.ts'
import { writtenDay } from './day.ts'
import type { Locale } from './locale.ts'
import { wordsLang } from './words-locale.ts'
import { wordsFor } from './words.ts'

type Validity = {
  readonly validDays: number
  readonly lastDay: string | null
  readonly endOf: 'month' | 'fiscal_year' | null
}

/** How long a gift from a pot can be spent: every end that the pot says, of which the earliest counts. */
export function validityInWords({ validDays, lastDay, endOf }: Validity, locale: Locale): string {
  const t = wordsFor(locale)
  // As many days as there can be are said where there is another end: they end nothing.
  const countsDays = validDays < validDaysMax || (lastDay === null && endOf === null)
  return [
    countsDays ? t('office:pots.days', { count: validDays }) : '',
    endOf === null ? '' : t(`office:pots.end_of.${endOf}`),
    lastDay === null ? '' : t('office:pots.until', { day: writtenDay(lastDay, wordsLang(locale), true) }),
  ]
    .filter((words) => words !== '')
    .join(locale === 'en' ? ', ' : '、')
}

/** A pot's name in the reader's language. */
export const potName = (pot: { readonly nameJa: string; readonly nameEn: string }, locale: Locale): string =>
  locale === 'en' ? pot.nameEn : pot.nameJa

type Ruled = {
  readonly rule: Parameters<typeof usesOfLot>[0]['rule']
  readonly shops: readonly {
    readonly code: string | null
    readonly nameJa: string
    readonly nameEn: string
  }[]
}

/** Where, when and for what a pot's money may be spent, a sentence each; the shops that it names by their names. */
export function usesOfPot({ rule, shops }: Ruled, locale: Locale): string[] {
  const t = wordsFor(locale)
  const uses = usesOfLot({ instrument: 'free', municipality: null, rule }, locale)
  if (shops.length === 0) return uses
  const named = shops.map(({ code, nameJa, nameEn }) => {
    const number = code === null ? '' : `${code.slice(0, 4)}-${code.slice(4)}`
    return t('pots:shop_is', { name: locale === 'en' ? nameEn : nameJa, number })
  })
  const theirs = t('pots:shops_are', { shops: listed(named, locale) })
  return uses.map((use) => (use === t('wallet:purse.shops') ? theirs : use))
}
