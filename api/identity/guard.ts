import type { Context, MiddlewareHandler, Next } from 'hono'
import type { Env } from '../platform/http/env.ts'
import type { Actor, Guard, TillActor } from '../platform/http/guard.ts'
import { readCookie } from '../platform/http/cookies.ts'
import { problem } from '../platform/http/problem.ts'
import type { Limiter } from '../platform/http/rate-limit.ts'
import {
  asksForPerson,
  asksForTill,
  asksForWallet,
  isPublic,
  reachOf,
  type HeldRole,
  type Operation,
} from './authorisation.ts'
import { limits } from './limits.ts'
import { actingFor, statusOfTownRefusal, type TownRefusal } from './acting-for.ts'
import { recordOfOffice } from './staff-record.ts'
import { isOfOffice } from './staff-part.ts'
import { readTown, townCookie } from './town-cookie.ts'
import type {
  ActPort,
  MembershipPort,
  SecondmentPort,
  SessionPort,
  SignedIn,
  TillPort,
  WalletPort,
} from './ports.ts'

export type GuardParts = {
  readonly wallets: WalletPort
  readonly sessions: SessionPort
  readonly memberships: MembershipPort
  /** Where every command of the office is written down. */
  readonly acts: ActPort
  /** The towns that officers were lent to. */
  readonly secondments: SecondmentPort
  /** Name of the cookie that holds a wallet's credential. */
  readonly walletCookie: string
  /** The tills of shops, and the name of the cookie that makes a browser one. */
  readonly tills: TillPort
  readonly tillCookie: string
  /** Holds the limits of `limits.ts`. */
  readonly limiter: Limiter
  /** Beginning of the names of the sign-in library's cookies: without one, nobody is looked up. */
  readonly sessionCookie: string
}

/** A guard that knows every operation of the table. */
export type HubGuard = Guard<Operation>

/**
 * Lets a request through when the table gives one of the actor's roles the operation, and says what it may reach.
 * Only those are looked up who can change the answer: a payment asks for the wallet and never for a person.
 */
export function createGuard(parts: GuardParts): HubGuard {
  return (operation) => {
    // Limits stand behind the look-up, which tells whose wallet it is, and before anything that is done.
    const recorded = isOfOffice(operation) ? [recordOfOffice(parts.acts, operation)] : []
    const limiters = (limits[operation] ?? []).map(parts.limiter)
    const steps = [letThrough(parts, operation), ...limiters, ...recorded]
    return (c, next) => inTurn(steps, c, next)
  }
}

/** Runs middlewares one inside the other, as the router would. */
function inTurn(
  [first, ...rest]: readonly MiddlewareHandler<Env>[],
  c: Context<Env>,
  next: Next,
): Promise<Response | void> {
  return first === undefined ? next() : first(c, async () => await innerAnswer(rest, c, next))
}

/** An answer of an inner step becomes the answer of the request, as the router does with what a middleware returns. */
async function innerAnswer(
  steps: readonly MiddlewareHandler<Env>[],
  c: Context<Env>,
  next: Next,
): Promise<void> {
  const answer = await inTurn(steps, c, next)
  if (answer instanceof Response && !c.finalized) c.res = answer
}

function letThrough(parts: GuardParts, operation: Operation): MiddlewareHandler<Env> {
  const look = lookFor(parts, operation)
  return async (c, next) => {
    const { actor, isKnown, cookies, wrongTown } = await look(c)
    if (wrongTown !== undefined)
      return problem(c, { status: statusOfTownRefusal[wrongTown], code: wrongTown, words: 'secondments' })
    if (actor === undefined) return refused(c, isKnown)
    c.set('actor', actor)
    c.set('actorNow', async () => (await look(c)).actor)
    await next()
    for (const line of cookies) c.header('set-cookie', line, { append: true })
    return undefined
  }
}

