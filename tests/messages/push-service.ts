import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import ece from 'http_ece'
import type { PushedNotice } from '../../api/messages/ports.ts'
import { pushKeyFrom } from '../../api/messages/push-key.ts'
import { pushWeb } from '../../api/messages/push-webcrypto.ts'

type Shown = PushedNotice['notice'] & { readonly tag: string }
type Arrived = { readonly endpoint: string; readonly shown: Shown; readonly keptSeconds: number }

/**
 * A browser and its push service, as RFC 8030, 8291 and 8292 have them: it lets in who proves to hold the key that the browser
 * subscribed with, and reads with the browser's own keys, by an implementation that is not the sender's.
 */
export async function openPushService() {
  const key = await pushKeyFrom('a secret of at least 32 characters')
  const browsers = new Map<string, { readonly ecdh: ReturnType<typeof createECDH>; readonly auth: string }>()
  const arrived: Arrived[] = []
  let says: number | 'nothing' = 201

  const take = async (endpoint: string, sent: RequestInit): Promise<number> => {
    const headers = new Headers(sent.headers)
    const browser = browsers.get(endpoint)
    if (browser === undefined) return 410
    if (!isLetIn(headers.get('authorization') ?? '', endpoint, key.publicKey)) return 403
    if (typeof says === 'number' && says !== 201) return says
    const read = ece.decrypt(Buffer.from(sent.body as Uint8Array), {
      version: headers.get('content-encoding') ?? '',
      privateKey: browser.ecdh,
      authSecret: browser.auth,
    })
    const shown = JSON.parse(read.toString()) as Shown
    arrived.push({ endpoint, shown, keptSeconds: Number(headers.get('ttl')) })
    return 201
  }
  const network: typeof fetch = async (endpoint, sent = {}) => {
    if (says === 'nothing') throw new TypeError('fetch failed')
    return new Response(null, { status: await take(String(endpoint), sent) })
  }
  return {
    key,
    network,
    arrived,
    /** What it says from now on instead of taking a notice; `nothing`: it is not there. */
    says: (status: number | 'nothing') => (says = status),
    push: pushWeb({
      key,
      contact: 'mailto:hub@meguri.example',
      patienceMs: 1_000,
      network,
    }),
    /** A browser that subscribed here. */
    subscribe: (host = 'fcm.googleapis.com') => {
      const ecdh = createECDH('prime256v1')
      const p256dh = ecdh.generateKeys('base64url')
      const auth = randomBytes(16).toString('base64url')
      const endpoint = `https://${host}/push/${randomBytes(9).toString('base64url')}`
      browsers.set(endpoint, { ecdh, auth })
      return { endpoint, p256dh, auth }
    },
    /** Its owner takes the right away, at the browser. */
    forget: (endpoint: string) => browsers.delete(endpoint),
  }
}

/** RFC 8292: a token signed with the key that is named beside it, for this service, that ends within a day. */
function isLetIn(authorization: string, endpoint: string, publicKey: string): boolean {
  const [, token = '', named] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    aud: string
    exp: number
    sub: string
  }
  const leftSeconds = exp - Date.now() / 1000
  return (
    isSigned &&
    named === publicKey &&
    aud === new URL(endpoint).origin &&
    leftSeconds > 0 &&
    leftSeconds <= 86_400 &&
    /^(mailto:|https:)/.test(sub)
  )
}
