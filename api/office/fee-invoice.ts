import { assert } from '../platform/assert.ts'
import { taxPercentOn, taxWithin, type TaxRate } from './consumption-tax.ts'

/** Who is registered to issue qualified invoices, since which day. From configuration, as the register has it. */
export type InvoiceIssuer = {
  /** 'T' and thirteen digits. */
  readonly registrationNumber: string
  readonly name: string
  readonly from: string
}

/** One fee as the ledger took it. */
export type FeeTaken = {
  /** The Japanese day on which it was taken, and the bank day of its payout. */
  readonly takenOn: string
  readonly payDay: string
  readonly amountYen: number
}

export type InvoiceLine = FeeTaken & { readonly taxPercent: number }

/** All of one rate: the tax is rounded here, once. */
export type RateSum = { readonly taxPercent: number; readonly amountYen: number; readonly taxYen: number }

/** What an invoice says of money; amounts hold the tax. */
export type InvoiceSums = {
  readonly lines: readonly InvoiceLine[]
  readonly rates: readonly RateSum[]
  readonly amountYen: number
  readonly taxYen: number
}

/** A qualified invoice (適格請求書) of a shop's month; without a number as long as the month is not closed. */
export type FeeInvoice = InvoiceSums & {
  readonly number: string | null
  readonly issuer: { readonly registrationNumber: string; readonly name: string }
  readonly recipient: { readonly merchantCode: string; readonly nameJa: string }
  /** 'YYYY-MM', and the days of it that the invoice covers: an issuer registered within it covers the rest. */
  readonly month: string
  readonly firstDay: string
  readonly lastDay: string
  readonly supplied: string
  /** The day on which it was fixed. */
  readonly issuedOn: string | null
}

/** What is supplied, as it stands on the invoice. */
const supplied = 'めぐりの売り上げを振り込む手数料'

/** The sums of fees, by rate in the order of the rates. */
export function sumsOf(fees: readonly FeeTaken[], rates: readonly TaxRate[]): InvoiceSums {
  const lines = fees.map(({ takenOn, payDay, amountYen }) => {
    // No way gives a fee back: what a refund or a bank sends back lowers the fees after it.
    assert(amountYen > 0, 'a fee is taken, never given')
    return { takenOn, payDay, taxPercent: taxPercentOn(takenOn, rates), amountYen }
  })
  const byRate = [...Map.groupBy(lines, ({ taxPercent }) => taxPercent)]
    .toSorted(([a], [b]) => a - b)
    .map(([taxPercent, of]) => {
      const amountYen = sum(of)
      return { taxPercent, amountYen, taxYen: taxWithin(amountYen, taxPercent) }
    })
  return {
    lines,
    rates: byRate,
    amountYen: sum(byRate),
    taxYen: byRate.reduce((total, { taxYen }) => total + taxYen, 0),
  }
}

/** The invoice of a month as it would be fixed now; its number and day come with that. */
export function draftInvoice(facts: {
  readonly issuer: InvoiceIssuer
  readonly recipient: FeeInvoice['recipient']
  readonly month: string
  readonly firstDay: string
  readonly lastDay: string
  readonly fees: readonly FeeTaken[]
  readonly rates: readonly TaxRate[]
}): FeeInvoice {
  const { registrationNumber, name } = facts.issuer
  assert(facts.firstDay >= facts.issuer.from, 'nobody issues an invoice of before their registration')
  return {
    number: null,
    issuer: { registrationNumber, name },
    recipient: { merchantCode: facts.recipient.merchantCode, nameJa: facts.recipient.nameJa },
    month: facts.month,
    firstDay: facts.firstDay,
    lastDay: facts.lastDay,
    supplied,
    issuedOn: null,
    ...sumsOf(facts.fees, facts.rates),
  }
}

/** The number as it is printed: the year of the month, and how many the issuer fixed of that year with this one. */
export const invoiceNumber = (year: number, turn: number): string =>
  `${year}-${String(turn).padStart(5, '0')}`

/** The year in which an invoice is numbered: that of its month. */
export const invoiceYear = (month: string): number => Number(month.slice(0, 4))

/** The invoice as it is kept: the same facts are the same bytes. */
export const invoiceText = (invoice: FeeInvoice): string => JSON.stringify(invoice)

/** An invoice as it was kept. */
export const readInvoice = (document: string): FeeInvoice => JSON.parse(document) as FeeInvoice

const sum = (rows: readonly { readonly amountYen: number }[]): number =>
  rows.reduce((total, { amountYen }) => total + amountYen, 0)
