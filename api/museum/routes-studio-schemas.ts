import { z } from '@hono/zod-openapi'
import { deskStates } from './desk-state.ts'
import { qualityChecks } from './item-quality.ts'
import { draftSchema, wholeDraftSchema } from './routes-draft-schema.ts'

const checkNames = qualityChecks.map(({ name }) => name)

export const qualitySchema = z
  .object({
    score: z.int().openapi({ description: '0 to 100: how much of what readers need is told' }),
    isReady: z.boolean(),
    checks: z.array(z.object({ name: z.enum(checkNames), isNeeded: z.boolean(), isMet: z.boolean() })),
  })
  .openapi('ItemQuality')

export const deskSchema = z
  .object({
    record: z.string(),
    institution: z.string(),
    revision: z
      .int()
      .openapi({ description: 'Say it with the next save: whoever saved meanwhile is told of' }),
    draft: wholeDraftSchema,
    saved: z.object({ byName: z.string(), at: z.string() }).nullable(),
    told: z.enum(['published', 'withdrawn']).nullable(),
    isChanged: z.boolean(),
    partner: z
      .object({
        manifest: z.string(),
        isGone: z.boolean().openapi({ description: 'Its house does not show it any more' }),
        readAt: z.string(),
        homepage: z.string().nullable(),
        pictures: z
          .array(z.object({ id: z.string(), address: z.string() }))
          .openapi({ description: 'Of its views, drawn by its house' }),
      })
      .nullable(),
    contact: z.string().nullable().openapi({
      description: 'Where its institution answers, as its data says; told where nobody is named',
    }),
    quality: qualitySchema,
  })
  .openapi('ItemDesk')

const record = z.string().min(1).max(80)

export const recordParameter = z.object({ record })
export const revisionParameter = z.object({ record, revision: z.string().regex(/^\d{1,9}$/) })

export const saveBody = z.strictObject({
  institution: z.string().min(1).max(80),
  revision: z.int().nonnegative().max(1_000_000_000),
  draft: draftSchema,
})
export const publicationBody = z.strictObject({ revision: z.int().positive().max(1_000_000_000) })

export const institutionsSchema = z.object({
  institutions: z.array(z.object({ id: z.string(), label: z.record(z.string(), z.array(z.string())) })),
})
export const deskListQuery = z.object({
  institution: z.string().min(1).max(80),
  after: z
    .string()
    .max(100)
    .default('')
    .openapi({ description: 'Go on behind this item: `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: z.enum(deskStates).optional(),
  words: z.string().max(100).default('').openapi({ description: 'Words that stand in a title' }),
})
/** An item in a list: without its views, of which a book has two thousand. */
const listedDeskSchema = deskSchema
  .omit({ draft: true, partner: true })
  .extend({
    draft: wholeDraftSchema.omit({ pictures: true, chapters: true }),
    viewCount: z.int().openapi({ description: 'Its views are told with the item itself' }),
    partner: deskSchema.shape.partner.unwrap().omit({ pictures: true }).nullable(),
  })
  .openapi('ListedItem')

export const deskListSchema = z.object({
  items: z.array(listedDeskSchema),
  next: z
    .string()
    .nullable()
    .openapi({ description: 'Ask with it as `after` for those that follow; null at the end' }),
  total: z.int().openapi({ description: 'All items of the institution, also those that were not asked for' }),
})
export const revisionSchema = z.object({
  revision: z.int(),
  byName: z.string(),
  at: z.string(),
  draft: wholeDraftSchema,
})

/** What was done to a record; no name: by the files of the project, or by who is no person here any more. */
const acts = ['draft', 'published', 'withdrawn'] as const
export const actSchema = z.object({
  version: z.int(),
  act: z.enum(acts),
  byName: z.string().nullable(),
  at: z.iso.datetime(),
})

export const historySchema = z.object({
  told: z.array(actSchema).openapi({ description: 'When it was published and withdrawn, the newest first' }),
  saved: z.array(
    z.object({
      revision: z.int(),
      byName: z.string(),
      at: z.iso.datetime(),
      changed: z.array(z.string()).openapi({
        description: 'Parts that it says otherwise than the save before, such as `title.ja`',
      }),
    }),
  ),
})
