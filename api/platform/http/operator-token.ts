import type { Context } from 'hono'
import type { Env } from './env.ts'

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/

/** True for a caller on this machine, and for one that shows the operator's token. */
export function isOperator(c: Context<Env>, token: string | undefined, behindProxy: boolean): boolean {
  const shown = c.req.header('authorization')
  if (token !== undefined && shown !== undefined) return sameText(shown, `Bearer ${token}`)
  // Behind a proxy everybody comes from this machine.
  if (behindProxy) return false
  // A request that a proxy on this machine hands on comes from loopback too, but says whose it is.
  return loopback.test(c.env?.clientAddress ?? '') && c.req.header('x-forwarded-for') === undefined
}

/** Compares without telling by its duration where two texts differ. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at++)
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at % other.length)
  return difference === 0
}
