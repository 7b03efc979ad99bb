import { desc, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { ShopLanguageStore } from './shop-language-service.ts'
import { firstShopLanguage, type ShopLanguage } from './shop-language.ts'

/** The language of the shop of a row of `merchants`, as a column of a read that has that table. */
export const languageOfShop = ({ merchants: m, shopLanguages: l }: Store['tables']) =>
  sql<string>`coalesce((select ${l.language} from ${l} where ${l.merchantId} = ${m.id} order by ${l.number} desc limit 1), ${sql.raw(`'${firstShopLanguage}'`)})`

/** The languages that shops chose, on any engine. */
export function shopLanguageStore(store: Store): ShopLanguageStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopLanguages: l } = tables
  const ph = sql.placeholder
  const last = prepareRead(
    query
      .select({ number: l.number, language: l.language })
      .from(l)
      .where(eq(l.merchantId, ph('merchantId')))
      .orderBy(desc(l.number))
      .limit(1),
  )
  const add = prepareWrite(
    query.insert(l).values({
      merchantId: ph('merchantId'),
      number: ph('number'),
      language: ph('language'),
      chosenBy: ph('chosenBy'),
      createdAt: ph('at'),
    }),
  )
  return {
    last: async (merchantId) => {
      const [row] = await last({ merchantId })
      // A CHECK keeps the language.
      return row && { ...row, language: row.language as ShopLanguage }
    },
    firstWrites: (choice): Write[] => [add({ ...choice, number: 1 })],
    add: async (choice) => {
      try {
        await store.atomic([add(choice)])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'check', 'shop_language_true')) return 'lost'
        throw error
      }
    },
  }
}
