import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MetadataLicence } from './portal-row.ts'
import type { Writer } from './studio-service.ts'
import type { LicenceOf, SaidTerms, TextTerms, TextTermsStore } from './text-terms.ts'

export type TextTermsParts = {
  readonly store: TextTermsStore
  /** What stands in the project's own files, until somebody of the institution says something. */
  readonly before: LicenceOf
  readonly clock: Clock
}

/** Somebody said something else since the page was read. */
export type TextTermsRefusal = { readonly code: 'text_terms_changed'; readonly byName: string }

/** What an institution says now. */
export type TermsNow = {
  readonly institution: string
  /** 0: nobody of it said anything here. */
  readonly number: number
  /** Undefined: not known. */
  readonly terms: TextTerms | undefined
  /** Who said what, the newest first. */
  readonly said: readonly SaidTerms[]
}

const licenceIn = (terms: TextTerms): MetadataLicence | undefined => (terms === 'none' ? undefined : terms)

/** On which terms the texts about an institution's things are handed on: as its staff says, else as its file does. */
export function textTermsService({ store, before, clock }: TextTermsParts) {
  async function now(institution: string): Promise<TermsNow> {
    const said = await store.of(institution)
    const [newest] = said
    const terms = newest?.terms ?? before(institution)
    return { institution, number: newest?.number ?? 0, terms, said }
  }

  return {
    now,

    /** As they stand at this moment, for all institutions. */
    licences: async (): Promise<LicenceOf> => {
      const said = new Map((await store.newest()).map((one) => [one.institution, one.terms]))
      return (institution) => {
        const own = said.get(institution)
        return own === undefined ? before(institution) : licenceIn(own)
      }
    },

    /** Says it, on what was read before. Said twice, it is said once. */
    say: async (
      { institution, number, terms }: Pick<SaidTerms, 'institution' | 'number' | 'terms'>,
      { userId, name }: Writer,
    ): Promise<Result<TermsNow, TextTermsRefusal>> => {
      const [newest] = await store.of(institution)
      if (newest?.terms === terms) return ok(await now(institution))
      const said = { institution, number: number + 1, terms, by: userId, byName: name, at: clock.now() }
      const isOn = (newest?.number ?? 0) === number
      if (isOn && (await store.add(said)) === 'added') return ok(await now(institution))
      const [other] = await store.of(institution)
      // The same, said twice at the same moment, is nobody else's.
      if (other?.terms === terms) return ok(await now(institution))
      return refuse({ code: 'text_terms_changed', byName: other?.byName ?? '' })
    },
  }
}

export type TextTermsDesk = ReturnType<typeof textTermsService>
