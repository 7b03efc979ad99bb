import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Body } from './page-body.ts'

/** Sends a body in the best form the reader accepts; 304 when the reader has it already. */
export function sendBody(request: IncomingMessage, response: ServerResponse, body: Body): void {
  const { encoding, bytes } = chooseForm(request, body)
  const etag = encoding === undefined ? body.etag : body.etag.replace(/"$/, `-${encoding}"`)
  for (const [name, value] of Object.entries(body.headers)) response.setHeader(name, value)
  response.setHeader('etag', etag)
  response.setHeader('vary', 'accept-encoding')
  if (body.status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  if (encoding !== undefined) response.setHeader('content-encoding', encoding)
  response.setHeader('content-length', bytes.length)
  response.writeHead(body.status)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function chooseForm(request: IncomingMessage, body: Body): { encoding: string | undefined; bytes: Buffer } {
  const accepted = request.headers['accept-encoding']?.toString() ?? ''
  if (body.brotli && /\bbr\b/.test(accepted)) return { encoding: 'br', bytes: body.brotli }
  if (body.gzip && /\bgzip\b/.test(accepted)) return { encoding: 'gzip', bytes: body.gzip }
  return { encoding: undefined, bytes: body.plain }
}
