import { z } from 'zod'
import { idSchema, sourceSchema, textSchema } from './common.ts'

const count = z.int().min(0)

const table1Row = z.strictObject({
  municipality: idSchema,
  /** Residents on 1 January 2020 (register). */
  population: count,
  population65: count,
  /** Staff of the office, fiscal year 2020. */
  staff: count,
  staffPer1000: z.number(),
  areaKm2: z.number(),
  ageingPct: z.number(),
  /** Ranks are within the prefecture. */
  ageingRank: count,
  /** Income per head, thousand yen, fiscal year 2017. */
  incomeKyen: count,
  incomeRank: count,
  fiscalIndex: z.number(),
})

/** `content/guideline.json`: the four tables of the guideline as printed, and what does not fit (flagged, never overwritten). */
export const guidelineSchema = z.strictObject({
  source: sourceSchema,
  title: textSchema,
  signed: z.string(),
  table1: z.strictObject({
    rows: z.array(table1Row),
    /** Sums as printed; the build checks them against the rows. */
    printed: z.strictObject({ population: count, population65: count, staff: count, areaKm2: z.number() }),
  }),
  table2: z.strictObject({
    rows: z.array(
      z.strictObject({
        municipality: idSchema,
        population2015: count,
        population2020: count,
        population2040: count,
        /** A round number the municipality hopes for, not a projection. */
        target2040: z.boolean(),
      }),
    ),
    printed: z.strictObject({ population2015: count, population2020: count, population2040: count }),
  }),
  table3: z.strictObject({
    rows: z.array(
      z.strictObject({
        municipality: idSchema,
        /** Staff on 24 August 2021, by where they live. */
        staff: count,
        inside: count,
        insidePct: z.number(),
        outside: count,
        outsidePct: z.number(),
      }),
    ),
    printed: z.strictObject({ staff: count, inside: count, outside: count }),
  }),
  table4: z.array(
    z.strictObject({
      stage: z.int(),
      name: textSchema,
      content: textSchema,
      schedule: textSchema,
      /** Fiscal years. */
      from: z.int(),
      to: z.int().nullable(),
      tasks: z.array(textSchema),
    }),
  ),
  issues: z.array(
    z.strictObject({
      /** I1 … I10 */
      id: z.string(),
      where: z.string(),
      says: z.string(),
      found: z.string(),
      rule: z.string(),
      explained: textSchema,
      source: sourceSchema,
    }),
  ),
})

export type Guideline = z.infer<typeof guidelineSchema>
