import type { FeeTaken } from './fee-invoice.ts'

/** A shop as an invoice names it. */
export type InvoicedShop = {
  readonly merchantId: string
  readonly merchantCode: string
  readonly nameJa: string
}

/** A fee with the instant of its journal. */
export type BookedFee = Omit<FeeTaken, 'takenOn'> & { readonly takenAt: number }

/** An invoice as it was fixed. */
export type KeptInvoice = {
  readonly merchantId: string
  readonly month: string
  /** The month's first instant, and the first after it. */
  readonly fromAt: number
  readonly untilAt: number
  /** Its fees were taken from here on: later than the month began where the issuer was registered within it. */
  readonly coversFromAt: number
  /** The issuer's registration number, and its 1, 2, 3 … of the year. */
  readonly issuer: string
  readonly year: number
  readonly number: number
  readonly amountYen: number
  readonly document: string
  /** SHA-256 of the document. */
  readonly documentHash: string
  readonly createdAt: number
}

type Between = { readonly fromAt: number; readonly untilAt: number }

export type FeeInvoiceStore = {
  readonly fees: (merchantId: string, between: Between) => Promise<readonly BookedFee[]>
  /** Of all shops, in the order of their codes. */
  readonly feesOfAll: (between: Between) => Promise<readonly (BookedFee & InvoicedShop)[]>
  /** All that the ledger's account of fees got, whatever moved it. */
  readonly ledgerYen: (between: Between) => Promise<number>
  readonly find: (merchantId: string, month: string) => Promise<KeptInvoice | undefined>
  readonly ofMonth: (month: string) => Promise<readonly KeptInvoice[]>
  /** How many invoices an issuer fixed of a year. */
  readonly count: (issuer: string, year: number) => Promise<number>
  /** The first fee of each shop in months without an invoice, the oldest first. */
  readonly open: (
    between: Between & { readonly limit: number },
  ) => Promise<readonly (InvoicedShop & { readonly takenAt: number })[]>
  /** `lost`: another invoice has this month or number, or the fees are no longer these. */
  readonly insert: (invoice: KeptInvoice) => Promise<'stored' | 'lost'>
}
