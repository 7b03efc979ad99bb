import { createRoute } from '@hono/zod-openapi'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import { handOn, personOf, refusals, refused, signedIn } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import type { Identity } from './service.ts'

export type PasskeyRouteParts = {
  readonly identity: Identity
  readonly guard: Guard<'session.open' | 'passkey.begin' | 'passkey.list' | 'passkey.add' | 'passkey.remove'>
}

type Options = Record<string, unknown>

/** Passkeys of named people: signing in with one, adding, removing. */
export function passkeyRoutes({ identity, guard }: PasskeyRouteParts) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/session/passkey/options',
        tags: ['identity'],
        summary: 'Begin to sign in with a passkey',
        middleware: [guard('passkey.begin')] as const,
        responses: {
          200: answer('What the browser asks the passkey with', schemas.ceremonySchema),
          ...refusals,
        },
      }),
      async (c) => {
        const { options, cookies } = await identity.beginPasskeySignIn(c.req.raw.headers)
        handOn(c, cookies)
        return c.json({ options: options as Options }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/session/passkey',
        tags: ['identity'],
        summary: 'Sign in with a passkey',
        middleware: [guard('session.open')] as const,
        request: { body: jsonBody(schemas.passkeyBody) },
        responses: { 201: answer('Signed in', schemas.personSchema), ...refusals },
      }),
      async (c) => {
        const entered = await identity.finishPasskeySignIn(c.req.valid('json').response, c.req.raw.headers)
        return entered.ok ? c.json(signedIn(c, entered.value), 201) : refused(c, entered.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/passkeys',
        tags: ['identity'],
        summary: 'This person’s passkeys',
        middleware: [guard('passkey.list')] as const,
        responses: { 200: answer('The passkeys', schemas.passkeysSchema), ...refusals },
      }),
      async (c) => c.json({ passkeys: [...(await identity.passkeys(personOf(c)))] }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/passkeys/options',
        tags: ['identity'],
        summary: 'Begin to add a passkey; asks for a sign-in within the last hour',
        middleware: [guard('passkey.add')] as const,
        responses: {
          200: answer('What the browser makes the passkey with', schemas.ceremonySchema),
          ...refusals,
        },
      }),
      async (c) => {
        const begun = await identity.beginPasskey(c.req.raw.headers)
        if (!begun.ok) return refused(c, begun.error)
        handOn(c, begun.value.cookies)
        return c.json({ options: begun.value.options as Options }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/passkeys',
        tags: ['identity'],
        summary: 'Add the passkey that the browser made',
        middleware: [guard('passkey.add')] as const,
        request: { body: jsonBody(schemas.passkeyBody) },
        responses: { 201: answer('Added', schemas.passkeyAddedSchema), ...refusals },
      }),
      async (c) => {
        const made = await identity.finishPasskey(c.req.valid('json').response, c.req.raw.headers)
        return made.ok ? c.json(made.value, 201) : refused(c, made.error)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/passkeys/{id}',
        tags: ['identity'],
        summary: 'Remove one passkey of this person',
        middleware: [guard('passkey.remove')] as const,
        request: { params: schemas.idParameter },
        responses: { 204: { description: 'Removed' }, ...refusals },
      }),
      async (c) => {
        const removed = await identity.removePasskey(personOf(c), c.req.valid('param').id)
        return removed.ok ? c.body(null, 204) : refused(c, removed.error)
      },
    )
}
