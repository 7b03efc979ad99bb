import { z } from '@hono/zod-openapi'
import { itemForms, readings, visits } from './record.ts'
import { rights, rightsAddresses, type RightsName } from './rights.ts'

/** Texts by language. */
export const languageMapSchema = z
  .record(z.string(), z.array(z.string()).readonly())
  .openapi('LanguageMap', { description: 'Texts by language', example: { ja: ['籠'], en: ['Basket'] } })

/** A picture of our own Image API. */
export const pictureSchema = z.object({ address: z.string(), width: z.int(), height: z.int() })
/** A part of a view, in its own units. */
export const regionSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })
const rightsNames = Object.keys(rights) as [RightsName, ...RightsName[]]

/** An item in a list. */
export const itemInListSchema = z.object({
  id: z.string(),
  form: z.enum(itemForms),
  label: languageMapSchema,
  summary: languageMapSchema,
  institution: z.string(),
  station: z.string().nullable(),
  thumbnail: pictureSchema.nullable(),
})

/** Of another house's object: its manifest, and what that house says beside it. */
export const partnerSchema = z
  .object({
    manifest: z.string(),
    provider: languageMapSchema.nullable(),
    statement: languageMapSchema.nullable().describe('What must stand beside it'),
    rights: z.string().nullable().describe('As the house gives it'),
    homepage: z.string().nullable(),
  })
  .nullable()

const canvasSchema = z.object({
  id: z.string(),
  label: languageMapSchema,
  alternative: languageMapSchema.describe('What is seen, for those who do not see it'),
  transcription: languageMapSchema.nullable(),
  width: z.int(),
  height: z.int(),
  from: z.enum(['own', 'elsewhere', 'nowhere']).describe('Whose images: ours, a partner’s, or none'),
  address: z.string().describe('The view, as others point at it'),
  zoomed: z
    .object({ service: z.string(), width: z.int(), height: z.int() })
    .nullable()
    .describe('What draws parts of it, where they may be seen: our own image, or a partner’s service'),
  pictures: z.array(pictureSchema).readonly().describe('The whole in several sizes, the smallest first'),
  parts: z
    .array(pictureSchema.extend({ region: regionSchema }))
    .readonly()
    .describe('A wide picture in parts, from left to right'),
})

/** What visitors are told besides. */
export const announcedShapes = {
  merit: languageMapSchema.nullable().describe('An advantage that visitors are told of'),
  demerit: languageMapSchema.nullable().describe('The drawback that is told beside it'),
  contact: languageMapSchema.nullable().describe('Who answers; null: the institution'),
}

/** An item with everything that is told of it. */
export const itemSchema = z
  .object({
    id: z.string(),
    form: z.enum(itemForms),
    label: languageMapSchema,
    summary: languageMapSchema,
    described: z.array(z.object({ label: languageMapSchema, value: languageMapSchema })).readonly(),
    credit: languageMapSchema,
    rights: z.object({ name: z.enum(rightsNames), address: z.enum(rightsAddresses), page: z.string() }),
    visit: z.enum(visits).describe('Whether the real thing can be seen'),
    ...announcedShapes,
    links: z.array(z.object({ address: z.string(), label: languageMapSchema })).readonly(),
    reading: z.enum(readings).nullable(),
    institution: z.object({ id: z.string(), label: languageMapSchema, address: z.string().nullable() }),
    collections: z
      .array(z.object({ id: z.string(), label: languageMapSchema }))
      .readonly()
      .describe('The published collections that it is in'),
    place: z
      .object({
        label: languageMapSchema,
        position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
        page: z.string().nullable().describe('The page of a place that the hub knows, without its language'),
      })
      .nullable()
      .describe('Where the real thing is seen'),
    station: z.string().nullable(),
    events: z.array(z.string()).readonly(),
    canvases: z.array(canvasSchema).readonly(),
    chapters: z.array(z.object({ label: languageMapSchema, from: z.string(), to: z.string() })).readonly(),
    partner: partnerSchema,
    sources: z.array(z.string()).readonly(),
    manifest: z.string(),
    manifestVersion2: z.string(),
    linkedData: z.string(),
    changedAt: z.iso.datetime(),
  })
  .openapi('MuseumItem')
