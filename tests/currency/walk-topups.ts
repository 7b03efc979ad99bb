import { ledgerStore } from '../../api/currency/repository.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import type { CardProcessor, ProcessorEvent, TopupNews } from '../../api/currency/card-processor.ts'
import type { LedgerSettings } from '../../api/currency/settings.ts'
import { topupStore } from '../../api/currency/topup-repository.ts'
import { topupService } from '../../api/currency/topup-service.ts'
import { demonstrationTopupSettings } from '../../api/currency/topup-settings.ts'
import { webhookService } from '../../api/currency/webhook-service.ts'
import { newId } from '../../api/platform/ids.ts'
import { ok, refuse } from '../../api/platform/result.ts'
import { ModelTopUps } from './model-topups.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, Run, World } from './walk-world.ts'

/** A card company that opens a page for whoever asks and tells what it is told to tell, unsigned. */
const cardCompany: CardProcessor = {
  openCheckout: async ({ topupId }) =>
    ok({
      sessionId: `page-${topupId}`,
      payUrl: `https://card.example/${topupId}`,
      endsAt: Number.MAX_SAFE_INTEGER,
      state: 'open',
    }),
  readCheckout: async () => refuse({ code: 'processor_unreachable' }),
  closeCheckout: async () => refuse({ code: 'processor_unreachable' }),
  refund: async ({ key }) => ok({ refundId: key }),
  readRefund: async () => ok(null),
  giveBackPart: async () => refuse({ code: 'processor_unreachable' }),
  verifyEvent: async ({ body }) => JSON.parse(body),
}

/** Limits of top-ups that a walk comes to. */
export const walkTopUps = {
  topUpYenMin: 5,
  topUpYenMax: 50,
  topUpDayYenMax: 90,
  topUpMonthYenMax: 150,
}

type Begun = { readonly topupId: string; readonly walletId: string; readonly amountYen: number }

/** Top-ups that are begun on a page, within their limits, paid there or left. */
export function topUpActs(
  world: World,
  settings: LedgerSettings,
): Acts<'begin_top_up' | 'pay_page' | 'leave_page'> & { readonly voided: (topupId: string) => void } {
  const { books, wallets, model, topUps, journals, corrections } = world
  const parts = {
    store: topupStore(books.store),
    books: { ...ledgerStore(books.store), ...walletStore(books.store) },
    ledger: books.ledger,
    processor: cardCompany,
    mode: 'demonstration' as const,
    clock: books.clock,
    ids: { next: newId },
    settings: {
      ...settings,
      ...demonstrationTopupSettings,
      topUpYenMin: walkTopUps.topUpYenMin,
      methodLimits: {
        ...demonstrationTopupSettings.methodLimits,
        card: { minimumYen: 1, maximumYen: 1_000 },
      },
    },
  }
  const [topups, webhook] = [topupService(parts), webhookService(parts)]
  const known = new ModelTopUps(model, walkTopUps)
  const begun: Begun[] = []

  const start = (walletId: string, amountYen: number): Run => {
    const answered = new Set<string>()
    return async (key, more) => {
      const asked = { walletId, amountYen: amountYen + more, method: 'card', key, locale: 'ja' } as const
      const done = await topups.start({ ...asked, pageOf: (topupId) => `https://hub.example/${topupId}` })
      if (!done.ok) return done
      const replayed = answered.has(key)
      answered.add(key)
      return ok({ answer: done.value.topupId, replayed })
    }
  }
  const tell = async ({ topupId, walletId, amountYen }: Begun, kind: TopupNews['kind']): Promise<string> => {
    const page = { sessionId: `page-${topupId}`, paymentId: kind === 'paid' ? `payment-${topupId}` : null }
    const about = { topupId, walletId, amountYen, currency: 'jpy', failure: null, voucher: null }
    const event: ProcessorEvent = {
      id: newId(),
      type: kind,
      at: books.clock.at,
      live: false,
      news: { kind, ...about, ...page },
      dispute: null,
      failedRefundOf: null,
      failedPart: null,
    }
    const body = JSON.stringify(event)
    const taken = await webhook.take({ body, signature: undefined })
    return taken.ok ? taken.value : told(taken)
  }

  return {
    begin_top_up: async (step) => {
      const walletId = oneOf(wallets, step.wallet)!
      const seen = await world.send(start(walletId, step.amount))
      const id = seen.ok ? String(seen.value.answer) : ''
      same(told(seen), known.begin({ id, wallet: walletId, yen: step.amount, at: books.clock.at }))
      if (seen.ok) begun.push({ topupId: id, walletId, amountYen: step.amount })
    },
    pay_page: async (step) => {
      const one = oneOf(begun, step.page)
      if (one === undefined) return
      const seen = await tell(one, 'paid')
      same(seen, known.paid(one.topupId, books.clock.at))
      if (seen !== 'credited') return
      const topUpJournalId = (await topupStore(books.store).find(one.topupId))!.journalId!
      const { walletId, topupId } = one
      const place = model.lotCount(walletId) - 1
      topUps.push({ topUpJournalId, walletId, topupId, place, voided: false })
      journals.push(topUpJournalId)
      corrections.moved(topUpJournalId, { to: walletId, yen: one.amountYen })
    },
    leave_page: async (step) => {
      const one = oneOf(begun, step.page)
      if (one !== undefined) same(await tell(one, 'expired'), known.ended(one.topupId))
    },
    voided: (topupId) => known.voided(topupId),
  }
}
