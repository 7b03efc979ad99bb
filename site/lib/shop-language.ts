import { type ShopLanguage, shopLanguages } from '../../api/messages/shop-language.ts'
import type { Locale } from './locale.ts'

export type { ShopLanguage }

/** The language, of those in which shops are written to, that whoever reads this one understands best. */
export function shopLanguageOf(locale: Locale): ShopLanguage {
  const same = shopLanguages.find((one) => one === locale)
  if (same !== undefined) return same
  return locale === 'easy' ? 'ja' : locale === 'zh-hans' ? 'zh-hant' : 'en'
}
