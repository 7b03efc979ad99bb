import { createRoute, z } from '@hono/zod-openapi'
import { deleteCookie, setCookie } from 'hono/cookie'
import { answer, jsonBody } from '../platform/http/answers.ts'
import { readCookie } from '../platform/http/cookies.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { ownTowns, statusOfTownRefusal, whyNotNow, works } from './acting-for.ts'
import type { SecondmentPort } from './ports.ts'
import { personOf, refusals } from './routes-answers.ts'
import type { Identity } from './service.ts'
import { printTown, readTown, townCookie } from './town-cookie.ts'

export type ActingForRouteParts = {
  readonly identity: Pick<Identity, 'rolesOf'>
  readonly secondments: SecondmentPort
  readonly guard: Guard<'town.choose'>
  /** True behind HTTPS: the cookie then travels only there. */
  readonly secureCookies: boolean
}

const town = z.string().regex(/^\d{6}$/)
const secondmentSchema = z.object({
  secondmentId: z.string(),
  works: z.array(z.enum(works)),
  firstDay: z.string(),
  lastDay: z.string(),
  state: z.enum(['ahead', 'in_force', 'over', 'ended']),
})
const actingForSchema = z
  .object({
    own: z.array(z.string()).describe('The towns whose officer this person is; * for all of them'),
    lent: z
      .array(secondmentSchema.extend({ town: z.string(), fromTown: z.string() }))
      .describe('The towns they were lent to'),
    chosen: z.string().nullable().describe('The town they work for in this browser; null: their own'),
  })
  .openapi('ActingFor')
const chosenSchema = z.strictObject({ town }).openapi('TownChosen')

/** For which of several towns an officer works in this browser. It opens nothing: the guard asks each time. */
export function actingForRoutes({ identity, secondments, guard, secureCookies }: ActingForRouteParts) {
  const townsOf = async (userId: string) => {
    const [roles, all] = await Promise.all([identity.rolesOf(userId), secondments.of(userId)])
    const own = ownTowns(roles)
    return { own: [...own], lent: all.filter((one) => own.includes(one.fromTown)) }
  }
  const shared = { tags: ['identity'], path: '/acting-for' as const, middleware: guard('town.choose') }
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure: secureCookies } as const
  return createRouter()
    .openapi(
      createRoute({
        ...shared,
        method: 'get',
        summary: 'The towns this officer can work for, and the one they chose',
        responses: { 200: answer('The towns', actingForSchema), ...refusals },
      }),
      async (c) => {
        const userId = personOf(c)
        const { own, lent } = await townsOf(userId)
        const chosen = readTown(readCookie(c.req.header('cookie'), townCookie), userId) ?? null
        c.header('cache-control', 'no-store')
        const shown = lent.map((one) => ({ ...one, works: [...one.works] }))
        return c.json({ own, lent: shown, chosen }, 200)
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: 'put',
        summary: 'Work for this town in this browser; each act is recorded for it',
        request: { body: jsonBody(chosenSchema) },
        responses: { 204: { description: 'Chosen' }, ...refusals },
      }),
      async (c) => {
        const userId = personOf(c)
        const { town: chosen } = c.req.valid('json')
        const { own, lent } = await townsOf(userId)
        const found = lent.filter((one) => one.town === chosen)
        const isTheirs = own.includes(chosen) || own.includes('*')
        if (!isTheirs && !found.some(({ state }) => state === 'in_force')) {
          const code = whyNotNow(found)
          const status = statusOfTownRefusal[code]
          return problem(c, { status, code, words: 'secondments', field: 'town' })
        }
        setCookie(c, townCookie, printTown(chosen, userId), cookie)
        return c.body(null, 204)
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: 'delete',
        summary: 'Work for one’s own town again',
        responses: { 204: { description: 'Nothing is chosen any more' }, ...refusals },
      }),
      async (c) => {
        deleteCookie(c, townCookie, cookie)
        return c.body(null, 204)
      },
    )
}
