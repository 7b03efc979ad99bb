import { asText, csvOf, type Cell } from '../platform/csv.ts'
import type { MonthOfInvoices, ShopInvoice } from './fee-invoice-service.ts'
import type { FeeTaken, FeeInvoice } from './fee-invoice.ts'

const header = [
  'kind',
  'month',
  'state',
  'number',
  'issuedOn',
  'registrationNumber',
  'issuer',
  'recipientCode',
  'recipient',
  'supplied',
  'takenOn',
  'payDay',
  'taxPercent',
  'amountYen',
  'taxYen',
] as const

type Row = Partial<Record<(typeof header)[number], Cell>>

const printed = (rows: readonly Row[]): string =>
  `\uFEFF${csvOf(
    header,
    rows.map((row) => header.map((column) => row[column])),
  )}`

/** What stands in each row of an invoice. */
const headOf = ({ number, issuer, recipient, ...invoice }: FeeInvoice): Row => ({
  number: number ?? '',
  issuedOn: invoice.issuedOn ?? '',
  registrationNumber: issuer.registrationNumber,
  issuer: issuer.name,
  recipientCode: recipient.merchantCode,
  recipient: asText(recipient.nameJa),
  supplied: invoice.supplied,
})

const uncoveredRow =
  ({ month }: { readonly month: string }) =>
  ({ takenOn, payDay, amountYen }: FeeTaken): Row => ({
    kind: 'fee',
    month,
    state: 'not_registered',
    takenOn,
    payDay,
    amountYen,
  })

/**
 * A shop's month as a spreadsheet opens it (UTF-8 with a BOM): a `fee` row for each, then an `invoice` row for each rate,
 * with the tax that was rounded once. Fees that are on no invoice have no rate and no tax.
 */
export function shopInvoiceCsv(told: ShopInvoice): string {
  const { month, state, invoice } = told
  const head = invoice === null ? {} : { month, state, ...headOf(invoice) }
  return printed([
    ...told.uncovered.map(uncoveredRow(told)),
    ...(invoice?.lines ?? []).map((line) => ({ ...head, kind: 'fee', ...line })),
    ...(invoice?.rates ?? []).map((rate) => ({ ...head, kind: 'invoice', ...rate })),
  ])
}

/** A month of all shops: an `invoice` row for each invoice and rate, and a row for what is on none. */
export function monthInvoicesCsv({ month, shops }: MonthOfInvoices): string {
  return printed(
    shops.flatMap(({ merchantCode, nameJa, state, invoice, uncovered }) => {
      const head = invoice === null ? {} : { month, state, ...headOf(invoice) }
      const shop = { recipientCode: merchantCode, recipient: asText(nameJa) }
      const amountYen = uncovered.reduce((sum, fee) => sum + fee.amountYen, 0)
      const none = { kind: 'fee', month, state: 'not_registered', ...shop, amountYen }
      return [
        ...(invoice?.rates ?? []).map((rate): Row => ({ ...head, kind: 'invoice', ...rate })),
        ...(amountYen === 0 ? [] : [none]),
      ]
    }),
  )
}
