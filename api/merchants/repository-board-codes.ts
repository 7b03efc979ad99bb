import { desc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { BoardCodeStore } from './board-code-service.ts'

/** Codes of other services for the boards of shops, on any engine. */
export function boardCodeStore(store: Store): BoardCodeStore {
  const { prepareRead, prepareWrite, query, tables } = store
  const { shopBoardCodes: b } = tables
  const ph = sql.placeholder
  const last = prepareRead(
    query
      .select({ number: b.number, codeText: b.codeText, at: b.createdAt })
      .from(b)
      .where(eq(b.merchantId, ph('merchantId')))
      .orderBy(desc(b.number))
      .limit(1),
  )
  const add = prepareWrite(
    query.insert(b).values({
      merchantId: ph('merchantId'),
      number: ph('number'),
      codeText: ph('codeText'),
      recordedBy: ph('recordedBy'),
      createdAt: ph('at'),
    }),
  )
  return {
    lastCode: async (merchantId) => (await last({ merchantId }))[0],
    addCode: async (code) => {
      try {
        await store.atomic([add(code)])
        return 'stored'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'check', 'shop_board_code_true')) return 'lost'
        throw error
      }
    },
  }
}
