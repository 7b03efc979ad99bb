import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** On which terms institutions let the texts about their things be handed on, as they said it: only added to. */
export const museumTextTermsTables = (k: Kit) => {
  const museumTextTerms = k.table(
    'museum_text_terms',
    {
      institution: k.text('institution').notNull(),
      /** 1, 2, 3 … of the institution. */
      number: k.int('number').notNull(),
      /** 'cc0', 'by', or 'none': not handed on. */
      terms: k.text('terms').notNull(),
      by: k.text('written_by').notNull(),
      byName: k.text('written_by_name').notNull(),
      /** Milliseconds since 1970. */
      at: k.int('written_at').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.institution, t.number] }),
      k.check('museum_text_terms_known', sql`${t.terms} in ('cc0', 'by', 'none')`),
      k.check('museum_text_terms_counted', sql`${t.number} > 0`),
    ],
  )
  return { museumTextTerms }
}
