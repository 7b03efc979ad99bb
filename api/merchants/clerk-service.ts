import type { Clock } from '../platform/clock.ts'
import { assert } from '../platform/assert.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import {
  checkPin,
  checkRights,
  checkTillName,
  dutyMs,
  isLocked,
  wrongTriesMax,
  type Clerk,
  type ClerkRights,
} from './clerk.ts'
import type { ClerkRefusal } from './clerk-errors.ts'
import type { ClerkStore, PinHash, Till, TillChangeSaid } from './clerk-ports.ts'
import { newTillSecret, printTillCredential, readTillCredential } from './till-cookie.ts'

export type ClerkParts = {
  readonly store: ClerkStore
  readonly pins: PinHash
  readonly clock: Clock
  readonly ids: Ids
}

type Refused<T> = Promise<Result<T, ClerkRefusal>>

/** Who changes something at a shop, and why where it is not the owner. */
export type ChangedBy = {
  readonly merchantId: string
  readonly userId: string
  readonly reason?: string | undefined
}

export type ClerkGiven = ClerkRights & { readonly name: string }

/** A shop's clerks and tills: who they are, what they may do, how they come and go. */
export function clerkService(parts: ClerkParts) {
  const { store, clock } = parts
  return {
    /** Adds a clerk; sent again with the same key, answers the same. Refuses what `clerk.ts` checks, or key_used. */
    add: (given: ClerkGiven & { readonly pin: string }, by: ChangedBy, key: string) =>
      add(parts, given, by, key),

    /** Changes what a clerk may do, from this moment on. Refuses clerk_not_found, clerk_has_ended, what `clerk.ts` checks. */
    change: (clerkId: string, given: ClerkGiven, by: ChangedBy) => change(parts, clerkId, given, by),

    /** A new PIN: lifts the lock, and whoever stood at a till with the old one gives the new one. Refuses as `change` does. */
    newPin: (clerkId: string, pin: string, by: ChangedBy) => newPin(parts, clerkId, pin, by),

    /** The clerk does nothing more, at no till, from this moment on; doing it twice does nothing. Refuses clerk_not_found. */
    end: async (clerkId: string, by: ChangedBy): Refused<undefined> => {
      const clerk = await store.findClerk(clerkId)
      if (clerk?.merchantId !== by.merchantId) return refuse({ code: 'clerk_not_found' })
      if (clerk.endedAt !== null) return ok(undefined)
      await mustStore(parts, [
        store.endClerkWrite(clerkId, clock.now()),
        store.changeWrite(said(parts, 'clerk.end', clerk, by)),
      ])
      return ok(undefined)
    },

    /** Makes the asking browser a till: the value of its cookie. Refuses what `clerk.ts` checks, key_used. */
    addTill: (name: string, by: ChangedBy, key: string) => addTill(parts, name, by, key),

    /** The device opens nothing more from this moment on; doing it twice does nothing. Refuses till_not_found. */
    endTill: async (deviceId: string, by: ChangedBy): Refused<undefined> => {
      const till = await store.findTill(deviceId)
      if (till?.merchantId !== by.merchantId) return refuse({ code: 'till_not_found' })
      if (till.endedAt !== null) return ok(undefined)
      await mustStore(parts, [
        store.endTillWrite(deviceId, clock.now()),
        store.changeWrite(said(parts, 'till.end', till, by)),
      ])
      return ok(undefined)
    },

    /** The till behind a cookie's value, and who stands at it: one indexed read. */
    recognise: async (cookie: string | undefined): Promise<Till | undefined> => {
      const credential = readTillCredential(cookie)
      if (credential === null) return undefined
      return store.recognise(credential.deviceId, sha256Hex(credential.secret), clock.now())
    },

    /** A clerk comes to a till with the PIN. Refuses clerk_not_found, clerk_has_ended, pin_locked, pin_wrong. */
    enter: (till: Till, clerkId: string, pin: string) => enter(parts, till, clerkId, pin),
    leave: (till: Till) => mustStore(parts, [store.leaveWrite(till.deviceId)]),

    clerks: store.clerks,
    tills: (merchantId: string) => store.tills(merchantId, clock.now()),
    acts: store.acts,
    changes: (merchantId: string) => store.changes(merchantId, 50),
  }
}

export type Clerks = ReturnType<typeof clerkService>

async function mustStore({ store }: ClerkParts, writes: readonly object[]): Promise<void> {
  assert(
    (await store.commit(writes)) === 'stored',
    'a change of a clerk or till that is there races with nobody',
  )
}

const said = (
  { ids, clock }: ClerkParts,
  operation: TillChangeSaid['operation'],
  { id, name }: { readonly id: string; readonly name: string },
  { merchantId, userId, reason }: ChangedBy,
): TillChangeSaid => ({
  id: ids.next(),
  operation,
  merchantId,
  userId,
  details: { id, name, ...(reason === undefined ? {} : { reason }) },
  at: clock.now(),
})

/** The same key names the same clerk, or the same till. */
const idOfKey = (what: string, key: string): string => sha256Hex(`${what} ${key}`).slice(0, 32)

async function add(
  parts: ClerkParts,
  given: ClerkGiven & { readonly pin: string },
  by: ChangedBy,
  key: string,
): Refused<{ clerkId: string }> {
  const { store, pins, clock } = parts
  const [name, pin, rights] = [checkTillName(given.name), checkPin(given.pin), checkRights(given)]
  if (!name.ok) return name
  if (!pin.ok) return pin
  if (!rights.ok) return rights
  const id = idOfKey('clerk', `${by.merchantId} ${key}`)
  const row = {
    ...rightsOf(given),
    id,
    name: name.value,
    merchantId: by.merchantId,
    pinHash: await pins.hash(id, pin.value),
    createdAt: clock.now(),
  }
  const change = said(parts, 'clerk.add', row, by)
  const stored = await store.commit([
    store.addClerkWrite(row),
    store.changeWrite({ ...change, details: { ...change.details, ...rightsOf(given) } }),
  ])
  if (stored === 'stored') return ok({ clerkId: id })
  return sentAgain(parts, row, pin.value)
}

