import { toHex } from '../../platform/ids.ts'
import { secondsOf } from './objects.ts'

/** The `Stripe-Signature` header of an event: HMAC-SHA256 over the time and the body, scheme v1. */
export async function signEvent(body: string, secret: string, at: number): Promise<string> {
  const timestamp = secondsOf(at)
  const text = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    text.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const mac = await crypto.subtle.sign('HMAC', key, text.encode(`${timestamp}.${body}`))
  return `t=${timestamp},v1=${toHex(new Uint8Array(mac))}`
}
