import { z } from 'zod'
import { hubInstitution, isRecordIdentifier } from '../../api/museum/record.ts'
import { mapStopsMost } from '../../api/museum/story.ts'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema } from './common.ts'

const atSchema = z.int().nonnegative()
const sideSchema = z.int().positive()

/** A view of an item of the content, or a part of it in the view's own units. */
const viewSchema = z.strictObject({
  item: idSchema,
  canvas: idSchema,
  region: z.strictObject({ x: atSchema, y: atSchema, width: sideSchema, height: sideSchema }).exactOptional(),
  /** What is seen, for those who do not see it. */
  alternative: textSchema,
})

const roomSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  /** An institution of the content: who shows the real things. */
  holder: idSchema.exactOptional(),
  place: idSchema.exactOptional(),
  station: idSchema.exactOptional(),
  events: z.array(idSchema),
  steps: z
    .array(
      z
        .strictObject({
          id: idSchema,
          label: textSchema,
          text: sourcedTextSchema,
          views: z.array(viewSchema).max(2),
          /** What a map of it shows: `place/…`, `station/…`, `institution/…`. */
          map: z
            .array(z.string().regex(/^(place|station|institution)\/[a-z0-9-]+$/))
            .min(1)
            .max(mapStopsMost)
            .exactOptional(),
        })
        .refine(({ views, map }) => views.length > 0 || map !== undefined, 'shows nothing'),
    )
    .min(1),
})

/** `content/stories/<id>.json`: pictures told one after another; every step says where it is known from. */
export const storySchema = z.strictObject({
  id: idSchema.refine(isRecordIdentifier, 'is a word that addresses need'),
  institution: z.union([z.literal(hubInstitution), idSchema]),
  label: textSchema,
  summary: textSchema,
  rights: z.enum(['cc0', 'by', 'bySa']),
  /** Whom to name wherever it is shown. */
  credit: textSchema,
  rooms: z.array(roomSchema).min(1),
  source: sourceSchema,
})

export type Story = z.infer<typeof storySchema>
