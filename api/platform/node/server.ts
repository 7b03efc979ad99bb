import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** An HTTP server that listens; `stop` lets requests under way finish and closes within ten seconds. */
export type Listening = { readonly address: string; readonly stop: () => Promise<void> }

/** A slow or silent caller is let go: headers within 10 s, a whole request within 30 s. */
const headersTimeoutMs = 10_000
const requestTimeoutMs = 30_000
const stopTimeoutMs = 10_000

/** Starts listening. A handler that throws answers 500 without a word of what went wrong; the log has it. */
export async function listen(
  handle: Handle,
  { port, host, log }: { port: number; host: string; log: Logger },
): Promise<Listening> {
  const server = createServer(
    { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        log.error({ err: error, pages: pathOf(request).split('/', 3).join('/') }, 'a request failed')
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
        response.end('500\n')
      })
    },
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { address: addressOf(server, host), stop: () => stopServer(server) }
}

/** The path without its query; of it only the beginning may stand in a log: what follows names a payment or a shop. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/'

function addressOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
