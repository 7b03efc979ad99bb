import { z } from 'zod'
import { idSchema, monthsSchema, sourceSchema, sourcedTextSchema, textSchema, unverified } from './common.ts'
import { yearlySpanSchema } from './opening.ts'

const known = z.strictObject({
  state: z.enum(['yes', 'partly', 'no']),
  /** What exactly: "22 steps from the platform". */
  note: textSchema.exactOptional(),
  source: sourceSchema,
})

/** A facility: known with its source, or honestly "unknown". */
const facility = z.union([z.literal('unknown'), known])

/** What is known for people who travel with wheels, children or another language. */
export const facilitiesSchema = z.strictObject({
  /** Way in without steps. */
  stepFree: facility,
  toilet: facility,
  /** Usable with a stroller. */
  stroller: facility,
  /** Signs in languages other than Japanese. */
  signs: facility,
})

const checkedSource = sourceSchema.refine((ids) => !ids.includes(unverified), {
  error: 'a walk needs a source that somebody can check, not "unverified"',
})

/**
 * Walk from a station. It exists only with a source and when the minutes fit the distance (the build
 * recomputes it): common knowledge never becomes a walk time.
 */
export const walkSchema = z.strictObject({
  station: idSchema,
  /** Minutes, one way. */
  minutes: z.int().min(1).max(120),
  /** Said by a source, or reckoned by us from two checked positions (distance × 1.3 at 80 m a minute). */
  basis: z.enum(['stated', 'reckoned']),
  source: checkedSource,
})

/**
 * A stated way that is neither on rails nor on foot. No timetable of ours has its times: who goes there has to ask.
 */
export const rideSchema = z
  .strictObject({
    /** `car`: somebody's own, or a taxi that has to be called. */
    by: z.enum(['bus', 'car']),
    /** Minutes, one way: the longest that a source states. */
    minutes: z.int().min(1).max(120).exactOptional(),
    source: sourceSchema,
  })
  .refine(({ minutes, source }) => minutes === undefined || !source.includes(unverified), {
    path: ['source'],
    error: 'the minutes of a ride need a source that somebody can check, not "unverified"',
  })

/** Minutes that a source states and the distance contradicts: shown as doubtful, used for nothing. */
export const doubtfulWalkSchema = z.strictObject({
  station: idSchema,
  statedMinutes: z.int().min(1),
  source: sourceSchema,
})

/** When it is at its best; no months: all year. */
export const seasonSchema = sourcedTextSchema.extend({ months: monthsSchema })

/** When it is shut or out of reach every year. */
export const closureSchema = sourcedTextSchema.extend({
  /** Shut in the whole month. */
  months: monthsSchema.min(1),
  /** Parts of further months in which it is shut, or may be. */
  edges: z.array(yearlySpanSchema).exactOptional(),
})

export type Facilities = z.infer<typeof facilitiesSchema>
export type Facility = Facilities[keyof Facilities]
export type Walk = z.infer<typeof walkSchema>
export type Ride = z.infer<typeof rideSchema>
