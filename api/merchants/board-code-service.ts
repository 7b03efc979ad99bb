import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { combinedCode, type BoardCodeRefusal } from './board-code.ts'
import type { MerchantRefusal } from './errors.ts'
import { codeOf } from './merchant.ts'
import type { MerchantStore, Places } from './ports.ts'

/** What was recorded last for a shop's board. */
export type RecordedCode = { readonly number: number; readonly codeText: string | null; readonly at: number }

/** Codes of other services for the boards of shops; the last one holds. */
export type BoardCodeStore = {
  readonly lastCode: (merchantId: string) => Promise<RecordedCode | undefined>
  /** `lost`: another was recorded at this moment. */
  readonly addCode: (
    code: RecordedCode & { readonly merchantId: string; readonly recordedBy: string },
  ) => Promise<'stored' | 'lost'>
}

export type BoardCodeParts = {
  readonly codes: BoardCodeStore
  readonly shops: Pick<MerchantStore, 'find'>
  readonly places: Pick<Places, 'town'>
  readonly guid: string
  readonly clock: Clock
}

/** What a shop's board says beside our code: the other service's text, and the code of both. */
export type Board = {
  readonly other: string
  readonly recordedAt: number
  readonly combined: Result<string, BoardCodeRefusal>
}

type Refused<T> = Promise<Result<T, MerchantRefusal | BoardCodeRefusal>>

/** Codes of other payment services, on one board with ours. */
export function boardCodeService(parts: BoardCodeParts) {
  const { codes } = parts
  return {
    /**
     * Records the code of another service, or with null that ours stands alone again. Sent again it changes nothing.
     * Refuses merchant_not_found, merchant_not_open, what `combinedCode` names, busy_try_again.
     */
    record: (merchantId: string, codeText: string | null, recordedBy: string) =>
      record(parts, { merchantId, codeText, recordedBy }),

    /** The board of a shop; nothing where ours stands alone. */
    boardOf: async (merchantId: string): Promise<Board | undefined> => {
      const last = await codes.lastCode(merchantId)
      if (last === undefined || last.codeText === null) return undefined
      const combined = await combine(parts, merchantId, last.codeText)
      return combined === undefined ? undefined : { other: last.codeText, recordedAt: last.at, combined }
    },
  }
}

export type BoardCodes = ReturnType<typeof boardCodeService>

type Recording = {
  readonly merchantId: string
  readonly codeText: string | null
  readonly recordedBy: string
}

async function record(parts: BoardCodeParts, recording: Recording): Refused<null> {
  const { codes, shops, clock } = parts
  const { merchantId, codeText } = recording
  if ((await shops.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  if (codeText !== null) {
    const combined = await combine(parts, merchantId, codeText)
    if (combined === undefined) return refuse({ code: 'merchant_not_open' })
    if (!combined.ok) return combined
  }
  const last = await codes.lastCode(merchantId)
  if ((last?.codeText ?? null) === codeText) return ok(null)
  const code = { ...recording, number: (last?.number ?? 0) + 1, at: clock.now() }
  if ((await codes.addCode(code)) === 'stored') return ok(null)
  const since = await codes.lastCode(merchantId)
  return (since?.codeText ?? null) === codeText ? ok(null) : refuse({ code: 'busy_try_again' })
}

/** The code of both as the shop stands today; nothing where it takes no payments. */
async function combine(
  { shops, places, guid }: BoardCodeParts,
  merchantId: string,
  other: string,
): Promise<Result<string, BoardCodeRefusal> | undefined> {
  const shop = await shops.find(merchantId)
  if (shop === undefined || shop.status !== 'approved' || shop.closedAt !== null) return undefined
  return combinedCode(other, codeOf(shop, places.town(shop.municipality)?.nameEn ?? ''), guid)
}
