import type { SeenLot } from './seen-lots.ts'

/** Why a payment is not made from what its page told. */
export type LotChange = {
  readonly why: 'ended' | 'not_now' | 'spent' | 'arrived'
  readonly lot: Pick<SeenLot, 'municipality' | 'validUntilAt'>
}

type Held = { readonly lotId: string; readonly remainingYen: number; readonly spendable: boolean }

/** What a wallet tells of its lots, and of those that would pay now. */
export type LotsNow = {
  readonly at: number
  /** Undefined where the wallet cannot pay now. */
  readonly paying: readonly SeenLot[] | undefined
  readonly held: readonly Held[]
}

/** What became of each part that a page told; money that came to pay instead is named where nothing else explains it. */
export function changesSince(before: readonly SeenLot[], now: LotsNow): LotChange[] {
  const { at, held } = now
  const paying = now.paying ?? []
  const gone = before.flatMap((lot): LotChange[] => {
    const pays = paying.find(({ lotId }) => lotId === lot.lotId)
    if (pays !== undefined && pays.amountYen >= lot.amountYen) return []
    const kept = held.find(({ lotId }) => lotId === lot.lotId)
    if (at > lot.validUntilAt || kept?.spendable === false) return [{ why: 'ended', lot }]
    if ((kept?.remainingYen ?? 0) < lot.amountYen) return [{ why: 'spent', lot }]
    // Money that is all there and pays less makes room for other money.
    const isBarred = now.paying !== undefined && pays === undefined && !isPushedOut(lot, paying, before)
    return isBarred ? [{ why: 'not_now', lot }] : []
  })
  if (gone.length > 0) return gone
  return paying
    .filter(({ lotId }) => !before.some((lot) => lot.lotId === lotId))
    .map((lot) => ({ why: 'arrived', lot }))
}

/** Whether money that was not there before pays in the place of this. */
const isPushedOut = (lot: SeenLot, paying: readonly SeenLot[], before: readonly SeenLot[]): boolean =>
  paying.some(
    ({ lotId, validUntilAt }) =>
      validUntilAt <= lot.validUntilAt && !before.some((one) => one.lotId === lotId),
  )

/** Whether a page told the same as is true now. */
export const isSame = (before: readonly SeenLot[], paying: readonly SeenLot[] | undefined): boolean =>
  paying !== undefined &&
  before.length === paying.length &&
  before.every((lot, at) => paying[at]!.lotId === lot.lotId && paying[at]!.amountYen === lot.amountYen)
