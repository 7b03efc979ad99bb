import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { toHex } from '../platform/ids.ts'
import { mix } from './random.ts'

type Moment = { readonly at: number; readonly name: string; drawn: number }

/**
 * A clock, ids and random bytes for services that live through invented days. What runs inside `during(at, name)`
 * sees that instant and draws ids that follow from the name alone: so a day's events run side by side, share
 * commits, and still come out the same every time.
 */
export function invented(seed: string) {
  const moments = new AsyncLocalStorage<Moment>()
  const here = (): Moment => {
    const moment = moments.getStore()
    if (moment === undefined) throw new Error('the demonstration acts only at a moment it named')
    return moment
  }
  const draw = (): Uint8Array => {
    const moment = here()
    const words = mix(`${seed}/${moment.name}/${moment.drawn++}`)
    return Uint8Array.from(words.flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]))
  }
  const clock: Clock = { now: () => here().at }
  const ids: Ids = { next: () => uuid7(here().at, draw()) }
  return {
    clock,
    ids,
    random: draw,
    during: <T>(at: number, name: string, act: () => Promise<T>): Promise<T> =>
      moments.run({ at, name, drawn: 0 }, act),
  }
}

export type Invented = ReturnType<typeof invented>

/** A UUID version 7 (RFC 9562, 5.7) of this millisecond with these 16 bytes behind it. */
function uuid7(at: number, bytes: Uint8Array): string {
  const tail = bytes.slice(6)
  tail[0] = (tail[0]! & 0x0f) | 0x70
  tail[2] = (tail[2]! & 0x3f) | 0x80
  const hex = at.toString(16).padStart(12, '0') + toHex(tail)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
