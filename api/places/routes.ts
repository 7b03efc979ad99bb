import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { placeCategories } from '../../content/schemas/place.ts'
import type { Env } from '../platform/http/env.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { isLocale, locales, wordsFor } from '../platform/words.ts'
import { isOfShop, kinds, type Narrowing, periods } from './entry.ts'
import { statusOf } from './errors.ts'
import { shownAnswer, shownEvent, shownPlace, shownPlaceWhole, sourceIdsOfPlace } from './rendering.ts'
import { answerSchema, eventSchema, placeSchema, placeWholeSchema, sourcesSchema } from './routes-schemas.ts'
import { longestQuery, mostResults } from './search.ts'
import type { PlacesService } from './service.ts'

const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
})

const badQuestion = problemAnswer('A field of the question is wrong')
const id = z.string().max(100)

const placesRoute = createRoute({
  method: 'get',
  path: '/places',
  tags: ['places'],
  summary: 'Places to go, all or narrowed',
  request: {
    query: z.object({
      category: z.enum(placeCategories).optional(),
      municipality: id.optional().openapi({ description: 'Id of a municipality', example: 'mishima' }),
      station: id.optional().openapi({ description: 'Id of the station from which people go there' }),
    }),
  },
  responses: {
    200: json('Places', z.object({ places: z.array(placeSchema), total: z.int(), sources: sourcesSchema })),
    400: badQuestion,
  },
})

const placeRoute = createRoute({
  method: 'get',
  path: '/places/{id}',
  tags: ['places'],
  summary: 'One place with everything that is known of it',
  request: { params: z.object({ id }) },
  responses: {
    200: json('The place', z.object({ place: placeWholeSchema, sources: sourcesSchema })),
    400: badQuestion,
    404: problemAnswer('No such place'),
  },
})

const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  tags: ['places'],
  summary: 'Events: of a month, or all with the next one first',
  request: {
    query: z.object({
      month: z
        .string()
        .regex(/^(20\d{2}-(0[1-9]|1[0-2])|[1-9]|1[0-2])$/, 'write a month as YYYY-MM or 1 to 12')
        .optional()
        .openapi({ description: 'YYYY-MM, or 1 to 12 for the next such month', example: '2027-02' }),
    }),
  },
  responses: {
    200: json('Events', z.object({ events: z.array(eventSchema), total: z.int(), sources: sourcesSchema })),
    400: badQuestion,
  },
})

/** No catalogue of a region has more. */
const farthest = 1_000_000
const value = z
  .string()
  .regex(/^[a-z0-9-]{1,80}$/, 'write the id as an answer names it')
  .optional()

const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  tags: ['places'],
  summary: 'One search over everything public',
  request: {
    query: z.object({
      q: z
        .string()
        .max(longestQuery)
        .default('')
        .openapi({ description: 'Words in Japanese, kana, romaji or English', example: 'からむし' }),
      lang: z
        .enum(locales)
        .optional()
        .openapi({ description: 'Language of the answer; the browser’s when left out' }),
      kind: z.enum(kinds).optional(),
      institution: value.openapi({ description: 'Id of who holds or tells it' }),
      period: z.enum(periods).optional(),
      place: value.openapi({ description: 'Id of a municipality', example: 'yanaizu' }),
      line: value.openapi({ description: 'Id of a line', example: 'tadami' }),
      offset: z.coerce.number().int().min(0).max(farthest).default(0),
      limit: z.coerce.number().int().min(1).max(mostResults).default(mostResults),
    }),
  },
  responses: { 200: json('What was found, or why nothing was', answerSchema), 400: badQuestion },
})

const keep = (c: Context<Env>, seconds: number): void =>
  c.header('cache-control', `public, max-age=${seconds}`)

/** The HTTP of the catalogue, mounted under /api. Everything is public and read only. */
export const placesRoutes = ({ places }: { readonly places: PlacesService }) =>
  createRouter()
    .openapi(placesRoute, (c) => {
      const found = places.places(c.req.valid('query'))
      keep(c, 600)
      const sources = places.sourcesOf(found.flatMap(sourceIdsOfPlace))
      return c.json({ places: found.map(shownPlace), total: found.length, sources }, 200)
    })
    .openapi(placeRoute, (c) => {
      const found = places.place(c.req.valid('param').id)
      if (!found.ok) {
        const { code, ...facts } = found.error
        return problem(c, { status: statusOf[code], code, words: 'places', facts }) as never
      }
      keep(c, 600)
      const sources = places.sourcesOf(sourceIdsOfPlace(found.value))
      return c.json({ place: shownPlaceWhole(found.value), sources }, 200)
    })
    .openapi(eventsRoute, (c) => {
      const found = places.events(c.req.valid('query').month)
      keep(c, 600)
      const sources = places.sourcesOf(
        found.flatMap(({ event }) => [...event.date.source, ...event.summary.source]),
      )
      return c.json({ events: found.map(shownEvent), total: found.length, sources }, 200)
    })
    .openapi(searchRoute, async (c) => {
      const { q, lang, offset, limit, ...narrowed } = c.req.valid('query')
      const locale = lang ?? c.get('locale') ?? 'ja'
      const language = locale === 'en' ? 'en' : 'ja'
      const answer = await places.search({ query: q, language, narrowed, offset, limit })
      const t = wordsFor(isLocale(locale) ? locale : 'ja')
      const { reason, facets, total } = answer
      const now = await Promise.all(answer.results.map(places.toldNow))
      const shownTo = offset + answer.results.length
      const shown = async (facet: Narrowing) =>
        Promise.all(
          facets[facet].map(async (one) => ({
            ...one,
            title:
              facet === 'period'
                ? t(`places:period.${one.value}`)
                : ((await places.facetName(facet, one.value))?.[language] ?? one.value),
          })),
        )
      // A shop that closes, or is sold out, is told to nobody a minute later.
      if (answer.results.some(({ kind }) => isOfShop(kind))) c.header('cache-control', 'no-store')
      else keep(c, 60)
      if (lang === undefined) c.header('vary', 'accept-language', { append: true })
      return c.json(
        {
          q,
          ...shownAnswer(answer, now),
          facets: {
            institution: await shown('institution'),
            period: await shown('period'),
            place: await shown('place'),
            line: await shown('line'),
          },
          offset,
          ...(shownTo < total && answer.results.length > 0 ? { next: shownTo } : {}),
          ...(reason === undefined ? {} : { reason, reasonWords: t(`places:search.${reason}`, { q }) }),
        },
        200,
      )
    })
