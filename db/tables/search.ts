import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/**
 * What the one search looks at: made from what is published, and made again at any time. Where words stand is in
 * `search_postings`, which its migration makes: its words are in the order of their bytes, and its rows lie in that order.
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
      /** The last change of shops that is in it. */
      shopChange: k.int('shop_change').notNull().default(0),
      /** The form in which the index is kept, and SHA-256 of the entries of the project's own files. */
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
      /** Of the generation and a number in it: the number by which its words name it. */
      entry: k.int('entry').primaryKey(),
      generation: k.int('generation').notNull(),
      kind: k.text('kind').notNull(),
      id: k.text('id').notNull(),
      /** JSON: path, title, names and text, as they are shown. */
      shown: k.text('shown').notNull(),
    },
    (t) => [k.unique('search_entries_once').on(t.generation, t.kind, t.id)],
  )
  /** Entries that came together, as every process holds them: to what they belong, and which comes before which. */
  const searchBatches = k.table(
    'search_batches',
    {
      generation: k.int('generation').notNull(),
      /** The others follow it. */
      firstNumber: k.int('first_number').notNull(),
      /** JSON, as the search packs it. */
      entries: k.text('entries').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.generation, t.firstNumber] })],
  )
  /** Entries that went, and with which step: their words are still there. */
  const searchGone = k.table(
    'search_gone',
    { entry: k.int('entry').primaryKey(), step: k.int('step').notNull() },
    (t) => [k.index('search_gone_by_step').on(t.step)],
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
  return { searchSteps, searchEntries, searchBatches, searchGone, searchSpellings }
}
