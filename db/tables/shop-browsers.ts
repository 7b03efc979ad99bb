import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/**
 * Browsers in which a shop's owner wants to be told of payouts, as their push services name them. A row goes on wish, and
 * once its session has ended: whoever finds a phone that was signed out elsewhere reads nothing of the shop's money.
 */
export const shopBrowserTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopBrowsers = k.table(
    'shop_browsers',
    {
      id: k.text('id').primaryKey(),
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      userId: k.text('user_id').notNull(),
      /** No reference: sessions are the sign-in library's to remove. */
      sessionId: k.text('session_id').notNull(),
      /** Whoever knows it and the two keys can write to this browser: it is told to nobody. */
      endpoint: k.text('endpoint').notNull(),
      p256dh: k.text('p256dh').notNull(),
      auth: k.text('auth').notNull(),
      language: k.text('language').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [
      // A browser may show several shops of its owner, each once.
      k.unique('shop_browsers_endpoint').on(t.endpoint, t.merchantId),
      k.index('shop_browsers_merchant').on(t.merchantId),
      k.check('shop_browser_language', sql`${t.language} in ('ja', 'en', 'zh-hant')`),
    ],
  )
  return { shopBrowsers }
}
