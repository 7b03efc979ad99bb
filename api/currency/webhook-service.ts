import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { refundOnce } from './card-processor.ts'
import type { ProcessorEvent, TopupNews } from './card-processor.ts'
import type { TopupRefusal } from './topup-errors.ts'
import type { TopupParts } from './topup-service.ts'
import { handleDispute } from './webhook-disputes.ts'
import { judgeNews, walletClosed } from './topup.ts'
import type { Topup, TopupMove } from './topup.ts'

/**
 * What an event did: `credited`, `moved` (another state), `stale`, `given_back` (paid for a wallet that is no more),
 * `card_returned` (it was to go back to a card that did not take it), `ignored` (nothing to do with top-ups), `seen` (delivered before), `unknown_topup`, `wrong_mode`, or
 * `mismatch:<field>`. The last three change nothing and want a person's eye, as does `refund_failed:<topup>`: what was
 * undone has not reached its payer, and lies with the issuer; and `card_refund_failed:<part>`, the same of what was to go
 * back to a card, of a wallet that is closed.
 */
export type EventOutcome = string

type Delivered = { readonly body: string; readonly signature: string | undefined }

/** How often an event that lost a race looks again before the processor is asked to deliver it later. */
const attemptsMax = 8

/**
 * Takes the processor's signed events: the only way card money becomes wallet money. An event and everything it
 * does are one atomic list, so that whatever arrives twice, late, reversed or again after a crash ends the same.
 * An answer is given only for what is durable; anything else is refused and delivered again.
 */
export function webhookService(parts: TopupParts) {
  return {
    /** Refuses: signature_invalid (never to be retried), processor_unreachable, busy_try_again. */
    take: async ({ body, signature }: Delivered): Promise<Result<EventOutcome, TopupRefusal>> => {
      const { processor, clock } = parts
      if (processor === undefined) return refuse({ code: 'topups_not_configured' })
      const event = await processor.verifyEvent({ body, signature, receivedAt: clock.now() })
      if (event === null) return refuse({ code: 'signature_invalid' })
      const { news, dispute } = event
      if (event.failedPart !== null) return failedPart(parts, event, event.failedPart)
      if (event.failedRefundOf !== null) return failedRefund(parts, event, event.failedRefundOf)
      if (news === null && dispute === null) return ok('ignored')
      for (let attempt = 0; attempt < attemptsMax; attempt++) {
        const done = dispute ? await handleDispute(parts, event, dispute) : await handle(parts, event, news!)
        if (!done.ok || done.value !== 'lost_race') return done
      }
      return refuse({ code: 'busy_try_again' })
    },
  }
}

export type Webhook = ReturnType<typeof webhookService>

async function handle(
  parts: TopupParts,
  event: ProcessorEvent,
  news: TopupNews,
): Promise<Result<EventOutcome, TopupRefusal>> {
  const { store } = parts
  if ((await store.findEvent(event.id)) !== undefined) return ok('seen')
  const recorded = async (outcome: string, move: { seen: Topup; to: TopupMove } | null = null) =>
    ok(
      (await store.commit([
        ...eventOf(parts, event, outcome),
        ...(agrees.test(outcome) ? voucherOf(parts, news) : []),
        ...(outcome === 'given_back' && news.paymentId !== null
          ? store.paymentWrites({ id: news.topupId, paymentId: news.paymentId })
          : []),
        ...(move ? store.moveWrites(move.seen, move.to) : []),
      ])) === 'stored'
        ? outcome
        : 'lost_race',
    )
  if (event.live !== (parts.mode === 'live')) return recorded('wrong_mode')
  const topup = await store.find(news.topupId)
  if (topup === undefined) return recorded('unknown_topup')
  const verdict = judgeNews(topup, news, event.at)
  if (verdict.kind === 'mismatch') return recorded(`mismatch:${verdict.field}`)
  if (verdict.kind === 'stale') return recorded('stale')
  if (verdict.kind === 'move') return recorded('moved', { seen: topup, to: verdict.to })
  const credited = await credit(parts, event, topup, news)
  if (credited === 'credited') return ok('credited')
  if (credited === 'before') return recorded('stale')
  if (credited === 'busy') return refuse({ code: 'busy_try_again' })
  // The wallet was closed while the payer paid: the money goes back the way it came.
  const returned = await giveBack(parts, topup, news)
  if (!returned.ok) return returned
  const to: TopupMove = { status: 'failed', failure: walletClosed, updatedAt: event.at }
  return recorded('given_back', { seen: topup, to })
}

