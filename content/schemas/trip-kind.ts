import { z } from 'zod'
import { idSchema, monthsSchema, sourceSchema, textSchema } from './common.ts'
import { themes } from './theme.ts'

/** A text in the three languages in which the planner is written. */
const plannerTextSchema = textSchema.extend({
  /** Traditional Chinese, as in Taiwan. */
  'zh-hant': z.string().min(1),
})

const twoSentences = plannerTextSchema.refine(
  ({ ja, en, 'zh-hant': zh }) => [ja, zh].every(isTwo('。')) && isTwo('.')(en),
  { error: 'write two sentences in each language' },
)

const isTwo =
  (stop: '。' | '.') =>
  (text: string): boolean =>
    text.endsWith(stop) && text.split(stop).length === 3

/** What somebody should be able to say or do after a stop. */
const learningGoalSchema = z.strictObject({
  /** Station at which one gets off. */
  station: idSchema,
  /** Institution where it is learned; left out where the station and the river are the lesson. */
  institution: idSchema.exactOptional(),
  /** School subject. */
  subject: plannerTextSchema,
  /** What the pupils can say or do afterwards: one sentence. */
  goal: plannerTextSchema,
  /** Of the facts in the goal. */
  source: sourceSchema,
})

/** `content/trip-kinds/<id>.json`: a starting point of the planner. */
export const tripKindSchema = z.strictObject({
  /** Stands in addresses. */
  id: idSchema,
  /** Place in the list, 1 first. */
  order: z.int().min(1),
  name: plannerTextSchema,
  /** What the day is like: two sentences. */
  description: twoSentences,
  /** Who will like it: one short sentence. */
  whoFor: plannerTextSchema,
  /** What it fills into the wishes; everything can be changed afterwards. */
  wish: z.strictObject({
    /** Station at which the day begins. */
    from: idSchema,
    /** What one comes for. */
    themes: z.array(z.enum(themes)),
    /** Minutes on foot on the whole day at most. */
    walkMinutes: z.int().min(0).max(600).exactOptional(),
    /** Nothing that is known to have steps. */
    stepFree: z.boolean(),
    /** Station, place, institution or festival that every day passes. */
    via: idSchema.exactOptional(),
    /** Minutes at each stop at least. */
    minStayMinutes: z.int().min(10).max(600),
    /** The only months in which there is something to it; none: all year. */
    months: monthsSchema,
  }),
  /** A school journey: what is learned, stop by stop. */
  learning: z.array(learningGoalSchema).min(1).exactOptional(),
  /** What the texts and the choice stand on; `project` where the choice is ours. */
  source: sourceSchema,
})

export type PlannerText = z.infer<typeof plannerTextSchema>
export type TripKind = z.infer<typeof tripKindSchema>
