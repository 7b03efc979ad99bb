import { type Context, Hono } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { presentationAddresses } from './presentation-addresses.ts'
import { presentationContext } from './presentation-context.ts'
import type { Presentation, PresentationVersion } from './presentation-service.ts'
import { openToAll, sendJson } from './routes-open.ts'
import { presentationContext2 } from './presentation-version-2.ts'

export type PresentationRouteParts = {
  readonly presentation: Presentation
  readonly origin: () => string
}

const contexts: Readonly<Record<PresentationVersion, string>> = {
  2: presentationContext2,
  3: presentationContext,
}

type Asked = { readonly id: string; readonly version: PresentationVersion; readonly address: string }

/**
 * IIIF Presentation 3.0, mounted at `/iiif`: `presentation/{id}/manifest` and `presentation/collection/{id}`, and the same
 * in version 2.1 to whoever asks for it, or under `presentation-2`.
 */
export function presentationRoutes({ presentation, origin }: PresentationRouteParts) {
  const routes = new Hono<Env>()
  routes.use('/presentation/*', ...openToAll())
  routes.use('/presentation-2/*', ...openToAll())
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
  routes.get('/presentation/:id/text/:language', async (c) => {
    const { id, language } = c.req.param()
    const text = await presentation.plainText(id, language)
    if (text === undefined) return answer(c, undefined, 3)
    return c.body(text, 200, {
      'content-type': 'text/plain; charset=utf-8',
      ...(language === 'none' ? {} : { 'content-language': language }),
      'cache-control': 'public, max-age=60',
    })
  })
  routes.get('/presentation-2/:id/list/*', async (c) => {
    const { pathname } = new URL(c.req.url)
    return answer(c, await presentation.list(c.req.param('id'), `${origin()}${pathname}`), 2)
  })
  // What a manifest names by an address is had there, too.
  for (const part of ['canvas', 'range', 'steps', 'step'])
    routes.get(`/presentation/:id/${part}/*`, async (c) => {
      const { pathname } = new URL(c.req.url)
      const address = `${origin()}${pathname}`
      return answer(c, await presentation.part(c.req.param('id'), address), 3)
    })
  return routes
}

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
