import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { ok, refuse, type Result } from '../platform/result.ts'
import { documentBytesMost, type FetchFault } from './partner-import.ts'
import type { FetchedDocument, PartnerReader } from './partner-ports.ts'

/** Asks for the addresses of a name. */
type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, found?: readonly LookupAddress[]) => void,
) => void

export type ReaderSettings = {
  /** `http://127.0.0.1:4000`: origins that are let in although they speak no TLS or are not public; for a stand-in. */
  readonly plainOrigins: readonly string[]
  /** Said to each server, so that its people know whom to ask. */
  readonly agent: string
  readonly headMs?: number
  readonly wholeMs?: number
  readonly bytesMost?: number
  /** The machine's own resolver where it is left out. */
  readonly resolve?: Resolve
}

const redirectsMost = 5
/** Where a busy server does not say for how long. */
const waitMsUsual = 30_000

/** What no document of a partner is fetched from: this machine, private networks, carriers' and providers' own, and what is reserved. */
const notPublic = new BlockList()
for (const subnet of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
  // prettier-ignore
  notPublic.addSubnet(subnet.split('/')[0]!, Number(subnet.split('/')[1]), 'ipv4')
// Of IPv6 only what is given out to the public; and not what carries an address of IPv4 within it.
for (const subnet of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
  notPublic.addSubnet(subnet.split('/')[0]!, Number(subnet.split('/')[1]), 'ipv6')
const publicSix = new BlockList()
publicSix.addSubnet('2000::', 3, 'ipv6')

/** Whether a number of a network leads to the public one. */
export function isPublicNumber(number: string): boolean {
  const family = isIP(number)
  if (family === 4) return !notPublic.check(number, 'ipv4')
  return family === 6 && publicSix.check(number, 'ipv6') && !notPublic.check(number, 'ipv6')
}

class NotPublic extends Error {}

/**
 * Fetches documents over HTTPS. Each connection goes to an address that was looked at, and to no other: the name is asked
 * for once, and who answers something else the second time is not asked again. One request at a time for each host.
 */
export function httpsReader(settings: ReaderSettings): PartnerReader {
  const turns = new Map<string, Promise<unknown>>()
  return async (address) => {
    let at = address
    for (let redirects = 0; redirects <= redirectsMost; redirects += 1) {
      const checked = checkedAddress(at, settings)
      if (!checked.ok) return checked
      const came = await inTurn(turns, checked.value.host, () => fetchOnce(checked.value, settings))
      if (!('location' in came)) return came
      at = came.location
    }
    return refuse({ code: 'redirected_too_often', most: redirectsMost })
  }
}

/** Lets nobody in before those who asked the same host earlier are through. */
function inTurn<T>(turns: Map<string, Promise<unknown>>, host: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(host) ?? Promise.resolve()).then(work, work)
  turns.set(host, mine)
  void mine.finally(() => turns.get(host) === mine && turns.delete(host)).catch(() => undefined)
  return mine
}

function checkedAddress(address: string, { plainOrigins }: ReaderSettings): Result<URL, FetchFault> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.username !== '' || url.password !== '')
    return refuse({ code: 'address_malformed' })
  if (plainOrigins.includes(url.origin)) return ok(url)
  if (url.protocol !== 'https:') return refuse({ code: 'address_not_https' })
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A number is connected to without being looked up.
  return isIP(host) !== 0 && !isPublicNumber(host) ? refuse({ code: 'address_not_public' }) : ok(url)
}

const systemResolve: Resolve = (host, done) => lookUp(host, { all: true }, done)

/** Gives the connection the addresses of a name only where every one of them is public. */
const publicLookup =
  ({ resolve = systemResolve }: ReaderSettings): LookupFunction =>
  (host, options, done) =>
    resolve(host, (error, found = []) => {
      if (error !== null) return done(error, '', 4)
      if (found.length === 0 || !found.every((one) => isPublicNumber(one.address)))
        return done(new NotPublic(host), '', 4)
      if (options.all === true) return done(null, [...found])
      return done(null, found[0]!.address, found[0]!.family)
    })

type Came = Result<FetchedDocument, FetchFault> | { readonly location: string }

const mediaTypes = /^application\/(ld\+)?json\b|^text\/(plain|json)\b/i

