import type { Clock } from '../platform/clock.ts'
import { toHex } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import {
  checkIssueDecision,
  checkRequest,
  isSaidAgain,
  type IssueRequest,
  type IssueSettings,
} from './issue-request.ts'
import type { IssueLedger, IssueStore, Pot } from './ports.ts'

export type IssueParts = {
  readonly store: IssueStore
  readonly pots: () => Promise<readonly Pot[]>
  readonly ledger: IssueLedger
  readonly clock: Clock
  readonly settings: IssueSettings
}

type Refused<T> = Promise<Result<T, OfficeRefusal>>

export type AskedIssue = {
  readonly key: string
  readonly potId: string
  readonly amountYen: number
  readonly reason: string
  readonly requestedBy: string
}

export type DecidedIssue = { readonly id: string; readonly decidedBy: string; readonly reason: string }

/** Money for the pots, with four eyes. */
export function issueService(parts: IssueParts) {
  const { store } = parts
  return {
    /** Asks for money; the same key again is the same request. Refuses what `checkRequest` names, or key_used. */
    ask: (asked: AskedIssue) => ask(parts, asked),

    /**
     * Issues what was asked for, once; the same decision of the same person again is the same answer. Refuses what
     * `checkIssueDecision` names.
     */
    approve: async (decided: DecidedIssue) =>
      (await saidBefore(parts, { ...decided, approved: true })) ?? approve(parts, decided),

    refuse: async (decided: DecidedIssue): Refused<IssueRequest> => {
      const before = await saidBefore(parts, { ...decided, approved: false })
      if (before !== undefined) return before
      const request = await decidable(parts, decided)
      if (!request.ok) return request
      if (decided.reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
      const stored = await store.commit([
        store.decisionWrite({ ...decided, approved: false, at: parts.clock.now() }),
      ])
      return stored === 'stored' ? reread(parts, decided.id) : refuse({ code: 'request_decided' })
    },

    /** Newest first. */
    requests: (limit: number) => store.requests(limit),
    find: (id: string) => store.find(id),
  }
}

export type Issues = ReturnType<typeof issueService>

async function ask(parts: IssueParts, asked: AskedIssue): Refused<IssueRequest> {
  const { store, clock, settings } = parts
  const pot = (await parts.pots()).find((one) => one.id === asked.potId)
  const checked = checkRequest(asked, pot, settings)
  if (!checked.ok) return checked
  const id = await idOfKey(asked)
  const { potId, amountYen, reason, requestedBy } = asked
  // A key that is taken is a repetition: what stands there decides.
  await store.commit([
    store.requestWrite({ id, potId, amountYen, reason, requestedBy, requestedAt: clock.now() }),
  ])
  const request = await reread(parts, id)
  if (!request.ok) return request
  const field = (['potId', 'amountYen', 'reason'] as const).find((one) => request.value[one] !== asked[one])
  return field === undefined ? request : refuse({ code: 'key_used', field })
}

async function idOfKey({ key, requestedBy }: AskedIssue): Promise<string> {
  const text = new TextEncoder().encode(`issue request\n${requestedBy}\n${key}`)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16))
}

/** The answer to a decision that is said once more, by whoever did not hear the first. */
async function saidBefore({ store }: IssueParts, said: DecidedIssue & { readonly approved: boolean }) {
  const request = await store.find(said.id)
  return request !== undefined && isSaidAgain(request, said) ? ok(request) : undefined
}

async function decidable({ store, clock, settings }: IssueParts, { id, decidedBy }: DecidedIssue) {
  return checkIssueDecision(await store.find(id), { decidedBy, at: clock.now() }, settings)
}

async function approve(parts: IssueParts, decided: DecidedIssue): Refused<IssueRequest> {
  const { store, ledger, clock } = parts
  const request = await decidable(parts, decided)
  if (!request.ok) return request
  const { id, potId, amountYen } = request.value
  const issued = await store.decidingOnce(() =>
    ledger.issue({
      key: { scope: 'office:issue', key: id },
      potId,
      amountYen,
      alongside: () => [store.decisionWrite({ ...decided, approved: true, at: clock.now() })],
    }),
  )
  if (issued === 'decided') return refuse({ code: 'request_decided' })
  return issued.ok ? reread(parts, id) : refuse({ code: 'issue_refused', ledgerCode: issued.error.code })
}

async function reread({ store }: IssueParts, id: string): Refused<IssueRequest> {
  const request = await store.find(id)
  return request === undefined ? refuse({ code: 'request_not_found' }) : ok(request)
}
