import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { DisputeNews, ProcessorEvent } from './card-processor.ts'
import type { DisputeEnd } from './dispute.ts'
import type { TopupRefusal } from './topup-errors.ts'
import type { TopupParts } from './topup-service.ts'
import type { Topup } from './topup.ts'

const dayMs = 86_400_000

/**
 * What an event about a dispute did: `disputed`, `dispute_won`, `dispute_lost`, `stale` (known before), `seen`,
 * `wrong_mode`, `unknown_topup` or `mismatch:<field>`; the last three change nothing and want a person's eye.
 */
export type DisputeOutcome = string

type Handled = Promise<Result<DisputeOutcome, TopupRefusal>>

/**
 * Takes what the card company says of a dispute. Whatever comes twice, late or reversed ends the same: a dispute whose
 * end comes first is opened and ended at once, and one that overtook its own payment is asked to come again.
 */
export async function handleDispute(parts: TopupParts, event: ProcessorEvent, news: DisputeNews): Handled {
  const { store, clock } = parts
  if ((await store.findEvent(event.id)) !== undefined) return ok('seen')
  const recorded = async (outcome: DisputeOutcome): Handled =>
    ok((await store.commit(eventOf(parts, event, outcome))) === 'stored' ? outcome : 'lost_race')
  if (event.live !== (parts.mode === 'live')) return recorded('wrong_mode')
  const topup = news.paymentId === null ? undefined : await store.findByPayment(news.paymentId)
  if (topup === undefined || topup.journalId === null)
    // Not a busy hub, but the same answer: after a day it is no payment of ours.
    return clock.now() - event.at < dayMs ? refuse({ code: 'busy_try_again' }) : recorded('unknown_topup')
  const field = await differingField(parts, { ...topup, journalId: topup.journalId }, news)
  if (field !== null) return recorded(`mismatch:${field}`)
  const done =
    news.how === 'opened'
      ? await opened(parts, event, news, topup.journalId)
      : await ended(parts, event, { ...news, how: news.how }, topup.journalId)
  if (done === 'busy') return refuse({ code: 'busy_try_again' })
  return done === 'stale' || done.startsWith('mismatch:') ? recorded(done) : ok(done)
}

const eventOf = ({ store, clock }: TopupParts, event: ProcessorEvent, outcome: string) =>
  store.eventWrites({ id: event.id, type: event.type, outcome, receivedAt: clock.now() })

/**
 * A whole top-up is disputed here, or what is left of it after refunds to its card, also of one that has not arrived yet;
 * any other part wants a person's eye.
 */
async function differingField(
  { books }: TopupParts,
  { journalId, amountYen: wholeYen }: Topup & { readonly journalId: string },
  { disputeId, amountYen, currency }: DisputeNews,
): Promise<string | null> {
  if (currency !== 'jpy') return 'currency'
  const restYen = wholeYen - (await books.toCardOf(journalId))
  if (restYen > 0 && restYen <= amountYen && amountYen <= wholeYen) return null
  // What came back from the card after it was opened makes the rest more than what is disputed.
  const known = await books.findDispute(disputeId)
  return known?.amountYen === amountYen ? null : 'amountYen'
}

async function opened(
  parts: TopupParts,
  event: ProcessorEvent,
  { disputeId, amountYen }: DisputeNews,
  topUpJournalId: string,
): Promise<DisputeOutcome> {
  const alongside = () => eventOf(parts, event, 'disputed')
  const done = await parts.ledger.openDispute({ disputeId, topUpJournalId, amountYen, alongside })
  if (done.ok) return done.value.replayed ? 'stale' : 'disputed'
  return done.error.code === 'busy_try_again' ? 'busy' : 'mismatch:disputeId'
}

async function ended(
  parts: TopupParts,
  event: ProcessorEvent,
  { disputeId, how, amountYen }: DisputeNews & { readonly how: DisputeEnd },
  topUpJournalId: string,
): Promise<DisputeOutcome> {
  const begun = await parts.ledger.openDispute({ disputeId, topUpJournalId, amountYen })
  if (!begun.ok) return begun.error.code === 'busy_try_again' ? 'busy' : 'mismatch:disputeId'
  const alongside = () => eventOf(parts, event, `dispute_${how}`)
  const done = await parts.ledger.closeDispute({ disputeId, how, alongside })
  if (done.ok) return done.value.replayed ? 'stale' : `dispute_${how}`
  return done.error.code === 'busy_try_again' ? 'busy' : 'mismatch:how'
}
