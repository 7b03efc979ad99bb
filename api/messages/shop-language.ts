/** The languages in which shops can be written to: every letter to a shop has all of its words in them. */
export const shopLanguages = ['ja', 'en', 'zh-hant'] as const

export type ShopLanguage = (typeof shopLanguages)[number]

/** The language of a shop whose owner chose none: that of its contract. */
export const firstShopLanguage: ShopLanguage = 'ja'
