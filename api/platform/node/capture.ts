import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Body } from './page-body.ts'

type Captured = Pick<Body, 'status' | 'headers' | 'plain'>

/**
 * Runs a handler against a response that keeps what is written instead of sending it, so that a page can be packed,
 * named by its hash and shared. Resolves when the handler has ended the response.
 */
export function captureResponse(
  request: IncomingMessage,
  handle: (response: ServerResponse) => unknown,
): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const response = new ServerResponse(request)
    const chunks: Buffer[] = []
    const take = (chunk: unknown, encoding: unknown): void => {
      if (typeof chunk === 'string')
        chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    }
    const answered = (rest: unknown[]): void =>
      rest.forEach((given) => typeof given === 'function' && given())
    // Headers given straight to writeHead would go past `getHeaders`; nothing is sent, so they are only set.
    response.writeHead = (status: number, ...given: unknown[]) => {
      response.statusCode = status
      const headers = given.at(-1)
      if (typeof headers === 'object' && headers !== null) setHeaders(response, headers)
      return response
    }
    response.write = ((chunk: unknown, ...rest: unknown[]) => {
      take(chunk, rest[0])
      answered(rest)
      return true
    }) as typeof response.write
    response.end = ((...given: unknown[]) => {
      take(given[0], given[1])
      answered(given)
      response.emit('finish')
      resolve({ status: response.statusCode, headers: headersOf(response), plain: Buffer.concat(chunks) })
      return response
    }) as typeof response.end
    // A page that breaks off in the middle is destroyed instead of ended: its readers hear of it at once.
    response.destroy = (error) => {
      reject(error ?? new Error('the page broke off'))
      return response
    }
    Promise.resolve(handle(response)).catch(reject)
  })
}

function setHeaders(response: ServerResponse, headers: object): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string | string[])
}

/** All headers but those that describe the way the body was sent. */
function headersOf(response: ServerResponse): Record<string, string | string[]> {
  const dropped = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive'])
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(response.getHeaders())) {
    if (value === undefined || dropped.has(name)) continue
    headers[name] = Array.isArray(value) ? value : String(value)
  }
  return headers
}
