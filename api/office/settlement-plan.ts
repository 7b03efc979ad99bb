import {
  feeFunds,
  feeOf,
  financialYearOf,
  noFeeYet,
  withoutFee,
  type FeeStanding,
  type FeeTerms,
} from '../merchants/index.ts'
import { assert } from '../platform/assert.ts'
import type { Requester } from './requester.ts'

/** Yen of one fund with the municipality that funded it; null: money that people had paid in. */
export type FundedYen = {
  readonly fundId: string
  readonly municipality: string | null
  readonly amountYen: number
}

/** A shop as the settlement sees it. */
export type Payee = {
  readonly merchantId: string
  readonly accountId: string
  readonly merchantCode: string
  readonly nameJa: string
  /** The town the shop is in. */
  readonly municipality: string
  /** Null when no bank account is known that a file can name: the money waits. */
  readonly bankAccountId: string | null
  /** The field of its account that no bank file can carry. */
  readonly unwritable?: string
  /** Takings before this instant (epoch ms) are due to this shop in the run. */
  readonly dueUntilAt: number
}

export type PlannedPayout = {
  readonly payee: Payee & { readonly bankAccountId: string }
  readonly amountYen: number
  /** Sorted by fund; they sum to the amount. */
  readonly funds: readonly FundedYen[]
  /** What the shop pays for it beforehand; the amount is without it. */
  readonly fee?: PlannedFee | undefined
}

export type PlannedFee = {
  readonly amountYen: number
  readonly funds: readonly FundedYen[]
  readonly financialYear: number
  /** In turn within the shop's year, and what the year comes to with it: as planned or not at all. */
  readonly number: number
  readonly yearYen: number
  readonly yearlyCapYen: number
  readonly rateBasisPoints: number
}

/** The fee as it was agreed, and what each shop (by its id) was paid out and paid in the year before. */
export type Fees = { readonly terms: FeeTerms; readonly standings: ReadonlyMap<string, FeeStanding> }

/** Free money of one funder spent in one town; `funder` null: paid money. */
export type Flow = { readonly funder: string | null; readonly town: string; readonly amountYen: number }

export type SettlementPlan = {
  /** Takings before this instant (epoch ms) are paid. */
  readonly cutOffAt: number
  /** The bank day ('YYYY-MM-DD') on which the money arrives. */
  readonly payDay: string
  /**
   * The account that the money leaves from, as it was set when this was shown; a plan of before it was kept does not say,
   * nor does one while none is set.
   */
  readonly requester?: Requester | undefined
  /** Sorted by merchant code. */
  readonly payouts: readonly PlannedPayout[]
  readonly totalYen: number
  /** Shops that hold money that cannot be sent: no bank account is known, or none that a file can name. */
  readonly waiting: readonly { readonly payee: Payee; readonly amountYen: number }[]
  /** Shops whose closed takings are agreed for a later day; a plan that was stored before such days does not say. */
  readonly later?: readonly {
    readonly payee: Payee
    readonly amountYen: number
    readonly payDay: string
  }[]
}

/** What shops hold becomes what is paid to each of them; nothing is rounded and nobody is paid zero. */
export function makePlan(facts: {
  readonly cutOffAt: number
  readonly payDay: string
  readonly holdings: readonly (FundedYen & { readonly accountId: string })[]
  readonly payees: readonly Payee[]
  readonly later?: readonly {
    readonly accountId: string
    readonly amountYen: number
    readonly payDay: string
  }[]
  readonly fees?: Fees | undefined
  readonly requester?: Requester | undefined
}): SettlementPlan {
  const byAccount = Map.groupBy(
    // Today's refund of yesterday's sale may exceed what yesterday left of that fund: then nothing of it is paid.
    facts.holdings.filter((held) => held.amountYen > 0),
    (held) => held.accountId,
  )
  const lines = facts.payees
    .filter((payee) => byAccount.has(payee.accountId))
    .toSorted((a, b) => (a.merchantCode < b.merchantCode ? -1 : 1))
    .map((payee) => ({ payee, ...shareOf(byAccount.get(payee.accountId)!) }))
  const payouts: PlannedPayout[] = lines.flatMap(({ payee, ...share }) =>
    payee.bankAccountId === null
      ? []
      : [{ payee: { ...payee, bankAccountId: payee.bankAccountId }, ...lessFee(payee, share, facts) }],
  )
  const waiting = lines.filter((line) => line.payee.bankAccountId === null)
  return {
    cutOffAt: facts.cutOffAt,
    payDay: facts.payDay,
    ...(facts.requester !== undefined && { requester: facts.requester }),
    payouts,
    totalYen: sum(payouts),
    waiting: waiting.map(({ payee, amountYen }) => ({ payee, amountYen })),
    later: (facts.later ?? [])
      .flatMap(({ accountId, amountYen, payDay }) => {
        const payee = facts.payees.find((one) => one.accountId === accountId)
        return payee === undefined ? [] : [{ payee, amountYen, payDay }]
      })
      .toSorted((a, b) => (a.payDay + a.payee.merchantCode < b.payDay + b.payee.merchantCode ? -1 : 1)),
  }
}

