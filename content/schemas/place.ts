import { z } from 'zod'
import {
  closureSchema,
  doubtfulWalkSchema,
  facilitiesSchema,
  rideSchema,
  seasonSchema,
  walkSchema,
} from './access.ts'
import { idSchema, sourceSchema, sourcedTextSchema, textSchema, urlSchema } from './common.ts'
import { openingSchema } from './opening.ts'
import { positionSchema } from './position.ts'

/** Kinds of places (a closed set; words in `places:category.<kind>`). */
export const placeCategories = [
  'viewpoint',
  'bridge',
  'onsen',
  'roadside',
  'craft',
  'food',
  'temple',
  'shrine',
  'castle',
  'history',
  'museum',
  'garden',
  'street',
  'nature',
  'lake',
  'mountain',
  'dam',
  'activity',
  'station',
] as const

/** `content/places/<id>.json` */
export const placeSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  kana: z.string().exactOptional(),
  category: z.enum(placeCategories),
  /** Id of the municipality, or null outside the 17 (Nikko, Uonuma, Koriyama). */
  municipality: idSchema.nullable(),
  municipalityName: textSchema,
  /** Station from which people go there. */
  station: idSchema,
  position: positionSchema.exactOptional(),
  walk: walkSchema.exactOptional(),
  doubtfulWalk: doubtfulWalkSchema.exactOptional(),
  /** Another way from the station, where nobody walks. */
  ride: rideSchema.exactOptional(),
  /** How to get there. */
  access: sourcedTextSchema,
  season: seasonSchema,
  closure: closureSchema.exactOptional(),
  /** Hours and days on which it is open, where a source says. */
  opening: openingSchema.exactOptional(),
  facilities: facilitiesSchema,
  url: urlSchema.exactOptional(),
  /** One or two sentences that make one want to go. */
  summary: sourcedTextSchema,
  /** What a visitor should know (private land, bears, coats of snow). */
  caution: sourcedTextSchema.exactOptional(),
  /** The institution that is the same house, where there is one. */
  institution: idSchema.exactOptional(),
  /** Roadside station: number in the national list, whether it has a bath. */
  roadside: z
    .strictObject({ number: z.string(), bath: z.boolean(), infoUrl: urlSchema, source: sourceSchema })
    .exactOptional(),
  /** Source that the place exists under this name. */
  source: sourceSchema,
})

/** A general word with its reading, where a source has one. */
const readTextSchema = sourcedTextSchema.extend({ kana: z.string().exactOptional() })

/** `content/crafts/<id>.json` */
export const craftSchema = z.strictObject({
  id: idSchema,
  name: textSchema,
  summary: sourcedTextSchema,
  /** Where it is made. */
  madeIn: textSchema,
  municipalities: z.array(idSchema).min(1),
  stations: z.array(idSchema).min(1),
  designation: sourcedTextSchema.exactOptional(),
  /**
   * What kind of thing it is, and what it is made with: general words, by which it is looked for, too. Of several the words stand in
   * the same order: 織物・染織, weaving and dyeing.
   */
  kind: readTextSchema.exactOptional(),
  material: readTextSchema.exactOptional(),
  /** Other names of it. */
  alsoCalled: z.array(sourcedTextSchema).exactOptional(),
  /** Places where it can be seen or bought. */
  places: z.array(idSchema),
  source: sourceSchema,
})

export type Place = z.infer<typeof placeSchema>
export type PlaceCategory = Place['category']
export type Craft = z.infer<typeof craftSchema>
