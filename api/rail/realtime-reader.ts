import type { Findings } from './import-report.ts'
import type { FieldFault, RealtimeMessage } from './realtime-message-zod.ts'

export type MessageReading = {
  readonly file: string
  readonly findings: Findings
  /** Unpacks a protocol buffer into plain values; throws on what is none. */
  readonly unpack: (bytes: Uint8Array) => unknown
  /** Looks at the fields of plain values. */
  readonly parse: (plain: unknown) => RealtimeMessage | readonly FieldFault[]
}

/** A message of a region of trains takes some hundred kilobytes. */
export const messageBytesMax = 10 * 1024 * 1024

/** Reads a message, as protocol buffer or as JSON; undefined where it is none, and why is told. */
export function readMessage(
  bytes: Uint8Array,
  { file, findings, unpack, parse }: MessageReading,
): RealtimeMessage | undefined {
  if (bytes.length > messageBytesMax) {
    findings.add({ rule: 'realtime_too_large', file, value: String(bytes.length) })
    return undefined
  }
  let plain: unknown
  try {
    plain = isJson(bytes) ? camelled(JSON.parse(new TextDecoder().decode(bytes))) : unpack(bytes)
  } catch (error) {
    findings.add({ rule: 'realtime_not_readable', file, value: (error as Error).message })
    return undefined
  }
  const read = parse(plain)
  if ('header' in read) return read
  for (const { field, why } of read) findings.add({ rule: 'realtime_field_invalid', file, field, value: why })
  return undefined
}

/** The first byte of a protocol buffer's message is its first field, never a brace; JSON may begin with blanks. */
function isJson(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 16))
  return /^\uFEFF?\s*\{/.test(start)
}

/** The JSON form has its names as the specification writes them (trip_update) or as protobuf does (tripUpdate). */
function camelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelled)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelled(held),
    ]),
  )
}
