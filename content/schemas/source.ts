import { z } from 'zod'
import { daySchema, textSchema, urlSchema } from './common.ts'

/** One entry of `content/sources.json`; the key is the id. */
export const sourceEntrySchema = z.strictObject({
  /** What a reader sees. */
  title: textSchema,
  /** Where it can be read; absent for printed or vanished sources. */
  url: urlSchema.exactOptional(),
  /** Who published it. */
  publisher: z.string().exactOptional(),
  /** Licence of the data, where data was taken. */
  licence: z.string().exactOptional(),
  /** The credit line the licence asks for. */
  credit: z.string().exactOptional(),
  /** Day on which it was read. */
  checked: daySchema.exactOptional(),
  /** What to beware of, for those who check. */
  note: z.string().exactOptional(),
})

export const sourcesSchema = z.record(z.string(), sourceEntrySchema)

export type SourceEntry = z.infer<typeof sourceEntrySchema>
/** A source with its id. */
export type Source = SourceEntry & { readonly id: string }
