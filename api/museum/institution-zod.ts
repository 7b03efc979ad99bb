import { z } from 'zod'
import { openingDaysSchema } from '../../content/schemas/opening.ts'
import { institutionTypes, positionQualities } from './institution-facts.ts'
import { idSchema, textSchema, webSchema } from './text-zod.ts'

/** As the content has its positions: within the region and around it, WGS 84. */
const positionSchema = z.strictObject({
  latitude: z.number().min(36).max(39),
  longitude: z.number().min(138).max(141),
  quality: z.enum(positionQualities),
})

const lineSchema = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}\ufffe\uffff]+$/u)
  .refine((text) => text.isWellFormed())

const toldSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('page'), title: lineSchema, address: webSchema }),
  z.strictObject({ from: z.literal('itself'), day: z.iso.date() }),
  z.strictObject({ from: z.literal('unverified') }),
])

/** What a record tells of an institution that was taken in while the hub runs. */
export const factsSchema = z.strictObject({
  type: z.enum(institutionTypes),
  municipality: z.string().regex(/^\d{6}$/),
  position: positionSchema.exactOptional(),
  station: idSchema.exactOptional(),
  contact: textSchema,
  opening: textSchema.exactOptional(),
  days: openingDaysSchema.exactOptional(),
  told: toldSchema,
})
