import type { Kit } from '../kit.ts'
import type { merchantTables } from './merchants.ts'

/** Codes of other payment services that a shop wants on its board beside ours. Only added: the last one holds. */
export const shopBoardCodeTables = (k: Kit, { merchants }: ReturnType<typeof merchantTables>) => {
  const shopBoardCodes = k.table(
    'shop_board_codes',
    {
      merchantId: k
        .text('merchant_id')
        .notNull()
        .references(() => merchants.id),
      /** Of two that are recorded at once the key lets one. */
      number: k.int('number').notNull(),
      /** The whole text of the other code, as it was recorded; null where the board has ours alone again. */
      codeText: k.text('code_text'),
      recordedBy: k.text('recorded_by').notNull(),
      createdAt: k.int('created_at').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.merchantId, t.number] })],
  )
  return { shopBoardCodes }
}
