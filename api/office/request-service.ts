import type { Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import { checkDecision, isSaidAgain, payloadText, type Shown, type StaffRequest } from './four-eyes.ts'
import type { RequestStore, Write } from './ports.ts'

/** What one kind of request is: how it is checked before it waits, and what happens when it is let go. */
export type RequestKind<Asked extends object> = {
  /** Stands in ids and payloads, so that no request is taken for one of another kind. */
  readonly name: string
  readonly fields: readonly (keyof Asked & string)[]
  /** How long a request may wait, milliseconds. */
  readonly validMs: number
  readonly check: (asked: Asked) => Promise<Result<null, OfficeRefusal>>
  /** Does it once, storing what is `alongside` in the same list; the request's id is the key. */
  readonly carryOut: (
    request: Shown<StaffRequest<Asked>>,
    alongside: () => readonly Write[],
    decidedBy: string,
  ) => Promise<Result<unknown, OfficeRefusal>>
}

export type RequestParts<Asked extends object> = {
  readonly kind: RequestKind<Asked>
  readonly store: RequestStore<Asked>
  readonly clock: Clock
}

export type Decided = {
  readonly id: string
  readonly decidedBy: string
  readonly payloadHash: string
  readonly reason: string
}

type Refused<T> = Promise<Result<T, OfficeRefusal>>

const isDecided: Result<never, OfficeRefusal> = refuse({ code: 'request_decided' })

/** Requests of one kind, with four eyes. */
export function requestService<Asked extends object>(parts: RequestParts<Asked>) {
  const { kind, store, clock } = parts
  type Request = Shown<StaffRequest<Asked>>

  const shown = async (request: StaffRequest<Asked>): Promise<Request> => ({
    ...request,
    payloadHash: sha256Hex(payloadText(kind.name, request)),
  })
  const find = async (id: string): Promise<Request | undefined> => {
    const request = await store.find(id)
    return request && shown(request)
  }
  const reread = async (id: string): Refused<Request> => {
    const request = await find(id)
    return request === undefined ? refuse({ code: 'request_not_found' }) : ok(request)
  }
  /** The request that a key names, when it asks for just this. */
  const asIt = (request: Request, asked: Asked): Result<Request, OfficeRefusal> => {
    const field = kind.fields.find((one) => !isSame(request[one], asked[one]))
    return field === undefined ? ok(request) : refuse({ code: 'key_used', field })
  }
  /** The request as decided, where a decision is said once more by whoever did not hear the answer. */
  const saidBefore = async (said: Decided & { readonly approved: boolean }) => {
    const request = await find(said.id)
    return request !== undefined && isSaidAgain(request, said) ? request : undefined
  }
  const decidable = async (decided: Decided, at: number) =>
    checkDecision(await find(decided.id), { ...decided, at })
  /** A refusal, but where this very decision was stored a moment before: by a button that was pressed twice. */
  const orSaidBefore = async (
    said: Decided & { readonly approved: boolean },
    refused: Result<never, OfficeRefusal>,
  ): Refused<Request> => {
    const request = await saidBefore(said)
    return request === undefined ? refused : ok(request)
  }

  return {
    /** Asks; the same key again is the same request, also when it was decided since. Refuses what the kind's check names, or key_used. */
    ask: async (
      asked: Asked,
      by: { readonly requestedBy: string; readonly key: string },
    ): Refused<Request> => {
      const id = sha256Hex(`${kind.name}\n${by.requestedBy}\n${by.key}`).slice(0, 32)
      // What was let go since could not be asked for anew: who did not hear the answer is told of what they asked.
      const before = await find(id)
      if (before !== undefined) return asIt(before, asked)
      const checked = await kind.check(asked)
      if (!checked.ok) {
        const meanwhile = await find(id)
        return meanwhile === undefined ? checked : asIt(meanwhile, asked)
      }
      const at = clock.now()
      // A key that is taken is a repetition: what stands there decides.
      await store.commit([
        store.requestWrite(asked, {
          id,
          requestedBy: by.requestedBy,
          requestedAt: at,
          expiresAt: at + kind.validMs,
        }),
      ])
      const request = await reread(id)
      return request.ok ? asIt(request.value, asked) : request
    },

    /**
     * Does what was asked for, once; the same decision of the same person again is the same answer. Refuses what
     * `checkDecision` names.
     */
    approve: async (decided: Decided): Refused<Request> => {
      const said = { ...decided, approved: true }
      const before = await saidBefore(said)
      if (before !== undefined) return ok(before)
      // One instant for what is allowed and for what is stored: nothing ends in between.
      const at = clock.now()
      const waiting = await decidable(decided, at)
      if (!waiting.ok) return orSaidBefore(said, waiting)
      const done = await store.decidingOnce(() =>
        kind.carryOut(
          waiting.value,
          () => [store.decisionWrite({ ...decided, approved: true, at })],
          decided.decidedBy,
        ),
      )
      if (done === 'decided') return orSaidBefore(said, isDecided)
      // The same press a moment before may be why it cannot be done any more.
      if (!done.ok) return orSaidBefore(said, done)
      const request = await reread(decided.id)
      // Two at once: the ledger answers both alike, and one of them decided.
      const isOwn = request.ok && request.value.decision?.decidedBy === decided.decidedBy
      return isOwn ? request : refuse({ code: 'request_decided' })
    },

    /** Refuses what `checkDecision` names, or reason_missing. */
    refuse: async (decided: Decided): Refused<Request> => {
      const said = { ...decided, approved: false }
      const before = await saidBefore(said)
      if (before !== undefined) return ok(before)
      const at = clock.now()
      const request = await decidable(decided, at)
      if (!request.ok) return orSaidBefore(said, request)
      if (decided.reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
      const stored = await store.commit([store.decisionWrite({ ...decided, approved: false, at })])
      return stored === 'stored' ? reread(decided.id) : orSaidBefore(said, isDecided)
    },

    /** All that wait, however many, and the newest of the others; newest first. */
    requests: async (newestMost: number): Promise<readonly Request[]> => {
      const waitingAfter = clock.now() - kind.validMs
      return Promise.all((await store.requests({ waitingAfter, newestMost })).map(shown))
    },
    find,
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export type Requests<Asked extends object> = ReturnType<typeof requestService<Asked>>
