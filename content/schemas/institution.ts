import { z } from 'zod'
import { closureSchema, doubtfulWalkSchema, facilitiesSchema, rideSchema, walkSchema } from './access.ts'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema, urlSchema } from './common.ts'
import { openingSchema } from './opening.ts'
import { positionSchema } from './position.ts'

export const institutionKinds = [
  'museum',
  'library',
  'temple',
  'shrine',
  'historic-house',
  'garden',
  'craft-centre',
  'art-space',
] as const

/** `content/institutions/<id>.json`: museums, libraries and heritage sites. */
export const institutionSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  kind: z.enum(institutionKinds),
  municipality: idSchema,
  position: positionSchema,
  /** Station from which people go there; the nearest in a straight line may lie over a mountain. */
  station: idSchema,
  walk: walkSchema.exactOptional(),
  doubtfulWalk: doubtfulWalkSchema.exactOptional(),
  /** Another way from the station, where nobody walks. */
  ride: rideSchema.exactOptional(),
  /** How to get there, where known. */
  access: sourcedTextSchema.exactOptional(),
  /** When it is shut every year, where known. */
  closure: closureSchema.exactOptional(),
  /** Hours and days on which it is open, where a source says. */
  opening: openingSchema.exactOptional(),
  /** Visits only after asking. */
  byReservation: z.boolean(),
  /** What it holds. */
  holdings: sourcedTextSchema,
  /** National treasures and other designations. */
  designation: sourcedTextSchema.exactOptional(),
  summary: sourcedTextSchema,
  facilities: facilitiesSchema,
  url: urlSchema.exactOptional(),
  /** On which terms it lets the texts about its things be handed on; left out until it has said so. */
  metadataLicence: z.enum(['cc0', 'by']).exactOptional(),
  source: sourceSchema,
})

/** `content/exhibits/<id>.json` */
export const exhibitSchema = z.strictObject({
  id: idSchema,
  /** Invented for the demonstration: shown wherever it appears. */
  demonstration: z.literal(true),
  /** Invented institution; never a real name. */
  institution: textSchema,
  title: textSchema,
  lead: textSchema,
  steps: z
    .array(
      z.strictObject({
        heading: textSchema,
        text: textSchema,
        /** `drawings/akabeko` */ image: z.string(),
        alt: textSchema,
      }),
    )
    .min(3)
    .max(5),
  /** The real place it leads to. */
  place: idSchema,
  /** The real station it leads to. */
  station: idSchema,
  craft: idSchema.exactOptional(),
  /** Sources of what the steps say about the world. */
  source: sourceSchema,
})

export type Institution = z.infer<typeof institutionSchema>
export type Exhibit = z.infer<typeof exhibitSchema>
