import { z } from 'zod'
import { facilitiesSchema } from './access.ts'
import { daySchema, idSchema, sourceSchema, sourcedTextSchema, textSchema } from './common.ts'
import { positionSchema } from './position.ts'

/** `content/stations/<id>.json`; the id is the romaji name. */
export const stationSchema = z.strictObject({
  id: idSchema,
  /** Japanese and romaji name. */
  name: textSchema,
  /** Reading. */
  kana: z.string().regex(/^[ぁ-ゖー]+$/, 'write the reading in hiragana'),
  /** Code of the open station data. */
  code: z.string(),
  /** Source of name, reading, code and address. */
  source: sourceSchema,
  /** Id of the municipality when it is one of the 17 of Aizu, else null. */
  municipality: idSchema.nullable(),
  /** Name of the municipality, also outside Aizu. */
  municipalityName: textSchema,
  /** Address in Japanese as the open data give it. */
  address: z.string(),
  position: positionSchema,
  /** First day of service, where somebody wrote it down. */
  opened: z.strictObject({ day: daySchema, source: sourceSchema }).exactOptional(),
  /** Whether trains stop. */
  status: z.enum(['open', 'not-served']),
  /** One or two sentences for visitors. */
  summary: sourcedTextSchema,
  facilities: facilitiesSchema,
})

export type Station = z.infer<typeof stationSchema>