function shareOf(held: readonly FundedYen[]): { amountYen: number; funds: FundedYen[] } {
  const funds = held
    .map(({ fundId, municipality, amountYen }) => ({ fundId, municipality, amountYen }))
    .toSorted((a, b) => (a.fundId < b.fundId ? -1 : 1))
  return { amountYen: sum(funds), funds }
}

type Share = { readonly amountYen: number; readonly funds: FundedYen[] }

/** A share without the fee, and the fee; as it is where none is due. */
function lessFee(
  { merchantId }: Payee,
  share: Share,
  { fees, payDay }: { readonly fees?: Fees | undefined; readonly payDay: string },
): Omit<PlannedPayout, 'payee'> {
  if (fees === undefined) return share
  const { terms, standings } = fees
  const standing = standings.get(merchantId) ?? noFeeYet
  const amountYen = feeOf(share.amountYen, { payDay, standing, terms })
  if (amountYen === 0) return share
  const funds = feeFunds(share.funds, amountYen)
  const fee = {
    amountYen,
    funds,
    financialYear: financialYearOf(payDay),
    number: standing.count + 1,
    yearYen: standing.yearYen + amountYen,
    yearlyCapYen: terms.yearlyCapYen,
    rateBasisPoints: terms.rateBasisPoints,
  }
  return { amountYen: share.amountYen - amountYen, funds: withoutFee(share.funds, funds), fee }
}

const sum = (parts: readonly { readonly amountYen: number }[]) =>
  parts.reduce((total, part) => total + part.amountYen, 0)

/** One line a fact, always in the same order: what an approval is bound to by its hash. */
export const planText = (plan: SettlementPlan): string =>
  [
    `${plan.cutOffAt} ${plan.payDay} ${plan.totalYen}`,
    ...(plan.requester === undefined ? [] : [`from=${requesterText(plan.requester)}`]),
    ...plan.payouts.map(({ payee, amountYen, funds, fee }) =>
      [
        payee.merchantCode,
        payee.bankAccountId,
        amountYen,
        ...funds.map((f) => `${f.fundId}=${f.amountYen}`),
        ...(fee === undefined ? [] : [`fee=${fee.amountYen} ${fee.number}`]),
      ].join(' '),
    ),
  ].join('\n')

const requesterText = ({
  code,
  nameKana,
  bankCode,
  bankKana,
  branchCode,
  branchKana,
  kind,
  number,
}: Requester) => [code, nameKana, bankCode, bankKana, branchCode, branchKana, kind, number].join(' ')

/** Who funded how much of a run, and where it was spent. Their sum is the run's total, to the yen. */
export function flowsOf(plan: Pick<SettlementPlan, 'payouts' | 'totalYen'>): readonly Flow[] {
  const flows = new Map<string, Flow>()
  for (const { payee, funds } of plan.payouts)
    for (const { municipality: funder, amountYen } of funds) {
      const key = `${funder ?? ''} ${payee.municipality}`
      const before = flows.get(key)?.amountYen ?? 0
      flows.set(key, { funder, town: payee.municipality, amountYen: before + amountYen })
    }
  const all = Array.from(flows.values()).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  assert(sum(all) === plan.totalYen, 'what the funders give is what the shops get')
  return all
}

const keyOf = (flow: Flow) => `${flow.funder ?? ''} ${flow.town}`

export type FunderTotal = { readonly funder: string | null; readonly amountYen: number }

/** How much each funder gives; paid money (null) first. Sums to the run's total. */
export function totalsByFunder(flows: readonly Flow[]): readonly FunderTotal[] {
  const totals = new Map<string | null, number>()
  for (const { funder, amountYen } of flows) totals.set(funder, (totals.get(funder) ?? 0) + amountYen)
  return Array.from(totals, ([funder, amountYen]) => ({ funder, amountYen })).toSorted((a, b) =>
    (a.funder ?? '') < (b.funder ?? '') ? -1 : 1,
  )
}

/** What free money did between towns: what a town's shops got from other towns' pots, less what its pot gave elsewhere. */
export type TownPosition = {
  readonly town: string
  readonly givenElsewhereYen: number
  readonly gotFromOthersYen: number
  readonly netYen: number
}

/** The towns' positions from flows of free money; their nets sum to zero. */
export function positionsOf(flows: readonly Flow[]): readonly TownPosition[] {
  const between = flows.filter((flow) => flow.funder !== null && flow.funder !== flow.town)
  const towns = new Set(between.flatMap((flow) => [flow.funder!, flow.town]))
  const positions = Array.from(towns)
    .toSorted()
    .map((town) => {
      const givenElsewhereYen = sum(between.filter((flow) => flow.funder === town))
      const gotFromOthersYen = sum(between.filter((flow) => flow.town === town))
      return { town, givenElsewhereYen, gotFromOthersYen, netYen: gotFromOthersYen - givenElsewhereYen }
    })
  assert(positions.reduce((net, position) => net + position.netYen, 0) === 0, 'positions sum to zero')
  return positions
}
