import { z } from '@hono/zod-openapi'
import { collectedMost, collectionChecks, type CollectionDraft } from './collection-draft.ts'
import { isRecordIdentifier } from './record.ts'
import { textsSchema } from './routes-draft-schema.ts'
import { actSchema } from './routes-studio-schemas.ts'
import { itemInListSchema, languageMapSchema } from './routes-items-schemas.ts'

const draftSchema = z.strictObject({
  title: textsSchema,
  summary: textsSchema,
  items: z
    .array(z.string().refine(isRecordIdentifier))
    .max(collectedMost)
    .refine((ids) => new Set(ids).size === ids.length, 'an item stands there twice')
    .openapi({ description: 'Ids of its items, in the order in which they are shown' }),
}) satisfies z.ZodType<CollectionDraft>

const checkNames = collectionChecks.map(({ name }) => name)

export const collectionDeskSchema = z
  .object({
    record: z.string(),
    institution: z.string(),
    version: z
      .int()
      .openapi({ description: 'Say it with the next save: whoever saved meanwhile is told of' }),
    draft: draftSchema,
    savedAt: z.iso.datetime(),
    told: z.enum(['published', 'withdrawn']).nullable(),
    isChanged: z.boolean(),
    quality: z.object({
      isReady: z.boolean(),
      checks: z.array(z.object({ name: z.enum(checkNames), isNeeded: z.boolean(), isMet: z.boolean() })),
    }),
    items: z
      .array(z.object({ id: z.string(), title: z.record(z.string(), z.string()), isPublic: z.boolean() }))
      .openapi({ description: 'Items of the institution, also those that are not in it' }),
  })
  .openapi('CollectionDesk')

export const collectionHistorySchema = z.object({
  acts: z.array(
    actSchema.extend({
      changed: z.array(z.string()).openapi({
        description: 'Parts that it says otherwise than the version before, such as `title.ja`',
      }),
    }),
  ),
})

export const collectionDesksSchema = z.object({ collections: z.array(collectionDeskSchema) })

const record = z.string().min(1).max(80)
const version = z.int().nonnegative().max(1_000_000_000)
export const recordParameter = z.object({ record })
export const institutionQuery = z.object({ institution: record })
export const saveBody = z.strictObject({ institution: record, version, draft: draftSchema })
export const publicationBody = z.strictObject({ version: version.positive() })

/** A collection in a list. */
export const collectionInListSchema = z.object({
  id: z.string(),
  label: languageMapSchema,
  summary: languageMapSchema,
  institution: z.string(),
})

export const collectionsSchema = z.object({ collections: z.array(collectionInListSchema) })

export const collectionSchema = collectionInListSchema
  .extend({
    holder: z.object({ id: z.string(), label: languageMapSchema }),
    items: z.array(itemInListSchema).openapi({ description: 'In its order' }),
    presentation: z.string().describe('The same as a IIIF Collection'),
    sources: z.array(z.string()).readonly(),
  })
  .openapi('MuseumCollection')
