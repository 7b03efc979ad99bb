import { z } from 'zod'
import { parseEdtf } from './edtf.ts'
import { pictureLimitNames } from './picture-limit.ts'
import { factsSchema } from './institution-zod.ts'
import {
  descriptiveFields,
  itemForms,
  type ItemBody,
  type RecordBody,
  readings,
  viewsMost,
  visits,
} from './record.ts'
import { rightsAddresses } from './rights.ts'
import { storySchema } from './story-zod.ts'
import {
  announcedSchemas,
  idSchema,
  serviceSchema,
  sideSchema,
  sourcesSchema,
  textSchema,
  webSchema,
} from './text-zod.ts'

const imageSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('own'), identifier: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/) }),
  z.strictObject({
    from: z.literal('elsewhere'),
    service: serviceSchema,
    version: z.union([z.literal(2), z.literal(3)]),
    level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    canvas: webSchema.exactOptional(),
    picture: z.strictObject({ width: sideSchema, height: sideSchema }).exactOptional(),
  }),
  z.strictObject({
    from: z.literal('plain'),
    address: webSchema,
    canvas: webSchema.exactOptional(),
    picture: z.strictObject({ width: sideSchema, height: sideSchema }).exactOptional(),
  }),
  z.strictObject({ from: z.literal('nowhere') }),
])

const canvasSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  width: sideSchema,
  height: sideSchema,
  image: imageSchema,
  alternative: textSchema,
  transcription: textSchema.exactOptional(),
})

const itemSchema = z
  .strictObject({
    kind: z.literal('item'),
    institution: idSchema,
    collection: idSchema.exactOptional(),
    form: z.enum(itemForms),
    label: textSchema,
    summary: textSchema,
    descriptions: z.array(z.strictObject({ field: z.enum(descriptiveFields), value: textSchema })).max(100),
    date: z
      .string()
      .refine((text) => parseEdtf(text).ok, 'write the date in the Extended Date/Time Format')
      .exactOptional(),
    rights: z.enum(rightsAddresses),
    limit: z.enum(pictureLimitNames).exactOptional(),
    requiredStatement: textSchema,
    ...announcedSchemas,
    provenance: textSchema.exactOptional(),
    place: z
      .strictObject({
        label: textSchema,
        position: z
          .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
          .exactOptional(),
        known: z
          .string()
          .regex(/^(place|station|institution)\/[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(100)
          .exactOptional(),
      })
      .exactOptional(),
    station: idSchema.exactOptional(),
    events: z.array(idSchema).max(50),
    merchants: z.array(z.string().min(1).max(100)).max(50),
    visit: z.enum(visits),
    links: z.array(z.strictObject({ address: webSchema, label: textSchema })).max(50),
    partner: z
      .strictObject({
        manifest: webSchema,
        provider: textSchema.exactOptional(),
        statement: textSchema.exactOptional(),
        rights: z
          .string()
          .regex(/^[^\p{Cc}]{1,300}$/u)
          .exactOptional(),
        homepage: webSchema.exactOptional(),
      })
      .exactOptional(),
    reading: z.enum(readings).exactOptional(),
    canvases: z.array(canvasSchema).min(1).max(viewsMost),
    chapters: z.array(z.strictObject({ label: textSchema, from: idSchema, to: idSchema })).max(500),
    sources: sourcesSchema,
  })
  .superRefine(checkCanvases)

/** Canvases are told apart by their ids, and a chapter goes from one of them on to the same or a later one. */
function checkCanvases(item: Pick<ItemBody, 'canvases' | 'chapters'>, context: z.core.$RefinementCtx): void {
  const places = new Map(item.canvases.map(({ id }, place) => [id, place]))
  if (places.size !== item.canvases.length)
    context.addIssue({ code: 'custom', path: ['canvases'], message: 'two views have the same id' })
  item.chapters.forEach(({ from, to }, n) => {
    const [first, last] = [places.get(from), places.get(to)]
    if (first === undefined || last === undefined || last < first)
      context.addIssue({ code: 'custom', path: ['chapters', n], message: 'names no views in their order' })
  })
}

/** A record as it comes in, from a file or from anybody: what passes here can be shown, harvested and taken along. */
export const recordSchema: z.ZodType<RecordBody> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('institution'),
    label: textSchema,
    summary: textSchema,
    address: webSchema.exactOptional(),
    sources: sourcesSchema,
    facts: factsSchema.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('collection'),
    institution: idSchema,
    label: textSchema,
    summary: textSchema,
    items: z.array(idSchema).max(500).exactOptional(),
    sources: sourcesSchema,
  }),
  itemSchema,
  storySchema,
])
