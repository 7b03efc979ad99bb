import { z } from 'zod'
import { parseEdtf } from './edtf.ts'
import {
  descriptiveFields,
  isRecordIdentifier,
  itemForms,
  type ItemBody,
  type RecordBody,
  readings,
  visits,
} from './record.ts'
import { rightsAddresses } from './rights.ts'

const idSchema = z.string().refine(isRecordIdentifier, 'use small letters, digits and single dashes')

/** No control characters but line ends; and no `<` in front, which viewers take for HTML. */
const lineSchema = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^(?!<)(?:[^\p{Cc}\ufffe\uffff]|[\n\t])+$/u, 'write plain text')
  .refine((text) => text.isWellFormed() && text.trim() !== '', 'write plain text')

const languageSchema = z.string().regex(/^([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|none)$/, 'name a language')

const textSchema = z
  .record(languageSchema, z.array(lineSchema).min(1).max(50))
  .refine((map) => Object.keys(map).length > 0, 'write it in at least one language')

const webSchema = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => !/[\s"<>\\^`{|}]/.test(text), 'write a web address')
/** Other things are appended to it. */
const serviceSchema = webSchema.refine(
  (text) => !/[?#]|\/$/.test(text),
  'write the address of a service, without a slash at its end',
)
const sideSchema = z.int().positive().max(1_000_000)
const sourcesSchema = z.array(idSchema).max(50)

const imageSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('own'), identifier: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/) }),
  z.strictObject({
    from: z.literal('elsewhere'),
    service: serviceSchema,
    version: z.union([z.literal(2), z.literal(3)]),
    level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
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
    requiredStatement: textSchema,
    provenance: textSchema.exactOptional(),
    place: z
      .strictObject({
        label: textSchema,
        position: z
          .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
          .exactOptional(),
      })
      .exactOptional(),
    station: idSchema.exactOptional(),
    events: z.array(idSchema).max(50),
    merchants: z.array(z.string().min(1).max(100)).max(50),
    visit: z.enum(visits),
    links: z.array(z.strictObject({ address: webSchema, label: textSchema })).max(50),
    reading: z.enum(readings).exactOptional(),
    canvases: z.array(canvasSchema).min(1).max(2_000),
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
  }),
  z.strictObject({
    kind: z.literal('collection'),
    institution: idSchema,
    label: textSchema,
    summary: textSchema,
    sources: sourcesSchema,
  }),
  itemSchema,
])
