import { z } from '@hono/zod-openapi'
import { openingSchema } from '../../content/schemas/opening.ts'
import { placeCategories } from '../../content/schemas/place.ts'
import { kinds } from './entry.ts'
import { stocksTold } from './ports.ts'

const textSchema = z.object({ ja: z.string(), en: z.string() })
const sourceIds = z.array(z.string()).describe('Ids; the sources stand at the end of the answer')
const toldSchema = textSchema.extend({
  unverified: z.boolean().describe('True: commonly said and not checked; say so'),
  source: sourceIds,
})

export const sourcesSchema = z.array(
  z.object({
    id: z.string(),
    title: textSchema,
    url: z.string().optional(),
    publisher: z.string().optional(),
    licence: z.string().optional(),
    credit: z.string().optional().describe('The line that must stand wherever the source is used'),
    checked: z.string().optional(),
  }),
)

const placeShape = {
  id: z.string(),
  path: z.string().describe('Address of the page, without the language'),
  name: textSchema,
  kana: z.string().optional(),
  category: z.enum(placeCategories),
  municipality: z.string().nullable().describe('Null outside the 17'),
  municipalityName: textSchema,
  station: z.string(),
  summary: toldSchema,
  position: z
    .object({
      lat: z.number(),
      lng: z.number(),
      exact: z.boolean().describe('False: about here; never an exact pin'),
      withinMetres: z.number().nullable().describe('Null: nobody can say'),
    })
    .optional(),
}

export const placeSchema = z.object(placeShape).openapi('Place')

const facilitySchema = z.union([
  z.literal('unknown'),
  z.object({ state: z.enum(['yes', 'partly', 'no']), note: textSchema.optional(), source: sourceIds }),
])
const months = z.array(z.int())

export const placeWholeSchema = z
  .object({
    ...placeShape,
    access: toldSchema,
    walk: z
      .object({
        station: z.string(),
        minutes: z.int(),
        basis: z.enum(['stated', 'reckoned']),
        source: sourceIds,
      })
      .optional(),
    doubtfulWalk: z
      .object({ station: z.string(), statedMinutes: z.int(), source: sourceIds })
      .optional()
      .describe('Minutes that a source states and the distance contradicts'),
    season: toldSchema.extend({ months: months.describe('At its best; empty: all year') }),
    closure: toldSchema.extend({ months }).optional(),
    opening: toldSchema
      .extend({ hours: openingSchema.shape.hours, shut: openingSchema.shape.shut })
      .optional()
      .describe('Hours and closed days as a source says; absent: nobody knows'),
    caution: toldSchema.optional(),
    facilities: z.object({
      stepFree: facilitySchema,
      toilet: facilitySchema,
      stroller: facilitySchema,
      signs: facilitySchema,
    }),
    url: z.string().optional(),
    institution: z.string().optional(),
    source: sourceIds,
  })
  .openapi('PlaceWhole')

export const eventSchema = z
  .object({
    id: z.string(),
    path: z.string(),
    name: textSchema,
    venue: textSchema,
    municipality: z.string(),
    station: z.string(),
    place: z.string().optional(),
    when: textSchema,
    months,
    certain: z.boolean().describe('False: ask before travelling'),
    days: z
      .object({ first: z.string(), last: z.string() })
      .optional()
      .describe('YYYY-MM-DD; only where the rule is certain'),
    summary: toldSchema,
    source: sourceIds,
  })
  .openapi('Event')

const range = z.object({ start: z.int(), end: z.int() }).describe('UTF-16 positions, end exclusive')
const kind = z.enum(kinds)

const facetSchema = z.array(
  z.object({ value: z.string().describe('To narrow by'), title: z.string(), total: z.int() }),
)

export const answerSchema = z
  .object({
    q: z.string(),
    total: z.int(),
    results: z
      .array(
        z.object({
          kind,
          id: z.string(),
          path: z.string().describe('Address of the page, without the language'),
          title: z.string(),
          titleMarks: z.array(range),
          text: z.string(),
          textMarks: z.array(range),
          demonstration: z.literal(true).optional().describe('A shop that was invented, or what it offers'),
          offer: z
            .object({
              priceYen: z.int().describe('With the tax in it, as of this moment'),
              stock: z.enum(stocksTold).describe('`ask`: what the shop said last is too old'),
            })
            .optional()
            .describe('Of a product'),
        }),
      )
      .describe('The best first, at most 50'),
    groups: z.array(z.object({ kind, total: z.int() })),
    facets: z
      .object({
        institution: facetSchema,
        period: facetSchema,
        place: facetSchema.describe('Municipalities'),
        line: facetSchema,
      })
      .describe('By what else the results can be narrowed; each counted as if it did not narrow itself'),
    offset: z.int().describe('How many results come before these'),
    next: z.int().optional().describe('The offset of the next page, where there is one'),
    meant: z
      .array(z.string())
      .describe(
        'Words that were looked for in place of those of the query, in which a finger may have slipped',
      ),
    fits: z
      .enum(['all', 'some', 'offered'])
      .describe(
        'some: no result has every word; offered: only shops and what they offer have, and come first',
      ),
    reason: z.enum(['empty_query', 'no_letters', 'nothing_found', 'nothing_here']).optional(),
    reasonWords: z.string().optional().describe('The reason as a sentence for the reader'),
    suggestions: z
      .array(z.object({ kind, title: z.string(), path: z.string() }))
      .describe('Names that look alike'),
  })
  .openapi('SearchAnswer')
