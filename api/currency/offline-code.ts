import { inGroups, newPrintedCode, readPrintedCode } from './printed-code.ts'

/**
 * A shown code that the holder's device makes by itself, without signal: who it is for (a handle of the key that the device
 * was given), the minute it was made in, and their HMAC by that key. 28 letters like any shown code, so that a
 * till reads one kind. The hub makes the same key again from its secret and the handle; neither side keeps the code.
 * Like the time-based one-time passwords of RFC 6238, with the minute written into it, because letters are typed slowly.
 */
const handleLetters = 10
const minuteLetters = 5
/** 65 bits: whoever guesses has one try for each charge, and a till's charges are limited. */
const sealLetters = 13
const letters = handleLetters + minuteLetters + sealLetters

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Minutes come again after 63 years: the nearest is meant. */
const minutesMax = 32 ** minuteLetters
export const minuteMs = 60_000

/** A new handle: 50 random bits. */
export const newOfflineHandle = (): string =>
  newPrintedCode(handleLetters + 2)
    .replaceAll('-', '')
    .slice(2)

/** What seals codes: on a device a key that no script can read out. */
export const offlineKeyOf = (secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

/** The code of a device in the minute of an instant, epoch milliseconds. For example `7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ`. */
export async function offlineCodeAt(key: CryptoKey, handle: string, at: number): Promise<string> {
  const named = handle + inLetters(Math.floor(at / minuteMs) % minutesMax, minuteLetters)
  const seal = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(named)))
  return inGroups(named + Array.from(seal.subarray(0, sealLetters), (byte) => alphabet[byte % 32]!).join(''))
}

/** Whose code it would be, and the first instant of the minute nearest to `at` that it names; null when it cannot be one. */
export function readOfflineCode(
  scanned: string,
  at: number,
): { readonly handle: string; readonly madeAt: number } | null {
  const plain = readPrintedCode(scanned, letters)
  if (plain === null) return null
  const named = Array.from(plain.slice(handleLetters, handleLetters + minuteLetters)).reduce(
    (sum, letter) => sum * 32 + alphabet.indexOf(letter),
    0,
  )
  const now = Math.floor(at / minuteMs)
  const ahead = (((named - now) % minutesMax) + minutesMax) % minutesMax
  const minute = now + (ahead > minutesMax / 2 ? ahead - minutesMax : ahead)
  return { handle: plain.slice(0, handleLetters), madeAt: minute * minuteMs }
}

const inLetters = (number: number, count: number): string =>
  Array.from(
    { length: count },
    (_, place) => alphabet[Math.floor(number / 32 ** (count - 1 - place)) % 32]!,
  ).join('')
