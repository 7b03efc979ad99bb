import { ok, refuse, type Result } from '../platform/result.ts'
import { japanDay } from '../platform/clock.ts'

export const stocks = ['in_stock', 'few', 'sold_out'] as const
export type Stock = (typeof stocks)[number]

/** Something that a shop offers, as it was said last. */
export type Product = {
  readonly merchantId: string
  readonly id: string
  /** Grows by one each time that something is said of it; 0 before the first. */
  readonly version: number
  readonly nameJa: string
  readonly nameEn: string
  /** With the tax in it. */
  readonly priceYen: number
  readonly stock: Stock
  /** How many there are; null where nobody counts. */
  readonly count: number | null
  /** Whether visitors see how many. */
  readonly showsCount: boolean
  /** First and last month of its season; null: all year. */
  readonly monthFrom: number | null
  readonly monthUntil: number | null
  /** False: taken off the list. */
  readonly isOffered: boolean
  readonly saidBy: string
  readonly saidAt: number
}

/** What is said of a product, by who saw this version of it. */
export type ProductSaid = Omit<Product, 'saidAt'>

export type ProductRefusal =
  /** Another device said something of it meanwhile: it is looked at first. */
  | { readonly code: 'product_changed'; readonly version: number }
  | { readonly code: 'product_count_missing'; readonly field: 'count' }
  | { readonly code: 'product_month_missing'; readonly field: 'monthFrom' | 'monthUntil' }
  | { readonly code: 'products_too_many'; readonly most: number }
  | { readonly code: 'merchant_not_found' }

/** Our own choices: a word about the stock of three days ago helps nobody who comes by train. */
export const productSettings = { stockHoursMost: 72, productsMost: 100 } as const

const facts = [
  'nameJa',
  'nameEn',
  'priceYen',
  'stock',
  'count',
  'showsCount',
  'monthFrom',
  'monthUntil',
  'isOffered',
] as const

/** The first thing in which two words about a product differ; undefined: none. */
export const firstDifferenceOf = (
  a: Pick<Product, (typeof facts)[number]>,
  b: Pick<Product, (typeof facts)[number]>,
): (typeof facts)[number] | undefined => facts.find((fact) => a[fact] !== b[fact])

/**
 * Decides what becomes of a word about a product: the next version, or, where it was said before by this very form, the one
 * that is there. Refuses product_count_missing, product_month_missing, product_changed.
 */
export function nextVersion(
  now: Product | undefined,
  said: ProductSaid,
  at: number,
): Result<{ readonly next: Product } | { readonly same: Product }, ProductRefusal> {
  if (said.showsCount && said.count === null) return refuse({ code: 'product_count_missing', field: 'count' })
  if ((said.monthFrom === null) !== (said.monthUntil === null)) {
    const field = said.monthFrom === null ? 'monthFrom' : 'monthUntil'
    return refuse({ code: 'product_month_missing', field })
  }
  const version = now?.version ?? 0
  const isAgain = now !== undefined && version === said.version + 1 && now.saidBy === said.saidBy
  if (isAgain && firstDifferenceOf(now, said) === undefined) return ok({ same: now })
  if (said.version !== version) return refuse({ code: 'product_changed', version })
  return ok({ next: { ...said, version: version + 1, saidAt: at } })
}

/** What visitors are told of the stock: an old word is none, and the shop is asked. */
export type StockShown = Stock | 'ask' | 'out_of_season'

export function stockShown(
  { stock, saidAt, monthFrom, monthUntil }: Pick<Product, 'stock' | 'saidAt' | 'monthFrom' | 'monthUntil'>,
  now: number,
): StockShown {
  if (monthFrom !== null && monthUntil !== null && !isInSeason(monthFrom, monthUntil, now))
    return 'out_of_season'
  return now - saidAt > productSettings.stockHoursMost * 3_600_000 ? 'ask' : stock
}

/** Whether the month of this instant, in Japan, is in a season; one from November to February goes over the new year. */
function isInSeason(from: number, until: number, now: number): boolean {
  const month = Number(japanDay(now).slice(5, 7))
  return from <= until ? from <= month && month <= until : month >= from || month <= until
}
