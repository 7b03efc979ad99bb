import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { sha256Base64 } from '../platform/sha256.ts'
import { presentationAddresses } from './presentation-addresses.ts'
import { presentationContext } from './presentation-manifest.ts'
import type { Presentation, PresentationVersion } from './presentation-service.ts'
import { presentationContext2 } from './presentation-version-2.ts'

export type PresentationRouteParts = {
  readonly presentation: Presentation
  readonly origin: () => string
}

const contexts: Readonly<Record<PresentationVersion, string>> = {
  2: presentationContext2,
  3: presentationContext,
}

/** A minute in a browser; after that the tag tells whether anything changed. */
const kept = 'public, max-age=60'

type Asked = { readonly id: string; readonly version: PresentationVersion; readonly address: string }

/**
 * IIIF Presentation 3.0, mounted at `/iiif`: `presentation/{id}/manifest` and `presentation/collection/{id}`, and the same
 * in version 2.1 to whoever asks for it, or under `presentation-2`.
 */
export function presentationRoutes({ presentation, origin }: PresentationRouteParts) {
  const routes = new Hono<Env>()
  routes.use('/presentation/*', ...open())
  routes.use('/presentation-2/*', ...open())
  const manifest = async (c: Context<Env>, { id, version, address }: Asked) =>
    answer(c, await presentation.manifest(id, version, address), version)
  const collection = async (c: Context<Env>, { id, version, address }: Asked) =>
    answer(c, await presentation.collection(id, version, address), version)

  routes.get('/presentation/collection/:id', (c) => {
    const id = c.req.param('id')
    const address = presentationAddresses(origin()).collection(id)
    return collection(c, { id, version: versionAskedFor(c.req.header('accept')), address })
  })
  routes.get('/presentation-2/collection/:id', (c) => {
    const id = c.req.param('id')
    return collection(c, { id, version: 2, address: presentationAddresses(origin()).collectionVersion2(id) })
  })
  routes.get('/presentation/:id/manifest', (c) => {
    const id = c.req.param('id')
    const address = presentationAddresses(origin()).manifest(id)
    return manifest(c, { id, version: versionAskedFor(c.req.header('accept')), address })
  })
  routes.get('/presentation-2/:id/manifest', (c) => {
    const id = c.req.param('id')
    return manifest(c, { id, version: 2, address: presentationAddresses(origin()).manifestVersion2(id) })
  })
  return routes
}

/** What any site may read, and is sent small to whoever can unpack it. */
export const open = () => [
  cors({ origin: '*', exposeHeaders: ['etag', 'link'] }),
  compress(),
  async (c: Context<Env>, next: () => Promise<void>) => {
    c.header('cross-origin-resource-policy', 'cross-origin')
    await next()
  },
]

/** Version 2 for who asks for it by its profile and not for version 3 as well. */
export const versionAskedFor = (accept = ''): PresentationVersion =>
  accept.includes(presentationContext2) && !accept.includes(presentationContext) ? 2 : 3

function answer(
  c: Context<Env>,
  document: Record<string, unknown> | undefined,
  version: PresentationVersion,
): Response {
  if (document === undefined)
    return problem(c, {
      status: 404,
      code: 'record_unknown',
      words: 'museum',
      field: 'identifier',
      facts: { identifier: c.req.param('id') ?? '' },
    })
  return sendJson(c, document, contexts[version])
}

/** Sends linked data under its media type to who accepts that, as JSON to others; with a tag, so that it is sent once. */
export function sendJson(c: Context<Env>, document: object, context: string): Response {
  const wantsLinkedData = c.req.header('accept')?.includes('application/ld+json') ?? false
  const body = JSON.stringify(document)
  const tag = `"${sha256Base64(`${wantsLinkedData}${body}`).slice(0, 22)}"`
  const headers = { etag: tag, 'cache-control': kept, vary: 'accept, accept-encoding' }
  if (isKnown(c, tag)) return c.body(null, 304, headers)
  const type = wantsLinkedData ? `application/ld+json;profile="${context}"` : 'application/json'
  return c.body(body, 200, { ...headers, 'content-type': type })
}

/** Packed on its way, a tag is weak (`W/`); it still is of the same document. */
const isKnown = (c: Context<Env>, tag: string): boolean => {
  const known = c.req.header('if-none-match') ?? ''
  return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}
