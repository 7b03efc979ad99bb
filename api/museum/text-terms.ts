import type { MetadataLicence } from './portal-row.ts'
import type { ItemBody } from './record.ts'

/** What an institution says of the texts about its things: on which terms they may be used; `none`: nobody is given leave. */
export const textTerms = ['cc0', 'by', 'none'] as const
export type TextTerms = (typeof textTerms)[number]

/** That somebody of an institution said so. */
export type SaidTerms = {
  readonly institution: string
  /** 1, 2, 3 … of the institution. */
  readonly number: number
  readonly terms: TextTerms
  readonly by: string
  readonly byName: string
  readonly at: number
}

/** All that was said; only added to. */
export type TextTermsStore = {
  /** `raced`: somebody else said something first. */
  readonly add: (said: SaidTerms) => Promise<'added' | 'raced'>
  /** What was said last, of every institution that said anything. */
  readonly newest: () => Promise<readonly SaidTerms[]>
  /** All of one, the newest first. */
  readonly of: (institution: string) => Promise<readonly SaidTerms[]>
}

/** Looks up terms as they stand at a moment; undefined: no leave is given, or nobody said. */
export type LicenceOf = (institution: string) => MetadataLicence | undefined

/** Those of the texts about an item: what another house says of it is that house's to give. */
export const licenceOfItem = (
  { institution, partner }: Pick<ItemBody, 'institution' | 'partner'>,
  licenceOf: LicenceOf,
): MetadataLicence | undefined => (partner === undefined ? licenceOf(institution) : undefined)
