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

/** The password, when it is of a good length. */
export function checkPassword(given: string): Result<string, IdentityRefusal> {
  const length = [...given].length
  if (length < passwordLengthMin)
    return refuse({ code: 'password_too_short', field: 'password', lengthMin: passwordLengthMin })
  if (length > passwordLengthMax)
    return refuse({ code: 'password_too_long', field: 'password', lengthMax: passwordLengthMax })
  return ok(given)
}

/** The person as they will be kept, or the field that is wrong. */
export function checkPerson(given: NewPerson): Result<NewPerson, IdentityRefusal> {
  const email = normalEmail(given.email)
  const name = given.name.trim()
  if (email.length > 200 || !emailPattern.test(email))
    return refuse({ code: 'email_invalid', field: 'email' })
  if (name === '') return refuse({ code: 'name_missing', field: 'name' })
  const password = checkPassword(given.password)
  if (!password.ok) return password
  return ok({ name, email, password: given.password })
}

/** Who may add a passkey: whoever signed in this recently. A forgotten open desk must not become a stranger's key. */
export const freshSignInMs = 60 * 60 * 1000

export const isFresh = (signedInAt: number, now: number): boolean => now - signedInAt <= freshSignInMs
