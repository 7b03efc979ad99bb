import type { AstroCookies } from 'astro'
import { nextPath } from '../identity/next-path.ts'

/**
 * Where somebody was going when the purse was empty or missing. It survives the visit to the card company, which
 * knows nothing of it, in a cookie that only the server reads.
 */
const cookie = 'meguri_next'
const seconds = 3_600

/** Keeps the path when the address names one; answers the path that is known, or undefined. */
export function keepNext(cookies: AstroCookies, asked: string | null): string | undefined {
  const next = nextPath(asked, '')
  if (next === '' || next.length > 2_000) return knownNext(cookies)
  cookies.set(cookie, next, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: seconds })
  return next
}

export function knownNext(cookies: AstroCookies): string | undefined {
  const next = nextPath(cookies.get(cookie)?.value, '')
  return next === '' ? undefined : next
}

export const forgetNext = (cookies: AstroCookies): void => cookies.delete(cookie, { path: '/' })
