import { assert } from '../platform/assert.ts'
import { positionsOf, type Flow, type TownPosition } from './settlement-plan.ts'

/** What two towns are to each other in a statement; `town` comes before `otherTown`, each pair once. */
export type TownPair = {
  readonly town: string
  readonly otherTown: string
  /** Money of the first town's pots that shops of the second were paid for. */
  readonly gaveYen: number
  /** Money of the second town's pots that shops of the first were paid for. */
  readonly gotYen: number
  /** What the first is owed by the second; negative: owes it. */
  readonly netYen: number
}

/** What one town sends another, so that all are even. */
export type TownTransfer = { readonly payer: string; readonly receiver: string; readonly amountYen: number }

export type NettingStatement = {
  /** The last closed month in it, 'YYYY-MM'. */
  readonly month: string
  /** Money of before this instant (epoch ms) is in it, as far as no statement before holds it. */
  readonly untilAt: number
  /** Every yen that shops were paid, less what banks sent back: who funded it, and where. */
  readonly flows: readonly Flow[]
  readonly totalYen: number
  readonly pairs: readonly TownPair[]
  readonly towns: readonly TownPosition[]
  readonly transfers: readonly TownTransfer[]
}

/** Makes the statement of what the ledger holds until an instant and no earlier statement held. */
export function makeStatement(facts: {
  readonly month: string
  readonly untilAt: number
  /** All that moved from the beginning until then. */
  readonly moved: readonly Flow[]
  /** What earlier statements hold. */
  readonly held: readonly Flow[]
}): NettingStatement {
  const { month, untilAt } = facts
  const flows = summed([...facts.moved, ...facts.held.map((one) => ({ ...one, amountYen: -one.amountYen }))])
  const towns = positionsOf(flows)
  const statement = {
    month,
    untilAt,
    flows,
    totalYen: sum(flows),
    pairs: pairsOf(flows),
    towns,
    transfers: transfersOf(towns),
  }
  assert(
    statement.totalYen === sum(facts.moved) - sum(facts.held),
    'a statement holds what the ledger moved and no other statement held',
  )
  return statement
}

/** One flow for each funder and town, in their order; what comes to nothing is left out. */
function summed(flows: readonly Flow[]): readonly Flow[] {
  const keyOf = ({ funder, town }: Flow) => `${funder ?? ''} ${town}`
  return [...Map.groupBy(flows, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]) => ({ funder: of[0]!.funder, town: of[0]!.town, amountYen: sum(of) }))
    .filter(({ amountYen }) => amountYen !== 0)
}

/** Gross both ways and net, for each two towns between which money went. */
function pairsOf(flows: readonly Flow[]): readonly TownPair[] {
  const between = flows.filter(({ funder, town }) => funder !== null && funder !== town)
  const pairOf = ({ funder, town }: Flow) => [funder!, town].toSorted().join(' ')
  return [...Map.groupBy(between, pairOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => {
      const [town, otherTown] = key.split(' ') as [string, string]
      const gaveYen = sum(of.filter(({ funder }) => funder === town))
      const gotYen = sum(of.filter(({ funder }) => funder === otherTown))
      return { town, otherTown, gaveYen, gotYen, netYen: gotYen - gaveYen }
    })
}

/**
 * Who sends how much to whom, so that every town is even: those that owe, in the order of their codes, fill up those that
 * are owed. Fewer transfers than towns, and always the same ones.
 */
function transfersOf(towns: readonly TownPosition[]): readonly TownTransfer[] {
  const owed = towns.filter(({ netYen }) => netYen > 0).map(({ town, netYen }) => ({ town, leftYen: netYen }))
  const transfers: TownTransfer[] = []
  for (const { town: payer, netYen } of towns) {
    let leftYen = -netYen
    while (leftYen > 0) {
      const next = owed.find((one) => one.leftYen > 0)
      assert(next !== undefined, 'what is owed and what is due are the same')
      const amountYen = Math.min(leftYen, next.leftYen)
      transfers.push({ payer, receiver: next.town, amountYen })
      leftYen -= amountYen
      next.leftYen -= amountYen
    }
  }
  return transfers
}

const sum = (parts: readonly { readonly amountYen: number }[]) =>
  parts.reduce((total, part) => total + part.amountYen, 0)

/** One line a fact, always in the same order: what an approval is bound to by its hash. */
export const statementText = ({ month, untilAt, flows, transfers }: NettingStatement): string =>
  [
    `${month} ${untilAt}`,
    ...flows.map(({ funder, town, amountYen }) => `${funder ?? '-'} ${town} ${amountYen}`),
    ...transfers.map(({ payer, receiver, amountYen }) => `${payer} > ${receiver} ${amountYen}`),
  ].join('\n')

/** The month before, 'YYYY-MM'. */
export const monthBefore = (month: string): string => {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of - 2, 1)).toISOString().slice(0, 7)
}

/** The month after, 'YYYY-MM'. */
export const monthAfter = (month: string): string => {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 7)
}