/** What a known top-up's own processor said of it. */
const agrees = /^(moved|stale)$/

/** Kept also by news that came late: whoever asks the store later is told what was paid with. */
const voucherOf = ({ store }: TopupParts, { topupId: id, voucher }: TopupNews) =>
  voucher === null ? [] : store.voucherWrites({ id, voucher })

const eventOf = ({ store, clock }: TopupParts, event: ProcessorEvent, outcome: string) =>
  store.eventWrites({ id: event.id, type: event.type, outcome, receivedAt: clock.now() })

/** The key is the top-up's id: whichever of its events comes first credits, and no other ever does. */
async function credit(
  parts: TopupParts,
  event: ProcessorEvent,
  topup: Topup,
  news: TopupNews,
): Promise<'credited' | 'before' | 'busy' | 'refused'> {
  const done = await parts.ledger.topUp({
    key: { scope: 'topup', key: topup.id },
    walletId: topup.walletId,
    amountYen: topup.amountYen,
    alongside: ({ journalId }) => [
      ...eventOf(parts, event, 'credited'),
      ...parts.store.creditWrites({
        id: topup.id,
        journalId,
        sessionId: news.sessionId,
        paymentId: news.paymentId,
        at: event.at,
      }),
    ],
  })
  if (done.ok) return done.value.replayed ? 'before' : 'credited'
  return done.error.code === 'busy_try_again' ? 'busy' : 'refused'
}

/** What was to go back to a card and the card did not take stands in the wallet again; where that was closed, it is the office's. */
async function failedPart(
  parts: TopupParts,
  event: ProcessorEvent,
  cardRefundId: string,
): Promise<Result<EventOutcome, TopupRefusal>> {
  const { store, books, ledger } = parts
  if (event.live !== (parts.mode === 'live')) return failedRefund(parts, event, cardRefundId)
  if ((await store.findEvent(event.id)) !== undefined) return ok('seen')
  const recorded = async (outcome: string) =>
    ok((await store.commit(eventOf(parts, event, outcome))) === 'stored' ? outcome : 'seen')
  // Of another hub's no wallet here is owed anything.
  if ((await books.findCardRefund(cardRefundId)) === undefined) return recorded('unknown_topup')
  const alongside = () => eventOf(parts, event, 'card_returned')
  const returned = await ledger.returnCardRefund({ cardRefundId, reason: 'failed', alongside })
  if (returned.ok) return returned.value.replayed ? recorded('stale') : ok('card_returned')
  if (returned.error.code === 'busy_try_again') return refuse({ code: 'busy_try_again' })
  return recorded(`card_refund_failed:${cardRefundId}`)
}

/** Kept once, for a person's eye: nothing in the books moves by it. */
async function failedRefund(
  parts: TopupParts,
  event: ProcessorEvent,
  topupId: string,
): Promise<Result<EventOutcome, TopupRefusal>> {
  const { store } = parts
  const outcome = event.live === (parts.mode === 'live') ? `refund_failed:${topupId}` : 'wrong_mode'
  if ((await store.findEvent(event.id)) !== undefined) return ok('seen')
  return ok((await store.commit(eventOf(parts, event, outcome))) === 'stored' ? outcome : 'seen')
}

async function giveBack(
  { processor }: TopupParts,
  topup: Topup,
  { paymentId }: TopupNews,
): Promise<Result<null, TopupRefusal>> {
  if (processor === undefined || paymentId === null) return refuse({ code: 'processor_unreachable' })
  const key = `give-back-${topup.id}`
  return refundOnce(processor, { paymentId, amountYen: topup.amountYen, topupId: topup.id, key })
}
