import { z } from '@hono/zod-openapi'
import { isRecordIdentifier } from './record.ts'
import { type RightsName, rights } from './rights.ts'
import { announcedTextsSchemas, anyIdSchema, lineSchema, textsSchema } from './routes-draft-schema.ts'
import { languageMapSchema } from './routes-items-schemas.ts'
import type { StoryDraft } from './story-draft.ts'
import { mapStopsMost } from './story.ts'
import { storyActs } from './story-plan.ts'
import { storyChecks } from './story-quality.ts'

const pictureSchema = z
  .string()
  .max(170)
  .regex(/^([a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*)?$/)
/** What is typed may not be a part yet. */
const partSchema = lineSchema.max(60)

/** `place/shrine station/halt`; whether there are such things is looked at when it is saved. */
const mapSchema = z
  .string()
  .max(2_000)
  .regex(/^((place|station|institution)\/[a-z0-9]+(-[a-z0-9]+)*( |$))*$/)
  .refine((map) => map.split(' ').length <= mapStopsMost, 'is too long for a map')
  .openapi({ description: 'What a map of the scene shows', example: 'station/aizu-wakamatsu place/enzoji' })

const rowSchema = z.strictObject({
  id: z.string().refine(isRecordIdentifier),
  kind: z.enum(['room', 'step']),
  title: textsSchema,
  holder: anyIdSchema,
  station: anyIdSchema,
  text: textsSchema,
  picture: pictureSchema,
  region: partSchema,
  alternative: textsSchema,
  beside: pictureSchema,
  besideRegion: partSchema,
  besideAlternative: textsSchema,
  sound: anyIdSchema,
  transcript: textsSchema,
  map: mapSchema,
  cited: textsSchema,
})

/** A draft of a story as it comes in. */
export const storyDraftSchema = z.strictObject({
  title: textsSchema,
  summary: textsSchema,
  credit: textsSchema,
  rights: z.enum([...(Object.keys(rights) as RightsName[]), '']),
  rows: z
    .array(rowSchema)
    .max(200)
    .refine((rows) => new Set(rows.map(({ id }) => id)).size === rows.length, 'two rows have the same id'),
  ...announcedTextsSchemas,
}) satisfies z.ZodType<StoryDraft>

const plansSchema = z.array(
  z.object({
    act: z.enum(storyActs),
    at: z.iso.datetime(),
    revision: z.int().nullable().openapi({ description: 'The saved text that is published then' }),
    byName: z.string(),
  }),
)

const choiceSchema = z.object({
  picture: z.string().openapi({ description: 'Of an item and its view', example: 'basket/front' }),
  label: languageMapSchema,
  view: languageMapSchema,
  holder: z.object({ id: z.string(), label: languageMapSchema }),
  credit: languageMapSchema,
  width: z.int(),
  height: z.int(),
  alternative: languageMapSchema,
  service: z.string(),
  image: z.object({ width: z.int(), height: z.int() }),
  hasParts: z.boolean().openapi({ description: 'False where only the whole of it is shown' }),
  whole: z
    .string()
    .nullable()
    .openapi({ description: 'The whole as a file of its house, where no size can be asked for' }),
  thumbnail: z.string(),
})

export const choicesSchema = z.object({
  pictures: z.array(choiceSchema).readonly(),
  total: z.int(),
})

const checkNames = storyChecks.map(({ name }) => name)

export const storyDeskSchema = z
  .object({
    record: z.string(),
    institution: z.string(),
    revision: z
      .int()
      .openapi({ description: 'Say it with the next save: whoever saved meanwhile is told of' }),
    draft: storyDraftSchema,
    saved: z.object({ byName: z.string(), at: z.iso.datetime() }).nullable(),
    told: z.enum(['published', 'withdrawn']).nullable(),
    isChanged: z.boolean(),
    quality: z.object({
      isReady: z.boolean(),
      checks: z.array(
        z.object({
          name: z.enum(checkNames),
          isNeeded: z.boolean(),
          isMet: z.boolean(),
          rows: z.array(z.string()).openapi({ description: 'Ids of the rows where it is missing' }),
        }),
      ),
    }),
    plans: plansSchema,
    contact: z.string().nullable().openapi({
      description: 'Where its institution answers, as its data says; told where nobody is named',
    }),
    pictures: z.array(choiceSchema).readonly().openapi({ description: 'The public pictures that it shows' }),
  })
  .openapi('StoryDesk')

export const storyListSchema = z.object({ stories: z.array(storyDeskSchema) })

export const storyRevisionSchema = z.object({
  revision: z.int(),
  byName: z.string(),
  at: z.iso.datetime(),
  draft: storyDraftSchema,
})

export const storyHistorySchema = z.object({
  saved: z.array(z.object({ revision: z.int(), byName: z.string(), at: z.iso.datetime() })),
  acts: z.array(
    z.object({
      act: z.enum(storyActs),
      state: z.enum(['planned', 'cancelled', 'done', 'refused']),
      dueAt: z.iso.datetime(),
      revision: z.int().nullable(),
      reason: z.string().nullable(),
      isPlan: z.boolean().openapi({ description: 'Whether it was planned before' }),
      byName: z.string(),
      at: z.iso.datetime(),
    }),
  ),
})

const record = z.string().min(1).max(80)
const revision = z.int().positive().max(1_000_000_000)

export const recordParameter = z.object({ record })
export const revisionParameter = z.object({ record, revision: z.string().regex(/^\d{1,9}$/) })
export const planParameter = z.object({ record, act: z.enum(storyActs) })

export const saveBody = z.strictObject({
  institution: z.string().min(1).max(80),
  revision: z.int().nonnegative().max(1_000_000_000),
  draft: storyDraftSchema,
})
export const publicationBody = z.strictObject({ revision })
export const planBody = z.strictObject({
  at: z.iso
    .datetime({ offset: true })
    .max(40)
    .openapi({ description: 'The moment, with its offset', example: '2026-12-01T09:00:00+09:00' }),
  revision: revision.openapi({ description: 'The saved text that was read' }),
})
