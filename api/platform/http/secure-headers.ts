import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

/** Two years are what browsers' own lists ask for; sub-domains are left to whoever runs them. */
const strictTransport = 'max-age=63072000'

const common: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
}

const whenSecure = (origin: string): Readonly<Record<string, string>> =>
  origin.startsWith('https:') ? { 'strict-transport-security': strictTransport } : {}

/**
 * Headers of every page. Scripts and styles are allowed by the page's own policy, whose hashes the build makes; the
 * header adds what cannot stand in a page: who may frame it (nobody).
 */
export const pageHeaders = (origin: string): Record<string, string> => ({
  ...common,
  ...whenSecure(origin),
  'content-security-policy': "frame-ancestors 'none'",
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-resource-policy': 'same-origin',
  // The camera reads a shop's code, the position finds what is near; both ask first.
  'permissions-policy':
    'camera=(self), geolocation=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), microphone=(), payment=(), usb=(), browsing-topics=()',
})

/** By this a page says that it may stand within a page of another site: it has nothing that one could be made to press. */
const framedBy = 'x-framed-by'

/**
 * A page's own headers with the guarding ones beside them: its policy is joined with ours, never replaced by it; what
 * else the page set stays.
 */
export function guardPage(
  own: Readonly<Record<string, string | string[]>>,
  guards: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  if (own[framedBy] === 'anybody') return guardPage(without(own, framedBy), framable(guards))
  const policies = [own['content-security-policy'], guards['content-security-policy']]
    .filter((policy) => policy !== undefined)
    .map((policy) => String(policy).replace(/;\s*$/, ''))
  return { ...guards, ...own, 'content-security-policy': policies.join('; ') }
}

const without = <T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([one]) => one !== name))

const framable = (guards: Readonly<Record<string, string>>): Record<string, string> => ({
  ...without(guards, 'x-frame-options'),
  'content-security-policy': 'frame-ancestors *',
  'cross-origin-resource-policy': 'cross-origin',
  'permissions-policy': 'fullscreen=(self)',
})

/** Headers of every answer of the API: data, never a document. A route that serves a document sets its own first. */
const apiHeaders = (origin: string): readonly (readonly [string, string])[] =>
  Object.entries({
    ...common,
    ...whenSecure(origin),
    'content-security-policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })

/** Adds each header that the route did not set itself. `origin` is asked per request: the port may be known late. */
export function secureHeaders(origin: () => string): MiddlewareHandler<Env> {
  const known = new Map<string, ReturnType<typeof apiHeaders>>()
  return async (c, next) => {
    await next()
    const here = origin()
    const headers = known.get(here) ?? apiHeaders(here)
    known.set(here, headers)
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}
