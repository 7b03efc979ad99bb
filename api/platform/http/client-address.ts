import type { Context } from 'hono'
import type { Env } from './env.ts'

/** How much of an address names one caller: a connection, or the neighbourhood it can move about in. */
export type Width = 'connection' | 'neighbourhood'

/** Blocks of an IPv6 address: providers give a connection a /64 and a customer up to a /48. */
const ipv6Blocks: Record<Width, number> = { connection: 4, neighbourhood: 3 }

/**
 * Who calls, as far as limits are concerned: an IPv4 address, or the /64 network of an IPv6 one (a single connection
 * has all of its addresses). What a proxy says is believed only when the settings say that one stands before us,
 * and then only its own word: the last address it added.
 */
export function clientOf(c: Context<Env>, trustedProxy: boolean, width: Width = 'connection'): string {
  const forwarded = trustedProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return networkOf(forwarded ?? c.env?.clientAddress ?? 'unknown', width)
}

/**
 * `2001:db8:1:2:3::4` → `2001:db8:1:2`, `::ffff:192.0.2.1` → `192.0.2.1`; as a neighbourhood `2001:db8:1` and
 * `192.0.2`.
 */
export function networkOf(address: string, width: Width = 'connection'): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return networkOf(mapped[1]!, width)
  if (!address.includes(':'))
    return width === 'connection' ? address : address.split('.').slice(0, 3).join('.')
  const [head, tail] = address.split('%', 1)[0]!.split('::')
  const first = head === '' ? [] : head!.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last].slice(0, ipv6Blocks[width]).join(':')
}
