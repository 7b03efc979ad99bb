import { z } from 'zod'

/** Whole numbers of 64 bits are text in the JSON form. */
const whole = z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)]).transform(Number)
const id = z.string().min(1).max(500)

/** The JSON form may name a value of a list, or give its number. */
const oneOf = <const Names extends Readonly<Record<number, string>>>(names: Names) =>
  z
    .union([z.string().max(100), z.int()])
    .transform((value): string => (typeof value === 'number' ? (names[value] ?? String(value)) : value))
    .optional()

const tripSchema = z.object({
  tripId: id.optional(),
  startTime: z.string().max(20).optional(),
  startDate: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  scheduleRelationship: oneOf({
    0: 'SCHEDULED',
    1: 'ADDED',
    2: 'UNSCHEDULED',
    3: 'CANCELED',
    7: 'DELETED',
    8: 'NEW',
  }),
  routeId: id.optional(),
})

/** A day either way is more than any train is late. */
const delay = z.int().min(-86_400).max(86_400).optional()
const eventSchema = z.object({
  delay,
  time: whole.optional(),
  uncertainty: z.int().min(0).max(86_400).optional(),
})

const stopTimeSchema = z.object({
  stopSequence: z.int().min(0).optional(),
  stopId: id.optional(),
  arrival: eventSchema.optional(),
  departure: eventSchema.optional(),
  scheduleRelationship: oneOf({ 0: 'SCHEDULED', 1: 'SKIPPED', 2: 'NO_DATA', 3: 'UNSCHEDULED' }),
})

const textSchema = z.object({
  translation: z.array(z.object({ text: z.string().max(10_000), language: z.string().max(40).optional() })),
})

const alertSchema = z.object({
  activePeriod: z.array(z.object({ start: whole.optional(), end: whole.optional() })).default([]),
  informedEntity: z
    .array(
      z.object({
        agencyId: id.optional(),
        routeId: id.optional(),
        trip: tripSchema.optional(),
        stopId: id.optional(),
      }),
    )
    .default([]),
  effect: oneOf({ 1: 'NO_SERVICE' }),
  url: textSchema.optional(),
  headerText: textSchema.optional(),
  descriptionText: textSchema.optional(),
})

const vehicleSchema = z.object({
  trip: tripSchema.optional(),
  position: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
  currentStopSequence: z.int().min(0).optional(),
  currentStatus: oneOf({ 0: 'INCOMING_AT', 1: 'STOPPED_AT', 2: 'IN_TRANSIT_TO' }),
  timestamp: whole.optional(),
  stopId: id.optional(),
})

/** A message of GTFS Realtime as far as it is read. */
const messageSchema = z.object({
  header: z.object({
    gtfsRealtimeVersion: z.string().max(20),
    incrementality: oneOf({ 0: 'FULL_DATASET', 1: 'DIFFERENTIAL' }),
    timestamp: whole.optional(),
  }),
  entity: z
    .array(
      z.object({
        id,
        isDeleted: z.boolean().optional(),
        tripUpdate: z
          .object({
            trip: tripSchema,
            stopTimeUpdate: z.array(stopTimeSchema).max(2_000).default([]),
            timestamp: whole.optional(),
            delay,
            tripProperties: z
              .object({
                tripHeadsign: z.string().max(200).optional(),
                tripShortName: z.string().max(100).optional(),
              })
              .optional(),
          })
          .optional(),
        vehicle: vehicleSchema.optional(),
        alert: alertSchema.optional(),
      }),
    )
    .max(20_000)
    .default([]),
})

/** A field that is missing or wrong: where it stands, and why. */
export type FieldFault = { readonly field: string; readonly why: string }

/** Looks at every field that is read; tells all faults, or gives the message. */
export function parsedMessage(plain: unknown): RealtimeMessage | readonly FieldFault[] {
  const read = messageSchema.safeParse(plain)
  if (read.success) return read.data
  return read.error.issues.map(({ path, message }) => ({ field: path.join('.'), why: message }))
}

export type RealtimeMessage = z.output<typeof messageSchema>
export type RealtimeTrip = z.output<typeof tripSchema>
export type RealtimeAlert = z.output<typeof alertSchema>
export type StopTimeUpdate = z.output<typeof stopTimeSchema>
export type TripUpdate = NonNullable<RealtimeMessage['entity'][number]['tripUpdate']>
export type VehiclePosition = z.output<typeof vehicleSchema>
