import { ok, refuse, type Result } from '../platform/result.ts'
import type { DocumentFault } from './partner-object.ts'

/** A value of JSON that somebody else wrote: anything may stand anywhere. */
export type Json = unknown
export type JsonObject = Readonly<Record<string, Json>>

/** Brackets within brackets; a manifest has about fifteen. */
const depthMost = 64

/** Reads JSON that a stranger sent. */
export function readJson(text: string): Result<Json, DocumentFault> {
  if (isDeeperThan(text, depthMost)) return refuse({ code: 'too_deep', most: depthMost })
  try {
    // Some servers put the mark of Windows in front.
    return ok(JSON.parse(text.replace(/^\ufeff/, '')) as Json)
  } catch {
    return refuse({ code: 'not_json' })
  }
}

/** Counts brackets outside of strings, before anything is made of them. */
function isDeeperThan(text: string, most: number): boolean {
  let [depth, isInString] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isInString = false
    } else if (code === 0x22) isInString = true
    else if (code === 0x7b || code === 0x5b) {
      if ((depth += 1) > most) return true
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return false
}

export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list, also where somebody wrote its only member without brackets; nothing of nothing. */
export function listOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[]
  return value === undefined || value === null ? [] : [value]
}

/** The objects among what stands there. */
export const objectsIn = (value: Json): readonly JsonObject[] => listOf(value).filter(isObject)

export const textIn = (value: Json): string => (typeof value === 'string' ? value.trim() : '')

/** `id` of version 3 or `@id` of version 2; also of what is written as its bare address. */
export const idIn = (value: Json): string =>
  isObject(value) ? textIn(value['id']) || textIn(value['@id']) : textIn(value)

/** `Manifest`, also where version 2 says `sc:Manifest`. */
export function typeIn(value: JsonObject): string {
  const said = listOf(value['type'] ?? value['@type']).map(textIn)[0] ?? ''
  return said.replace(/^\w+:/, '')
}

/** A whole side of something, from 1 to a million; undefined for anything else. */
export function sideIn(value: Json): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 1 && number <= 1_000_000
    ? Math.round(number)
    : undefined
}
