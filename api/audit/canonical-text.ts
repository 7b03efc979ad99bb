import canonicalize from 'canonicalize'
import { assert } from '../platform/assert.ts'
import { canonicalFromText } from './json-text.ts'

/**
 * RFC 8785: one text for one value, whatever wrote it. JSON.stringify writes exactly that of a value whose names stand in
 * order, in a third of the time of `canonicalize`, which writes what JSON.stringify might not.
 */
export function canonical(value: unknown): string {
  const inOrder = ordered(value)
  if (inOrder !== unusual) {
    const text = JSON.stringify(inOrder)
    // Half of a surrogate pair has no canonical form: JSON.stringify writes it as an escape.
    if (text !== undefined && !text.includes('\\ud')) return text
  }
  const text = canonicalize(value)
  assert(text !== undefined, 'a JSON value has a canonical form')
  return text
}

/** The same of the value that a JSON text says. Throws where it says none. */
export const canonicalOfText = (text: string): string =>
  canonicalFromText(text) ?? canonical(JSON.parse(text) as unknown)

/** Stands for a value with a name that JavaScript keeps elsewhere than it was put (a number, `__proto__`), or no plain one. */
const unusual = Symbol('what is left to the library')

const isUnusual = (name: string): boolean => name.charCodeAt(0) <= nine || name === '__proto__'
const nine = '9'.charCodeAt(0)

/** The value with the names of every object in the order of their UTF-16 units; itself where they are. */
function ordered(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  return Array.isArray(value) ? orderedList(value) : orderedObject(value as Record<string, unknown>)
}

function orderedList(list: readonly unknown[]): unknown {
  const parts = list.map(ordered)
  return parts.includes(unusual) ? unusual : parts
}

function orderedObject(object: Record<string, unknown>): unknown {
  if (Object.getPrototypeOf(object) !== Object.prototype) return unusual
  const names = Object.keys(object)
  const isSorted = names.every((name, index) => index === 0 || names[index - 1]! < name)
  if (!isSorted) names.sort()
  const copy: Record<string, unknown> = {}
  for (const name of names) {
    const part = ordered(object[name])
    if (part === unusual || isUnusual(name)) return unusual
    copy[name] = part
  }
  return copy
}
