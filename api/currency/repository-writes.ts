import { and, eq, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { Decision, HoldDecision } from './decision.ts'
import type { Content, WriteKey } from './key.ts'
import { accountChangeWrites } from './repository-account-changes.ts'
import { adjustmentWrites } from './repository-adjustments.ts'
import { disputeWrites } from './repository-disputes.ts'
import { donationWrites } from './repository-donations.ts'
import { entryStatements } from './repository-entries.ts'
import { freezeWrites } from './repository-freezes.ts'
import { holdWrites } from './repository-holds.ts'
import { limitWrites } from './repository-limits.ts'
import { purchaseWrite } from './repository-purchases.ts'
import { repaymentWrites } from './repository-repayments.ts'
import { salePaidWrite } from './repository-sale-codes.ts'
import { shownCodeUseWrite } from './repository-shown-codes.ts'
import { transferWrites } from './repository-transfers.ts'

/** Every statement that a decision is stored with, compiled once. */
function compile(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  return {
    key: prepareWrite(
      query.insert(t.keys).values({
        scope: ph('scope'),
        key: ph('key'),
        content: ph('content'),
        answer: ph('answer'),
        refused: ph('refused'),
        journalId: ph('journalId'),
        createdAt: ph('at'),
      }),
    ),
    journal: prepareWrite(
      query.insert(t.journals).values({
        id: ph('id'),
        kind: ph('kind'),
        scope: ph('scope'),
        key: ph('key'),
        body: ph('body'),
        createdAt: ph('at'),
        parentId: ph('parentId'),
      }),
    ),
    lot: prepareWrite(
      query.insert(t.lots).values({
        id: ph('id'),
        accountId: ph('accountId'),
        instrument: ph('instrument'),
        fundId: ph('fundId'),
        journalId: ph('journalId'),
        issuedYen: ph('issuedYen'),
        remainingYen: ph('issuedYen'),
        heldYen: 0,
        validUntil: ph('validUntil'),
        rule: ph('rule'),
        createdAt: ph('at'),
      }),
    ),
    payment: prepareWrite(
      query.insert(t.payments).values({
        journalId: ph('journalId'),
        walletId: ph('walletId'),
        merchantAccountId: ph('merchantAccountId'),
        amountYen: ph('amountYen'),
        refundedYen: 0,
        createdAt: ph('at'),
      }),
    ),
    paymentLot: prepareWrite(
      query.insert(t.paymentLots).values({
        paymentId: ph('paymentId'),
        position: ph('position'),
        lotId: ph('lotId'),
        fundId: ph('fundId'),
        amountYen: ph('amountYen'),
        refundedYen: 0,
      }),
    ),
    paymentReturn: prepareWrite(
      query
        .update(t.payments)
        .set({ refundedYen: sql`${t.payments.refundedYen} + ${ph('amountYen')}` })
        .where(eq(t.payments.journalId, ph('paymentId'))),
    ),
    lotReturn: prepareWrite(
      query
        .update(t.paymentLots)
        .set({ refundedYen: sql`${t.paymentLots.refundedYen} + ${ph('amountYen')}` })
        .where(and(eq(t.paymentLots.paymentId, ph('paymentId')), eq(t.paymentLots.position, ph('position')))),
    ),
    balanced: prepareWrite(
      query.insert(t.journalBalanced).values({
        journalId: ph('journalId'),
        fundId: ph('fundId'),
        sumYen: sql`(select sum(${t.entries.amountYen}) from ${t.entries} where ${and(
          eq(t.entries.journalId, ph('journalId')),
          eq(t.entries.fundId, ph('fundId')),
        )})`,
      }),
    ),
  }
}

type Statements = ReturnType<typeof compile>
type Keyed = { readonly key: WriteKey; readonly content: Content }

/** Turns decisions into lists of writes; the last one lets the database check that every fund sums to zero. */
export function ledgerWrites(store: Store) {
  const statements = compile(store)
  const { entryWrites, zeroBalance, balanceDelta } = entryStatements(store)
  const { placedWrites, resolutionWrites } = holdWrites(store)
  const transferred = transferWrites(store)
  const donated = donationWrites(store)
  const purchased = purchaseWrite(store)
  const codeUsed = shownCodeUseWrite(store)
  const salePaid = salePaidWrite(store)
  const changedWrite = accountChangeWrites(store)
  const frozenWrite = freezeWrites(store)
  const adjusted = adjustmentWrites(store)
  const { askedWrite, declinedWrite, grantedWrites } = repaymentWrites(store)
  const { spendingWrites, fillWrites } = limitWrites(store)
  const { disputedWrite, closedWrite } = disputeWrites(store)
  const journalWrites = (keyed: Keyed, decision: Decision<unknown>): Write[] => [
    keyWrite(statements, keyed, {
      answer: decision.answer,
      refused: false,
      journalId: decision.journal.id,
      at: decision.journal.at,
    }),
    journalWrite(statements, keyed.key, decision),
    ...newLotWrites(statements, decision),
    ...paymentWrites(statements, decision),
    // A captured hold is let go of before the entries take what it held: the database counts held money as gone.
    ...(decision.resolved === null ? [] : resolutionWrites(decision.resolved)),
    ...entryWrites(decision),
    ...returnWrites(statements, decision),
    ...spendingWrites(decision.spending),
    ...fillWrites(decision.journal, decision.filled),
    // After the entries, which let one transfer of a wallet pass at a time: the month is counted with all before it.
    ...(decision.transfer === null ? [] : transferred(decision.journal, decision.transfer)),
    ...(decision.donation === null ? [] : [donated(decision.journal, decision.donation)]),
    ...(decision.purchase === null ? [] : [purchased(decision.journal, decision.purchase)]),
    ...(decision.codeUse === null ? [] : codeUsed(decision.journal, decision.codeUse)),
    ...(decision.salePaid === null || decision.payment === null
      ? []
      : [
          salePaid(decision.journal, {
            merchantAccountId: decision.payment.merchantAccountId,
            reference: decision.salePaid,
          }),
        ]),
    ...(decision.adjustment === null ? [] : [adjusted(decision.journal, decision.adjustment)]),
    ...(decision.repaid === null ? [] : grantedWrites(decision.journal, decision.repaid)),
    ...(decision.closed === null
      ? []
      : [closedWrite(decision.closed, decision.journal.at, decision.journal.id)]),
    ...balancedWrites(statements, decision),
  ]
  /** Nothing moves: what is held or frozen changes, and the key is answered. */
  const heldWrites = (keyed: Keyed, decision: HoldDecision<unknown>): Write[] => {
    const { answer, at, placed, resolved, spending, disputed, closed, changed, freeze, asked, declined } =
      decision
    return [
      keyWrite(statements, keyed, { answer, refused: false, journalId: null, at }),
      ...(placed === null ? [] : placedWrites(placed, at)),
      ...(resolved === null ? [] : resolutionWrites(resolved)),
      ...spendingWrites(spending),
      ...(disputed === null ? [] : [disputedWrite(disputed, at)]),
      ...(closed === null ? [] : [closedWrite(closed, at, null)]),
      ...(changed === null ? [] : [changedWrite(changed, at)]),
      ...(freeze === null ? [] : [frozenWrite(freeze, at)]),
      ...(asked === null ? [] : [askedWrite(asked, at)]),
      ...(declined === null ? [] : [declinedWrite(declined, at)]),
    ]
  }
  return {
    resolutionWrites,
    writesOf: (keyed: Keyed, decision: Decision<unknown> | HoldDecision<unknown>): Write[] =>
      decision.journal === null ? heldWrites(keyed, decision) : journalWrites(keyed, decision),
    refusalWrite: (keyed: Keyed, refused: { readonly code: string; readonly at: number }): Write =>
      keyWrite(statements, keyed, { answer: refused.code, refused: true, journalId: null, at: refused.at }),
    answerWrite: (keyed: Keyed, answer: unknown, at: number): Write =>
      keyWrite(statements, keyed, { answer, refused: false, journalId: null, at }),
    zeroBalance,
    balanceDelta,
  }
}

type KeyAnswer = {
  readonly answer: unknown
  readonly refused: boolean
  readonly journalId: string | null
  readonly at: number
}

const keyWrite = (statements: Statements, { key, content }: Keyed, answer: KeyAnswer): Write =>
  statements.key({ ...key, content, ...answer })

const journalWrite = (
  statements: Statements,
  key: WriteKey,
  { journal, body, parentId }: Decision<unknown>,
): Write => statements.journal({ ...key, id: journal.id, kind: journal.kind, body, at: journal.at, parentId })

const newLotWrites = (statements: Statements, { journal, newLots }: Decision<unknown>): Write[] =>
  newLots.map((lot) =>
    statements.lot({
      id: lot.id,
      accountId: lot.accountId,
      instrument: lot.instrument,
      fundId: lot.fundId,
      journalId: journal.id,
      issuedYen: lot.remainingYen,
      validUntil: lot.validUntilAt,
      rule: lot.rule,
      at: journal.at,
    }),
  )

function paymentWrites(statements: Statements, { journal, payment }: Decision<unknown>): Write[] {
  if (payment === null) return []
  const { taken, ...row } = payment
  return [
    statements.payment({ ...row, journalId: journal.id, at: journal.at }),
    ...taken.map((part, position) =>
      statements.paymentLot({
        paymentId: journal.id,
        position,
        lotId: part.id,
        fundId: part.fundId,
        amountYen: part.amountYen,
      }),
    ),
  ]
}

function returnWrites(statements: Statements, { returns }: Decision<unknown>): Write[] {
  if (returns === null) return []
  const { paymentId, amountYen, restored } = returns
  return [
    statements.paymentReturn({ paymentId, amountYen }),
    ...restored.map((part) => statements.lotReturn({ paymentId, ...part })),
  ]
}

/** One row a fund: many small inserts cost a third of one that selects (it opens a statement journal). */
const balancedWrites = (statements: Statements, { journal }: Decision<unknown>): Write[] =>
  [...new Set(journal.entries.map((entry) => entry.fundId))].map((fundId) =>
    statements.balanced({ journalId: journal.id, fundId }),
  )
