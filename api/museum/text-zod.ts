import { z } from 'zod'
import { isRecordIdentifier } from './record.ts'

export const idSchema = z.string().refine(isRecordIdentifier, 'use small letters, digits and single dashes')

/** No control characters but line ends; and no `<` in front, which viewers take for HTML. */
const lineSchema = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^(?!<)(?:[^\p{Cc}\ufffe\uffff]|[\n\t])+$/u, 'write plain text')
  .refine((text) => text.isWellFormed() && text.trim() !== '', 'write plain text')

const languageSchema = z.string().regex(/^([a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|none)$/, 'name a language')

/** A text by language. */
export const textSchema = z
  .record(languageSchema, z.array(lineSchema).min(1).max(50))
  .refine((map) => Object.keys(map).length > 0, 'write it in at least one language')

/** What visitors are told besides; each part of it may be missing. */
export const announcedSchemas = {
  merit: textSchema.exactOptional(),
  demerit: textSchema.exactOptional(),
  contact: textSchema.exactOptional(),
}

export const webSchema = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => !/[\s"<>\\^`{|}]/.test(text), 'write a web address')
/** Other things are appended to it. */
export const serviceSchema = webSchema.refine(
  (text) => !/[?#]|\/$/.test(text),
  'write the address of a service, without a slash at its end',
)
export const sideSchema = z.int().positive().max(1_000_000)
/** Ids of sources of what is said. */
export const sourcesSchema = z.array(idSchema).max(50)
