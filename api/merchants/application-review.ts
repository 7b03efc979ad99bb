import { ok, refuse, type Result } from '../platform/result.ts'
import type { MerchantRefusal } from './errors.ts'
import type { BankAccount, Merchant } from './merchant.ts'
import { isSameName } from './zengin-kana.ts'

/** What is looked into before a shop takes the region's money; the README says where each comes from. */
export const applicationChecks = [
  'shop_exists',
  'person_known',
  'holder_agrees',
  'goods_allowed',
  'no_gang_ties',
] as const
export type ApplicationCheck = (typeof applicationChecks)[number]

export const checkResults = ['agrees', 'differs', 'not_looked'] as const
type CheckResult = (typeof checkResults)[number]

/** What one officer found, each with how; only what was not looked into may go without. */
export type Checks = Readonly<
  Record<ApplicationCheck, { readonly result: CheckResult; readonly note: string }>
>

export const verdicts = ['accept', 'refuse'] as const
export type Verdict = (typeof verdicts)[number]

/** What one officer found out and would decide. */
export type Proposed = {
  readonly verdict: Verdict
  readonly checks: Checks
  /** The shop reads it once another lets it go. */
  readonly reason: string
}

/** One step on the way to a decision. Instants in epoch milliseconds. */
export type ReviewStep = {
  readonly doneBy: string
  /** Of who did it, as far as it is known. */
  readonly name?: string | null
  readonly reason: string
  readonly at: number
  /** The key that its sender made; it names this step for ever. */
  readonly key?: string | null
} & (
  | {
      readonly what: 'proposed'
      readonly verdict: Verdict
      readonly checks: Checks
      readonly payloadHash: string
      /** The last instant at which it can be let go. */
      readonly expiresAt: number
    }
  | { readonly what: 'approved'; readonly payloadHash: string }
  | { readonly what: 'returned' }
)

export type Proposal = Extract<ReviewStep, { what: 'proposed' }>

/** `late`: what was proposed can be let go no more. */
export type ReviewState = 'open' | 'waiting' | 'late' | 'returned' | 'decided'

/** How long a proposal waits for the second officer; own choice: a small town may have to ask another for help. */
export const proposalValidMs = 14 * 86_400_000

/** How far the deciding is. */
export function stateOfReview(steps: readonly ReviewStep[], now: number): ReviewState {
  const last = steps.at(-1)
  if (last === undefined) return 'open'
  if (last.what === 'approved') return 'decided'
  if (last.what === 'returned') return 'returned'
  return now > last.expiresAt ? 'late' : 'waiting'
}

/** The last thing that was proposed, if it still stands. */
export const proposalOf = (steps: readonly ReviewStep[]): Proposal | undefined => {
  const last = steps.at(-1)
  return last?.what === 'proposed' ? last : undefined
}

type Subject = {
  readonly shop: Pick<Merchant, 'status'>
  readonly steps: readonly ReviewStep[]
  /** Who works at the shop: nobody decides on their own. */
  readonly members: readonly string[]
  readonly now: number
}

/**
 * Whether this may be proposed now. Refuses, in order: already_decided, own_application, proposal_waits,
 * check_without_note, check_not_agreed, reason_missing.
 */
export function checkProposal(
  { verdict, checks, reason, doneBy }: Proposed & { readonly doneBy: string },
  { shop, steps, members, now }: Subject,
): Result<null, MerchantRefusal> {
  if (shop.status !== 'applied') return refuse({ code: 'already_decided' })
  if (members.includes(doneBy)) return refuse({ code: 'own_application' })
  if (stateOfReview(steps, now) === 'waiting') return refuse({ code: 'proposal_waits' })
  const silent = applicationChecks.find(
    (check) => checks[check].result !== 'not_looked' && checks[check].note.trim() === '',
  )
  if (silent !== undefined) return refuse({ code: 'check_without_note', field: `checks.${silent}.note` })
  const open = applicationChecks.find((check) => checks[check].result !== 'agrees')
  if (verdict === 'accept' && open !== undefined)
    return refuse({ code: 'check_not_agreed', field: `checks.${open}.result` })
  return reason.trim() === '' ? refuse({ code: 'reason_missing', field: 'reason' }) : ok(null)
}

