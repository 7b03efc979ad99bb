import type { IncomingMessage, ServerResponse } from 'node:http'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { demonstrationPassword, shownLogIns } from './identity/index.ts'
import { takeInDrawings } from './museum/index.ts'
import { openHub, type OpenHub } from './open-hub.ts'
import { systemClock } from './platform/clock.ts'
import { formBytesMost } from './platform/http/form-size.ts'
import { pageHeaders } from './platform/http/secure-headers.ts'
import { randomIds } from './platform/ids.ts'
import { offerToPages } from './platform/in-process.ts'
import { type Job, leasesIn, startJobs } from './platform/jobs.ts'
import { assertMayServe } from './platform/mode.ts'
import { createPageServer } from './platform/node/page-server.ts'
import { listen, pathOf } from './platform/node/server.ts'
import { openStaticPages } from './platform/node/static-pages.ts'
import { startTurns } from './platform/turns.ts'
import { fillRegion, isEmpty } from './seed.ts'
import { drawingsIn, imageCheckJob, uploadJobs } from './services-museum.ts'
import type { Hub } from './services.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const isApiPath = (path: string): boolean =>
  /^\/(api|iiif|oai|metrics|demonstration\/stripe)(\/|$)|^\/open-data\/[\w-]+\.\w+$/.test(path)

const apiHandler = (hub: Hub): Handler =>
  getRequestListener((request, server) =>
    hub.app.fetch(request, {
      clientAddress: 'incoming' in server ? server.incoming.socket.remoteAddress : undefined,
    }),
  )

/** What pages are given: the API in this process, called for the reader whose page it is. */
const localsOf = (hub: Hub, request: IncomingMessage) => ({
  mode: hub.mode,
  origin: hub.address.get(),
  api: async (asked: Request) => hub.app.fetch(asked, { clientAddress: request.socket.remoteAddress }),
  failed: failedIn(hub),
})

const failedIn =
  (hub: Hub) =>
  (error: unknown): void =>
    hub.log.error({ err: error }, 'a page failed')

// From the project's root: this file also runs from the bundle that `npm start` makes of it.
const projectFolder = join(findPackageJSON(import.meta.url)!, '..')
const buildFolder = join(projectFolder, 'dist', 'node')

async function siteHandler(hub: Hub): Promise<Handler> {
  const client = join(buildFolder, 'client')
  const entry = (await import(pathToFileURL(join(buildFolder, 'server', 'entry.mjs')).href)) as {
    handler: Parameters<typeof createPageServer>[0]['site']
  }
  const servePage = createPageServer({
    pages: openStaticPages(client, hub.address.get),
    site: entry.handler,
    clock: systemClock,
    version: async () => `${await hub.timetableVersion()} ${await hub.museum.version()}`,
    headers: pageHeaders(hub.address.get()),
    answered: ({ method = '', url = '/', headers }, status) =>
      hub.museum.looks.seen({ method, address: url, header: (name) => headers[name]?.toString() }, status),
  })
  return async (request, response) => {
    if (Number(request.headers['content-length'] ?? 0) > formBytesMost(pathOf(request))) {
      // The rest is read and thrown away: a browser that is cut off while it sends shows no answer.
      request.resume()
      response.writeHead(413, { 'content-type': 'text/plain; charset=utf-8' }).end('413\n')
      return
    }
    return servePage(request, response, localsOf(hub, request))
  }
}

/** Where it is and, in a demonstration, how to sign in: the first thing a person sees. */
function welcome(hub: Hub, address: string): string {
  const lines = [`Aizu Meguri is at ${address}`, `API: ${address}/api/docs`]
  if (hub.mode === 'demonstration') {
    lines.push('', 'Demonstration: people, money and visits are invented. Sign in at /sign-in with')
    for (const { email, nameEn } of shownLogIns(hub.mode)) lines.push(`  ${email.padEnd(34)} ${nameEn}`)
    lines.push(`  password of all: ${demonstrationPassword}`)
    lines.push(
      'Cards: 4242 4242 4242 4242 pays; 4000 0027 6000 3184 asks for 3-D Secure; 4000 0000 0000 9995 is refused.',
    )
  }
  return `${lines.join('\n')}\n`
}

