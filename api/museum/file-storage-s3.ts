import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AwsClient } from 'aws4fetch'
import { StorageUnavailable } from '../platform/storage-unavailable.ts'
import type { FileStorage, OpenFile } from './file-storage.ts'

/** A bucket of object storage that speaks S3, and who asks there. */
export type Bucket = {
  /** Its address, with its name in the path or in the host. */
  readonly url: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

/** Keys begin so in the bucket, as the folder is called on a disk: one can be copied to the other as it is. */
const folder = 'images/'

/** For one request and its answer: a whole original takes a while. */
const [answerMsMost, sendMsMost] = [30_000, 900_000]

/** Asked again so often where the storage has too much to do. */
const retries = 3

/** Files in a bucket. Each request is signed (AWS Signature Version 4); what is put is signed with its sum, so that nothing else is kept. */
export function bucketStorage({ url, region, keyId, secret }: Bucket): FileStorage {
  const address = url.replace(/\/$/, '')
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries,
  })

  async function ask(method: string, place: string, more: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.timeout(method === 'PUT' ? sendMsMost : answerMsMost)
    const answer = await client.fetch(`${address}/${place}`, { method, signal, ...more }).catch(unreachable)
    return answer.ok || answer.status === 404 || answer.status === 416 ? answer : refused(answer, method)
  }

  async function open(key: string): Promise<OpenFile | undefined> {
    const head = await ask('HEAD', folder + key)
    // Only an answer with a body says whether it is the file that is not there, or all of the bucket.
    if (!head.ok) return absent(await ask('GET', folder + key, { headers: { range: 'bytes=0-0' } }))
    const bytes = Number(head.headers.get('content-length'))
    const tag = head.headers.get('etag') ?? ''
    const read = async (from: number, into: Uint8Array): Promise<number> => {
      const wanted = Math.min(into.length, bytes - from)
      if (wanted <= 0) return 0
      // What stands under a key is not changed: where somebody did all the same, two halves are never put together.
      const headers = { range: `bytes=${from}-${from + wanted - 1}`, 'if-match': tag }
      const answer = await ask('GET', folder + key, { headers })
      if (answer.status !== 206) return refused(answer, 'GET of a part')
      return fill(answer, into.subarray(0, wanted))
    }
    return { bytes, read, close: () => Promise.resolve() }
  }

  return {
    open,
    put: async (key, path) => {
      const [body, sum] = [await openAsBlob(path), await sumOf(path)]
      const answer = await ask('PUT', folder + key, { body, headers: { 'x-amz-content-sha256': sum } })
      if (!answer.ok) await refused(answer, 'PUT')
    },
    // What is put there is one request: it is whole or not there.
    clearHalves: async () => undefined,
    list: async function* (prefix) {
      for (let token: string | undefined = ''; token !== undefined;) {
        const asked = new URLSearchParams({ 'list-type': '2', prefix: folder + prefix })
        if (token !== '') asked.set('continuation-token', token)
        const answer = await ask('GET', `?${asked}`)
        const page = await (answer.ok ? answer : await refused(answer, 'list')).text()
        for (const key of elements(page, 'Key')) yield key.slice(folder.length)
        ;[token] = elements(page, 'NextContinuationToken')
      }
    },
    remove: async (key) => {
      const answer = await ask('DELETE', folder + key)
      if (!answer.ok) await absent(answer)
    },
  }
}

/** A connection that broke, or an answer that did not come in time. */
const unreachable = (cause: unknown): never => {
  throw new StorageUnavailable('object storage cannot be reached', { cause })
}

/** A bucket that is not there is a setting that is wrong, and no file that is lost. */
async function absent(answer: Response): Promise<undefined> {
  // It was put there since it was asked for: it was not there, and nothing of it is read.
  if (answer.status !== 404) {
    await answer.body?.cancel()
    return undefined
  }
  const [code] = elements(await answer.text().catch(unreachable), 'Code')
  if (code !== 'NoSuchKey')
    throw new StorageUnavailable(`object storage has no file there: ${answer.status} ${code}`)
}

/**
 * What an answer says of one file: that it is another one now, that it ends before, that it was put into an archive. Any
 * other refusal (a secret, a region, a bucket) is of all of them.
 */
const ofOneFile = (status: number, code: string): boolean =>
  status === 412 || status === 416 || code === 'InvalidObjectState'

async function refused(answer: Response, asked: string): Promise<never> {
  const [code = ''] = elements(await answer.text().catch(() => ''), 'Code')
  const told = `object storage answered ${asked} with ${answer.status} ${code}`.trim()
  throw ofOneFile(answer.status, code) ? new Error(told) : new StorageUnavailable(told)
}

/** Texts of the elements of a name, in what S3 answers: flat, without attributes. */
const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  )

async function fill(answer: Response, into: Uint8Array): Promise<number> {
  let filled = 0
  try {
    for await (const piece of answer.body ?? []) {
      into.set(piece, filled)
      filled += piece.length
    }
  } catch (error) {
    unreachable(error)
  }
  if (filled < into.length) unreachable('the answer ended too early')
  return filled
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
