import type { EngineName } from '../support/engines.ts'
import { noon } from '../currency/books.ts'
import type { ShownFacts } from './shown-code-attempts.ts'

export type Facts = {
  walletId: string
  pot: string
  lotId: string
  shopAccount: string
  paymentId: string
  creditId: string
  scope: string
  key: string
  /** 100 yen held of the wallet's lot, and 50 that were captured, voided and left to end. */
  holdId: string
  capturedId: string
  voidedId: string
  expiredId: string
  endsAt: number
  foreignLotId: string
  /** 10 yen were sent to the foreign wallet. */
  transferId: string
  foreignWalletId: string
  address: string
  /** 5 yen of the foreign wallet's top-up were taken back. */
  topUpId: string
  adjustmentId: string
  /** A cause that takes donations, and one that has ended. */
  causeId: string
  /** Nothing is in it, and it is closed. */
  closedWalletId: string
  /** Staff stopped it; another one its device; a third was stopped and let go again. */
  frozenWalletId: string
  lostWalletId: string
  thawedWalletId: string
  endedCauseId: string
  /** The shop paid it 5 yen for a purchase. */
  makerAccount: string
  /** 5 yen were repaid to the wallet's holder, and 20 are asked for. */
  repaymentId: string
  repaymentJournalId: string
  waitingRepaymentId: string
  shown: ShownFacts
}

/**
 * Every row is SQL that a person with the database open, or code that forgot a check, might run. The database
 * itself refuses each. `only` names the engines whose SQL has the word.
 */
export type Attempt = {
  readonly what: string
  readonly sql: (facts: Facts) => string
  readonly only?: readonly EngineName[]
}

/** Engines whose SQL has OR REPLACE, and the one whose has TRUNCATE. */
export const sqlites: readonly EngineName[] = ['sqlite', 'd1']
export const postgresql: readonly EngineName[] = ['postgresql']

const resolutionColumns = 'hold_id, how, captured_yen, journal_id, resolved_at'
export const holdColumns = 'id, wallet_id, merchant_account_id, amount_yen, ends_at, created_at'
const holdLotColumns = 'hold_id, position, lot_id, fund_id, amount_yen'
/** How a hold ends, as a writer past the code would have it. */
const ends = (holdId: string, how: string, at: number, paid?: { id: string | null; yen: number }) =>
  `insert into hold_resolutions (${resolutionColumns}) values ('${holdId}', '${how}', ${paid?.yen ?? 0}, ${paid?.id == null ? 'null' : `'${paid.id}'`}, ${at})`
const takes = (lotId: string, yen: number, fundId = 'reserve') =>
  `insert into hold_lots (${holdLotColumns}) values ('empty', 0, '${lotId}', '${fundId}', ${yen})`

/** What may be tried on holds. */
export const holdAttempts: readonly Attempt[] = [
  ...(['captured', 'voided', 'expired'] as const).flatMap((was) =>
    (['captured', 'voided', 'expired'] as const).map((how) => ({
      what: `ending a hold as ${how} that was ${was}`,
      sql: (f: Facts) =>
        how === 'captured'
          ? ends(f[`${was}Id`], how, f.endsAt, { id: f.paymentId, yen: 300 })
          : ends(f[`${was}Id`], how, how === 'voided' ? f.endsAt : f.endsAt + 1),
    })),
  ),
  {
    what: 'ending a hold anew, writing over how it ended',
    sql: (f) => ends(f.voidedId, 'expired', f.endsAt + 1).replace('insert', 'insert or replace'),
    only: sqlites,
  },
  { what: 'ending a hold that was never placed', sql: (f) => ends('never', 'voided', f.endsAt) },
  {
    what: 'giving a hold up after its end',
    sql: (f) => ends(f.holdId, 'voided', f.endsAt + 1),
  },
  {
    what: 'letting a hold expire at its last instant',
    sql: (f) => ends(f.holdId, 'expired', f.endsAt),
  },
  {
    what: 'capturing a hold without a payment',
    sql: (f) => ends(f.holdId, 'captured', f.endsAt, { id: null, yen: 100 }),
  },
  {
    what: 'capturing a hold with the payment of something else',
    sql: (f) => ends(f.holdId, 'captured', noon, { id: f.paymentId, yen: 300 }),
  },
  { what: 'ending a hold in a fourth way', sql: (f) => ends(f.holdId, 'lost', f.endsAt) },
  { what: 'forgetting how a hold ended', sql: () => 'delete from hold_resolutions' },
  { what: 'changing how a hold ended', sql: () => `update hold_resolutions set how = 'voided'` },
  { what: 'removing a hold', sql: (f) => `delete from holds where id = '${f.holdId}'` },
  { what: 'letting a hold last longer', sql: () => 'update holds set ends_at = ends_at + 1' },
  { what: 'making a hold larger', sql: () => 'update holds set amount_yen = amount_yen + 1' },
  { what: 'forgetting what a hold holds', sql: () => 'delete from hold_lots' },
  { what: 'holding less of a lot afterwards', sql: () => 'update hold_lots set amount_yen = 1' },
  { what: 'emptying the holds', sql: () => 'truncate holds cascade', only: postgresql },
  { what: 'emptying the ends of holds', sql: () => 'truncate hold_resolutions', only: postgresql },
  {
    what: 'a hold of nothing',
    sql: (f) =>
      `insert into holds (${holdColumns}) values ('none', '${f.walletId}', '${f.shopAccount}', 0, 2, 1)`,
  },
  {
    what: 'a hold that ends when it begins',
    sql: (f) =>
      `insert into holds (${holdColumns}) values ('none', '${f.walletId}', '${f.shopAccount}', 5, 1, 1)`,
  },
  { what: 'holding more of a lot than is there by a hold', sql: (f) => takes(f.lotId, 1_000) },
  {
    what: 'holding more of a lot than is there, looking away',
    sql: (f) => takes(f.lotId, 1_000).replace('insert', 'insert or ignore'),
    only: sqlites,
  },
  { what: 'holding more than the hold says', sql: (f) => takes(f.lotId, 6).replace("'empty'", "'small'") },
  { what: 'holding of another wallet', sql: (f) => takes(f.foreignLotId, 1) },
  { what: 'holding under another fund', sql: (f) => takes(f.lotId, 1, f.pot) },
  {
    what: 'holding more once a hold has ended',
    sql: (f) => takes(f.lotId, 1).replace("'empty', 0", `'${f.voidedId}', 9`),
  },
  {
    what: 'holding of a lot that ends before the hold',
    sql: (f) => takes(f.lotId, 1).replace("'empty'", "'long'"),
  },
  { what: 'holding nothing of a lot', sql: (f) => takes(f.lotId, 0) },
  {
    what: 'letting go of what a lot holds without its hold',
    sql: (f) => `update lots set held_yen = 0 where id = '${f.lotId}'`,
  },
  {
    what: 'letting go of what a wallet holds without its hold',
    sql: (f) => `update balances set held_yen = 0 where account_id = '${f.walletId}'`,
  },
  {
    what: 'spending what is held of a lot',
    sql: (f) => `update lots set remaining_yen = held_yen - 1 where id = '${f.lotId}'`,
  },
  {
    what: 'spending what is held of a wallet',
    sql: (f) => `update balances set posted_yen = held_yen - 1 where account_id = '${f.walletId}'`,
  },
  {
    what: 'holding yen of a pot',
    sql: (f) => `update balances set held_yen = 1 where account_id = '${f.pot}'`,
  },
]
