import { z } from 'zod'
import { sourceSchema, unverified } from './common.ts'

const point = {
  /** Degrees north, WGS 84. */
  lat: z.number().min(36).max(39),
  /** Degrees east, WGS 84. */
  lng: z.number().min(138).max(141),
}

const checkedSource = sourceSchema.refine((ids) => !ids.includes(unverified), {
  error: 'an official or derived position needs a source that somebody can check, not "unverified"',
})

/** Published by the body that runs the thing, or by a national list. May be drawn as an exact pin. */
const official = z.strictObject({ quality: z.literal('official'), ...point, source: checkedSource })

/** Worked out from published geometry. Drawn as an exact pin only up to 100 m. */
const derived = z.strictObject({
  quality: z.literal('derived'),
  ...point,
  /** How far off it may be, in metres; for a station, its measured distance from the surveyed track. */
  withinMetres: z.number().min(0),
  source: checkedSource,
})

/** Somebody's memory or a hobby file: good enough to say "about here", never an exact pin. */
const approximate = z.strictObject({
  quality: z.enum(['approximate-300m', 'approximate-1km', 'unverified']),
  ...point,
  source: sourceSchema,
})

/** Where something is, with the quality of that knowledge (a closed set). */
export const positionSchema = z.discriminatedUnion('quality', [official, derived, approximate])

export type Position = z.infer<typeof positionSchema>
export type Quality = Position['quality']
/** A position that may be drawn as a pin. */
export type ExactPosition = z.infer<typeof official> | z.infer<typeof derived>

const pinMetres = 100

/** Whether a position may be drawn as an exact pin. */
export function isExact(position: Position): position is ExactPosition {
  if (position.quality === 'official') return true
  return position.quality === 'derived' && position.withinMetres <= pinMetres
}

/** How far off a position may be, in metres; undefined where nobody can say. */
export function toleranceMetres(position: Position): number | undefined {
  switch (position.quality) {
    case 'official':
      return 0
    case 'derived':
      return position.withinMetres
    case 'approximate-300m':
      return 300
    case 'approximate-1km':
      return 1000
    case 'unverified':
      return undefined
  }
}