/** One line that grows while the demonstration region is made; where no person watches, a line now and then. */
function showProgress(done: number, of: number): void {
  if (!process.stderr.isTTY) {
    if (done % 30 === 0) process.stderr.write(`Making the demonstration region: day ${done} of ${of}\n`)
    return
  }
  process.stderr.write(`\rMaking the demonstration region: day ${done} of ${of}${done === of ? '\n' : ''}`)
}

async function fillWhenEmpty(
  { hub, store }: Pick<Awaited<ReturnType<typeof openHub>>, 'hub' | 'store'>,
  empty: boolean,
): Promise<void> {
  if (hub.mode === 'demonstration' && empty)
    await fillRegion({ store, hub, clock: systemClock, progress: showProgress })
}

/** Makes images of the site's own drawings, once, after the start: nobody waits for it. */
const drawingsJob = (images: OpenHub['images']): Job => ({
  name: 'drawings',
  everyMs: 10_000,
  run: () => takeInDrawings({ images, fileOf: drawingsIn(join(projectFolder, '.build', 'drawings')) }),
})

const startHubJobs = ({ hub, store, images, uploads, configuration }: OpenHub) => {
  const checks = imageCheckJob({ store, configuration, clock: systemClock }, hub.log)
  return startJobs([...hub.jobs, drawingsJob(images), ...uploadJobs(uploads), checks], {
    leases: leasesIn(store, { clock: systemClock, holder: randomIds.next() }),
    log: hub.log,
  })
}

/** Tells tills of payments until stopped; then their lines end, so that nothing keeps the server from closing. */
function startTelling({ feed, log }: Hub): { readonly stop: () => void } {
  if (feed === undefined) return { stop: () => undefined }
  const turns = startTurns(
    [
      { name: 'till', everyMs: 100, take: () => feed.turn() },
      { name: 'till, wide', everyMs: 5_000, take: () => feed.turn('wide') },
      { name: 'till, sign of life', everyMs: 15_000, take: feed.beat },
    ],
    log,
  )
  return {
    stop: () => {
      turns.stop()
      feed.close()
    },
  }
}

/** Serves until told to stop. */
async function serve(): Promise<void> {
  const opened = await openHub(process.env)
  const { hub, store, configuration } = opened
  assertMayServe(hub.mode, configuration)
  await fillWhenEmpty(opened, await isEmpty(store))
  await hub.museum.takeIn()
  const [api, site] = [apiHandler(hub), await siteHandler(hub)]
  const { address, stop } = await listen(
    (request, response) => (isApiPath(pathOf(request)) ? api : site)(request, response),
    { port: configuration.PORT, host: configuration.HOST, log: hub.log },
  )
  hub.address.set(address)
  const jobs = startHubJobs(opened)
  const telling = startTelling(hub)
  // Each process holds its own: no lease.
  const counting = startTurns([{ name: 'looks', everyMs: 5_000, take: hub.museum.looks.turn }], hub.log)
  process.stdout.write(welcome(hub, address))
  const end = (): void => {
    telling.stop()
    counting.stop()
    void stop()
      .then(() => jobs.stop())
      // What cannot be written down now is lost: it must not keep the process.
      .then(() => hub.museum.looks.flush().catch(() => undefined))
      .then(() => store.close())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

type ServesApi = {
  readonly serveApi: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
}

let development: Promise<ServesApi> | undefined

/** The hub inside the development server: answers what is the API's, leaves pages to Vite. */
export function developmentHub(): Promise<ServesApi> {
  development ??= openDevelopmentHub().catch((error: unknown) => {
    development = undefined
    throw error
  })
  return development
}

async function openDevelopmentHub(): Promise<ServesApi> {
  const opened = await openHub(process.env)
  const { hub, store } = opened
  await fillWhenEmpty(opened, await isEmpty(store))
  await hub.museum.takeIn()
  startHubJobs(opened)
  startTelling(hub)
  offerToPages({
    mode: hub.mode,
    now: systemClock.now,
    origin: hub.address.get,
    api: async (asked, reader) => hub.app.fetch(asked, { clientAddress: reader }),
    failed: failedIn(hub),
  })
  const api = apiHandler(hub)
  return {
    serveApi: async (request, response) => {
      if (!isApiPath(pathOf(request))) return false
      await api(request, response)
      return true
    },
  }
}

if (import.meta.main) {
  serve().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
}
