import { createRoute } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { Mode } from '../platform/mode.ts'
import { demonstrationPassword, shownLogIns } from './demonstration-people.ts'
import { handOn, personOf, refusals, refused, signedIn } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import type { Identity } from './service.ts'

export type SessionRouteParts = {
  readonly identity: Identity
  readonly mode: Mode
  readonly guard: Guard<'session.open' | 'session.read' | 'session.list' | 'session.revoke'>
  /** The session of a request, to mark the one that asks. */
  readonly sessionOf: (headers: Headers) => Promise<{ readonly sessionId: string } | undefined>
}

/** Signing in and out; where one is signed in. */
export function sessionRoutes({ identity, mode, guard, sessionOf }: SessionRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/session',
        tags: ['identity'],
        summary: 'Sign in with an address and a password; the browser gets a new session',
        middleware: [guard('session.open')] as const,
        request: { body: jsonBody(schemas.signInBody) },
        responses: { 201: answer('Signed in', schemas.personSchema), ...refusals },
      }),
      async (c) => {
        const entered = await identity.signIn(c.req.valid('json'), c.req.raw.headers)
        return entered.ok ? c.json(signedIn(c, entered.value), 201) : refused(c, entered.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/session',
        tags: ['identity'],
        summary: 'Who asks, and which parts they play',
        middleware: [guard('session.read')] as const,
        responses: { 200: answer('Who it is', schemas.whoSchema), ...refusals },
      }),
      async (c) => {
        const { person, wallet } = c.get('actor')
        const demonstrationLogIns = shownLogIns(mode).map(({ email, nameJa, nameZhHant, nameEn }) => ({
          email,
          nameJa,
          nameZhHant,
          nameEn,
          password: demonstrationPassword,
        }))
        return c.json(
          {
            person: person ?? null,
            roles: person === undefined ? [] : [...(await identity.rolesOf(person.userId))],
            hasWallet: wallet !== undefined,
            demonstrationLogIns,
          },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/session',
        tags: ['identity'],
        summary: 'Sign out of this browser',
        middleware: [guard('session.read')] as const,
        responses: { 204: { description: 'Signed out, also when nobody was signed in' }, ...refusals },
      }),
      async (c) => {
        handOn(c, await identity.signOut(c.req.raw.headers))
        return c.body(null, 204)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/sessions',
        tags: ['identity'],
        summary: 'Where this person is signed in',
        middleware: [guard('session.list')] as const,
        responses: { 200: answer('The sessions', schemas.sessionsSchema), ...refusals },
      }),
      async (c) => {
        const here = await sessionOf(c.req.raw.headers)
        const sessions = await identity.sessions(personOf(c))
        return c.json(
          { sessions: sessions.map((one) => ({ ...one, isThisOne: one.id === here?.sessionId })) },
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/sessions/{id}',
        tags: ['identity'],
        summary: 'End one session of this person, at once',
        middleware: [guard('session.revoke')] as const,
        request: { params: schemas.idParameter },
        responses: { 204: { description: 'Ended' }, ...refusals },
      }),
      async (c) => {
        const ended = await identity.revoke(personOf(c), c.req.valid('param').id)
        return ended.ok ? c.body(null, 204) : refused(c, ended.error)
      },
    )
}