/** The same clerk sent again: with another PIN or other rights it is another one, and who sent it must not take it for stored. */
async function sentAgain(
  { store, pins }: ClerkParts,
  sent: ClerkGiven & { readonly id: string },
  pin: string,
): Refused<{ clerkId: string }> {
  const before = await store.findClerk(sent.id)
  const field = before === undefined ? 'name' : differenceOf(sent, before)
  if (field !== undefined) return refuse({ code: 'key_used', field })
  return (await pins.matches(sent.id, pin, before!.pinHash))
    ? ok({ clerkId: sent.id })
    : refuse({ code: 'key_used', field: 'pin' })
}

const differenceOf = (sent: ClerkGiven, before: ClerkGiven): string | undefined =>
  (['name', 'mayTake', 'maySeeTakings', 'refundYenMax', 'refundDayYenMax'] as const).find(
    (field) => sent[field] !== before[field],
  )

const rightsOf = ({ mayTake, maySeeTakings, refundYenMax, refundDayYenMax }: ClerkRights): ClerkRights => ({
  mayTake,
  maySeeTakings,
  refundYenMax,
  refundDayYenMax,
})

/** The shop's clerk who has not ended. */
async function inUse({ store }: ClerkParts, clerkId: string, merchantId: string) {
  const clerk = await store.findClerk(clerkId)
  if (clerk?.merchantId !== merchantId) return refuse({ code: 'clerk_not_found' } as const)
  return clerk.endedAt === null ? ok(clerk) : refuse({ code: 'clerk_has_ended' } as const)
}

async function change(
  parts: ClerkParts,
  clerkId: string,
  given: ClerkGiven,
  by: ChangedBy,
): Refused<undefined> {
  const { store } = parts
  const [name, rights] = [checkTillName(given.name), checkRights(given)]
  if (!name.ok) return name
  if (!rights.ok) return rights
  const clerk = await inUse(parts, clerkId, by.merchantId)
  if (!clerk.ok) return clerk
  const row = { ...rightsOf(given), id: clerkId, name: name.value }
  const now = said(parts, 'clerk.change', row, by)
  await mustStore(parts, [
    store.changeClerkWrite(row),
    store.changeWrite({ ...now, details: { ...now.details, ...rightsOf(given) } }),
  ])
  return ok(undefined)
}

async function newPin(parts: ClerkParts, clerkId: string, given: string, by: ChangedBy): Refused<undefined> {
  const pin = checkPin(given)
  if (!pin.ok) return pin
  const clerk = await inUse(parts, clerkId, by.merchantId)
  if (!clerk.ok) return clerk
  await mustStore(parts, [
    ...parts.store.pinWrites(clerkId, await parts.pins.hash(clerkId, pin.value)),
    parts.store.changeWrite(said(parts, 'clerk.pin', clerk.value, by)),
  ])
  return ok(undefined)
}

async function addTill(
  parts: ClerkParts,
  given: string,
  by: ChangedBy,
  key: string,
): Refused<{ deviceId: string; credential: string }> {
  const { store, clock } = parts
  const name = checkTillName(given)
  if (!name.ok) return name
  const id = idOfKey('till', `${by.merchantId} ${key}`)
  const secret = newTillSecret()
  const answer = ok({ deviceId: id, credential: printTillCredential({ deviceId: id, secret }) })
  const till = { id, merchantId: by.merchantId, name: name.value, createdAt: clock.now() }
  const secretHash = sha256Hex(secret)
  const stored = await store.commit([
    store.addTillWrite({ ...till, secretHash }),
    store.changeWrite(said(parts, 'till.add', till, by)),
  ])
  if (stored === 'stored') return answer
  // Sent again: the answer with the first secret did not arrive, or the form was sent twice. The last one holds.
  const before = await store.findTill(id)
  if (before?.name !== till.name || before.endedAt !== null)
    return refuse({ code: 'key_used', field: 'name' })
  await mustStore(parts, [store.secretWrite(id, secretHash)])
  return answer
}

async function enter(
  parts: ClerkParts,
  till: Till,
  clerkId: string,
  pin: string,
): Refused<{ name: string; dutyUntil: number }> {
  const { store, pins, clock } = parts
  const found = await inUse(parts, clerkId, till.merchantId)
  if (!found.ok) return found
  const clerk: Clerk & { readonly pinHash: string } = found.value
  if (isLocked(clerk)) return refuse({ code: 'pin_locked', field: 'pin' })
  // Counted before it is looked at: of many at once, at several processes, no more are looked at than may be.
  if ((await store.commit([store.tryWrite(clerkId)])) !== 'stored')
    return refuse({ code: 'pin_locked', field: 'pin' })
  if (!(await pins.matches(clerkId, pin.normalize('NFKC').trim(), clerk.pinHash))) {
    const tries = (await store.findClerk(clerkId))?.wrongTries ?? wrongTriesMax
    return tries >= wrongTriesMax
      ? refuse({ code: 'pin_locked', field: 'pin' })
      : refuse({ code: 'pin_wrong', field: 'pin', triesLeft: wrongTriesMax - tries })
  }
  const dutyUntil = clock.now() + dutyMs
  await mustStore(
    parts,
    store.enterWrites({ clerkId, pinHash: clerk.pinHash, deviceId: till.deviceId, until: dutyUntil }),
  )
  return ok({ name: clerk.name, dutyUntil })
}
