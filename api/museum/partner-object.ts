import type { Texts } from './draft-text.ts'
import type { RightsName } from './rights.ts'

/** An object of another institution, as its own manifest tells it. Its pictures stay where they are. */
export type PartnerObject = {
  readonly title: Texts
  readonly summary: Texts
  /** Whom to name wherever it is shown. */
  readonly statement: Texts
  /** What may be done with it, where the hub has words for that; as the manifest says it beside. */
  readonly rights: RightsName | ''
  readonly rightsSaid: string
  /** Who holds it, and its page there. */
  readonly provider: Texts
  readonly homepage: string
  /** Extended Date/Time Format; of `navDate`. */
  readonly date: string
  /** Where `navPlace` puts it. */
  readonly place: Texts
  readonly details: readonly PartnerDetail[]
  readonly isReadFromRight: boolean
  readonly views: readonly PartnerView[]
  readonly notes: readonly PartnerNote[]
}

export type PartnerDetail = { readonly label: Texts; readonly value: Texts }

/** One view of it: the partner's canvas, and its picture: the service that draws it, or where there is none its address. */
export type PartnerView = {
  /** What it is called in drafts and records: always the same for a canvas. */
  readonly id: string
  readonly canvas: string
  readonly label: Texts
  /** Of the canvas, whose units a part of it has; and of its picture, pixels, where they are told. */
  readonly width: number
  readonly height: number
  readonly picture?: { readonly width: number; readonly height: number }
} & (
  | { readonly service: string; readonly version: 2 | 3; readonly level: 0 | 1 | 2 }
  | { readonly plain: string }
)

/** What a person should know before publishing. Sentences: `partners:note.<code>`. */
export type PartnerNote =
  | { readonly code: 'rights_missing' }
  /** None of those that the hub has words for. */
  | { readonly code: 'rights_unknown'; readonly value: string }
  /** It is in copyright: only the whole is shown, and a person decides whether at all. */
  | { readonly code: 'rights_reserved' }
  | { readonly code: 'title_missing' }
  | { readonly code: 'statement_missing' }
  /** Views without a picture that a page can show (sound, film, files); named when only services were shown. */
  | { readonly code: 'views_without_service'; readonly count: number }
  /** Views whose picture no service draws: shown as they are, and nobody comes closer. */
  | { readonly code: 'views_plain'; readonly count: number }
  /** Views that are called the same: who points at one of them means the first. */
  | { readonly code: 'views_alike'; readonly count: number }
  /** Since it was brought last its house has put views in, and taken some out. */
  | { readonly code: 'views_changed'; readonly came: number; readonly went: number }
  /** More views than one item has here. */
  | { readonly code: 'views_left_out'; readonly count: number; readonly most: number }

/** A document of a partner: an object, or a list of others. */
export type PartnerDocument =
  | { readonly kind: 'manifest'; readonly object: PartnerObject }
  | { readonly kind: 'collection'; readonly label: Texts; readonly members: readonly PartnerMember[] }

export type PartnerMember = { readonly address: string; readonly kind: 'manifest' | 'collection' }

/** Why a document of a partner cannot be read. Sentences: `partners:fault.<code>`. */
export type DocumentFault =
  | { readonly code: 'not_json' }
  | { readonly code: 'too_deep'; readonly most: number }
  | { readonly code: 'not_iiif' }
  | { readonly code: 'version_unknown' }

/** Views that an item of a partner has here: more than books have. */
export const partnerViewsMost = 2_000
