import { z } from 'zod'

/** The source id of what people of the region commonly say and nobody has checked yet. It is always shown. */
export const unverified = 'unverified'

/** A lower-case name that stands in addresses and file names: `aizu-wakamatsu`. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')

/** Where a fact comes from: one or more ids of `content/sources.json`. A fact without a source is refused. */
export const sourceSchema = z.array(idSchema).min(1, 'name at least one source')

/** A text in the two languages that are complete everywhere. */
export const textSchema = z.strictObject({
  /** Japanese, plain words. */
  ja: z.string().min(1),
  /** English. */
  en: z.string().min(1),
})

/** A text that states facts, with the sources of those facts. */
export const sourcedTextSchema = textSchema.extend({ source: sourceSchema })

/** A day, 'YYYY-MM-DD', Asia/Tokyo. */
export const daySchema = z.iso.date()

/** A time of day, 'HH:MM', Asia/Tokyo. */
export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM')

/** Months of the year, 1 to 12. */
export const monthsSchema = z.array(z.int().min(1).max(12))

/** A web address. */
export const urlSchema = z.url({ protocol: /^https?$/ })

export type Text = z.infer<typeof textSchema>
export type SourcedText = z.infer<typeof sourcedTextSchema>
