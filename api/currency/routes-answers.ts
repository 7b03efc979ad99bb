import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { statusOfRefusal } from './errors.ts'
import type { LedgerRefusal } from './errors.ts'

/** How the ledger's routes answer: described for OpenAPI, and made. */
export const refusals = {
  400: problemAnswer('A field is missing, unknown or wrong; `field` names it'),
  401: problemAnswer('No wallet or nobody signed in'),
  403: problemAnswer('Signed in, not allowed'),
  404: problemAnswer('Not there, or somebody else’s'),
  409: problemAnswer('Refused by the ledger; `code` says why'),
  422: problemAnswer('The amount is not one that can be moved'),
  503: problemAnswer('Other writes were faster: send the same again'),
}

/** The wallet of a request whose guard lets only wallets through. */
export function walletOf(c: Context<Env>): string {
  const { wallet } = c.get('actor')
  assert(wallet !== undefined, 'the guard lets only wallets pay')
  return wallet.walletId
}

/** The wallet, and how long its device has held it: what limits are set by. */
export function payerOf(c: Context<Env>): { readonly walletId: string; readonly deviceAddedAt: number } {
  const { wallet } = c.get('actor')
  assert(wallet !== undefined, 'the guard lets only wallets pay')
  return { walletId: wallet.walletId, deviceAddedAt: wallet.deviceAddedAt }
}

/** The wallet, and the device of it that asks. */
export function deviceOf(c: Context<Env>): { readonly walletId: string; readonly deviceId: string } {
  const { wallet } = c.get('actor')
  assert(wallet !== undefined, 'the guard lets only wallets show codes')
  return { walletId: wallet.walletId, deviceId: wallet.deviceId }
}

/** A refusal as a problem document: its code, its field, and its facts for the sentence. */
export function refused(c: Context<Env>, refusal: LedgerRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  const answered = problem(c, { status: statusOfRefusal(refusal), code, words: 'currency', field, facts })
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return answered as never
}
