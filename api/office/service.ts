import { assert } from '../platform/assert.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import {
  endOfTakingsDay,
  lastClosedDay,
  payDayOfRun,
  printZengin,
  type DepositKind,
  type FeeTerms,
  type Holidays,
  type LineEnd,
  type SettlementTerms,
} from '../merchants/index.ts'
import type { OfficeRefusal } from './errors.ts'
import { takeFee } from './take-fee.ts'
import { returnPayout, type Returned } from './payout-return.ts'
import type { Ledger, PayoutRow, Settlement, SettlementStore, Shops } from './ports.ts'
import type { Requester } from './requester.ts'
import {
  flowsOf,
  makePlan,
  planText,
  positionsOf,
  totalsByFunder,
  type Fees,
  type Flow,
  type FunderTotal,
  type SettlementPlan,
  type TownPosition,
} from './settlement-plan.ts'

export type OfficeParts = {
  readonly store: SettlementStore
  readonly shops: Shops
  readonly ledger: Ledger
  readonly holidays: Holidays
  readonly terms: SettlementTerms
  /** Undefined while nobody agreed one with the bank: then nothing is approved and no file is made. */
  readonly requester: Requester | undefined
  readonly lineEnd: LineEnd
  /** Undefined where shops pay nothing for being paid out. */
  readonly fee?: FeeTerms | undefined
  readonly clock: Clock
  readonly ids: Ids
}

/** A plan with what an approval is bound to and who pays for it. */
export type Preview = {
  readonly plan: SettlementPlan
  readonly planHash: string
  readonly byFunder: readonly FunderTotal[]
  readonly positions: readonly TownPosition[]
}

export type SettlementReport = {
  readonly settlement: Settlement
  /** The account that it leaves from; undefined where none was kept and none is set. */
  readonly requester: Requester | undefined
  readonly payouts: readonly PayoutRow[]
  /** What was sent: less than approved only where a shop gave money back in between; that shop waits for the next run. */
  readonly sentYen: number
  /** What of that banks sent back: it is owed again, and its flows and positions are those of the run that pays it. */
  readonly returnedYen: number
  readonly flows: readonly Flow[]
  readonly byFunder: readonly FunderTotal[]
  readonly positions: readonly TownPosition[]
}

export type Approval = {
  readonly cutOffAt: number
  readonly planHash: string
  readonly approvedBy: string
  /** Called after each payout, for an operator's long run. */
  readonly onProgress?: (done: number, of: number) => void
}

type Refused<T> = Promise<Result<T, OfficeRefusal>>

/** The staff side: settling, the bank file, the pots. */
export function officeService(parts: OfficeParts) {
  const { store } = parts
  return {
    /** What a run would pay. Without a cut-off: takings until the end of the last closed day. */
    previewSettlement: (cutOffAt?: number) => preview(parts, cutOffAt),

    /**
     * Pays exactly the plan that was shown, once: the same approval again goes on where it stopped and answers
     * the same. Refuses cut_off_ahead, settled_before, nothing_to_pay, plan_changed.
     */
    approveSettlement: (approval: Approval) => approve(parts, approval),

    /** Goes on with a run that was interrupted; harmless when it was not. Refuses settlement_not_found. */
    resumeSettlement: async (id: string): Refused<SettlementReport> =>
      (await store.find(id)) ? payAll(parts, id, () => undefined) : refuse({ code: 'settlement_not_found' }),

    settlements: (limit: number) => store.latest(limit),
    settlement: (id: string) => report(parts, id),
    /**
     * The 総合振込 file: the same bytes every time. A run that was interrupted is finished first, so that no file is
     * ever shorter than a later one. Refuses settlement_not_found, settlement_unfinished, file_not_writable.
     */
    bankFile: (id: string) => bankFile(parts, id),
    /** Enters that a bank sent a payout back; see `returnPayout`. */
    returnPayout: (returned: Returned) => returnPayout(parts, returned),
    pots: () => store.pots(),
  }
}

