import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/**
 * What the one search looks at: made from what is published, and made again at any time. The words themselves stand in
 * `search_words`, which each engine keeps in its own way (a full-text table, or vectors of words) and its migration makes.
 */
export const searchTables = (k: Kit) => {
  const searchSteps = k.table(
    'search_steps',
    {
      /** 1, 2, 3 …: the newest says what the index is. Of two who change it at once only one can write the next. */
      step: k.int('step').primaryKey(),
      /** Which entries count. */
      generation: k.int('generation').notNull(),
      /** The last change of the hub's records that is in it. */
      change: k.int('change').notNull(),
      /** SHA-256 of the entries of the project's own files. */
      content: k.text('content').notNull(),
      /** Numbers below this are taken in the generation. */
      nextNumber: k.int('next_number').notNull(),
      /** Milliseconds since 1970. */
      at: k.int('made_at').notNull(),
    },
    (t) => [
      k.check('search_steps_counted', sql`${t.step} > 0 and ${t.generation} > 0 and ${t.nextNumber} > 0`),
    ],
  )
  const searchEntries = k.table(
    'search_entries',
    {
      /** Of the generation and a number in it: what `search_words` names the entry by. */
      entry: k.int('entry').primaryKey(),
      generation: k.int('generation').notNull(),
      kind: k.text('kind').notNull(),
      id: k.text('id').notNull(),
      /** What it is narrowed by, each a list of words with a space before and behind every one. */
      institutions: k.text('institutions').notNull(),
      periods: k.text('periods').notNull(),
      places: k.text('places').notNull(),
      lines: k.text('lines').notNull(),
      /** Of two that fit as well, the shorter name comes first, then the kind. */
      titleLength: k.int('title_length').notNull(),
      kindOrder: k.int('kind_order').notNull(),
      /** JSON: path, title, names and text, as they are shown. */
      shown: k.text('shown').notNull(),
    },
    (t) => [k.unique('search_entries_once').on(t.generation, t.kind, t.id)],
  )
  const searchSpellings = k.table(
    'search_spellings',
    {
      generation: k.int('generation').notNull(),
      /** The word itself, or with one letter left out. */
      variant: k.text('variant').notNull(),
      word: k.text('word').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.generation, t.variant, t.word] })],
  )
  return { searchSteps, searchEntries, searchSpellings }
}
