import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { merchant, pot, systemAccounts } from './account.ts'
import { reserveFundId, sumByFund } from './fund.ts'
import type { ByFund } from './fund.ts'
import type { Content, KeyRecord } from './key.ts'
import type { Instrument, RuleOfUse } from './lot.ts'
import type { PotState } from './money-in.ts'
import type { Payer, WalletState } from './pay.ts'
import type { PotPeriod } from './pot-validity.ts'
import type { LedgerStore, NewPot } from './ports.ts'
import type { PaymentState } from './refund.ts'
import { accountBook } from './repository-account-changes.ts'
import { freezeBook } from './repository-freezes.ts'
import { adjustmentBook } from './repository-adjustments.ts'
import { cardRefundBook } from './repository-card-refunds.ts'
import { commitOn } from './repository-commit.ts'
import { disputeBook } from './repository-disputes.ts'
import { donationBook } from './repository-donations.ts'
import { endedReads } from './repository-ended.ts'
import { holdReads } from './repository-holds.ts'
import { payoutBook } from './repository-payouts.ts'
import { purchaseBook } from './repository-purchases.ts'
import { repaymentBook } from './repository-repayments.ts'
import { saleCodeBook } from './repository-sale-codes.ts'
import { shownCodeBook } from './repository-shown-codes.ts'
import { transferBook } from './repository-transfers.ts'
import { ledgerWrites } from './repository-writes.ts'

/** The ledger's store on any engine. */
export function ledgerStore(store: Store): LedgerStore {
  const writes = ledgerWrites(store)
  const folding = foldStatements(store)
  const commit = commitOn(store)
  return {
    ...stateReads(store),
    ...openings(store),
    ...holdReads(store),
    ...endedReads(store),
    ...transferBook(store),
    ...adjustmentBook(store),
    ...payoutBook(store),
    ...disputeBook(store),
    ...donationBook(store),
    ...purchaseBook(store),
    ...accountBook(store),
    ...freezeBook(store),
    ...repaymentBook(store),
    ...cardRefundBook(store),
    ...shownCodeBook(store),
    ...saleCodeBook(store),
    answerWrite: writes.answerWrite,
    resolutionWrites: writes.resolutionWrites,
    writesOf: writes.writesOf,
    refusalWrite: writes.refusalWrite,
    commit,
    foldWrites: async (merchantAccountId, at) => {
      const credits = await folding.unfolded({ accountId: merchantAccountId })
      if (credits.length === 0) return { writes: [], more: false }
      const fold = folding.fold({ ids: JSON.stringify(credits.map((credit) => credit.id)), at })
      const deltas = [...sumByFund(credits)]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([fundId, yen]) => [
          writes.zeroBalance(merchant(merchantAccountId), fundId),
          writes.balanceDelta(merchantAccountId, fundId, yen),
        ])
      return { writes: [fold, ...deltas], more: credits.length === foldedAtOnce }
    },
  }
}

