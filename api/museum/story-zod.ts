import { z } from 'zod'
import { rightsAddresses } from './rights.ts'
import { mapStopsMost, type StoryBody } from './story.ts'
import { announcedSchemas, idSchema, sideSchema, sourcesSchema, textSchema } from './text-zod.ts'

const stopSchema = z.strictObject({
  kind: z.enum(['place', 'station', 'institution']),
  id: idSchema,
  label: textSchema,
  position: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .exactOptional(),
})

const atSchema = z.int().nonnegative().max(1_000_000)

const stepSchema = z
  .strictObject({
    id: idSchema,
    label: textSchema,
    text: textSchema,
    views: z
      .array(
        z.strictObject({
          item: idSchema,
          canvas: idSchema,
          region: z
            .strictObject({ x: atSchema, y: atSchema, width: sideSchema, height: sideSchema })
            .exactOptional(),
          alternative: textSchema,
        }),
      )
      .max(2),
    sound: z
      .strictObject({
        id: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(80),
        mediaType: z.enum(['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav']),
        durationMs: z.int().positive(),
        transcript: textSchema,
      })
      .exactOptional(),
    map: z.array(stopSchema).min(1).max(mapStopsMost).exactOptional(),
    cited: textSchema.exactOptional(),
    sources: sourcesSchema,
  })
  .refine(
    ({ views, sound, map }) => views.length > 0 || (sound ?? map) !== undefined,
    'show or let hear something',
  )

const roomSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  holder: idSchema.exactOptional(),
  place: idSchema.exactOptional(),
  station: idSchema.exactOptional(),
  events: z.array(idSchema).max(50),
  steps: z.array(stepSchema).min(1).max(100),
})

/** A story as it comes in. */
export const storySchema = z
  .strictObject({
    kind: z.literal('story'),
    institution: idSchema,
    label: textSchema,
    summary: textSchema,
    rights: z.enum(rightsAddresses),
    requiredStatement: textSchema,
    ...announcedSchemas,
    rooms: z.array(roomSchema).min(1).max(50),
    sources: sourcesSchema,
  })
  .superRefine(({ rooms }: Pick<StoryBody, 'rooms'>, context) => {
    // Both stand in addresses, and a step's is found without its room.
    const ids = rooms.flatMap(({ id, steps }) => [id, ...steps.map((step) => step.id)])
    if (new Set(ids).size !== ids.length)
      context.addIssue({ code: 'custom', path: ['rooms'], message: 'two rooms or steps have the same id' })
  })
