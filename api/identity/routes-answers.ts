import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { statusOfIdentityRefusal, type IdentityRefusal } from './errors.ts'

/** What every route of identity may refuse with. */
export const refusals = {
  400: problemAnswer('A field is missing, unknown or wrong; `field` names it'),
  401: problemAnswer('Nobody is signed in, or the sign-in was refused'),
  403: problemAnswer('Signed in, not allowed'),
  404: problemAnswer('Not there, or somebody else’s'),
  429: problemAnswer('Too many attempts; `Retry-After` says how long to wait'),
}

/** A refusal of the service as a problem. Typed as no answer, so that routes keep the type of their own answers. */
export function refused(c: Context<Env>, refusal: IdentityRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = { field: undefined, ...rest } as { field?: string | undefined }
  return problem(c, { status: statusOfIdentityRefusal[code], code, words: 'identity', field, facts }) as never
}

export function handOn(c: Context<Env>, cookies: readonly string[]): void {
  for (const line of cookies) c.header('set-cookie', line, { append: true })
}

type Entered = { readonly userId: string; readonly name: string; readonly cookies: readonly string[] }

/** The answer to a sign-in, by whichever way: the new session goes to the browser, who it is to the page. */
export function signedIn(c: Context<Env>, { userId, name, cookies }: Entered) {
  handOn(c, cookies)
  return { userId, name }
}

/** Operations granted to a `person` only are let through with one. */
export function personOf(c: Context<Env>): string {
  const { person } = c.get('actor')
  assert(person, 'the guard let only a signed-in person through')
  return person.userId
}
