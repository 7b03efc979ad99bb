import { endOfTakingsDay, monthOf, takingsDay, type SettlementTerms } from '../merchants/index.ts'
import { addDays, japanDay, startOfJapanDay, type Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import type { TaxRate } from './consumption-tax.ts'
import {
  draftInvoice,
  invoiceNumber,
  invoiceText,
  invoiceYear,
  readInvoice,
  sumsOf,
  type FeeInvoice,
  type FeeTaken,
  type InvoiceIssuer,
  type RateSum,
} from './fee-invoice.ts'
import type { BookedFee, FeeInvoiceStore, InvoicedShop, KeptInvoice } from './fee-invoice-ports.ts'

export type FeeInvoiceParts = {
  readonly store: FeeInvoiceStore
  /** Undefined where nobody is registered: then nothing is an invoice, and nothing pretends to be one. */
  readonly issuer: InvoiceIssuer | undefined
  readonly rates: readonly TaxRate[]
  readonly terms: SettlementTerms
  readonly clock: Clock
}

/**
 * How a shop's month stands: no fee was taken; fees, but no registered issuer; an invoice that still changes; one that
 * was fixed, which never does.
 */
export type InvoiceState = 'no_fee' | 'not_registered' | 'draft' | 'fixed'

export type ShopInvoice = {
  readonly month: string
  readonly isOver: boolean
  readonly state: InvoiceState
  /** All fees of the month, on an invoice or not. */
  readonly amountYen: number
  readonly invoice: FeeInvoice | null
  /** SHA-256 of the invoice as it is kept. */
  readonly documentHash: string | null
  /** Fees of the month that no registration covers. */
  readonly uncovered: readonly FeeTaken[]
}

export type MonthOfInvoices = {
  readonly month: string
  readonly isOver: boolean
  readonly shops: readonly (InvoicedShop & ShopInvoice)[]
  /** Sums of the invoices' own taxes: each was rounded by itself. */
  readonly rates: readonly RateSum[]
  readonly invoicedYen: number
  readonly taxYen: number
  readonly uncoveredYen: number
  /** What the ledger's account of fees got in the month: the same, or something is wrong. */
  readonly ledgerYen: number
}

/** A month is fixed so long after it ended: what was begun before the end is booked by then. */
export const fixedAfterMs = 10 * 60_000
/** Shops after each other in one turn of the job. */
const shopsAtOnce = 200
/** Others may take the number one after the other. */
const triesMax = 20

/** The invoices of what shops pay for being paid out, a month each. */
export function feeInvoiceService(parts: FeeInvoiceParts) {
  return {
    /** A shop's month, fixed now where it is over. */
    of: async (shop: InvoicedShop, month: string): Promise<ShopInvoice> => {
      const kept = (await parts.store.find(shop.merchantId, month)) ?? (await fix(parts, shop, month))
      const fees = await parts.store.fees(shop.merchantId, monthOf(month, parts.terms))
      return shopInvoice(parts, { shop, month, fees, kept })
    },

    /** Every shop that paid a fee in a month. Fixes nothing. */
    ofMonth: (month: string) => ofMonth(parts, month),

    /** Fixes what is due: the oldest month of each shop that no invoice holds. Answers how many it fixed. */
    fixDue: async (): Promise<number> => {
      const { store, issuer, terms, clock } = parts
      if (issuer === undefined) return 0
      const untilAt = beganBefore(clock.now(), terms)
      const fromAt = startOfJapanDay(issuer.from)
      const open = await store.open({ fromAt, untilAt, limit: shopsAtOnce })
      let fixed = 0
      for (const { takenAt, ...shop } of open)
        if (await fix(parts, shop, takingsDay(takenAt, terms).slice(0, 7))) fixed += 1
      return fixed
    },
  }
}

export type FeeInvoices = ReturnType<typeof feeInvoiceService>

/** The end of the last month that may be fixed: fees of before it are due. */
function beganBefore(now: number, terms: SettlementTerms): number {
  const firstDay = `${takingsDay(now - fixedAfterMs, terms).slice(0, 7)}-01`
  return endOfTakingsDay(addDays(firstDay, -1), terms)
}

/** The part of a month that a registration covers; undefined where it began later. */
function covered({ issuer, terms }: FeeInvoiceParts, month: string) {
  const { firstDay, lastDay, fromAt, untilAt } = monthOf(month, terms)
  if (issuer === undefined || issuer.from > lastDay) return undefined
  if (issuer.from <= firstDay) return { issuer, firstDay, lastDay, fromAt, coversFromAt: fromAt, untilAt }
  const coversFromAt = Math.max(fromAt, startOfJapanDay(issuer.from))
  return { issuer, firstDay: issuer.from, lastDay, fromAt, coversFromAt, untilAt }
}

const dated = ({ takenAt, payDay, amountYen }: BookedFee): FeeTaken => ({
  takenOn: japanDay(takenAt),
  payDay,
  amountYen,
})

/** Fixes a shop's month once, whoever asks first; undefined where there is nothing to fix, or not yet. */
async function fix(
  parts: FeeInvoiceParts,
  shop: InvoicedShop,
  month: string,
): Promise<KeptInvoice | undefined> {
  const { store, rates, clock } = parts
  const period = covered(parts, month)
  if (period === undefined || clock.now() < period.untilAt + fixedAfterMs) return undefined
  const { merchantId } = shop
  const { fromAt, coversFromAt, untilAt } = period
  const between = { fromAt: coversFromAt, untilAt }
  const [year, issuer] = [invoiceYear(month), period.issuer.registrationNumber]
  for (let tried = 0; tried < triesMax; tried++) {
    const [fees, count] = await Promise.all([store.fees(merchantId, between), store.count(issuer, year)])
    if (fees.length === 0) return undefined
    const number = count + 1
    const createdAt = clock.now()
    const invoice: FeeInvoice = {
      ...draftInvoice({ ...period, recipient: shop, month, fees: fees.map(dated), rates }),
      number: invoiceNumber(year, number),
      issuedOn: japanDay(createdAt),
    }
    const document = invoiceText(invoice)
    const made: KeptInvoice = {
      merchantId,
      month,
      fromAt,
      coversFromAt,
      untilAt,
      issuer,
      year,
      number,
      createdAt,
      amountYen: invoice.amountYen,
      document,
      documentHash: sha256Hex(document),
    }
    if ((await store.insert(made)) === 'stored') return made
    const first = await store.find(merchantId, month)
    if (first !== undefined) return first
  }
  return undefined
}

function shopInvoice(
  parts: FeeInvoiceParts,
  told: {
    readonly shop: InvoicedShop
    readonly month: string
    readonly fees: readonly BookedFee[]
    readonly kept: KeptInvoice | undefined
  },
): ShopInvoice {
  const { shop, month, fees, kept } = told
  const isOver = parts.clock.now() >= monthOf(month, parts.terms).untilAt
  const period = kept ?? covered(parts, month)
  const isCovered = ({ takenAt }: BookedFee) =>
    period !== undefined && takenAt >= period.coversFromAt && takenAt < period.untilAt
  const [on, off] = [fees.filter(isCovered), fees.filter((fee) => !isCovered(fee))]
  const now = covered(parts, month)
  const draft =
    kept === undefined && now !== undefined && on.length > 0
      ? draftInvoice({ ...now, recipient: shop, month, fees: on.map(dated), rates: parts.rates })
      : null
  const state = kept ? 'fixed' : draft ? 'draft' : fees.length === 0 ? 'no_fee' : 'not_registered'
  return {
    month,
    isOver,
    state,
    amountYen: fees.reduce((sum, { amountYen }) => sum + amountYen, 0),
    invoice: kept ? readInvoice(kept.document) : draft,
    documentHash: kept?.documentHash ?? null,
    uncovered: off.map(dated),
  }
}

async function ofMonth(parts: FeeInvoiceParts, month: string): Promise<MonthOfInvoices> {
  const { store, terms, clock } = parts
  const bounds = monthOf(month, terms)
  const [fees, kept, ledgerYen] = await Promise.all([
    store.feesOfAll(bounds),
    store.ofMonth(month),
    store.ledgerYen(bounds),
  ])
  const byShop = Map.groupBy(fees, ({ merchantId }) => merchantId)
  const shops = [...byShop.values()].map((of) => {
    const { merchantId, merchantCode, nameJa } = of[0]!
    const shop = { merchantId, merchantCode, nameJa }
    const own = kept.find((one) => one.merchantId === merchantId)
    return { ...shop, ...shopInvoice(parts, { shop, month, fees: of, kept: own }) }
  })
  const invoices = shops.flatMap(({ invoice }) => (invoice === null ? [] : [invoice]))
  const byRate = Map.groupBy(
    invoices.flatMap(({ rates }) => rates),
    ({ taxPercent }) => taxPercent,
  )
  return {
    month,
    isOver: clock.now() >= bounds.untilAt,
    shops,
    rates: [...byRate].toSorted(([a], [b]) => a - b).map(([taxPercent, of]) => summed(taxPercent, of)),
    invoicedYen: invoices.reduce((sum, { amountYen }) => sum + amountYen, 0),
    taxYen: invoices.reduce((sum, { taxYen }) => sum + taxYen, 0),
    uncoveredYen: sumsOf(
      shops.flatMap(({ uncovered }) => uncovered),
      parts.rates,
    ).amountYen,
    ledgerYen,
  }
}

const summed = (taxPercent: number, of: readonly RateSum[]): RateSum => ({
  taxPercent,
  amountYen: of.reduce((sum, { amountYen }) => sum + amountYen, 0),
  taxYen: of.reduce((sum, { taxYen }) => sum + taxYen, 0),
})
