import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, japanDay } from '../clock.ts'
import { guardPage } from '../http/secure-headers.ts'
import { captureResponse } from './capture.ts'
import { packBody, type Body } from './page-body.ts'
import { createPageCache } from './page-cache.ts'
import { sendBody } from './send-body.ts'
import type { StaticPages } from './static-pages.ts'

/** The site's own handler, as the build makes it. */
export type SiteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => unknown

export type PageServer = (request: IncomingMessage, response: ServerResponse, locals: object) => Promise<void>

type Dependencies = {
  readonly pages: StaticPages
  readonly site: SiteHandler
  readonly clock: Clock
  /** Of what pages show that changes between two deployments, such as imported timetables: another one, other pages. */
  readonly version: () => Promise<string>
  /** Set on every page: the headers that guard the reader. */
  readonly headers: Readonly<Record<string, string>>
  /** Told of each page that is answered, before it is sent; whatever it does, nobody waits for it. */
  readonly answered?: (request: IncomingMessage, status: number) => void
}

/**
 * Serves pages: the static ones from memory, the others rendered on demand. A rendered page that says it may be
 * shared (`s-maxage`) is kept by address, Japanese day and version of what it shows, and rendered once however many ask at
 * the same time.
 */
export function createPageServer(dependencies: Dependencies): PageServer {
  const { pages, site, clock, version, headers, answered } = dependencies
  const cache = createPageCache()
  const rendering = new Map<string, Promise<Body>>()

  const render = async (request: IncomingMessage, locals: object): Promise<Body> => {
    const captured = await captureResponse(request, (response) => {
      // A page that does not exist calls `next` and writes nothing.
      // Pages tell the time by the clock of the hub that they ask.
      const timed = { ...locals, now: () => clock.now() }
      return site(request, response, () => response.writeHead(404).end(), timed)
    })
    return packBody({ ...captured, headers: guardPage(captured.headers, headers) }, 'quick')
  }

  const renderShared = async (request: IncomingMessage, locals: object): Promise<Body> => {
    const shown = `${japanDay(clock.now())} ${await version()}`
    const address = `${shown} ${request.headers.host ?? ''} ${request.url ?? '/'}`
    const kept = cache.find(address, clock.now())
    if (kept !== undefined) return kept
    const underWay = rendering.get(address)
    if (underWay !== undefined)
      return underWay.then((body) => (isShared(body) ? body : render(request, locals)))
    const started = render(request, locals).finally(() => rendering.delete(address))
    rendering.set(address, started)
    return started.then((body) => {
      cache.keep(address, body, clock.now())
      return body
    })
  }

  return async (request, response, locals) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const fixed = reads ? pages.find(path) : undefined
    if (fixed !== undefined) {
      answered?.(request, fixed.status)
      return sendBody(request, response, { ...fixed, headers: { ...headers, ...fixed.headers } })
    }
    // Whoever carries a cookie may be shown a page of their own: it is never looked up in what others share.
    const mayShare = reads && request.headers.cookie === undefined
    const body = await (mayShare ? renderShared(request, locals) : render(request, locals))
    answered?.(request, body.status)
    const stands = standsFor[body.status]
    if (stands === undefined || body.plain.length > 0) return sendBody(request, response, body)
    return sendBody(request, response, {
      ...(pages.find(stands) ?? body),
      status: body.status,
      headers: { ...headers, ...body.headers, 'content-type': 'text/html; charset=utf-8' },
    })
  }
}

/** The built page that is sent where the site gave a status and no page. */
const standsFor: Readonly<Record<number, string>> = { 404: '/404', 503: '/500' }

const isShared = (body: Body): boolean => /s-maxage=[1-9]/.test(String(body.headers['cache-control'] ?? ''))
