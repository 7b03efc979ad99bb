import { z } from 'zod'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema, urlSchema } from './common.ts'
import { positionSchema } from './position.ts'

/** `content/municipalities/<id>.json` */
export const municipalitySchema = z.strictObject({
  id: idSchema,
  /** Six-digit code of local governments. */
  code: z.string().regex(/^\d{6}$/),
  name: textSchema,
  kana: z.string(),
  url: urlSchema,
  /** Town or village office. */
  position: positionSchema,
  /** One of the 13 that signed the guideline of January 2022. */
  guideline: z.boolean(),
  /** One of the seven of Oku-Aizu. */
  okuAizu: z.boolean(),
  summary: sourcedTextSchema,
  /** Source of name, code, address of the site. */
  source: sourceSchema,
})

/** `content/outlines/<municipality>.json`: simplified to 150 m, for drawing only. */
export const outlineSchema = z.strictObject({
  municipality: idSchema,
  /** Rings of [degrees north, degrees east]. */
  rings: z.array(z.array(z.tuple([z.number(), z.number()])).min(3)).min(1),
  source: sourceSchema,
})

export type Municipality = z.infer<typeof municipalitySchema>
export type Outline = z.infer<typeof outlineSchema>