function stateReads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const keyRead = prepareRead(
    query
      .select({ content: t.keys.content, answer: t.keys.answer, refused: t.keys.refused })
      .from(t.keys)
      .where(and(eq(t.keys.scope, ph('scope')), eq(t.keys.key, ph('key')))),
  )
  const spentIn = (period: string) =>
    sql<number>`coalesce((select ${t.spendings.spentYen} from ${t.spendings} where ${and(
      eq(t.spendings.walletId, ph('walletId')),
      eq(t.spendings.period, ph(period)),
    )}), 0)`
  // One statement with what was spent before: a payment asks no more often than it did without limits.
  const walletRead = prepareRead(
    query
      .select({
        closedAt: t.accounts.closedAt,
        frozenAt: t.wallets.frozenAt,
        dayYen: spentIn('day'),
        monthYen: spentIn('month'),
      })
      .from(t.wallets)
      .innerJoin(t.accounts, eq(t.accounts.id, t.wallets.accountId))
      .where(eq(t.wallets.accountId, ph('walletId'))),
  )
  const lotsRead = prepareRead(
    query
      .select({
        id: t.lots.id,
        instrument: t.lots.instrument,
        fundId: t.lots.fundId,
        municipality: t.funds.municipality,
        remainingYen: t.lots.remainingYen,
        heldYen: t.lots.heldYen,
        validUntil: t.lots.validUntil,
        rule: t.lots.rule,
        disputeId: t.disputes.id,
        disputeEnd: t.disputeClosings.how,
      })
      .from(t.lots)
      .innerJoin(t.funds, eq(t.funds.id, t.lots.fundId))
      .leftJoin(t.disputes, eq(t.disputes.lotId, t.lots.id))
      .leftJoin(t.disputeClosings, eq(t.disputeClosings.disputeId, t.disputes.id))
      .where(and(eq(t.lots.accountId, ph('walletId')), gt(t.lots.remainingYen, 0))),
  )
  const spentRead = prepareRead(
    query
      .select({ spentYen: t.spendings.spentYen })
      .from(t.spendings)
      .where(and(eq(t.spendings.walletId, ph('walletId')), eq(t.spendings.period, ph('period')))),
  )
  const potRead = prepareRead(
    query
      .select({
        id: t.pots.accountId,
        fundId: t.pots.fundId,
        municipality: t.pots.municipality,
        rule: t.pots.rule,
        validDays: t.pots.validDays,
        lastDay: t.pots.lastDay,
        endOf: t.pots.endOf,
        postedYen: t.balances.postedYen,
        heldYen: t.balances.heldYen,
      })
      .from(t.pots)
      .innerJoin(
        t.balances,
        and(eq(t.balances.accountId, t.pots.accountId), eq(t.balances.fundId, t.pots.fundId)),
      )
      .where(eq(t.pots.accountId, ph('potId'))),
  )
  const paymentRead = prepareRead(
    query
      .select({
        id: t.payments.journalId,
        walletId: t.payments.walletId,
        walletClosedAt: t.accounts.closedAt,
        merchantAccountId: t.payments.merchantAccountId,
        amountYen: t.payments.amountYen,
        refundedYen: t.payments.refundedYen,
        correctedYen: sql<number>`coalesce((select sum(${t.adjustments.amountYen}) from ${t.adjustments} where ${and(
          eq(t.adjustments.correctsId, t.payments.journalId),
          gt(t.adjustments.amountYen, 0),
        )}), 0)`,
      })
      .from(t.payments)
      .innerJoin(t.accounts, eq(t.accounts.id, t.payments.walletId))
      .where(eq(t.payments.journalId, ph('paymentId'))),
  )
  const takenRead = prepareRead(
    query
      .select({
        id: t.paymentLots.lotId,
        instrument: t.lots.instrument,
        fundId: t.paymentLots.fundId,
        municipality: t.funds.municipality,
        validUntilAt: t.lots.validUntil,
        amountYen: t.paymentLots.amountYen,
      })
      .from(t.paymentLots)
      .innerJoin(t.lots, eq(t.lots.id, t.paymentLots.lotId))
      .innerJoin(t.funds, eq(t.funds.id, t.paymentLots.fundId))
      .where(eq(t.paymentLots.paymentId, ph('paymentId')))
      .orderBy(asc(t.paymentLots.position)),
  )
  // One statement, so that a roll-up in between can neither hide a credit nor count it twice.
  const balanceRead = prepareRead(
    query
      .select({ fundId: sql<string>`held.fund_id`, amountYen: sql<number>`sum(held.yen)` })
      .from(
        sql`(select ${t.balances.fundId}, ${t.balances.postedYen} - ${t.balances.heldYen} as yen
          from ${t.balances} where ${eq(t.balances.accountId, ph('accountId'))}
          union all
          select ${t.credits.fundId}, ${t.credits.amountYen} as yen
          from ${t.credits} where ${and(eq(t.credits.accountId, ph('accountId')), isNull(t.credits.foldedAt))}) as held`,
      )
      .groupBy(sql`held.fund_id`),
  )
  const findPayer = async (walletId: string, periods: { day: string; month: string }): Promise<Payer> => {
    const [[row], lots] = await Promise.all([walletRead({ walletId, ...periods }), lotsRead({ walletId })])
    if (row === undefined) return { wallet: undefined, spent: { dayYen: 0, monthYen: 0 } }
    const unheld = lots
      .filter((lot) => lot.remainingYen > lot.heldYen)
      .map(({ heldYen, ...lot }) => ({ ...lot, remainingYen: lot.remainingYen - heldYen }))
    const isFrozen = (lot: (typeof unheld)[number]) => lot.disputeId !== null && lot.disputeEnd !== 'won'
    const wallet = {
      id: walletId,
      closed: row.closedAt !== null,
      frozen: row.frozenAt !== null,
      heldYen: lots.reduce((sum, lot) => sum + lot.heldYen, 0),
      disputedYen: unheld.filter(isFrozen).reduce((sum, lot) => sum + lot.remainingYen, 0),
      lots: unheld
        .filter((lot) => !isFrozen(lot))
        .map(({ disputeId: _id, disputeEnd: _end, validUntil, ...lot }) => ({
          ...lot,
          instrument: lot.instrument as Instrument,
          validUntilAt: validUntil,
          rule: lot.rule as RuleOfUse,
        })),
    }
    return { wallet, spent: { dayYen: row.dayYen, monthYen: row.monthYen } }
  }
  return {
    findPayer,
    spentIn: async (accountId: string, period: string): Promise<number> =>
      (await spentRead({ walletId: accountId, period }))[0]?.spentYen ?? 0,
    findKey: async (key: { scope: string; key: string }): Promise<KeyRecord | undefined> => {
      const [row] = await keyRead(key)
      return row && { content: row.content as Content, answer: row.answer, refused: row.refused }
    },
    findWallet: async (walletId: string): Promise<WalletState | undefined> =>
      (await findPayer(walletId, { day: '', month: '' })).wallet,
    findPot: async (potId: string): Promise<PotState | undefined> => {
      const [row] = await potRead({ potId })
      if (row === undefined) return undefined
      const { postedYen, heldYen, rule, endOf, ...facts } = row
      return {
        ...facts,
        endOf: endOf as PotPeriod | null,
        rule: rule as RuleOfUse,
        balanceYen: postedYen - heldYen,
      }
    },
    findPayment: async (paymentId: string): Promise<PaymentState | undefined> => {
      const [[row], taken] = await Promise.all([paymentRead({ paymentId }), takenRead({ paymentId })])
      if (row === undefined) return undefined
      const { walletClosedAt, ...payment } = row
      return {
        ...payment,
        walletClosed: walletClosedAt !== null,
        taken: taken.map((part) => ({ ...part, instrument: part.instrument as Instrument })),
      }
    },
    merchantBalance: async (accountId: string): Promise<ByFund> =>
      sumByFund(await balanceRead({ accountId })),
  }
}