/** What a second officer says to a proposal; `payloadHash` of exactly what they read. */
export type Answered = {
  readonly what: 'approved' | 'returned'
  readonly doneBy: string
  readonly reason: string
  readonly payloadHash: string
}

/**
 * Whether this may be said to the proposal now. Whoever proposed may take it back, and never lets it go. Refuses, in
 * order: already_decided, own_application, no_proposal, own_proposal, proposal_expired, payload_changed, reason_missing.
 */
export function checkAnswer(
  { what, doneBy, reason, payloadHash }: Answered,
  { shop, steps, members, now, hashNow }: Subject & { readonly hashNow: string },
): Result<Proposal, MerchantRefusal> {
  if (shop.status !== 'applied') return refuse({ code: 'already_decided' })
  if (members.includes(doneBy)) return refuse({ code: 'own_application' })
  const proposal = proposalOf(steps)
  if (proposal === undefined) return refuse({ code: 'no_proposal' })
  if (what === 'approved') {
    if (proposal.doneBy === doneBy) return refuse({ code: 'own_proposal' })
    if (now > proposal.expiresAt) return refuse({ code: 'proposal_expired' })
  }
  if (proposal.payloadHash !== payloadHash || (what === 'approved' && hashNow !== payloadHash))
    return refuse({ code: 'payload_changed', field: 'payloadHash' })
  if (what === 'returned' && reason.trim() === '') return refuse({ code: 'reason_missing', field: 'reason' })
  return ok(proposal)
}

/**
 * The exact text of what a second officer lets go: the application, where the money would go, and the proposal. Another
 * account, another check or another verdict is another text.
 */
export function reviewText(
  shop: Merchant,
  account: BankAccount | undefined,
  { verdict, checks, reason, doneBy, at, expiresAt }: Omit<Proposal, 'payloadHash' | 'what' | 'name'>,
): string {
  const { id, nameJa, nameKana, nameEn, municipality, merchantClass, stationId } = shop
  const { contactName, contactPhone, contactEmail, appliedAt } = shop
  const said = [id, nameJa, nameKana, nameEn, municipality, merchantClass, stationId, appliedAt]
  const found = applicationChecks.map((check) => [check, checks[check].result, checks[check].note])
  const { bankCode, branchCode, depositType, accountNumber, holderKana } = account ?? {}
  return JSON.stringify([
    'shop application',
    [...said, contactName, contactPhone, contactEmail],
    [bankCode, branchCode, depositType, accountNumber, holderKana],
    [verdict, found, reason, doneBy, at, expiresAt],
  ])
}

/** Whether the account stands in the shop's own name, read as the bank reads it; a person's name is for people to compare. */
export const isHeldByShop = (shop: Pick<Merchant, 'nameKana'>, holderKana: string): boolean =>
  isSameName(shop.nameKana, holderKana)

/** What is sent under a key: a proposal, or a second officer's word on what they read. */
export type SaidStep = { readonly key: string; readonly doneBy: string } & (
  | ({ readonly what: 'proposed' } & Proposed)
  | Answered
)

/**
 * The field in which what was kept under a key differs from what is sent under it now: null where nothing does, and
 * nothing where the sender's key is new. What was proposed under a key stays so, also after it was sent back.
 */
export function keptUnderKey(steps: readonly ReviewStep[], said: SaidStep): string | null | undefined {
  const index = steps.findIndex(({ key, doneBy }) => key === said.key && doneBy === said.doneBy)
  const kept = steps[index]
  if (kept === undefined) return undefined
  if (kept.what !== said.what) return 'decision'
  if (kept.what === 'proposed' && said.what === 'proposed') return proposalDifference(kept, said)
  const read = steps[index - 1]
  const isRead =
    said.what === 'proposed' || (read?.what === 'proposed' && read.payloadHash === said.payloadHash)
  if (!isRead) return 'payloadHash'
  return kept.reason === said.reason ? null : 'reason'
}

function proposalDifference(kept: Proposed, said: Proposed): string | null {
  if (kept.verdict !== said.verdict) return 'verdict'
  for (const check of applicationChecks)
    for (const part of ['result', 'note'] as const)
      if (kept.checks[check][part] !== said.checks[check][part]) return `checks.${check}.${part}`
  return kept.reason === said.reason ? null : 'reason'
}
