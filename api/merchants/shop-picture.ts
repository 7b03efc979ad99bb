import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'

/** What is done about a picture: `removed` by the office, `withdrawn` by the shop. */
export type PictureAct = 'approved' | 'refused' | 'removed' | 'withdrawn'

export type PictureStep = {
  readonly what: PictureAct
  readonly doneBy: string
  readonly reason: string
  readonly at: number
}

/** How a shop looks from the street, with words for who does not see it, and what was done about it, in order. */
export type ShopPicture = {
  readonly id: string
  readonly merchantId: string
  readonly number: number
  readonly sha256: string
  readonly altJa: string
  readonly altEn: string
  readonly sentBy: string
  readonly sentAt: number
  readonly steps: readonly PictureStep[]
}

export type PictureState = 'waiting' | PictureAct

/** How far a picture is. */
export const stateOfPicture = ({ steps }: Pick<ShopPicture, 'steps'>): PictureState =>
  steps.at(-1)?.what ?? 'waiting'

/**
 * The picture that payers see: the newest that was ever approved, while it still is. Where that one was taken away none
 * is shown: an older one may show a sign that hangs there no longer.
 */
export const shownPicture = (pictures: readonly ShopPicture[]): ShopPicture | undefined => {
  const newest = pictures
    .filter(({ steps }) => steps.some(({ what }) => what === 'approved'))
    .reduce<ShopPicture | undefined>((a, b) => (a === undefined || b.number > a.number ? b : a), undefined)
  return newest !== undefined && stateOfPicture(newest) === 'approved' ? newest : undefined
}

/** States from which each act leads on. */
const from: Record<PictureAct, readonly PictureState[]> = {
  approved: ['waiting'],
  refused: ['waiting'],
  removed: ['approved'],
  withdrawn: ['waiting', 'approved'],
}

export type PictureActing = {
  readonly what: PictureAct
  readonly doneBy: string
  readonly reason: string
  /** Who works at the shop: nobody lets their own picture through. */
  readonly members: readonly string[]
}

/** Whether this person may do this now. Refuses, in order: picture_decided, own_picture, reason_missing. */
export function checkPictureAct(
  picture: ShopPicture,
  { what, doneBy, reason, members }: PictureActing,
): Result<null, MerchantRefusal> {
  if (!from[what].includes(stateOfPicture(picture))) return refuse({ code: 'picture_decided' })
  if (what === 'withdrawn') return ok(null)
  const isOwn = members.includes(doneBy) || (what === 'approved' && picture.sentBy === doneBy)
  if (isOwn) return refuse({ code: 'own_picture' })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}