export type Office = ReturnType<typeof officeService>

async function preview(parts: OfficeParts, wanted?: number): Refused<Preview> {
  const { shops, store, terms, holidays, clock, requester } = parts
  const now = clock.now()
  const cutOffAt = wanted ?? endOfTakingsDay(lastClosedDay(now, terms), terms)
  if (cutOffAt > now) return refuse({ code: 'cut_off_ahead', field: 'cutOffAt' })
  const before = await store.sinceCutOff(cutOffAt)
  if (before) return refuse({ code: 'settled_before', settlementId: before.id })
  const run = { cutOffAt, payDay: payDayOfRun(now, terms, holidays) }
  const fees = await feesOf(parts, run.payDay)
  const plan = makePlan({ ...run, ...(await shops.due(run)), fees, requester })
  const flows = flowsOf(plan)
  return ok({
    plan,
    planHash: sha256Hex(planText(plan)),
    byFunder: totalsByFunder(flows),
    positions: positionsOf(flows),
  })
}

async function feesOf({ store, fee }: OfficeParts, payDay: string): Promise<Fees | undefined> {
  return fee === undefined ? undefined : { terms: fee, standings: await store.feeStandings(payDay, fee) }
}

async function approve(parts: OfficeParts, approval: Approval): Refused<SettlementReport> {
  if (parts.requester === undefined) return refuse({ code: 'payout_account_missing' })
  const onProgress = approval.onProgress ?? (() => undefined)
  const begun = await begin(parts, approval)
  if (begun.ok) return payAll(parts, begun.value, onProgress)
  // Somebody else's approval of the same plan may have been first and have changed what a new look shows.
  const first = await parts.store.findByPlan(approval.planHash)
  return first ? payAll(parts, first.id, onProgress) : begun
}

/** Stores the settlement of exactly the plan that was shown; answers its id. */
async function begin(parts: OfficeParts, approval: Approval): Refused<string> {
  const { store, clock, ids } = parts
  const shown = await preview(parts, approval.cutOffAt)
  if (!shown.ok) return shown
  const { plan, planHash } = shown.value
  if (plan.payouts.length === 0) return refuse({ code: 'nothing_to_pay' })
  if (planHash !== approval.planHash)
    return refuse({ code: 'plan_changed', totalYen: plan.totalYen, planHash })
  const settlement = {
    id: ids.next(),
    cutOffAt: plan.cutOffAt,
    payDay: plan.payDay,
    totalYen: plan.totalYen,
    payoutCount: plan.payouts.length,
    planHash,
    approvedBy: approval.approvedBy,
    createdAt: clock.now(),
    plan,
  }
  if ((await store.insert(settlement)) === 'stored') return ok(settlement.id)
  const before = await store.sinceCutOff(plan.cutOffAt)
  assert(before !== undefined, 'a settlement that is in the way is stored')
  return refuse({ code: 'settled_before', settlementId: before.id })
}

/** Settles and pays each shop of the approved plan that was not paid yet. */
async function payAll(
  parts: OfficeParts,
  settlementId: string,
  onProgress: (done: number, of: number) => void,
): Refused<SettlementReport> {
  const { store, ledger, ids, clock } = parts
  const settlement = await store.find(settlementId)
  assert(settlement !== undefined, 'an approved settlement is stored')
  const paid = new Set((await store.payouts(settlementId)).map((row) => row.merchantId))
  for (const [index, planned] of settlement.plan.payouts.entries()) {
    onProgress(index + 1, settlement.plan.payouts.length)
    if (paid.has(planned.payee.merchantId)) continue
    const settled = await ledger.settle({
      merchantAccountId: planned.payee.accountId,
      runId: settlementId,
      funds: planned.funds.map(({ fundId, amountYen }) => ({ fundId, amountYen })),
    })
    if (!settled.ok && settled.error.code === 'busy_try_again')
      return refuse({ code: 'settlement_unfinished' })
    // Money went back to a customer after the approval: this shop waits for the next run.
    if (!settled.ok) continue
    const settleJournalId = settled.value.answer.journalId
    // A fee that cannot be taken now is caught up with by the shop's next one: the payout is what was approved.
    if ((await takeFee(parts, settlement, planned)) === 'unfinished')
      return refuse({ code: 'settlement_unfinished' })
    const sent = await ledger.payout({
      settleJournalId,
      runId: settlementId,
      alongside: ({ journalId }) =>
        store.payoutWrites({
          id: ids.next(),
          settlementId,
          planned,
          settleJournalId,
          payoutJournalId: journalId,
          at: clock.now(),
        }),
    })
    // Left here, the shop's money would wait for the bank without a payout: the run goes on when it is asked again.
    if (!sent.ok) return refuse({ code: 'settlement_unfinished' })
  }
  return report(parts, settlementId)
}

