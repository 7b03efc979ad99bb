import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is signed of a request (AWS Signature Version 4). */
export type SignedRequest = {
  readonly method: string
  /** Path and query as they were sent. */
  readonly target: string
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly signedHeaders: readonly string[]
  readonly region: string
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The signature that a request must have: written after what AWS publishes, not after the library that the hub signs with. */
export function signatureOf(request: SignedRequest, secret: string): string {
  const { method, target, headers, signedHeaders, region } = request
  const [path = '', query = ''] = target.split('?')
  const date = headers['x-amz-date'] ?? ''
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n')
  const wanted = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((before, step) => hmac(before, step), `AWS4${secret}`)
  return hmac(key, wanted).toString('hex')
}

const canonicalQuery = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`).replaceAll('+', '%20'))
    .toSorted()
    .join('&')

type Kept = { readonly bytes: Buffer; readonly tag: string }
/** What goes wrong with the next requests. */
type Trouble = { code: string; status: number; left: number; of: Troubled }
/** Whether a request is one of those: its method, and its path with its query. */
type Troubled = (method: string, target: string) => boolean

const who = { keyId: 'AKIAMEGURI', secret: 'a secret that only the two know', region: 'test-1' }
/** So few in a list that the next page has to be asked for. */
const listedMost = 2
/** AWS refuses what was signed earlier or later. */
const skewMsMost = 900_000

/**
 * Object storage as S3 answers, for tests: one bucket, named in the path, that refuses what is not signed rightly, whose sum
 * is another one, or whose length nobody told.
 */
export async function startObjectStorage() {
  const kept = new Map<string, Kept>()
  const asked: string[] = []
  let trouble: Trouble | undefined
  const server = createServer((request, response) => {
    void receive(request, response)
  })
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    asked.push(`${request.method} ${request.url} ${request.headers.range ?? ''}`.trim())
    answer({ request, response, body, kept, trouble: takeTrouble(request) })
  }
  const takeTrouble = ({ method, url }: IncomingMessage): Trouble | undefined => {
    if (trouble === undefined || trouble.left === 0 || !trouble.of(method!, url!)) return undefined
    trouble.left -= 1
    return trouble
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...who,
    url: `${origin}/museum`,
    origin,
    kept,
    /** Requests as they came: method, target, range. */
    asked,
    trouble: (code: string, status: number, times = Number.POSITIVE_INFINITY, of: Troubled = () => true) => {
      trouble = { code, status, left: times, of }
    },
    well: () => {
      trouble = undefined
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type ObjectStorage = Awaited<ReturnType<typeof startObjectStorage>>

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

type Asked = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
  readonly kept: Map<string, Kept>
  readonly trouble: Trouble | undefined
}

function answer({ request, response, body, kept, trouble }: Asked): void {
  const refuse = (status: number, code: string): void => {
    const told = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`
    response.writeHead(status, { 'content-type': 'application/xml' })
    response.end(request.method === 'HEAD' ? undefined : told)
  }
  if (trouble !== undefined) return refuse(trouble.status, trouble.code)
  const wrong = unsigned(request, body)
  if (wrong !== undefined) return refuse(403, wrong)
  if (request.headers['x-amz-content-sha256'] !== sha256(body) && request.method === 'PUT')
    return refuse(400, 'XAmzContentSHA256Mismatch')
  const url = new URL(request.url!, 'http://storage')
  const [, bucket, ...rest] = url.pathname.split('/')
  if (bucket !== 'museum') return refuse(404, 'NoSuchBucket')
  const key = decodeURIComponent(rest.join('/'))
  if (key === '') return list(url.searchParams, kept, response)
  if (request.method === 'DELETE') {
    kept.delete(key)
    response.writeHead(204).end()
    return
  }
  if (request.method === 'PUT') {
    if (request.headers['content-length'] === undefined) return refuse(411, 'MissingContentLength')
    const tag = `"${createHash('md5').update(body).digest('hex')}"`
    kept.set(key, { bytes: body, tag })
    response.writeHead(200, { etag: tag }).end()
    return
  }
  const file = kept.get(key)
  if (file === undefined) return refuse(404, 'NoSuchKey')
  const { 'if-match': match } = request.headers
  if (match !== undefined && match !== file.tag) return refuse(412, 'PreconditionFailed')
  give(request, response, { file, refuse })
}

/** Why a request is not let in. */
function unsigned(request: IncomingMessage, body: Buffer): string | undefined {
  const told = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '') // prettier-ignore
  if (told === null) return 'AccessDenied'
  const [, keyId, , region = '', names = '', signature] = told
  if (keyId !== who.keyId) return 'InvalidAccessKeyId'
  if (region !== who.region) return 'AuthorizationHeaderMalformed'
  const headers = request.headers as Record<string, string>
  const signedHeaders = names.split(';')
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  if (!mustBeSigned.every((name) => signedHeaders.includes(name))) return 'AccessDenied'
  const at = (headers['x-amz-date'] ?? '').replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z')
  if (!(Math.abs(Date.now() - Date.parse(at)) < skewMsMost)) return 'RequestTimeTooSkewed'
  if (request.method === 'PUT' && body.length > 0 && headers['x-amz-content-sha256'] === 'UNSIGNED-PAYLOAD')
    return 'AccessDenied'
  const signed = { method: request.method!, target: request.url!, headers, signedHeaders, region }
  return signature === signatureOf(signed, who.secret) ? undefined : 'SignatureDoesNotMatch'
}

type Given = { readonly file: Kept; readonly refuse: (status: number, code: string) => void }

function give(request: IncomingMessage, response: ServerResponse, { file, refuse }: Given): void {
  const { bytes, tag } = file
  const isHead = request.method === 'HEAD'
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (range === null) {
    response.writeHead(200, { etag: tag, 'content-length': bytes.length }).end(isHead ? undefined : bytes)
    return
  }
  const [from, to] = [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)]
  if (from >= bytes.length) return refuse(416, 'InvalidRange')
  const headers = { etag: tag, 'content-range': `bytes ${from}-${to}/${bytes.length}` }
  response.writeHead(206, headers).end(bytes.subarray(from, to + 1))
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** ListObjectsV2. */
function list(asked: URLSearchParams, kept: ReadonlyMap<string, Kept>, response: ServerResponse): void {
  const prefix = asked.get('prefix') ?? ''
  // A token is nobody's business but ours: it need not be a key, and has letters that XML and addresses write otherwise.
  const after = Buffer.from((asked.get('continuation-token') ?? '&').slice(1), 'base64').toString()
  const all = [...kept.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted()
  const page = all.slice(0, listedMost)
  const isTruncated = all.length > page.length
  const next = `&${Buffer.from(page.at(-1) ?? '').toString('base64')}`
  const contents = page.map((key) => `<Contents><Key>${escaped(key)}</Key><Size>${kept.get(key)!.bytes.length}</Size></Contents>`) // prettier-ignore
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult><Name>museum</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}${isTruncated ? `<NextContinuationToken>${escaped(next)}</NextContinuationToken>` : ''}</ListBucketResult>`)
}
