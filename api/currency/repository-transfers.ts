import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { TransferBook } from './ports.ts'
import type { Instrument } from './lot.ts'
import type { NewTransfer, SentTransfer } from './transfer.ts'

/** What a transfer is stored with beside its journal: the row that the month is counted by, and what became of each lot. */
export function transferWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const transfer = prepareWrite(
    query.insert(t.transfers).values({
      journalId: ph('journalId'),
      fromWalletId: ph('fromWalletId'),
      toWalletId: ph('toWalletId'),
      amountYen: ph('amountYen'),
      month: ph('month'),
      monthLimitYen: ph('monthLimitYen'),
      createdAt: ph('at'),
    }),
  )
  const transferLot = prepareWrite(
    query.insert(t.transferLots).values({
      journalId: ph('journalId'),
      position: ph('position'),
      fromLotId: ph('fromLotId'),
      toLotId: ph('toLotId'),
      amountYen: ph('amountYen'),
    }),
  )
  return (journal: { id: string; at: number }, { moved, ...row }: NewTransfer): Write[] => [
    transfer({ ...row, journalId: journal.id, at: journal.at }),
    ...moved.map((part, position) => transferLot({ ...part, journalId: journal.id, position })),
  ]
}

/** Transfers and the addresses of wallets on any engine. */
export function transferBook(store: Store): TransferBook {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const sent = prepareRead(
    query
      .select({ yen: sql<number>`coalesce(sum(${t.transfers.amountYen}), 0)` })
      .from(t.transfers)
      .where(and(eq(t.transfers.fromWalletId, ph('walletId')), eq(t.transfers.month, ph('month')))),
  )
  const parts = prepareRead(
    query
      .select({
        fromWalletId: t.transfers.fromWalletId,
        toWalletId: t.transfers.toWalletId,
        amountYen: t.transfers.amountYen,
        sentAt: t.transfers.createdAt,
        fromLotId: t.transferLots.fromLotId,
        toLotId: t.transferLots.toLotId,
        partYen: t.transferLots.amountYen,
        instrument: t.lots.instrument,
        fundId: t.lots.fundId,
        validUntilAt: t.lots.validUntil,
        municipality: t.funds.municipality,
      })
      .from(t.transfers)
      .innerJoin(t.transferLots, eq(t.transferLots.journalId, t.transfers.journalId))
      .innerJoin(t.lots, eq(t.lots.id, t.transferLots.fromLotId))
      .innerJoin(t.funds, eq(t.funds.id, t.lots.fundId))
      .where(eq(t.transfers.journalId, ph('transferId')))
      .orderBy(asc(t.transferLots.position)),
  )
  const inUse = isNull(t.walletAddresses.endedAt)
  const byAddress = prepareRead(
    query
      .select({ walletId: t.walletAddresses.walletId })
      .from(t.walletAddresses)
      .where(and(eq(t.walletAddresses.address, ph('address')), inUse)),
  )
  const ofWallet = prepareRead(
    query
      .select({ address: t.walletAddresses.address })
      .from(t.walletAddresses)
      .where(and(eq(t.walletAddresses.walletId, ph('walletId')), inUse)),
  )
  const end = prepareWrite(
    query
      .update(t.walletAddresses)
      .set({ endedAt: sql`${ph('at')}` })
      .where(and(eq(t.walletAddresses.walletId, ph('walletId')), inUse)),
  )
  const begin = prepareWrite(
    query
      .insert(t.walletAddresses)
      .values({ address: ph('address'), walletId: ph('walletId'), createdAt: ph('at') }),
  )
  return {
    sentInMonth: async (walletId, month) => (await sent({ walletId, month }))[0]?.yen ?? 0,
    findTransfer: async (transferId): Promise<SentTransfer | undefined> => {
      const rows = await parts({ transferId })
      const [first] = rows
      if (first === undefined) return undefined
      const { fromWalletId, toWalletId, amountYen, sentAt } = first
      const moved = rows.map((row) => ({
        fromLotId: row.fromLotId,
        toLotId: row.toLotId,
        instrument: row.instrument as Instrument,
        fundId: row.fundId,
        municipality: row.municipality,
        validUntilAt: row.validUntilAt,
        amountYen: row.partYen,
      }))
      return { fromWalletId, toWalletId, amountYen, sentAt, moved }
    },
    walletOfAddress: async (address) => (await byAddress({ address }))[0]?.walletId,
    addressOf: async (walletId) => (await ofWallet({ walletId }))[0]?.address,
    addressWrites: (made) => [end({ ...made }), begin({ ...made })],
  }
}
