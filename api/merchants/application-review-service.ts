import { sha256Hex } from '../platform/sha256.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import {
  checkAnswer,
  checkProposal,
  keptUnderKey,
  proposalOf,
  proposalValidMs,
  reviewText,
  type Answered,
  type Proposed,
  type ReviewStep,
  type SaidStep,
} from './application-review.ts'
import type { MerchantRefusal } from './errors.ts'
import { makeMerchantCode } from './merchant-code.ts'
import type { BankAccount, Merchant } from './merchant.ts'
import type { MerchantParts } from './service.ts'

type ReviewParts = Pick<MerchantParts, 'store' | 'ledger' | 'clock' | 'random'>

/** An application with its account and what was done about it, in order. */
export type Review = {
  readonly shop: Merchant
  readonly account: BankAccount | undefined
  readonly steps: readonly ReviewStep[]
}

type Refused<T> = Promise<Result<T, MerchantRefusal>>

type Proposing = Proposed & { readonly merchantId: string; readonly doneBy: string; readonly key: string }
type Answering = Answered & { readonly merchantId: string; readonly key: string }

/**
 * Deciding on applications: one officer looks into it and proposes, another lets exactly that go. What one person sends
 * again under its key is answered with how the application stands, and does nothing; with other content it is refused
 * (key_used).
 */
export function reviewService(parts: ReviewParts) {
  return {
    /**
     * Records what was found and what is to be decided. Refuses merchant_not_found, key_used and what `checkProposal`
     * names.
     */
    propose: (proposed: Proposing) => propose(parts, proposed),

    /**
     * Lets the proposal go (accepted, the shop has its code and its account at once) or sends it back. Refuses
     * merchant_not_found, key_used, busy_try_again and what `checkAnswer` names.
     */
    answer: (answered: Answering) => answer(parts, answered),

    /** Of any shop, also once it is decided. */
    review: async (merchantId: string): Promise<Review | undefined> => {
      const shop = await parts.store.find(merchantId)
      return shop && reviewOf(parts, shop)
    },
  }
}

async function reviewOf({ store, clock }: ReviewParts, shop: Merchant): Promise<Review> {
  const [account, steps] = await Promise.all([
    store.bankAccount(shop.id, clock.now()),
    store.reviewSteps(shop.id),
  ])
  return { shop, account, steps }
}

async function propose(parts: ReviewParts, { merchantId, ...proposed }: Proposing): Refused<Review> {
  const { store, clock } = parts
  const shop = await store.find(merchantId)
  if (shop === undefined) return refuse({ code: 'merchant_not_found' })
  const review = await reviewOf(parts, shop)
  const { account, steps } = review
  const said = { what: 'proposed', ...proposed } as const
  const before = sentBefore(review, said)
  if (before !== undefined) return before
  const now = clock.now()
  const members = await store.memberIds(merchantId)
  const allowed = checkProposal(proposed, { shop, steps, members, now })
  if (!allowed.ok) return allowed
  const timed = { ...said, at: now, expiresAt: now + proposalValidMs }
  const step = { ...timed, payloadHash: sha256Hex(reviewText(shop, account, timed)) }
  const stored = await store.commit([store.reviewStepWrite(merchantId, steps.length + 1, step)])
  return stored === 'stored'
    ? reread(parts, merchantId)
    : orSaidBefore(parts, { merchantId, said, refusal: { code: 'proposal_waits' } })
}

async function answer(parts: ReviewParts, { merchantId, ...answered }: Answering): Refused<Review> {
  const { store, clock } = parts
  const shop = await store.find(merchantId)
  if (shop === undefined) return refuse({ code: 'merchant_not_found' })
  const review = await reviewOf(parts, shop)
  const { account, steps } = review
  const before = sentBefore(review, answered)
  if (before !== undefined) return before
  const last = proposalOf(steps)
  const hashNow = last === undefined ? '' : sha256Hex(reviewText(shop, account, last))
  const members = await store.memberIds(merchantId)
  const now = clock.now()
  const proposal = checkAnswer(answered, { shop, steps, members, now, hashNow })
  if (!proposal.ok) return proposal
  const { what, doneBy, reason, payloadHash, key } = answered
  const by = { doneBy, reason, key, at: now }
  const step: ReviewStep = what === 'approved' ? { what, payloadHash, ...by } : { what, ...by }
  const stepWrite = store.reviewStepWrite(merchantId, steps.length + 1, step)
  const decision = { merchantId, decidedBy: doneBy, reason: proposal.value.reason, at: now }
  const stored =
    what === 'returned'
      ? await store.commit([stepWrite])
      : proposal.value.verdict === 'refuse'
        ? await store.commit([stepWrite, ...store.refuseWrites(decision)])
        : await accept(parts, shop, (code, accountId) => [
            stepWrite,
            ...store.approveWrites({ ...decision, code, accountId }),
          ])
  if (stored === 'stored') return reread(parts, merchantId)
  if (stored !== 'lost_race') return refuse({ code: 'busy_try_again' })
  return orSaidBefore(parts, { merchantId, said: answered, refusal: { code: 'already_decided' } })
}

/** How often a new code is drawn: of 27 billion, the second draw is all but certain to be free. */
const drawsMax = 5

async function accept(
  { store, ledger, random }: ReviewParts,
  { id, municipality }: Merchant,
  writes: (code: string, accountId: string) => readonly object[],
) {
  const accountId = `merchant:${id}`
  for (let draw = 0; draw < drawsMax; draw++) {
    const stored = await store.commit([
      ...ledger.openMerchantWrites(accountId, municipality),
      ...writes(makeMerchantCode(random()), accountId),
    ])
    if (stored !== 'code_taken') return stored
  }
  return 'code_taken'
}

async function reread(parts: ReviewParts, merchantId: string): Refused<Review> {
  const shop = await parts.store.find(merchantId)
  return shop === undefined ? refuse({ code: 'merchant_not_found' }) : ok(await reviewOf(parts, shop))
}

/** The answer to what came under a key that this person used before, where they did. */
function sentBefore(review: Review, said: SaidStep): Result<Review, MerchantRefusal> | undefined {
  const field = keptUnderKey(review.steps, said)
  if (field === undefined) return undefined
  return field === null ? ok(review) : refuse({ code: 'key_used', field })
}

/** A refusal, but where this very step was stored a moment before: by a button that was pressed twice. */
async function orSaidBefore(
  parts: ReviewParts,
  lost: {
    readonly merchantId: string
    readonly said: SaidStep
    readonly refusal: MerchantRefusal
  },
): Refused<Review> {
  const meanwhile = await reread(parts, lost.merchantId)
  const before = meanwhile.ok ? sentBefore(meanwhile.value, lost.said) : undefined
  return before ?? refuse(lost.refusal)
}
