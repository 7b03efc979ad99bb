import { toHex } from '../platform/ids.ts'

/** Cookie that makes a browser the holder of a wallet: `<walletId>.<secret>`, HttpOnly, SameSite=Lax. */
export const walletCookie = 'meguri_wallet'

/** What the cookie says; worth nothing until the secret's hash is found among the wallet's devices. */
export type Credential = { readonly walletId: string; readonly secret: string }

/** 32 random bytes: ASVS 11.5.1 asks for at least 128 bits and says that a UUID does not give them. */
const secretBytes = 32

const cookiePattern = /^([0-9a-f-]{36})\.([0-9a-f]{64})$/

export const newSecret = (): string => toHex(crypto.getRandomValues(new Uint8Array(secretBytes)))

export const printCredential = ({ walletId, secret }: Credential): string => `${walletId}.${secret}`

/** Null for anything that this hub did not print. */
export function readCredential(cookie: string | undefined): Credential | null {
  const found = cookiePattern.exec(cookie ?? '')
  return found === null ? null : { walletId: found[1]!, secret: found[2]! }
}
