import { createRoute } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { Limiter } from '../platform/http/rate-limit.ts'
import { shownPlan, sourcesOfPlan, type Telling } from './day-plans-rendering.ts'
import { shownPoint } from './journeys-rendering.ts'
import { shownLive } from './live-rendering.ts'
import { refused } from './refused.ts'
import { beforeSearch, type SearchParts } from './search-limit.ts'
import { shownNotice, shownSuspension } from './rendering.ts'
import { askedOf } from './routes-day-plans-schemas.ts'
import { twoDaysQuery, twoDaysSchema } from './routes-two-days-schemas.ts'
import { shownUnmet, sourcesOfUnmet } from './unmet-rendering.ts'
import { clockOf } from './timetable.ts'
import { nightByMinute, type OneOfTwo } from './two-days-service.ts'

const twoDaysRoute = (limiter: Limiter | undefined) =>
  createRoute({
    method: 'get',
    path: '/rail/two-day-plans',
    tags: ['rail'],
    summary: 'Two days out with a night at a hot spring of the line: the best for each place to stay',
    middleware: beforeSearch(limiter),
    request: { query: twoDaysQuery },
    responses: {
      200: {
        description:
          'Two days over the trains we know; never empty without a reason. Whether a room is free nobody knows',
        content: { 'application/json': { schema: twoDaysSchema } },
      },
      400: problemAnswer('A field of the question is wrong'),
      404: problemAnswer('No such station'),
      429: problemAnswer('Too many searches from this address; Retry-After says how long to wait'),
    },
  })

/** The HTTP of two days out. */
export const twoDaysRoutes = ({ rail, limiter }: SearchParts) => {
  const names = { stop: rail.nameOfStop, place: rail.nameOfPlace }
  const telling = ({ date, day, lightAt, homeTo }: OneOfTwo, end: string): Telling => ({
    date,
    names,
    lightAt,
    home: homeTo(end),
    operatorUrlOf: (line) => day.coverage.find((one) => one.line === line)?.operatorUrl,
    fareOf: (tickets) => rail.dayFare({ tickets, date }),
  })
  return createRouter().openapi(twoDaysRoute(limiter), (c) => {
    const query = c.req.valid('query')
    const found = rail.twoDays({ ...askedOf(query), nightAt: query.nightAt })
    if (!found.ok) return refused(c, found.error)
    const { wish, plans, days, isCountWhole, reason, nearestDay, unmet } = found.value
    const { coverage, suspensions, notices } = found.value
    const [first, second] = days
    const told = plans.map(({ night, days: [before, after], score }) => ({
      plans: [before, after] as const,
      tellings: [telling(first, night), telling(second, wish.end)] as const,
      night,
      score,
    }))
    const live = days.flatMap(({ day }) => day.live)
    const hindering = [...suspensions, ...notices, ...live].flatMap(({ sources }) => sources)
    c.header('cache-control', `public, max-age=${days[0].date === rail.today() ? 30 : 600}`)
    return c.json(
      {
        from: shownPoint({ stop: wish.start }, names),
        to: shownPoint({ stop: wish.end }, names),
        dates: days.map(({ date }) => date),
        nightBy: clockOf(nightByMinute),
        plans: told.map(({ night, score, plans: both, tellings }) => ({
          night: shownPoint({ stop: night }, names),
          springs: rail.springsAt(night).map(({ id, name }) => ({ id, name })),
          score,
          days: both.map((plan, i) => ({ date: days[i]!.date, ...shownPlan(plan, tellings[i]!) })),
        })),
        isCountWhole,
        ...(reason === undefined ? {} : { reason }),
        ...(nearestDay === undefined ? {} : { nearestDay }),
        unmet: unmet.map((one) => shownUnmet(one, rail.nameOfThing)),
        coverage: [...coverage],
        suspensions: suspensions.map(shownSuspension),
        notices: notices.map(shownNotice),
        live: days.flatMap(({ date, day }) => day.live.map((one) => shownLive(one, date, names.stop))),
        sources: rail.sourcesOf([
          ...told.flatMap(({ plans: both, tellings }) =>
            both.flatMap((plan, i) => sourcesOfPlan(plan, tellings[i]!)),
          ),
          ...told.flatMap(({ night }) => rail.springsAt(night).flatMap(({ source }) => source)),
          ...unmet.flatMap(sourcesOfUnmet),
          ...hindering,
        ]),
      },
      200,
    )
  })
}
