import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantClass } from './merchant.ts'

/** What a shop is for an institution: it takes the admission, or it sells the like of what is shown. */
export const tieKinds = ['admission', 'sells'] as const
export type TieKind = (typeof tieKinds)[number]

/** What is done about a tie: the shop's side agrees or refuses; either side ends it. */
export type TieAct = 'agreed' | 'refused' | 'ended'

export type TieStep = { readonly what: TieAct; readonly doneBy: string; readonly at: number }

/** An institution's word that a shop belongs to it, and what the shop's side said of that, in order. */
export type Tie = {
  readonly id: string
  readonly institution: string
  /** The item whose like the shop sells; null: all that the institution shows. */
  readonly item: string | null
  readonly merchantId: string
  readonly what: TieKind
  readonly number: number
  readonly askedBy: string
  readonly askedAt: number
  readonly steps: readonly TieStep[]
}

/** Each way in which ties refuse, with a sentence in `ties:refusal.*`. */
export type TieRefusal =
  | { readonly code: 'institution_unknown' }
  | { readonly code: 'item_unknown'; readonly field: 'item' }
  /** The admission is that of the whole house. */
  | { readonly code: 'admission_of_item'; readonly field: 'item' }
  | { readonly code: 'shop_unknown'; readonly field: 'shop' }
  /** It waits for the shop, or the shop agreed already. */
  | { readonly code: 'tie_stands'; readonly field: 'shop' }
  | { readonly code: 'ties_too_many'; readonly most: number }
  | { readonly code: 'key_used'; readonly field: 'shop' }
  | { readonly code: 'tie_not_found' }
  | { readonly code: 'tie_decided' }
  /** Who asked for it does not agree to it, unless they keep the shop. */
  | { readonly code: 'own_tie' }
  /** Somebody else said something since. */
  | { readonly code: 'admission_changed'; readonly version: number }

const statuses: Record<TieRefusal['code'], number> = {
  institution_unknown: 404,
  item_unknown: 422,
  admission_of_item: 422,
  shop_unknown: 422,
  tie_stands: 409,
  ties_too_many: 429,
  key_used: 409,
  tie_not_found: 404,
  tie_decided: 409,
  own_tie: 403,
  admission_changed: 409,
}

/** The HTTP status of a refusal. */
export const statusOfTieRefusal = ({ code }: TieRefusal): number => statuses[code]

/** Our own choice: each asks somebody for an answer. */
export const tieSettings = { openMost: 100 } as const

export type TieState = 'waiting' | TieAct

/** How far a tie is. */
export const stateOfTie = ({ steps }: Pick<Tie, 'steps'>): TieState => steps.at(-1)?.what ?? 'waiting'

/** Whether it waits or holds. */
export const isOpenTie = (tie: Pick<Tie, 'steps'>): boolean => ['waiting', 'agreed'].includes(stateOfTie(tie))

/** States from which each act leads on. */
const from: Record<TieAct, readonly TieState[]> = {
  agreed: ['waiting'],
  refused: ['waiting'],
  ended: ['waiting', 'agreed'],
}

/** Whether this person may do this now; `members` work at the shop. Refuses, in order: tie_decided, own_tie. */
export function checkTieAct(
  tie: Pick<Tie, 'steps' | 'askedBy'>,
  { what, doneBy, members }: { what: TieAct; doneBy: string; members: readonly string[] },
): Result<null, TieRefusal> {
  if (!from[what].includes(stateOfTie(tie))) return refuse({ code: 'tie_decided' })
  const isOwn = what === 'agreed' && tie.askedBy === doneBy && !members.includes(doneBy)
  return isOwn ? refuse({ code: 'own_tie' }) : ok(null)
}

/** What an institution says of its admission; both texts empty: nothing. */
export type Admission = {
  readonly institution: string
  /** 0: nobody said anything yet. */
  readonly version: number
  readonly textJa: string
  readonly textEn: string
  /** Where that is written; empty: nowhere, and readers are told so. */
  readonly source: string
  readonly saidBy: string
  readonly saidAt: number
}

export type AdmissionSaid = Omit<Admission, 'saidAt'>

/** What is said next of an admission that was seen at a version, or what stands where the same was said again. */
export function nextAdmission(
  now: Admission | undefined,
  said: AdmissionSaid,
  at: number,
): Result<{ readonly next: Admission } | { readonly same: Admission }, TieRefusal> {
  const { textJa, textEn, source } = said
  const isSame = now?.textJa === textJa && now.textEn === textEn && now.source === source
  if (isSame) return ok({ same: now })
  const version = now?.version ?? 0
  if (said.version !== version) return refuse({ code: 'admission_changed', version })
  return ok({ next: { ...said, version: version + 1, saidAt: at } })
}

/** A shop as readers of an institution's page see it. */
export type TiedShop = {
  readonly id: string
  readonly nameJa: string
  readonly nameEn: string
  readonly municipality: string
  readonly merchantClass: MerchantClass
  readonly demonstration: boolean
  /** Whether it takes payments now. */
  readonly isOpen: boolean
  /** What its printed code holds; null while it takes no payments. */
  readonly payload: string | null
}

/** Shops that sell: crafts first, those that take payments before those that do not, each once. */
export const sellersInOrder = (shops: readonly TiedShop[]): readonly TiedShop[] =>
  [...new Map(shops.map((shop) => [shop.id, shop])).values()].toSorted(
    (a, b) =>
      Number(b.merchantClass === 'craft') - Number(a.merchantClass === 'craft') ||
      Number(b.isOpen) - Number(a.isOpen) ||
      (a.id < b.id ? -1 : 1),
  )
