import { drawBytes } from './random.ts'

/** Makes identifiers. Tests hand in a counted one so that a run repeats exactly. */
export type Ids = { readonly next: () => string }

let lastMs = 0
let counter = 0

/** A counter above the random bits keeps ids of one process in the order they were made (RFC 9562, 6.2 method 1). */
function tick(): { ms: number; count: number } {
  const ms = Math.max(Date.now(), lastMs)
  counter = ms === lastMs ? counter + 1 : 0
  lastMs = counter > 0xfff ? ms + 1 : ms
  if (counter > 0xfff) counter = 0
  return { ms: lastMs, count: counter }
}

/** A UUID version 7 (RFC 9562, 5.7): sortable by the millisecond it was made in. */
export function newId(): string {
  const { ms, count } = tick()
  const random = drawBytes(8)
  random[0] = (random[0]! & 0x3f) | 0x80
  const hex = ms.toString(16).padStart(12, '0') + (0x7000 | count).toString(16) + toHex(random)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const randomIds: Ids = { next: newId }

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal of bytes. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += pairs[byte]!
  return hex
}