/** Looks up who asks and what they may reach; no actor where that is nothing. */
function lookFor(parts: GuardParts, operation: Operation) {
  const needsWallet = asksForWallet(operation)
  const needsPerson = asksForPerson(operation)
  const needsTill = asksForTill(operation) && !isPublic(operation)
  return async (c: Context<Env>) => {
    const wallet = needsWallet ? await walletOf(parts, c) : undefined
    const till = needsTill ? await tillOf(parts, c) : undefined
    // Whoever stands at a till does its acts as its clerk, also where somebody's session was left in the browser.
    const person = needsPerson && till === undefined ? await personOf(parts, c) : undefined
    const held = await heldBy(parts, operation, wallet?.walletId, person)
    const isKnown = wallet !== undefined || person !== undefined || till !== undefined
    const cookies = person?.cookies ?? []
    const acting = await actingNow(parts, { operation, isCommand: isCommand(c), held }, person, c)
    if (!acting.ok) return { actor: undefined, isKnown, cookies, wrongTown: acting.error.code }
    const { part, held: parted } = acting.value
    const scopes = reachOf(operation, till === undefined ? parted : [...parted, ...heldAt(till)])
    const named = person === undefined ? {} : { person: namedOf(person) }
    const actor: Actor | undefined =
      scopes === 'nothing'
        ? undefined
        : {
            ...(wallet === undefined ? {} : { wallet }),
            ...named,
            ...(till === undefined ? {} : { till }),
            ...(part === undefined ? {} : { part }),
            scopes,
          }
    return { actor, isKnown, cookies, wrongTown: undefined as TownRefusal | undefined }
  }
}

const isCommand = (c: Context<Env>): boolean => c.req.method !== 'GET' && c.req.method !== 'HEAD'

/** For which town an officer asks: looked up only where one was chosen in this browser. */
async function actingNow(
  { secondments }: GuardParts,
  asking: Parameters<typeof actingFor>[0],
  person: SignedIn | undefined,
  c: Context<Env>,
) {
  if (person === undefined) return actingFor(asking, undefined, [])
  const chosen = readTown(readCookie(c.req.header('cookie'), townCookie), person.userId)
  return actingFor(asking, chosen, chosen === undefined ? [] : await secondments.of(person.userId))
}

const walletOf = async ({ wallets, walletCookie }: GuardParts, c: Context<Env>) => {
  const cookie = readCookie(c.req.header('cookie'), walletCookie)
  return cookie === undefined ? undefined : wallets.recognise(cookie)
}

const tillOf = async ({ tills, tillCookie }: GuardParts, c: Context<Env>) => {
  const cookie = readCookie(c.req.header('cookie'), tillCookie)
  return cookie === undefined ? undefined : tills.recognise(cookie)
}

/** What a till is, and what the clerk who stands at it may do. */
function heldAt({ merchantId: scope, clerk }: TillActor): readonly HeldRole[] {
  const held: HeldRole[] = [{ role: 'till', scope }]
  if (clerk?.mayTake === true) held.push({ role: 'till_taker', scope })
  if (clerk !== undefined && clerk.refundYenMax > 0) held.push({ role: 'till_refunder', scope })
  if (clerk?.maySeeTakings === true) held.push({ role: 'till_viewer', scope })
  return held
}

const namedOf = ({ userId, name, sessionId }: SignedIn) => ({ userId, name, sessionId })

const personOf = async ({ sessions, sessionCookie }: GuardParts, c: Context<Env>) =>
  c.req.header('cookie')?.includes(sessionCookie) === true ? sessions.read(c.req.raw.headers) : undefined

async function heldBy(
  { memberships }: GuardParts,
  operation: Operation,
  walletId: string | undefined,
  person: SignedIn | undefined,
): Promise<readonly HeldRole[]> {
  const held: HeldRole[] = [{ role: 'nobody', scope: '' }]
  if (walletId !== undefined) held.push({ role: 'visitor', scope: walletId })
  if (person === undefined) return held
  held.push({ role: 'person', scope: person.userId })
  // What everybody may do needs no reading of parts.
  return isPublic(operation) ? held : [...held, ...(await memberships.rolesOf(person.userId))]
}

function refused(c: Context<Env>, isKnown: boolean): Response {
  return isKnown
    ? problem(c, { status: 403, code: 'not_allowed' })
    : problem(c, { status: 401, code: 'not_signed_in' })
}
