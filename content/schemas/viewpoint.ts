import { z } from 'zod'
import { idSchema, sourceSchema } from './common.ts'

/** `content/viewpoints.json`: places from which one sees a train go by. */
export const viewpointsSchema = z.array(
  z.strictObject({
    /** Id of the place. */
    id: idSchema,
    line: idSchema,
    /** Where the train is then: fare distance on the line, km, between the two stations around it. */
    km: z.number().min(0),
    /** How far off that may be, km. */
    withinKm: z.number().positive(),
    source: sourceSchema,
  }),
)

export type Viewpoint = z.infer<typeof viewpointsSchema>[number]
