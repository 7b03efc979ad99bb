import { Column, is, Param, Placeholder } from 'drizzle-orm'
import type { Values } from './store.ts'

/** Makes the parameters of a statement from the values of its placeholders, in order, behind those that are `filled`. */
export type Bind = (values: Values, filled?: unknown[]) => unknown[]

type Encode = (value: unknown) => unknown

/**
 * What each parameter needs is found out once, when the statement is compiled: a payment is sixteen statements of ten
 * parameters, and drizzle's own `fillPlaceholders` asks each of them again what it is.
 */
export function binding(params: readonly unknown[]): Bind {
  const places = params.map(placed)
  return (values, filled = []) => {
    for (const { name, encode, constant } of places)
      if (name === null) filled.push(constant)
      else {
        const value = values[name]
        if (value === undefined && !(name in values)) throw new TypeError(`No value was given for "${name}".`)
        filled.push(encode === null ? value : encode(value))
      }
    return filled
  }
}

type Place = { readonly name: string | null; readonly encode: Encode | null; readonly constant: unknown }

function placed(param: unknown): Place {
  if (is(param, Placeholder)) return { name: param.name, encode: null, constant: null }
  if (is(param, Param) && is(param.value, Placeholder))
    return { name: param.value.name, encode: encodeOf(param.encoder), constant: null }
  return { name: null, encode: null, constant: param }
}

/** Most columns take what they are given as it is. */
function encodeOf(encoder: { mapToDriverValue: Encode }): Encode | null {
  const isPlain =
    encoder.mapToDriverValue === (Column.prototype as { mapToDriverValue: Encode }).mapToDriverValue
  return isPlain ? null : (value) => encoder.mapToDriverValue(value)
}
