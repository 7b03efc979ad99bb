import { eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { NewShownCode, NewShownCodeUse } from './charge.ts'
import type { ShownCodeBook } from './ports.ts'

/** What a payment with a shown code is stored with beside its journal; the database holds it to that payment. */
export function shownCodeUseWrite({ tables: t, query, prepareWrite }: Store) {
  const ph = sql.placeholder
  const use = prepareWrite(
    query
      .insert(t.shownCodeUses)
      .values({ codeHash: ph('codeHash'), journalId: ph('journalId'), createdAt: ph('at') }),
  )
  const show = showWrite({ tables: t, query, prepareWrite })
  return (journal: { id: string; at: number }, { codeHash, made }: NewShownCodeUse): Write[] => [
    ...(made === null ? [] : [show(made)]),
    use({ codeHash, journalId: journal.id, at: journal.at }),
  ]
}

function showWrite({ tables: t, query, prepareWrite }: Pick<Store, 'tables' | 'query' | 'prepareWrite'>) {
  const ph = sql.placeholder
  const show = prepareWrite(
    query.insert(t.shownCodes).values({
      codeHash: ph('codeHash'),
      walletId: ph('walletId'),
      deviceId: ph('deviceId'),
      endsAt: ph('endsAt'),
      createdAt: ph('at'),
    }),
  )
  return (made: NewShownCode): Write => show({ ...made })
}

/** Codes that holders show, on any engine. */
export function shownCodeBook({ tables: t, query, prepareRead, prepareWrite }: Store): ShownCodeBook {
  const ph = sql.placeholder
  const byHash = prepareRead(
    query
      .select({
        walletId: t.shownCodes.walletId,
        deviceId: t.shownCodes.deviceId,
        endsAt: t.shownCodes.endsAt,
        deviceAddedAt: t.walletDevices.createdAt,
        revokedAt: t.walletDevices.revokedAt,
        journalId: t.shownCodeUses.journalId,
        declines: sql<number>`(select count(*) from ${t.shownCodeDeclines} where ${eq(t.shownCodeDeclines.codeHash, ph('codeHash'))})`,
      })
      .from(t.shownCodes)
      .innerJoin(t.walletDevices, eq(t.walletDevices.id, t.shownCodes.deviceId))
      .leftJoin(t.shownCodeUses, eq(t.shownCodeUses.codeHash, t.shownCodes.codeHash))
      .where(eq(t.shownCodes.codeHash, ph('codeHash'))),
  )
  const byHandle = prepareRead(
    query
      .select({
        walletId: t.offlineKeys.walletId,
        deviceId: t.offlineKeys.deviceId,
        endsAt: t.offlineKeys.endsAt,
        deviceAddedAt: t.walletDevices.createdAt,
        revokedAt: t.walletDevices.revokedAt,
      })
      .from(t.offlineKeys)
      .innerJoin(t.walletDevices, eq(t.walletDevices.id, t.offlineKeys.deviceId))
      .where(eq(t.offlineKeys.handle, ph('handle'))),
  )
  const giveKey = prepareWrite(
    query.insert(t.offlineKeys).values({
      handle: ph('handle'),
      walletId: ph('walletId'),
      deviceId: ph('deviceId'),
      endsAt: ph('endsAt'),
      createdAt: ph('at'),
    }),
  )
  const decline = prepareWrite(
    query
      .insert(t.shownCodeDeclines)
      .values({ codeHash: ph('codeHash'), number: ph('number'), createdAt: ph('at') }),
  )
  return {
    findShownCode: async (codeHash) => {
      const [row] = await byHash({ codeHash })
      if (row === undefined) return undefined
      const { revokedAt, journalId, ...shown } = row
      return {
        codeHash,
        ...shown,
        deviceRevoked: revokedAt !== null,
        used: journalId !== null,
        beginsAt: 0,
        offline: false,
        stored: true,
      }
    },
    findOfflineKey: async (handle) => {
      const [row] = await byHandle({ handle })
      if (row === undefined) return undefined
      const { revokedAt, ...key } = row
      return { handle, ...key, deviceRevoked: revokedAt !== null }
    },
    offlineKeyWrite: (key) => giveKey({ ...key }),
    shownCodeWrite: showWrite({ tables: t, query, prepareWrite }),
    shownCodeDeclineWrite: (declined) => decline({ ...declined }),
  }
}
