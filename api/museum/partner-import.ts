import type { PartChange } from './import.ts'
import type { DocumentFault, PartnerMember, PartnerNote } from './partner-object.ts'

/**
 * `walking`: its documents are fetched, one after another; `halted`: somebody stopped that; `walked`: all are here and can be
 * looked at; then its objects become drafts (`running`, `stopped`), and it is `done`.
 */
export const partnerStates = ['walking', 'halted', 'walked', 'running', 'stopped', 'done'] as const
export type PartnerState = (typeof partnerStates)[number]

/** A manifest or a collection of a partner that somebody brings to an institution. */
export type PartnerImport = {
  readonly id: string
  readonly institution: string
  /** Where it begins; of a file what it says that its address is. */
  readonly address: string
  /** What the file is called on the sender's machine; empty where it was fetched. */
  readonly name: string
  readonly state: PartnerState
  /** The partner asked to be left alone until then, and how often it did; milliseconds since 1970, 0: not at all. */
  readonly waitUntil: number
  readonly waits: number
  readonly by: string
  readonly byName: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly changedAt: number
}

/** An address that was found on the way, once for each import. */
export type FoundPage = PartnerMember & {
  /** 1, 2, 3 … in the order in which they were found. */
  readonly place: number
  /** 0 where it begins. */
  readonly depth: number
}

/** Collections within collections, and addresses of an import. */
export const depthMost = 5
export const pagesMost = 1_000

/** Bytes of a document, fetched or sent: 4 kB for each view of the longest book that an item here shows. */
export const documentBytesMost = 8_000_000
/** Characters that are kept of the objects of one import: some 100,000 views. */
export const objectsLengthMost = 40_000_000

/** Why a document of a stranger is not here. Sentences: `partners:fault.<code>`. */
export type FetchFault =
  | { readonly code: 'address_malformed' }
  | { readonly code: 'address_not_https' }
  /** It leads into a network that is not the public one: this machine, its neighbours, what a provider keeps there. */
  | { readonly code: 'address_not_public' }
  | { readonly code: 'host_unknown' }
  | { readonly code: 'unreachable' }
  | { readonly code: 'too_slow'; readonly mostMs: number }
  | { readonly code: 'too_large'; readonly bytesMost: number }
  | { readonly code: 'redirected_too_often'; readonly most: number }
  | { readonly code: 'answered'; readonly status: number }
  /** 404 or 410. */
  | { readonly code: 'gone'; readonly status: number }
  /** 429 or 503. */
  | { readonly code: 'busy'; readonly waitMs: number }
  /** No JSON, by what the server says that it is. */
  | { readonly code: 'type_wrong'; readonly type: string }
  /** This hub runs where addresses cannot be looked at before they are fetched. */
  | { readonly code: 'not_here' }

export type PageFault =
  | FetchFault
  | DocumentFault
  /** It is ours. */
  | { readonly code: 'own' }
  /** Another institution of this hub has brought it. */
  | { readonly code: 'held_elsewhere'; readonly institution: string }
  /** A file says that it is of a house on whose servers none of its pictures are. */
  | { readonly code: 'id_elsewhere'; readonly host: string; readonly said: string }
  /** With it the import would have more than one may have: it is brought by itself. */
  | { readonly code: 'import_full' }
  /** Another address of this import is the same object. */
  | { readonly code: 'twice' }
  /** A collection within too many others; what is in it is not looked at. */
  | { readonly code: 'nested_too_deep'; readonly most: number }
  | { readonly code: 'nothing_to_show' }

export const pageOutcomes = ['added', 'changed', 'unchanged', 'refused'] as const
export type PageOutcome = (typeof pageOutcomes)[number]

/** What a manifest does, or would do. */
export type PageTold = {
  readonly address: string
  readonly place: number
  readonly title: string
  readonly outcome: PageOutcome
  readonly record?: string
  readonly viewCount: number
  readonly changes: readonly PartChange[]
  readonly kept: readonly PartChange[]
  readonly notes: readonly PartnerNote[]
  readonly fault?: PageFault
}

/** Why nothing of it is done. Sentences: `partners:refusal.<code>`. */
export type PartnerRefusal =
  | { readonly code: 'partner_import_unknown'; readonly identifier: string }
  | { readonly code: 'partner_import_elsewhere' }
  | { readonly code: 'partner_import_too_many'; readonly most: number }
  | { readonly code: 'partner_import_not_now'; readonly state: PartnerState }
  /** The first document is none that can be gone on with. */
  | { readonly code: 'partner_document_refused'; readonly fault: PageFault['code'] }

/** Imports of an institution that are not done. */
export const openPartnerImportsMost = 10
export const statusOfPartnerRefusal: Readonly<Record<PartnerRefusal['code'], number>> = {
  partner_import_unknown: 404,
  partner_import_elsewhere: 403,
  partner_import_too_many: 409,
  partner_import_not_now: 409,
  partner_document_refused: 422,
}
