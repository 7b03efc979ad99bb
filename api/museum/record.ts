import type { Announced } from './announced.ts'
import type { InstitutionFacts } from './institution-facts.ts'
import type { LanguageMap } from './language-map.ts'
import type { PictureLimit } from './picture-limit.ts'
import { partnerViewsMost } from './partner-object.ts'
import type { RightsAddress } from './rights.ts'
import type { StoryBody } from './story.ts'

/** What an institution publishes: itself, its collections, the items in them, and the stories it tells of any. */
export type RecordKind = RecordBody['kind']

export type RecordBody = InstitutionBody | CollectionBody | ItemBody | StoryBody

export type InstitutionBody = {
  readonly kind: 'institution'
  readonly label: LanguageMap
  readonly summary: LanguageMap
  /** Its own page, elsewhere. */
  readonly address?: string
  /** Ids of sources of what is said. */
  readonly sources: readonly string[]
  /** Of one that was taken in while the hub runs; of the others the files of the content say it. */
  readonly facts?: InstitutionFacts
}

export type CollectionBody = {
  readonly kind: 'collection'
  readonly institution: string
  readonly label: LanguageMap
  readonly summary: LanguageMap
  /** Ids of its items, in the order in which they are shown; what is withdrawn meanwhile is not shown. */
  readonly items?: readonly string[]
  readonly sources: readonly string[]
}

/** A thing, or a document of pages. */
export type ItemBody = Announced & {
  readonly kind: 'item'
  readonly institution: string
  readonly collection?: string
  readonly form: ItemForm
  readonly label: LanguageMap
  readonly summary: LanguageMap
  /** In the order in which they are read. */
  readonly descriptions: readonly Description[]
  /** Extended Date/Time Format. */
  readonly date?: string
  readonly rights: RightsAddress
  /** How large its pictures are handed out, where that is less than the rights allow. */
  readonly limit?: PictureLimit
  /** What must stand beside it wherever it is shown. */
  readonly requiredStatement: LanguageMap
  /** How it came to be where it is. */
  readonly provenance?: LanguageMap
  /** Where the real thing is seen. */
  readonly place?: ItemPlace
  /** Ids of what the hub knows besides: where people get off, what happens, who sells its like. */
  readonly station?: string
  readonly events: readonly string[]
  readonly merchants: readonly string[]
  /** Whether the real thing is shown on the spot. */
  readonly visit: Visit
  readonly links: readonly Link[]
  /** Of another house that shows it itself: its pictures stay there. */
  readonly partner?: PartnerLink
  /** From which side a document is read; left out for what has one view. */
  readonly reading?: Reading
  readonly canvases: readonly Canvas[]
  /** Chapters of a document. */
  readonly chapters: readonly Chapter[]
  readonly sources: readonly string[]
}

/** Where an object of another house is told of by that house. */
export type PartnerLink = {
  /** The address of its manifest. */
  readonly manifest: string
  /** Who holds it, as the manifest says. */
  readonly provider?: LanguageMap
  /** What must stand beside it, in the partner's own words. */
  readonly statement?: LanguageMap
  /** What may be done with it by the address that the partner gives. */
  readonly rights?: string
  /** Its page at the partner's. */
  readonly homepage?: string
}

export const itemForms = ['object', 'document', 'picture'] as const
export type ItemForm = (typeof itemForms)[number]

/** `shown`: on the spot; `asked`: after asking; `hidden`: to nobody; `online`: there is no other; `unknown`: nobody said. */
export const visits = ['shown', 'asked', 'hidden', 'online', 'unknown'] as const
export type Visit = (typeof visits)[number]

export const readings = ['left-to-right', 'right-to-left', 'top-to-bottom', 'bottom-to-top'] as const
export type Reading = (typeof readings)[number]

/** Dublin Core names the first ones; the others are what folklore and craft need. */
export const descriptiveFields = [
  'maker',
  'contributor',
  'subject',
  'language',
  'identifier',
  'madeIn',
  'period',
  'material',
  'technique',
  'extent',
  'use',
  'season',
  'custom',
  'designation',
  'note',
] as const
export type DescriptiveField = (typeof descriptiveFields)[number]

export type Description = { readonly field: DescriptiveField; readonly value: LanguageMap }

export type ItemPlace = {
  readonly label: LanguageMap
  /** Only where it is known to a hundred metres: viewers draw it as an exact pin. */
  readonly position?: { readonly latitude: number; readonly longitude: number }
  /** Where the hub knows it: its kind and its id, as maps of stories name it. */
  readonly known?: string
}

export type Link = { readonly address: string; readonly label: LanguageMap }

/** Views of an item: all of another house's object, and as many of our own as somebody puts beside them. */
export const viewsMost = partnerViewsMost + 200

/** One view: a page, a side, or all there is. */
export type Canvas = {
  /** Stands in its address for ever; where the views are put in another order it stays with its view. */
  readonly id: string
  readonly label: LanguageMap
  readonly width: number
  readonly height: number
  readonly image: CanvasImage
  /** What is seen, for those who do not see it. */
  readonly alternative: LanguageMap
  /** What is written on it. */
  readonly transcription?: LanguageMap
}

export type CanvasImage =
  /** Of our own Image API. */
  | { readonly from: 'own'; readonly identifier: string }
  /** Stays at another institution: the address of its Image API service. */
  | {
      readonly from: 'elsewhere'
      readonly service: string
      readonly version: 2 | 3
      readonly level: 0 | 1 | 2
      /** What the partner calls the view, and how large its picture is, pixels. */
      readonly canvas?: string
      readonly picture?: { readonly width: number; readonly height: number }
    }
  /** Stays at another institution as one picture, of which nobody draws parts or sizes. */
  | {
      readonly from: 'plain'
      readonly address: string
      readonly canvas?: string
      readonly picture?: { readonly width: number; readonly height: number }
    }
  /** Not shown here; the real thing is. */
  | { readonly from: 'nowhere' }

/** Whether a picture stays at another institution. */
export const isPartners = (
  image: CanvasImage,
): image is Extract<CanvasImage, { readonly from: 'elsewhere' | 'plain' }> =>
  image.from === 'elsewhere' || image.from === 'plain'

/** Canvases from one to another, both by their id. */
export type Chapter = { readonly label: LanguageMap; readonly from: string; readonly to: string }

/** The hub itself, for what it made: it is no institution of the region. */
export const hubInstitution = 'aizu-meguri'

const identifier = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Words that stand in addresses where an identifier could stand. */
const reserved: ReadonlySet<string> = new Set(['collection', 'top'])

/** Whether a name can stand for a record in addresses, for ever: small letters, digits, single dashes, at most 80. */
export const isRecordIdentifier = (text: string): boolean =>
  text.length <= 80 && identifier.test(text) && !reserved.has(text)

/** The institution that answers for a record. */
export const institutionOf = (id: string, body: RecordBody): string =>
  body.kind === 'institution' ? id : body.institution
