import { z } from '@hono/zod-openapi'
import { openingDaysSchema } from '../../content/schemas/opening.ts'
import { institutionParts, institutionTypes, type LiveBody, positionQualities } from './institution-facts.ts'
import { languageMapSchema } from './routes-items-schemas.ts'
import { anyIdSchema, lineSchema, textsSchema } from './routes-draft-schema.ts'

const positionSchema = z.strictObject({
  latitude: z.number().min(36).max(39),
  longitude: z.number().min(138).max(141),
  quality: z.enum(positionQualities),
})
const toldSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('page'), title: lineSchema.max(300), address: lineSchema }),
  z.strictObject({ from: z.literal('itself'), day: z.iso.date() }),
  z.strictObject({ from: z.literal('unverified') }),
])

/** What is said of an institution, as it comes in; what is missing or cannot be shown is told by the domain, by name. */
export const saidFields = {
  name: textsSchema.openapi({ description: 'By language; Japanese and English are needed' }),
  type: z.enum(institutionTypes),
  position: positionSchema.optional().openapi({
    description: 'WGS 84. Only `official` is drawn as a pin, and needs a source',
  }),
  station: anyIdSchema.min(1).optional().openapi({ description: 'Where people get off' }),
  address: lineSchema.min(1).optional().openapi({ description: 'Its own page' }),
  contact: textsSchema.openapi({ description: 'How one reaches it; Japanese and English are needed' }),
  summary: textsSchema.openapi({ description: 'Japanese and English are needed' }),
  opening: textsSchema.default({}).openapi({ description: 'When it is open, in words' }),
  days: openingDaysSchema.optional().openapi({ description: 'When it is open, as days and hours' }),
  told: toldSchema.openapi({ description: 'Where all this is known from' }),
}

/** What is told of an institution, as anybody reads it. */
export const institutionFields = {
  name: languageMapSchema,
  type: z.enum(institutionTypes),
  municipality: z.string(),
  position: positionSchema.nullable(),
  station: z.string().nullable(),
  address: z.string().nullable(),
  contact: languageMapSchema,
  summary: languageMapSchema,
  opening: languageMapSchema.nullable(),
  days: openingDaysSchema.nullable(),
  told: toldSchema,
}

/** A record of an institution, as anybody reads it. */
export const institutionTold = ({ label, summary, address, facts }: LiveBody) => ({
  name: label,
  type: facts.type,
  municipality: facts.municipality,
  position: facts.position ?? null,
  station: facts.station ?? null,
  address: address ?? null,
  contact: facts.contact,
  summary,
  opening: facts.opening ?? null,
  days: facts.days ?? null,
  told: facts.told,
})

export const institutionSchema = z
  .object({ id: z.string(), ...institutionFields })
  .openapi('LiveInstitution', { description: 'An institution that was taken in while the hub runs' })

export const institutionDeskSchema = z
  .object({
    id: z.string(),
    ...institutionFields,
    version: z.int(),
    state: z.enum(['published', 'withdrawn']),
    acts: z
      .array(
        z.object({
          version: z.int(),
          act: z.enum(['draft', 'published', 'withdrawn']),
          byName: z.string().nullable(),
          at: z.int(),
          changed: z.array(z.enum(institutionParts)).readonly(),
        }),
      )
      .readonly()
      .describe('Who said what, the newest first; what was said otherwise than before'),
  })
  .openapi('InstitutionDesk')

export const mendSchema = z
  .strictObject({ version: z.int().positive(), ...saidFields })
  .openapi('InstitutionMended')
