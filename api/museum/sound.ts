import type { SoundKind } from './sound-file.ts'

/** A sound that an institution sent. */
export type Sound = SoundKind & {
  /** As it stands in addresses, for ever. */
  readonly id: string
  readonly institution: string
  /** Of the file, hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** Why a file is no sound of ours. Sentences: `museum:fault.<code>`. */
export type SoundFault = 'sound_too_large' | 'sound_damaged'

/** Twenty minutes of speech at 128 kbit/s: who tells longer tells it in scenes. */
export const soundBytesMost = 20_000_000

/** What is known of sounds. */
export type SoundRecords = {
  /** Sent twice at the same moment, it is one. */
  readonly add: (sound: Sound) => Promise<void>
  readonly find: (id: string) => Promise<Sound | undefined>
}

/** Bytes that are asked for, both included; `whole` where none are named, undefined where they lie outside. */
export function bytesAsked(
  range: string | undefined,
  total: number,
): { readonly from: number; readonly to: number; readonly isWhole: boolean } | undefined {
  const whole = { from: 0, to: total - 1, isWhole: true }
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '')
  // Several ranges, or other units, may be answered by the whole (RFC 9110).
  if (found === null || (found[1] === '' && found[2] === '')) return whole
  const [, first = '', last = ''] = found
  const from = first === '' ? Math.max(0, total - Number(last)) : Number(first)
  const to = first === '' || last === '' ? total - 1 : Math.min(Number(last), total - 1)
  return from > to ? undefined : { from, to, isWhole: false }
}
