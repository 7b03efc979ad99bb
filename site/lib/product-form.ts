import { stocks, type Stock } from '../../api/merchants/product.ts'
import { textOf, yenOf } from './shop-form.ts'

/** A number as it was typed; nothing where the field was left empty. */
function numberOf(form: FormData, name: string): number | undefined {
  const typed = textOf(form, name)
  return typed === '' ? undefined : yenOf(typed)
}

/** What a form says of a product. */
export function productOf(form: FormData, isOffered: boolean) {
  const stock: Stock = stocks.find((one) => one === textOf(form, 'stock')) ?? 'in_stock'
  const [count, monthFrom, monthUntil] = ['count', 'monthFrom', 'monthUntil'].map((name) =>
    numberOf(form, name),
  )
  return {
    version: Number(textOf(form, 'version')) || 0,
    nameJa: textOf(form, 'nameJa'),
    nameEn: textOf(form, 'nameEn'),
    priceYen: yenOf(textOf(form, 'priceYen')),
    stock,
    showsCount: textOf(form, 'showsCount') === '1',
    isOffered,
    ...(count === undefined ? {} : { count }),
    ...(monthFrom === undefined ? {} : { monthFrom }),
    ...(monthUntil === undefined ? {} : { monthUntil }),
  }
}

const fields = [
  'nameJa',
  'nameEn',
  'priceYen',
  'stock',
  'count',
  'showsCount',
  'monthFrom',
  'monthUntil',
] as const
export type ProductField = (typeof fields)[number]

/** The field of a form that a problem names; undefined where it is none. */
export const productField = (name: string | undefined): ProductField | undefined =>
  fields.find((one) => one === name)
