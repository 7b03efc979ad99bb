import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import type { Actor } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { type MessageRefusal, statusOfMessageRefusal } from './errors.ts'

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
export const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('No wallet, or nobody signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('The link is not good any more'),
  409: problemAnswer('Nothing of this is sent here'),
  422: problemAnswer('Not an address of a known push service'),
  503: problemAnswer('Other writes were faster: send the same again'),
}

/** The problem document of a refusal. */
export function refused(c: Context<Env>, refusal: MessageRefusal): never {
  const { code, ...rest } = refusal
  const { field } = rest as { field?: string }
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status: statusOfMessageRefusal(refusal), code, words: 'messages', field }) as never
}

/** Whose wallet asks. */
export const walletIdOf = (c: Context<Env>): string => walletOf(c).walletId

/** The wallet that asks, and on which of its devices. */
export function walletOf(c: Context<Env>): NonNullable<Actor['wallet']> {
  const { wallet } = c.get('actor')
  assert(wallet !== undefined, 'the guard lets only wallets through')
  return wallet
}