async function report(parts: OfficeParts, id: string): Refused<SettlementReport> {
  const { store } = parts
  const found = await store.find(id)
  if (!found) return refuse({ code: 'settlement_not_found' })
  const { plan, ...settlement } = found
  const payouts = await store.payouts(id)
  const yenOf = (rows: readonly PayoutRow[]) => rows.reduce((sum, row) => sum + row.amountYen, 0)
  const arrived = payouts.filter((row) => row.returned === null)
  const [sentYen, arrivedYen] = [yenOf(payouts), yenOf(arrived)]
  const flows = flowsOf({
    totalYen: arrivedYen,
    payouts: arrived.map((row) => ({
      payee: { ...row, accountId: '', bankAccountId: '', dueUntilAt: settlement.cutOffAt },
      amountYen: row.amountYen,
      funds: row.funds,
    })),
  })
  return ok({
    settlement,
    requester: sentFrom(parts, plan),
    payouts,
    sentYen,
    returnedYen: sentYen - arrivedYen,
    flows,
    byFunder: totalsByFunder(flows),
    positions: positionsOf(flows),
  })
}

async function bankFile(parts: OfficeParts, id: string): Refused<{ name: string; bytes: Uint8Array }> {
  const { store, lineEnd } = parts
  const settlement = await store.find(id)
  if (!settlement) return refuse({ code: 'settlement_not_found' })
  const requester = sentFrom(parts, settlement.plan)
  if (requester === undefined) return refuse({ code: 'payout_account_missing' })
  const finished = await payAll(parts, id, () => undefined)
  if (!finished.ok) return finished
  const rows = finished.value.payouts
  const printed = printZengin(
    {
      requester,
      payMonthDay: settlement.payDay.slice(5).replace('-', ''),
      transfers: rows.map((row, index) => ({
        bankCode: row.bankCode,
        bankKana: row.bankNameKana,
        branchCode: row.branchCode,
        branchKana: row.branchNameKana,
        kind: String(row.depositType) as DepositKind,
        number: row.accountNumber,
        payeeKana: row.holderKana,
        amountYen: row.amountYen,
        customerCode1: String(index + 1),
        customerCode2: settlement.payDay.replaceAll('-', ''),
      })),
    },
    lineEnd,
  )
  if (printed.ok) return ok({ name: `soufuri-${settlement.payDay}.txt`, bytes: printed.value })
  return refuse(notWritable(printed.error, rows))
}

/** As approved, whatever is set since; only a run of before that was kept is sent from what is set now. */
const sentFrom = ({ requester }: OfficeParts, plan: SettlementPlan): Requester | undefined =>
  plan.requester ?? requester

function notWritable(
  error: { code: string; field?: string; row?: number },
  rows: readonly { merchantCode: string }[],
): OfficeRefusal {
  const merchantCode = error.row === undefined ? undefined : rows[error.row]?.merchantCode
  const field = error.field ?? error.code
  return { code: 'file_not_writable', field, ...(merchantCode === undefined ? {} : { merchantCode }) }
}
