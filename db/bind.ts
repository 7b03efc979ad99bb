import { is, Param, Placeholder } from 'drizzle-orm'
import type { Values } from './store.ts'

/** Makes the parameters of a statement from the values of its placeholders, in order. */
export type Bind = (values: Values) => unknown[]

/**
 * What each parameter needs is found out once, when the statement is compiled: a payment is sixteen statements of ten
 * parameters, and drizzle's own `fillPlaceholders` asks each of them again what it is.
 */
export function binding(params: readonly unknown[]): Bind {
  const places = params.map(placed)
  return (values) => places.map((place) => place(values))
}

function placed(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => valueOf(values, param.name)
  if (is(param, Param) && is(param.value, Placeholder)) {
    const [{ name }, { encoder }] = [param.value, param]
    return (values) => encoder.mapToDriverValue(valueOf(values, name))
  }
  return () => param
}

function valueOf(values: Values, name: string): unknown {
  if (!(name in values)) throw new TypeError(`No value was given for "${name}".`)
  return values[name]
}
