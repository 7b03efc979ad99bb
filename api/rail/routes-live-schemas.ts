import { z } from '@hono/zod-openapi'
import { knownTimeSchema, sourceIds, textSchema, trainShape } from './routes-schemas.ts'

const namedSchema = z.object({ id: z.string(), name: textSchema })
const atSchema = z.string().describe('When it was said: tell its age. ISO 8601 with offset')

export const liveSchema = z
  .object({
    train: z.object({ ...trainShape, to: textSchema.optional() }),
    state: z
      .enum(['cancelled', 'late', 'early', 'on-time', 'added'])
      .describe('cancelled: it does not run, and stands in no other list; added: no timetable has it'),
    lateMinutes: z.int().describe('The most that it is late at a stop; early: below 0'),
    leaves: z
      .object({ station: namedSchema, departure: knownTimeSchema })
      .optional()
      .describe('Its first stop by the timetable'),
    skipped: z.array(namedSchema).describe('Where it does not stop against its timetable'),
    at: atSchema,
    source: sourceIds,
  })
  .openapi('LiveTrain')

const runSchema = z.object({
  id: z.string(),
  line: z.string(),
  number: z.string().optional(),
  name: textSchema.optional(),
  to: textSchema.optional(),
})

export const lostSchema = z
  .object({
    departure: z.string(),
    arrival: z.string(),
    reason: z.enum(['train_cancelled', 'stop_skipped', 'connection_missed']),
    train: runSchema.describe('The train that is the matter'),
    stop: namedSchema.describe('Where one would have boarded, got off or changed'),
    lateMinutes: z.int().optional(),
    missed: runSchema.optional().describe('The train that does not wait'),
    at: atSchema,
  })
  .openapi('LostJourney')
