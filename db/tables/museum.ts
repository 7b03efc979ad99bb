import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** Images of the museum. Their files stand beside the database; a row is written when both of them are there. */
export const museumTables = (k: Kit) => {
  const images = k.table(
    'images',
    {
      /** As it stands in addresses, for ever. */
      id: k.text('id').primaryKey(),
      /** Pixels, upright. */
      width: k.int('width').notNull(),
      height: k.int('height').notNull(),
      /** 'zoomed', or 'whole': a work in copyright, of which no part is shown. */
      showing: k.text('showing').notNull(),
      /** Longest side that may be had, pixels; null: the limit of the server. */
      maxSide: k.int('max_side'),
      /** Both as it was taken in, once an item's limit was laid over them; null: they stand as it was taken in. */
      takenShowing: k.text('taken_showing'),
      takenMaxSide: k.int('taken_max_side'),
      /** False while nothing that is public shows it. */
      isShown: k.bool('is_shown').notNull().default(true),
      /** Where its files stand. */
      fileSet: k.text('file_set').notNull().unique(),
      /** Of the file as it came in, hexadecimal. */
      sha256: k.text('sha256').notNull(),
      mediaType: k.text('media_type').notNull(),
      bytes: k.int('bytes').notNull(),
      /** Milliseconds since 1970. */
      addedAt: k.int('added_at').notNull(),
    },
    (t) => [
      k.check('images_have_pixels', sql`${t.width} > 0 and ${t.height} > 0`),
      k.check('images_showing', sql`${t.showing} in ('zoomed', 'whole')`),
      k.check('images_max_side', sql`${t.maxSide} is null or ${t.maxSide} > 0`),
    ],
  )
  /** What was read of an image's files long after they came in, each time anew. */
  const imageChecks = k.table(
    'museum_image_checks',
    {
      image: k
        .text('image')
        .notNull()
        .references(() => images.id),
      /** Milliseconds since 1970. */
      at: k.int('at').notNull(),
      /** Of the original and of what is shown: 'right', 'changed', 'missing' or 'unreadable'. */
      master: k.text('master').notNull(),
      pyramid: k.text('pyramid').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.image, t.at] })],
  )
  return { images, imageChecks }
}
