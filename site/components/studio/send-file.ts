import { sha256 } from '@noble/hashes/sha2.js'

/** What the hub says of a file on its way. */
export type Upload = {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly received: number
  readonly state: 'receiving' | 'checking' | 'making' | 'ready' | 'refused'
  readonly fault: string | null
  readonly image: string | null
  readonly pieceBytesMost: number
}

/** Told as the file goes on: what is happening, and how far it is in percent. */
export type Telling = (state: 'reading' | Upload['state'] | 'waiting', percent: number) => void

/** Refused by the hub, with a sentence. */
export class Refused extends Error {
  override name = 'Refused'
}

const path = '/api/museum/uploads'
/** Refused in the language of the page, whatever the browser would rather have. */
const inLanguage = () => ({ 'accept-language': document.documentElement.lang })
const readBytes = 4 * 1024 * 1024
/** The first piece is small: nobody knows yet how fast the line is. */
const firstPieceBytes = 256 * 1024
/** A piece that went faster is followed by one twice as large. */
const quickMs = 2_000

const after = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
    addEventListener('online', () => resolve(), { once: true })
  })

/** Asks again until the hub answers: a line that is away comes back. */
async function untilAnswered(
  ask: () => Promise<Response>,
  tell: () => void,
  signal: AbortSignal,
): Promise<Response> {
  for (let wait = 1_000; ; wait = Math.min(2 * wait, 15_000)) {
    try {
      const answer = await ask()
      if (answer.status < 500 || answer.status === 507 || answer.status === 501) return answer
    } catch (error) {
      if (signal.aborted) throw error
    }
    tell()
    await after(wait, signal)
  }
}

async function sumOf(file: File, tell: Telling, signal: AbortSignal): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += readBytes) {
    signal.throwIfAborted()
    hash.update(new Uint8Array(await file.slice(at, at + readBytes).arrayBuffer()))
    tell('reading', Math.round((100 * at) / file.size))
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** Sends a file, from where it stopped if some of it is there; answers when it is an image, or was refused. */
export async function sendFile(
  file: File,
  { institution, keepsLocation }: { readonly institution: string; readonly keepsLocation: boolean },
  tell: Telling,
  signal: AbortSignal,
): Promise<Upload> {
  const sum = await sumOf(file, tell, signal)
  const body = JSON.stringify({
    institution,
    name: file.name || 'photo',
    bytes: file.size,
    sha256: sum,
    keepsLocation,
  })
  const waiting = (upload?: Upload) => () => tell('waiting', upload === undefined ? 0 : percentOf(upload))
  const read = async (answer: Response): Promise<Upload> => {
    const told = (await answer.json()) as Upload & { title?: string }
    if (!answer.ok) throw new Refused(told.title ?? '')
    return told
  }
  let upload = await read(
    await untilAnswered(
      () =>
        fetch(path, {
          method: 'POST',
          headers: { ...inLanguage(), 'content-type': 'application/json' },
          body,
          signal,
        }),
      waiting(),
      signal,
    ),
  )
  let size = firstPieceBytes
  while (upload.state === 'receiving') {
    tell('receiving', percentOf(upload))
    const began = performance.now()
    const sent = await sendPiece(
      file.slice(upload.received, upload.received + size),
      upload,
      waiting(upload),
      signal,
    )
    // The answer of an earlier try may have been lost: then the hub says where to go on.
    upload = sent.status === 409 ? await read(await standing(upload, signal)) : await read(sent)
    size = performance.now() - began < quickMs ? Math.min(2 * size, upload.pieceBytesMost) : firstPieceBytes
  }
  while (upload.state === 'checking' || upload.state === 'making') {
    tell(upload.state, 100)
    await after(300, signal)
    upload = await read(await untilAnswered(() => standing(upload, signal), waiting(upload), signal))
  }
  tell(upload.state, 100)
  return upload
}

/** Where a file stands. */
const standing = ({ id }: Upload, signal: AbortSignal): Promise<Response> =>
  fetch(`${path}/${id}`, { headers: inLanguage(), signal })

const percentOf = ({ received, bytes }: Upload): number => Math.floor((100 * received) / bytes)

async function sendPiece(
  piece: Blob,
  { id, received }: Upload,
  tell: () => void,
  signal: AbortSignal,
): Promise<Response> {
  const bytes = new Uint8Array(await piece.arrayBuffer())
  const headers = {
    ...inLanguage(),
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(received),
    'upload-checksum': `sha256 ${base64(sha256(bytes))}`,
  }
  return untilAnswered(
    () => fetch(`${path}/${id}`, { method: 'PATCH', headers, body: bytes, signal }),
    tell,
    signal,
  )
}

/** Files of an institution that are on their way. */
export async function filesUnderWay(institution: string): Promise<readonly Upload[]> {
  const answer = await fetch(`${path}?institution=${encodeURIComponent(institution)}`)
  return answer.ok ? ((await answer.json()) as { uploads: Upload[] }).uploads : []
}
