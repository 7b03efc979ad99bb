import { z } from '@hono/zod-openapi'
import { rights, type RightsName } from './rights.ts'
import {
  announcedShapes,
  languageMapSchema,
  partnerSchema,
  pictureSchema,
  regionSchema,
} from './routes-items-schemas.ts'

const rightsNames = Object.keys(rights) as [RightsName, ...RightsName[]]
const namesSchema = z.array(z.string()).readonly()

/** A story in a list. */
export const storyInListSchema = z.object({
  id: z.string(),
  label: languageMapSchema,
  summary: languageMapSchema,
  institution: z.string(),
  items: namesSchema.describe('Items that it shows'),
  holders: namesSchema.describe('Institutions to which it leads'),
  places: namesSchema,
  stations: namesSchema,
  events: namesSchema,
  steps: z.int(),
  cover: pictureSchema.nullable().describe('The first picture that it shows'),
})

const viewSchema = z.object({
  item: z.string(),
  of: z
    .object({
      label: languageMapSchema,
      credit: languageMapSchema,
      manifest: z.string(),
      partner: partnerSchema,
    })
    .nullable()
    .describe('The item; null where it is withdrawn'),
  alternative: languageMapSchema.describe('What is seen, for those who do not see it'),
  canvas: z.object({ address: z.string(), width: z.int(), height: z.int() }).nullable(),
  region: regionSchema.nullable().describe('The part, in units of the view; null for all of it'),
  from: z.enum(['own', 'elsewhere', 'nowhere']).describe('Whose pictures: ours, a partner’s, or none'),
  pictures: z.array(pictureSchema).readonly().describe('The part in several sizes, the smallest first'),
  zoomed: z
    .string()
    .nullable()
    .describe('What draws parts of it, where they may be seen: our own image, or a partner’s service'),
  isFile: z.boolean().describe('Whether that is one file, of which nobody draws parts'),
})

const roomSchema = z.object({
  id: z.string(),
  label: languageMapSchema,
  holder: z.string().nullable(),
  place: z.string().nullable(),
  station: z.string().nullable(),
  events: namesSchema,
  steps: z
    .array(
      z.object({
        id: z.string(),
        label: languageMapSchema,
        text: languageMapSchema,
        sources: namesSchema,
        cited: languageMapSchema.nullable().describe('Where it is known from, as who tells it wrote it down'),
        views: z.array(viewSchema).readonly(),
        sound: z
          .object({
            address: z.string(),
            mediaType: z.string(),
            durationMs: z.int(),
            transcript: languageMapSchema.describe('All that is said or sung in it'),
          })
          .nullable()
          .describe('What is heard'),
        map: z
          .array(
            z.object({
              kind: z.enum(['place', 'station', 'institution']),
              id: z.string(),
              label: languageMapSchema,
              position: z
                .object({ latitude: z.number(), longitude: z.number() })
                .nullable()
                .describe('null where it is not known to a hundred metres'),
            }),
          )
          .readonly()
          .nullable()
          .describe('What a map of it shows, in its order'),
      }),
    )
    .readonly(),
})

/** A story with all that it says. */
export const storySchema = storyInListSchema
  .extend({
    credit: languageMapSchema,
    rights: z.object({ name: z.enum(rightsNames), page: z.string() }),
    ...announcedShapes,
    teller: z.object({ id: z.string(), label: languageMapSchema, address: z.string().nullable() }),
    rooms: z.array(roomSchema).readonly(),
    sources: namesSchema,
    manifest: z.string(),
    changedAt: z.iso.datetime(),
  })
  .openapi('MuseumStory')
