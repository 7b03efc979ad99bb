import { z } from 'zod'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema, urlSchema } from './common.ts'

/** One station as a line counts it. A station on two lines has an entry on each. */
const stopSchema = z.strictObject({
  /** Station id. */
  station: idSchema,
  /** Distance for fares from the start of the line, km (営業キロ); null where the station has no trains. */
  km: z.number().min(0).nullable(),
  /** Distance for fares of local lines, km (換算キロ); null where none is published. */
  calcKm: z.number().min(0).nullable(),
  /** Distance along the surveyed track, km: for drawing, never for fares. */
  chainageKm: z.number().min(0),
  /** How far the station lies off the surveyed track, metres: a check of the position. */
  offTrackMetres: z.number().min(0),
  /** Source of the distances. */
  source: sourceSchema,
})

/** A line as its data come: the Ban'etsu West Line in two halves that meet at Aizu-Wakamatsu. */
const partSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  /** In the order of the kilometres. */
  stops: z.array(stopSchema).min(2),
})

/** `content/lines/<id>.json` */
export const lineSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  operator: textSchema,
  operatorUrl: urlSchema.exactOptional(),
  /** Whose fare rules hold: JR local line, JR trunk line, or a company of its own. */
  kind: z.enum(['local', 'trunk', 'third-sector']),
  /** Fare distance of the whole line, km, and for local lines the calculated one. */
  length: z.strictObject({ km: z.number(), calcKm: z.number().exactOptional(), source: sourceSchema }),
  /** One or two sentences for visitors. */
  summary: sourcedTextSchema,
  /** Things a rider of this line must know (one-man trains, IC cards, reception). */
  notes: z.array(sourcedTextSchema),
  /** How many trains run on an ordinary day; null where nobody counted. Times may be known for fewer. */
  trainsADay: z.strictObject({ count: z.int().nullable(), words: textSchema, source: sourceSchema }),
  parts: z.array(partSchema).min(1),
})

/** `content/shapes/<line>.json`: the surveyed track, from the first kilometre on. */
export const shapeSchema = z.strictObject({
  line: idSchema,
  parts: z
    .array(
      z.strictObject({
        part: idSchema,
        /** [degrees north, degrees east], about 10 m true, simplified to 60 m. */
        points: z.array(z.tuple([z.number(), z.number()])).min(2),
      }),
    )
    .min(1),
  source: sourceSchema,
})

export type Stop = z.infer<typeof stopSchema>
export type LinePart = z.infer<typeof partSchema>
export type Line = z.infer<typeof lineSchema>
export type Shape = z.infer<typeof shapeSchema>
