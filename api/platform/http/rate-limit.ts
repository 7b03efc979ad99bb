import type { Context, MiddlewareHandler } from 'hono'
import { toHex } from '../ids.ts'
import type { Clock } from '../clock.ts'
import { clientOf } from './client-address.ts'
import type { Env } from './env.ts'
import { problem } from './problem.ts'
import type { AttemptStore } from './rate-limit-store.ts'

/** So many attempts in so long a time. */
export type Limit = {
  readonly name: string
  /** Whose attempts are added up: the caller's address, the addresses around it, the wallet that asks, or everybody's. */
  readonly by: 'client' | 'neighbourhood' | 'wallet' | 'everybody'
  /**
   * A field of the body that is guessed for (an address to sign in with): attempts on each are counted apart, so that
   * who guesses at one holds up nobody else behind the same address. Without the field nothing is counted.
   */
  readonly field?: string
  readonly attempts: number
  readonly windowMs: number
  /**
   * `refused`: only what was refused counts, as for guessing; what succeeds is given back and costs no write.
   * `guess`: the same, and every attempt is written before it is tried, so that guesses made at once at several
   * processes count as well.
   * `all`: success counts too, for what fills the database.
   * `here`: the same, in each process for itself, for what costs a process its time; nothing is written.
   */
  readonly counts: 'refused' | 'guess' | 'all' | 'here'
  /**
   * `alarm`: above it nobody is refused, the log says so once a window. What adds up everybody's attempts must not
   * refuse: a stranger who guesses often enough would lock all others out.
   */
  readonly above?: 'refuse' | 'alarm'
}

export type LimiterParts = {
  readonly attempts: AttemptStore
  readonly clock: Clock
  readonly trustedProxy: boolean
  /** Keys the hash under which an address is counted: no address is stored. */
  readonly secret: string
}

/** Makes the middleware that holds a limit. */
export type Limiter = (limit: Limit) => MiddlewareHandler<Env>

/** How many names a process remembers before it forgets the windows that are over. */
const rememberedMax = 50_000

type Counted = { windowStartAt: number; here: number; everywhere: number; alarmed: boolean }

/**
 * Two stages: what this process counted itself refuses at once and costs nothing; what is written to the table shared
 * by all processes tells it what the others counted. A payment that succeeds writes nothing.
 */
export function createLimiter(parts: LimiterParts): Limiter {
  const remembered = new Map<string, Counted>()
  const hashed = keyedHash(parts.secret)
  return (limit) => async (c, next) => {
    const subject = await subjectOf(c, limit, parts.trustedProxy)
    if (subject === undefined) return next()
    const now = parts.clock.now()
    const windowStartAt = now - (now % limit.windowMs)
    const counted = remember(remembered, `${limit.name} ${subject}`, windowStartAt)
    const wait = () => tooMany(c, Math.ceil((windowStartAt + limit.windowMs - now) / 1000))
    const write = async (attempts: number): Promise<void> => {
      const name = `${limit.name} ${await hashed(subject)}`
      counted.everywhere = await parts.attempts.add(name, windowStartAt, attempts)
    }
    const full = Math.max(counted.here, counted.everywhere) >= limit.attempts
    if (full && limit.above !== 'alarm') return wait()
    if (full) alarm(c, limit, counted)
    counted.here += 1
    if (limit.counts === 'guess' || limit.counts === 'all') await write(1)
    if (counted.everywhere > limit.attempts && limit.above !== 'alarm') return wait()
    await next()
    await settle(limit, counted, { write, status: c.res.status })
    return undefined
  }
}

/** Says once a window that more is tried than people do; a person must look. */
function alarm(c: Context<Env>, { name, attempts }: Limit, counted: Counted): void {
  if (counted.alarmed) return
  counted.alarmed = true
  c.get('log')?.error({ limit: name, attempts }, 'more attempts than people make: somebody may be guessing')
}

type Outcome = { readonly status: number; readonly write: (attempts: number) => Promise<void> }

/** After the attempt: keeps it, or gives it back. */
async function settle(limit: Limit, counted: Counted, { status, write }: Outcome): Promise<void> {
  if (limit.counts === 'all' || limit.counts === 'here') return
  // A 409 tells a guesser nothing; where refusals are counted it counts, because it leaves a used key behind.
  const refused = status >= 400 && status < 500 && (status !== 409 || limit.counts === 'refused')
  if (refused) {
    if (limit.counts === 'refused') await write(1)
    return
  }
  counted.here -= 1
  if (limit.counts === 'guess') await write(-1)
}

function remember(remembered: Map<string, Counted>, name: string, windowStartAt: number): Counted {
  const known = remembered.get(name)
  if (known?.windowStartAt === windowStartAt) return known
  if (remembered.size >= rememberedMax) forgetOver(remembered, windowStartAt)
  const fresh = { windowStartAt, here: 0, everywhere: 0, alarmed: false }
  remembered.set(name, fresh)
  return fresh
}

/** Windows that began before this one are over, or are counted again from the shared table. */
function forgetOver(remembered: Map<string, Counted>, windowStartAt: number): void {
  for (const [name, { windowStartAt: begun }] of remembered)
    if (begun < windowStartAt) remembered.delete(name)
  if (remembered.size >= rememberedMax) remembered.clear()
}

async function subjectOf(
  c: Context<Env>,
  { by, field }: Limit,
  trustedProxy: boolean,
): Promise<string | undefined> {
  if (by === 'everybody') return 'everybody'
  const wallet = by === 'wallet' ? c.get('actor')?.wallet?.walletId : undefined
  const caller = wallet ?? clientOf(c, trustedProxy, by === 'neighbourhood' ? 'neighbourhood' : 'connection')
  if (field === undefined) return caller
  const guessedFor = await textIn(c, field)
  return guessedFor === undefined ? undefined : `${caller} ${guessedFor}`
}

/** A text field of the body, in one spelling; undefined where there is none. */
async function textIn(c: Context<Env>, field: string): Promise<string | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined
  const value = (body as Record<string, unknown>)[field]
  return typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase().slice(0, 200) : undefined
}

function tooMany(c: Context<Env>, seconds: number): Response {
  const refused = problem(c, { status: 429, code: 'too_many_requests', facts: { seconds } })
  refused.headers.set('retry-after', String(seconds))
  return refused
}

/** HMAC-SHA-256 of a subject, 16 bytes in hex: counts can be added up and nobody can be read back. */
function keyedHash(secret: string): (subject: string) => Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  let key: Promise<CryptoKey> | undefined
  return async (subject) => {
    key ??= crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const signed = await crypto.subtle.sign('HMAC', await key, bytes(subject))
    return toHex(new Uint8Array(signed).subarray(0, 16))
  }
}
