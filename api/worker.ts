import { handle } from '@astrojs/cloudflare/handler'
import { isMigrated } from '../db/migrated.ts'
import { openD1, type D1Binding } from '../db/open-d1.ts'
import { systemClock } from './platform/clock.ts'
import { type Configuration, readConfiguration } from './platform/configuration.ts'
import { randomIds } from './platform/ids.ts'
import { offerToPages } from './platform/in-process.ts'
import { leasesIn } from './platform/jobs.ts'
import { createLog } from './platform/log.ts'
import { withAddress } from './platform/http/built-page.ts'
import { formBytesMost } from './platform/http/form-size.ts'
import { guardPage, pageHeaders } from './platform/http/secure-headers.ts'
import { assertMayServe, readMode } from './platform/mode.ts'
import { composeHub, type Hub } from './services.ts'

type WorkerEnvironment = {
  readonly DB: D1Binding
  readonly ASSETS: { readonly fetch: (request: Request) => Promise<Response> }
} & Record<string, unknown>
type WorkerContext = { waitUntil: (work: Promise<unknown>) => void }

const isApiPath = (path: string): boolean =>
  /^\/(api|iiif|oai|metrics|demonstration\/stripe)(\/|$)|^\/open-data\/[\w-]+\.\w+$/.test(path)

type OpenHub = {
  readonly hub: Hub
  readonly configuration: Configuration
  readonly runJobs: () => Promise<void>
}

let opened: Promise<OpenHub> | undefined

/** Composed once per isolate. */
function openHub(environment: WorkerEnvironment): Promise<OpenHub> {
  // A failure at the first request (a slow database, a missing setting) must not be kept for the next ones.
  opened ??= compose(environment).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function compose(environment: WorkerEnvironment): Promise<OpenHub> {
  const settings = Object.entries(environment).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  const configuration = readConfiguration(Object.fromEntries(settings))
  if (configuration.MEGURI_SECRET === undefined)
    throw new Error('Setting MEGURI_SECRET is missing: wrangler secret put MEGURI_SECRET')
  if (configuration.SMTP_URL !== undefined)
    throw new Error('Setting SMTP_URL: Workers send no mail. Leave it away here.')
  const store = openD1(environment.DB)
  const log = createLog(configuration.LOG_LEVEL)
  const mode = await readMode(store)
  // What a database is, is said by a person, once: it is never guessed from a request.
  if (mode === undefined)
    throw new Error('This D1 database is not marked as live or demonstration: the README tells how.')
  const hub = await composeHub({
    store,
    mode,
    configuration,
    clock: systemClock,
    ids: randomIds,
    log,
    secret: configuration.MEGURI_SECRET,
    isMigrated: () => isMigrated(store),
  })
  await hub.ledger.openBooks()
  await hub.museum.takeIn()
  const leases = leasesIn(store, { clock: systemClock, holder: randomIds.next() })
  const runJobs = async (): Promise<void> => {
    for (const job of hub.jobs)
      try {
        if (await leases.take(job.name, job.everyMs)) await job.run()
      } catch (error) {
        // The others have their turn all the same.
        log.error({ err: error, job: job.name }, 'a job’s turn failed')
      }
  }
  return { hub, configuration, runJobs }
}

/** As much of an unwanted body as is read before the caller is cut off, bytes. */
const unwantedBytesMax = 32 * 1024 * 1024

async function letPass(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null || body.locked) return
  let read = 0
  for await (const chunk of body) {
    read += chunk.length
    if (read > unwantedBytesMax) return
  }
}

/** A page with the headers that guard its reader. */
function guarded(page: Response, origin: string): Response {
  const headers = guardPage(Object.fromEntries(page.headers), pageHeaders(origin))
  const hasBody = page.status !== 304 && page.status !== 204
  const response = new Response(hasBody ? page.body : null, { status: page.status })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, String(value))
  // Several cookies share one name of a header: they are copied one by one.
  response.headers.delete('set-cookie')
  for (const line of page.headers.getSetCookie()) response.headers.append('set-cookie', line)
  return response
}

export default {
  async fetch(request: Request, environment: WorkerEnvironment, context: WorkerContext): Promise<Response> {
    const url = new URL(request.url)
    const { hub, configuration, runJobs } = await openHub(environment)
    assertMayServe(hub.mode, { ...configuration, HOST: url.hostname })
    // Without a setting, an isolate knows no address but the one it was asked at.
    const origin = configuration.PUBLIC_ORIGIN ?? url.origin
    hub.address.set(origin)
    const clientAddress = request.headers.get('cf-connecting-ip') ?? undefined
    if (isApiPath(url.pathname)) {
      const response = await hub.app.fetch(request, { clientAddress })
      // A body that was refused unread is let pass by, or the connection breaks before the answer is heard.
      if (!request.bodyUsed) await letPass(request.body)
      // No process stays behind to run the jobs between requests: each write gives them a turn.
      if (request.method !== 'GET') context.waitUntil(runJobs())
      return response
    }
    if (Number(request.headers.get('content-length') ?? 0) > formBytesMost(url.pathname)) {
      await letPass(request.body)
      return new Response('413\n', { status: 413 })
    }
    // Built pages and files come first: a page made on demand may have a pattern that would answer for them too.
    const built = await environment.ASSETS.fetch(request.clone())
    /** An isolate may be gone at any moment, and no job runs in it: it writes down as it answers. */
    const seen = (status: number): void => {
      const { method, headers } = request
      hub.museum.looks.seen(
        { method, address: url.pathname + url.search, header: (name) => headers.get(name) },
        status,
      )
      context.waitUntil(
        hub.museum.looks.turn().catch((error: unknown) => hub.log.error({ err: error }, 'looks')),
      )
    }
    if (built.status !== 404) {
      seen(built.status)
      return guarded(await withAddress(built, origin), url.origin)
    }
    offerToPages({
      mode: hub.mode,
      now: systemClock.now,
      origin: () => origin,
      api: async (asked, reader) => hub.app.fetch(asked, { clientAddress: reader }),
      failed: (error) => hub.log.error({ err: error }, 'a page failed'),
    })
    const page = (await handle(request, environment, context)) as Response
    seen(page.status)
    if (page.status !== 503) return guarded(page, url.origin)
    // The site says that it could not ask the hub, and leaves the words to the built page.
    const sorry = await environment.ASSETS.fetch(new Request(new URL('/500', url)))
    page.headers.set('content-type', 'text/html; charset=utf-8')
    return guarded(new Response(sorry.body, page), url.origin)
  },

  async scheduled(_event: unknown, environment: WorkerEnvironment): Promise<void> {
    const { runJobs } = await openHub(environment)
    await runJobs()
  },
}
