import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import type { Writer } from './studio-service.ts'

/** What routes for an institution's staff refuse with, `missing` said of what is not there. */
export const refusalsOf = (missing: string) => ({
  400: problemAnswer('A field is missing or wrong; `field` names it'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Signed in, not for this institution'),
  404: problemAnswer(missing),
  409: problemAnswer('Somebody saved meanwhile; `facts` tell who and when'),
  422: problemAnswer('It cannot be published as it is; `facts` tell what is missing'),
})

/** Who writes, where the guard let only a signed-in person through. */
export function writerOf(c: Context<Env>): Writer {
  const { person } = c.get('actor')
  assert(person, 'only a signed-in person is let through')
  return person
}

/** Refuses what is another institution's; typed as no answer, so that routes keep the type of their own. */
export const notTheirs = (c: Context<Env>): never =>
  problem(c, { status: 403, code: 'not_allowed', field: 'institution' }) as never
