import { z } from 'zod'
import { parseEdtf } from '../../api/museum/edtf.ts'
import {
  descriptiveFields,
  hubInstitution,
  isRecordIdentifier,
  itemForms,
  readings,
  visits,
} from '../../api/museum/record.ts'
import { rights, type RightsName } from '../../api/museum/rights.ts'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema, urlSchema } from './common.ts'

const rightsNames = Object.keys(rights) as [RightsName, ...RightsName[]]
const sideSchema = z.int().positive()

/** What is shown of an item: an image of our own, one that stays at another institution, or none. */
const imageSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('own'), identifier: idSchema }),
  z.strictObject({
    from: z.literal('elsewhere'),
    service: urlSchema,
    version: z.union([z.literal(2), z.literal(3)]),
    level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  }),
  z.strictObject({ from: z.literal('nowhere') }),
])

/** `content/items/<id>.json`: a thing that an institution holds, and a source says so. */
export const itemSchema = z.strictObject({
  id: idSchema.refine(isRecordIdentifier, 'is a word that addresses need'),
  /** An institution of the content, or the hub itself for what it made. */
  institution: z.union([z.literal(hubInstitution), idSchema]),
  form: z.enum(itemForms),
  label: textSchema,
  summary: sourcedTextSchema,
  descriptions: z.array(z.strictObject({ field: z.enum(descriptiveFields), value: sourcedTextSchema })),
  date: z
    .strictObject({
      /** Extended Date/Time Format: `1341`, `1877~`, `18XX`, `1603/1868`. */
      edtf: z.string().refine((text) => parseEdtf(text).ok, 'is no date of the Extended Date/Time Format'),
      source: sourceSchema,
    })
    .exactOptional(),
  rights: z.enum(rightsNames),
  /** Whom to name wherever it is shown. */
  credit: textSchema,
  provenance: sourcedTextSchema.exactOptional(),
  /** Where people get off for it; else that of its institution. */
  station: idSchema.exactOptional(),
  /** Whether the real thing can be seen. */
  visit: z.enum(visits),
  /** Events of the content that it belongs to. */
  events: z.array(idSchema),
  links: z.array(z.strictObject({ label: textSchema, url: urlSchema })),
  reading: z.enum(readings).exactOptional(),
  canvases: z
    .array(
      z.strictObject({
        id: idSchema,
        label: textSchema,
        width: sideSchema,
        height: sideSchema,
        image: imageSchema,
        /** What is seen, for those who do not see it. */
        alternative: textSchema,
        /** What is written on it, line by line, in the writing of the page. */
        transcription: z.strictObject({ ja: z.string().min(1) }).exactOptional(),
      }),
    )
    .min(1),
  source: sourceSchema,
})

export type Item = z.infer<typeof itemSchema>
