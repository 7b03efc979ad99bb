import { refusalCodes, type RefusalCode } from './errors.ts'

/** A client-made key, unique within a scope (who may use it: a wallet, a shop, a run). */
export type WriteKey = { readonly scope: string; readonly key: string }

/** What a key stands for: the operation and every field that the client chose. */
export type Content = { readonly operation: string } & Readonly<Record<string, string | number | null>>

/** What the ledger remembers of a key, for ever. */
export type KeyRecord = {
  readonly content: Content
  /** The first answer, or, when it was refused, the refusal's code. */
  readonly answer: unknown
  readonly refused: boolean
}

export type KeyVerdict =
  | { readonly kind: 'replay'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly firstCode: RefusalCode }
  | { readonly kind: 'other_content'; readonly field: string }

/** Same content: the first answer again. Other content: the first field that differs, named. */
export function judgeKey(record: KeyRecord, content: Content): KeyVerdict {
  const field = differingField(record.content, content)
  if (field !== null) return { kind: 'other_content', field }
  if (record.refused) return { kind: 'failed', firstCode: record.answer as RefusalCode }
  return { kind: 'replay', answer: record.answer }
}

function differingField(first: Content, second: Content): string | null {
  for (const name of Object.keys(second)) if (first[name] !== second[name]) return name
  for (const name of Object.keys(first)) if (!(name in second)) return name
  return null
}

/** Refusals that leave the key unused: nobody was recognised, nothing was decided, or the key names a thing, not a try. */
export const unrecordedRefusals: ReadonlySet<RefusalCode> = new Set([
  'wallet_not_found',
  'proxy_not_found',
  'recovery_code_unknown',
  'top_up_not_found',
  'top_up_not_whole',
  'dispute_not_found',
  'repayment_not_found',
  'busy_try_again',
])

/** Of a top-up alone, and remembered like the ledger's own. */
const recordedOfTopups: ReadonlySet<string> = new Set(['amount_below_minimum', 'method_not_offered'])

const isRefusalCode = (code: string): code is RefusalCode =>
  (refusalCodes as readonly string[]).includes(code)

/**
 * Whether a key that was refused with this code is good for nothing more: it stays refused, or stands for something
 * else. What it was used for is asked for again under a new one.
 */
export const isKeySpentBy = (code: string): boolean =>
  recordedOfTopups.has(code) || (isRefusalCode(code) && !unrecordedRefusals.has(code))
