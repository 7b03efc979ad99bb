import { csvOf } from '../platform/csv.ts'
import type { NettingStatement } from './netting.ts'

const header = [
  'kind',
  'month',
  'town',
  'townName',
  'otherTown',
  'otherTownName',
  'gaveYen',
  'gotYen',
  'netYen',
]

/**
 * A statement as a spreadsheet opens it (UTF-8 that says so, BOM): each pair of towns, each town, each transfer. Towns'
 * nets sum to zero.
 */
export function nettingCsv(
  { month, pairs, towns, transfers }: NettingStatement,
  nameOf: (town: string) => string,
): string {
  const between = (town: string, otherTown: string) => [town, nameOf(town), otherTown, nameOf(otherTown)]
  return `\uFEFF${csvOf(header, [
    ...pairs.map(({ town, otherTown, gaveYen, gotYen, netYen }) => [
      'pair',
      month,
      ...between(town, otherTown),
      gaveYen,
      gotYen,
      netYen,
    ]),
    ...towns.map(({ town, givenElsewhereYen, gotFromOthersYen, netYen }) => [
      'town',
      month,
      town,
      nameOf(town),
      undefined,
      undefined,
      givenElsewhereYen,
      gotFromOthersYen,
      netYen,
    ]),
    ...transfers.map(({ payer, receiver, amountYen }) => [
      'transfer',
      month,
      ...between(payer, receiver),
      amountYen,
      undefined,
      undefined,
    ]),
  ])}`
}
