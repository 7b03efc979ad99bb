import { desc, eq, sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import type { SaidTerms, TextTerms, TextTermsStore } from './text-terms.ts'

const ph = sql.placeholder

type Row = Omit<SaidTerms, 'terms'> & { readonly terms: string }

const saidOf = ({ terms, ...row }: Row): SaidTerms => ({ ...row, terms: terms as TextTerms })

/** The only SQL of the terms on which texts are handed on. */
export function textTermsStore({ tables, query, prepareRead, prepareWrite, atomic }: Store): TextTermsStore {
  const { museumTextTerms: t } = tables
  const insert = prepareWrite(
    query.insert(t).values({
      institution: ph('institution'),
      number: ph('number'),
      terms: ph('terms'),
      by: ph('by'),
      byName: ph('byName'),
      at: ph('at'),
    }),
  )
  const newest = prepareRead(
    query
      .select()
      .from(t)
      .where(
        sql`not exists (
          select 1 from museum_text_terms later
          where later.institution = museum_text_terms.institution and later.number > museum_text_terms.number)`,
      ),
  )
  const ofOne = prepareRead(
    query
      .select()
      .from(t)
      .where(eq(t.institution, ph('institution')))
      .orderBy(desc(t.number)),
  )
  return {
    add: async (said) => {
      try {
        await atomic([insert(said)])
        return 'added'
      } catch (error) {
        if (isViolation(error, 'unique') || isViolation(error, 'race')) return 'raced'
        throw error
      }
    },
    newest: async () => (await newest({})).map(saidOf),
    of: async (institution) => (await ofOne({ institution })).map(saidOf),
  }
}
