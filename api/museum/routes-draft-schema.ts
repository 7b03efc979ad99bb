import { z } from '@hono/zod-openapi'
import type { ItemDraft } from './item-draft.ts'
import { pictureLimitNames } from './picture-limit.ts'
import { descriptiveFields, itemForms, readings, viewsMost, visits } from './record.ts'
import { type RightsName, rights } from './rights.ts'

/** What cannot be kept or shown is not taken; what is only unfinished is. */
const textSchema = z
  .string()
  .max(4_000)
  .regex(/^[^\p{Cc}\ufffe\uffff]*$|^(?:[^\p{Cc}\ufffe\uffff]|[\n\r\t])*$/u)
  .transform((text) => text.replaceAll(/\r\n?/g, '\n'))
const languageSchema = z.string().regex(/^([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|none)$/)
export const textsSchema = z.record(languageSchema, textSchema)
export const lineSchema = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cc}]*$/u)
/** An id of something else of the hub, or nothing. */
export const anyIdSchema = z
  .string()
  .regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/)
  .max(80)

/** A view of a document by its id, or a number that somebody typed and no view has. */
const viewSchema = anyIdSchema.or(z.string().regex(/^#[^\p{Cc}]{1,20}$/u))

/** What visitors are told besides; who sends a draft without it announces nothing. */
export const announcedTextsSchemas = {
  merit: textsSchema.default({}),
  demerit: textsSchema.default({}),
  contact: textsSchema.default({}),
}

/** Of parts that came later: who sends a draft without one leaves it as it is. */
const laterSchemas = {
  reading: z.enum([...readings, '']).exactOptional(),
  chapters: z
    .array(z.strictObject({ label: textsSchema, from: viewSchema, to: viewSchema }))
    .max(500)
    .exactOptional(),
  events: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        .max(80),
    )
    .max(50)
    .exactOptional(),
  spot: z
    .string()
    .regex(/^((place|station|institution)\/[a-z0-9]+(-[a-z0-9]+)*)?$/)
    .max(100)
    .exactOptional()
    .openapi({ description: 'A place that the hub knows: `place/first-bridge`' }),
  position: lineSchema
    .max(100)
    .exactOptional()
    .openapi({ description: 'Latitude and longitude, with three decimals or more: `37.431, 139.653`' }),
  limit: z
    .enum([...pictureLimitNames, ''])
    .exactOptional()
    .openapi({
      description:
        'How large its pictures are handed out, longest side in pixels; `whole` without parts. Empty: as the rights say',
    }),
}

/** A draft as it comes in. */
export const draftSchema = z.strictObject({
  form: z.enum(itemForms),
  title: textsSchema,
  summary: textsSchema,
  credit: textsSchema,
  rights: z.enum([...(Object.keys(rights) as RightsName[]), '']),
  date: lineSchema,
  visit: z.enum(visits),
  place: textsSchema,
  station: anyIdSchema,
  provenance: textsSchema,
  fields: z.array(z.strictObject({ field: z.enum(descriptiveFields), value: textsSchema })).max(100),
  links: z.array(z.strictObject({ address: lineSchema, label: textsSchema })).max(50),
  pictures: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(80),
        image: z.string().regex(/^([a-z0-9][a-z0-9._-]{0,79})?$/),
        alternative: textsSchema,
        transcription: textsSchema,
      }),
    )
    .max(viewsMost),
  ...announcedTextsSchemas,
  ...laterSchemas,
}) satisfies z.ZodType<ItemDraft>

/** A draft as it is told: with all its parts. */
export const wholeDraftSchema = draftSchema.required()