/** How many credits one roll-up folds at most: keeps the statement and the transaction small. */
const foldedAtOnce = 2_000

function foldStatements(store: Store) {
  const { tables: t, query, prepareRead, prepareWrite } = store
  const ph = sql.placeholder
  const ids =
    store.dialect === 'postgresql'
      ? sql`select value, ${ph('at')}::bigint from json_array_elements_text(${ph('ids')}::json)`
      : sql`select value, ${ph('at')} from json_each(${ph('ids')})`
  return {
    unfolded: prepareRead(
      query
        .select({ id: t.credits.id, fundId: t.credits.fundId, amountYen: t.credits.amountYen })
        .from(t.credits)
        .where(and(eq(t.credits.accountId, ph('accountId')), isNull(t.credits.foldedAt)))
        .limit(foldedAtOnce),
    ),
    /** One list of ids in one parameter: D1 takes at most 100. The primary key refuses a second fold. */
    fold: prepareWrite(query.insert(t.folds).select(ids)),
  }
}

function openings(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const writes = ledgerWrites(store)
  const account = prepareWrite(
    query
      .insert(t.accounts)
      .values({ id: ph('id'), kind: ph('kind'), municipality: ph('municipality'), createdAt: ph('at') })
      .onConflictDoNothing(),
  )
  const fund = prepareWrite(
    query
      .insert(t.funds)
      .values({
        id: ph('id'),
        instrument: ph('instrument'),
        municipality: ph('municipality'),
        potAccountId: ph('potAccountId'),
        createdAt: ph('at'),
      })
      .onConflictDoNothing(),
  )
  const potRow = prepareWrite(
    query.insert(t.pots).values({
      accountId: ph('id'),
      fundId: ph('id'),
      municipality: ph('municipality'),
      nameJa: ph('nameJa'),
      nameEn: ph('nameEn'),
      rule: ph('rule'),
      validDays: ph('validDays'),
      lastDay: ph('lastDay'),
      endOf: ph('endOf'),
      createdAt: ph('at'),
    }),
  )
  return {
    openBooksWrites: (at: number): Write[] => [
      ...Object.values(systemAccounts).map(({ id, kind }) => account({ id, kind, municipality: null, at })),
      fund({ id: reserveFundId, instrument: 'paid', municipality: null, potAccountId: null, at }),
    ],
    openMerchantWrites: (id: string, municipality: string | null, at: number): Write[] => [
      account({ id, kind: 'merchant', municipality, at }),
    ],
    openPotWrites: (opened: NewPot, at: number): Write[] => [
      account({ id: opened.id, kind: 'pot', municipality: opened.municipality, at }),
      fund({
        id: opened.id,
        instrument: 'free',
        municipality: opened.municipality,
        potAccountId: opened.id,
        at,
      }),
      potRow({ lastDay: null, endOf: null, ...opened, at }),
      writes.zeroBalance(pot(opened.id), opened.id),
    ],
  }
}
