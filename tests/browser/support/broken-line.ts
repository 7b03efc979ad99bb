import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { origin as hubOrigin, type Person } from './people.ts'

/** Where a line breaks: nothing arrives, or all of it arrives and no answer comes back. */
export type Break = 'before' | 'after'

/** A line to the hub that can break, as a valley's does. Its origin stands in the place of the hub's. */
export type Line = {
  readonly origin: string
  readonly cut: (where: Break) => void
  readonly mend: () => void
  /** How many writes reached the hub while answers were lost. */
  readonly lost: () => number
  readonly close: () => Promise<void>
}

const hub = new URL(hubOrigin)

/** The device is ready for a line that breaks once the first page is there that says where money is. */
export const readied = ({ page }: Person): Promise<void> =>
  page.evaluate(async () => void (await navigator.serviceWorker.ready))

export async function openLine(): Promise<Line> {
  let broken: Break | undefined
  let lost = 0
  let own = ''
  const server = createServer((asked, answer) => {
    if (broken === 'before') return void asked.socket.destroy()
    passOn(asked, answer, (came) => {
      if (broken === undefined) return send(came, answer, own)
      if (asked.method === 'POST') lost++
      // The hub has said all that it says; nobody hears it.
      came.resume().once('end', () => asked.socket.destroy())
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin: own,
    cut: (where) => {
      broken = where
    },
    mend: () => {
      broken = undefined
    },
    lost: () => lost,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function passOn(
  asked: IncomingMessage,
  answer: ServerResponse,
  heard: (came: IncomingMessage) => void,
): void {
  const { url = '/', method = 'GET', headers } = asked
  const passed = request({ hostname: hub.hostname, port: hub.port, path: url, method, headers }, heard)
  // Who went away wants no answer; a hub that went away gives none.
  passed.once('error', () => asked.socket.destroy())
  answer.once('close', () => passed.destroy())
  asked.pipe(passed)
}

/** What the hub calls its own address is this line's. */
function send(came: IncomingMessage, answer: ServerResponse, own: string): void {
  const location = came.headers.location?.replace(hubOrigin, own)
  answer.writeHead(came.statusCode!, { ...came.headers, ...(location === undefined ? {} : { location }) })
  came.pipe(answer)
}
