import { ok, refuse, type Result } from '../platform/result.ts'

/** One data object of an EMVCo merchant-presented payload: a two-digit id and its value. */
export type Field = { readonly id: string; readonly value: string }

export type TlvRefusal =
  | { readonly code: 'malformed'; readonly at: number }
  | { readonly code: 'truncated'; readonly tag: string }
  | { readonly code: 'duplicate_tag'; readonly tag: string }

/** A value may be 0–99 characters long: the length has two digits. */
export const valueLengthMax = 99

/**
 * Splits a payload into its fields, in the order they stand.
 *
 * The length counts characters, not bytes (EMVCo QRCPS merchant-presented mode, 3.1; seen in JPQR codes
 * with Japanese names), so the text is walked by code point. An id may stand only once.
 */
export function parseTlv(text: string): Result<readonly Field[], TlvRefusal> {
  const characters = Array.from(text)
  const fields: Field[] = []
  const seen = new Set<string>()
  let at = 0
  while (at < characters.length) {
    const header = characters.slice(at, at + 4).join('')
    if (header.length < 4) return refuse({ code: 'truncated', tag: header.slice(0, 2) })
    if (!/^[0-9]{4}$/.test(header)) return refuse({ code: 'malformed', at })
    const id = header.slice(0, 2)
    const length = Number(header.slice(2))
    const value = characters.slice(at + 4, at + 4 + length)
    if (value.length < length) return refuse({ code: 'truncated', tag: id })
    if (seen.has(id)) return refuse({ code: 'duplicate_tag', tag: id })
    seen.add(id)
    fields.push({ id, value: value.join('') })
    at += 4 + length
  }
  return ok(fields)
}

/** Joins fields into a payload; the exact inverse of `parseTlv`. */
export const printTlv = (fields: readonly Field[]): string => fields.map(printField).join('')

function printField({ id, value }: Field): string {
  const length = Array.from(value).length
  if (!/^[0-9]{2}$/.test(id) || length > valueLengthMax) throw new RangeError(`field ${id} cannot be printed`)
  return id + String(length).padStart(2, '0') + value
}

/**
 * CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF, no reflection, no final XOR) of the UTF-8 bytes of a
 * text, as four upper-case hexadecimal digits. Check value: "123456789" gives 29B1.
 */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