/** One request, from its connection to the last byte, within its time and size. */
function fetchOnce(url: URL, settings: ReaderSettings): Promise<Came> {
  const { headMs = 10_000, wholeMs = 30_000, bytesMost = documentBytesMost, plainOrigins, agent } = settings
  const isPlain = plainOrigins.includes(url.origin)
  return new Promise((settle) => {
    const request = (url.protocol === 'http:' ? plainRequest : secureRequest)(url, {
      // Of its own: no connection is kept, none is shared, and none comes from a proxy that the machine has set.
      agent: false,
      ...(isPlain ? {} : { lookup: publicLookup(settings) }),
      headers: {
        accept: 'application/ld+json;q=1, application/json;q=0.9',
        'accept-encoding': 'gzip, deflate, br',
        'user-agent': agent,
      },
    })
    const timers: NodeJS.Timeout[] = []
    const end = (came: Came): void => {
      timers.forEach(clearTimeout)
      settle(came)
      request.destroy()
    }
    const tooSlow = (mostMs: number) => setTimeout(() => end(refuse({ code: 'too_slow', mostMs })), mostMs)
    const head = tooSlow(headMs)
    timers.push(head, tooSlow(wholeMs))
    request.on('error', (error: NodeJS.ErrnoException) => end(refuse(faultOf(error))))
    request.on('response', (response) => {
      clearTimeout(head)
      const early = withoutBody(response, url)
      if (early !== undefined) return end(early)
      readBody(response, bytesMost, (body) =>
        end(body.ok ? ok({ text: body.value, address: url.href }) : body),
      )
    })
    request.end()
  })
}

function faultOf(error: NodeJS.ErrnoException): FetchFault {
  if (error instanceof NotPublic) return { code: 'address_not_public' }
  return { code: error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'host_unknown' : 'unreachable' }
}

/** An answer that is decided by its head; undefined where its body is to be read. */
function withoutBody({ statusCode = 0, headers }: IncomingMessage, url: URL): Came | undefined {
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return URL.canParse(headers.location, url.href)
      ? { location: new URL(headers.location, url.href).href }
      : refuse({ code: 'address_malformed' })
  if (statusCode === 404 || statusCode === 410) return refuse({ code: 'gone', status: statusCode })
  if (statusCode === 429 || statusCode === 503)
    return refuse({ code: 'busy', waitMs: waitMsOf(headers['retry-after'], headers.date) })
  if (statusCode !== 200) return refuse({ code: 'answered', status: statusCode })
  const type = headers['content-type'] ?? ''
  return mediaTypes.test(type) ? undefined : refuse({ code: 'type_wrong', type: type.slice(0, 80) })
}

/** Seconds, or a moment, which is reckoned from the server's own clock. */
function waitMsOf(said: string | undefined, date: string | undefined): number {
  if (said === undefined) return waitMsUsual
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000
  const waitMs = Date.parse(said) - Date.parse(date ?? '')
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : waitMsUsual
}

const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

const isUnpacked = (encoding: string): encoding is keyof typeof unpackers =>
  Object.hasOwn(unpackers, encoding)

/** Reads a body to its end; counted as it is unpacked, so that a small one that grows is let go in time. */
function readBody(
  response: IncomingMessage,
  bytesMost: number,
  done: (body: Result<string, FetchFault>) => void,
): void {
  const tooLarge = refuse({ code: 'too_large' as const, bytesMost })
  if (Number(response.headers['content-length'] ?? 0) > bytesMost) return done(tooLarge)
  const encoding = (response.headers['content-encoding'] ?? 'identity').toLowerCase()
  const unpacked = isUnpacked(encoding)
    ? pipeline(response, unpackers[encoding](), () => undefined)
    : response
  const pieces: Buffer[] = []
  let bytes = 0
  unpacked.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes <= bytesMost) return void pieces.push(piece)
    done(tooLarge)
    unpacked.destroy()
  })
  unpacked.on('error', () => done(refuse({ code: 'unreachable' })))
  response.on('aborted', () => done(refuse({ code: 'unreachable' })))
  unpacked.on('end', () => done(ok(Buffer.concat(pieces).toString('utf8'))))
}
