import { toHex } from '../platform/ids.ts'

/** Cookie that makes a browser a till of a shop: `<deviceId>.<secret>`, HttpOnly, SameSite=Lax. */
export const tillCookie = 'meguri_till'

/** As of a wallet's device: 32 random bytes. */
const secretBytes = 32

const cookiePattern = /^([0-9a-f-]{32,36})\.([0-9a-f]{64})$/

export type TillCredential = { readonly deviceId: string; readonly secret: string }

export const newTillSecret = (): string => toHex(crypto.getRandomValues(new Uint8Array(secretBytes)))

export const printTillCredential = ({ deviceId, secret }: TillCredential): string => `${deviceId}.${secret}`

/** Null for anything that this hub did not print. */
export function readTillCredential(cookie: string | undefined): TillCredential | null {
  const found = cookiePattern.exec(cookie ?? '')
  return found === null ? null : { deviceId: found[1]!, secret: found[2]! }
}
