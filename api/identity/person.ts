import { ok, refuse, type Result } from '../platform/result.ts'
import type { IdentityRefusal } from './errors.ts'

/** Somebody who will sign in with an address and a password. */
export type NewPerson = { readonly name: string; readonly email: string; readonly password: string }

/** Characters. NIST SP 800-63B-4 asks for 15 where a password stands alone and 8 beside a second factor; a passkey is offered to everyone. */
export const passwordLengthMin = 10

/** A longer one only costs time to hash. */
export const passwordLengthMax = 128

/** A plausible address: nothing is ever sent to it, it is what a person types to sign in. */
const emailPattern = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/

/** The form in which an address is kept and compared. */
export const normalEmail = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

/** The person as they will be kept, or the field that is wrong. */
export function checkPerson(given: NewPerson): Result<NewPerson, IdentityRefusal> {
  const email = normalEmail(given.email)
  const name = given.name.trim()
  const length = [...given.password].length
  if (email.length > 200 || !emailPattern.test(email))
    return refuse({ code: 'email_invalid', field: 'email' })
  if (name === '') return refuse({ code: 'name_missing', field: 'name' })
  if (length < passwordLengthMin)
    return refuse({ code: 'password_too_short', field: 'password', lengthMin: passwordLengthMin })
  if (length > passwordLengthMax)
    return refuse({ code: 'password_too_long', field: 'password', lengthMax: passwordLengthMax })
  return ok({ name, email, password: given.password })
}

/** Who may add a passkey: whoever signed in this recently. A forgotten open desk must not become a stranger's key. */
export const freshSignInMs = 60 * 60 * 1000

export const isFresh = (signedInAt: number, now: number): boolean => now - signedInAt <= freshSignInMs

/** No letters or digits that look alike. */
const passwordAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand out once, from 20 random bytes: 97 bits, in groups of five. */
export function spellPassword(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => passwordAlphabet[byte % passwordAlphabet.length]!).join('')
  return letters.match(/.{1,5}/g)!.join('-')
}
