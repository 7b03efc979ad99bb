import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { toHex } from '../platform/ids.ts'
import type { PinHash } from './clerk-ports.ts'

/**
 * PINs under a slow hash (scrypt, as of passwords), keyed first with the hub's secret: of the ten thousand PINs of four
 * digits all are tried in minutes by whoever has the hashes, and by nobody who has no secret to try them with.
 */
export function pinHashBetterAuth(secret: string): PinHash {
  const bytes = (text: string) => new TextEncoder().encode(text)
  let key: Promise<CryptoKey> | undefined
  const keyed = async (clerkId: string, pin: string): Promise<string> => {
    key ??= crypto.subtle.importKey(
      'raw',
      bytes(`pin of a clerk\n${secret}`),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const signed = await crypto.subtle.sign('HMAC', await key, bytes(`${clerkId} ${pin}`))
    return toHex(new Uint8Array(signed))
  }
  return {
    hash: async (clerkId, pin) => hashPassword(await keyed(clerkId, pin)),
    matches: async (clerkId, pin, hash) => verifyPassword({ hash, password: await keyed(clerkId, pin) }),
  }
}
