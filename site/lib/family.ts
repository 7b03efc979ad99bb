import type { AstroCookies } from 'astro'
import type { wordsFor } from './words.ts'

type Translate = ReturnType<typeof wordsFor>

/**
 * What this phone calls the people for whom it acts. It is kept on the phone alone, beside the credential that makes it
 * their proxy and as long as that: in no table, and in no address.
 */
const cookie = 'meguri_family'
const seconds = 400 * 86_400
const lettersMost = 20
const kept = 10

/** Whether a part of an address can name a proxy at all. */
export const isProxyId = (part: string): boolean => /^[0-9a-f-]{36}$/.test(part)

type Names = Readonly<Record<string, string>>

/** A name as typed; null where it is none. */
export function familyNameAsTyped(typed: unknown): string | null {
  const name = typeof typed === 'string' ? typed.normalize('NFC').replaceAll(/\s+/gu, ' ').trim() : ''
  return name === '' || [...name].length > lettersMost || /\p{Cc}/u.test(name) ? null : name
}

/** The names that this phone keeps; what somebody else put into the cookie is none. */
export function familyNames(cookies: AstroCookies): Names {
  try {
    const read: unknown = JSON.parse(cookies.get(cookie)?.value ?? '{}')
    if (typeof read !== 'object' || read === null) return {}
    const named = Object.entries(read).flatMap(([id, typed]) => {
      const name = familyNameAsTyped(typed)
      return name === null ? [] : [[id, name] as const]
    })
    return Object.fromEntries(named)
  } catch {
    return {}
  }
}

/** Keeps a name; of many the newest. */
export function keepFamilyName(cookies: AstroCookies, url: URL, named: { id: string; name: string }): void {
  const { [named.id]: _before, ...others } = familyNames(cookies)
  const names = Object.fromEntries([...Object.entries(others), [named.id, named.name]].slice(-kept))
  keep(cookies, url, names)
}

export function forgetFamilyName(cookies: AstroCookies, url: URL, id: string): void {
  const { [id]: _gone, ...others } = familyNames(cookies)
  keep(cookies, url, others)
}

const keepAs = (
  cookies: AstroCookies,
  url: URL,
  name: string,
  { text, maxAge }: { text: string; maxAge: number },
): void =>
  cookies.set(name, text, {
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    path: '/',
    maxAge,
  })

const keep = (cookies: AstroCookies, url: URL, names: Names): void =>
  keepAs(cookies, url, cookie, { text: JSON.stringify(names), maxAge: seconds })

const openedCookie = 'meguri_opened'
/** The same key hands out a code for ten minutes. */
const openedSeconds = 900
const openedKept = 5

type Opened = readonly (readonly [key: string, name: string])[]

function openedBefore(cookies: AstroCookies): Opened {
  try {
    const read: unknown = JSON.parse(cookies.get(openedCookie)?.value ?? '[]')
    return Array.isArray(read)
      ? read.flatMap((one: unknown) =>
          Array.isArray(one) ? [[String(one[0]), String(one[1])] as const] : [],
        )
      : []
  } catch {
    return []
  }
}

/**
 * For whom this phone opened a wallet under a key, and had the answer. The name is in no table, so this phone alone can tell
 * that the same key comes with another one: the hub would take the first one's code from them.
 */
export const openedUnder = (cookies: AstroCookies, key: string): string | undefined =>
  openedBefore(cookies).find(([one]) => one === key)?.[1]

export function noteOpened(cookies: AstroCookies, url: URL, opened: { key: string; name: string }): void {
  const others = openedBefore(cookies).filter(([key]) => key !== opened.key)
  keepAs(cookies, url, openedCookie, {
    text: JSON.stringify([...others, [opened.key, opened.name]].slice(-openedKept)),
    maxAge: openedSeconds,
  })
}

/** What somebody is called here; by number, where this phone keeps no name. */
export const familyName = (
  t: Translate,
  names: Names,
  { proxyId, number }: { readonly proxyId: string; readonly number: number },
): string => names[proxyId] ?? t('proxies:unnamed', { number })
