import type { Result } from '../platform/result.ts'
import type { FetchFault } from './partner-import.ts'

/** A document of a stranger, and the address where it was found in the end. */
export type FetchedDocument = { readonly text: string; readonly address: string }

/** Fetches a document of JSON from the public network: bounded, and from nowhere else. */
export type PartnerReader = (address: string) => Promise<Result<FetchedDocument, FetchFault>>
