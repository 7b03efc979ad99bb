import { assert } from '../platform/assert.ts'
import { startOfJapanDay } from '../platform/clock.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { CardProcessor, Refunded } from './card-processor.ts'
import { judgeKey } from './key.ts'
import { periodsOf } from './limits.ts'
import { refuseTopUpStart, topUpLimitsOf } from './money-in.ts'
import type { LedgerSettings } from './settings.ts'
import type { Ledger } from './service.ts'
import type { TopupRefusal } from './topup-errors.ts'
import type { Write } from './ports.ts'
import type { StartKey, TopupBooks, TopupStore } from './topup-ports.ts'
import type { MethodLimits, TopupMethod } from './topup-method.ts'
import type { TopupSettings } from './topup-settings.ts'
import { gaveUp, payUrlAt, walletClosed } from './topup.ts'
import type { Topup, TopupStatus } from './topup.ts'

export type TopupParts = {
  readonly store: TopupStore
  readonly books: TopupBooks
  readonly ledger: Pick<Ledger, 'topUp' | 'openDispute' | 'closeDispute' | 'returnCardRefund'>
  /** Undefined where nobody configured one: then every top-up is refused and says so. */
  readonly processor: CardProcessor | undefined
  /** Live money reaches only a live database, test money only a demonstration. */
  readonly mode: 'live' | 'demonstration'
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: LedgerSettings & TopupSettings
}

/** Somebody who adds money to another one's wallet: whether they may, and who it was, stored with the top-up or not at all. */
export type TopupActor = {
  readonly refuses: (at: number) => Promise<TopupRefusal | null>
  readonly writes: (begun: {
    readonly topupId: string
    readonly amountYen: number
    readonly at: number
  }) => readonly Write[]
}

export type StartTopup = {
  readonly walletId: string
  readonly amountYen: number
  readonly method: TopupMethod
  /** When the device that asks was added to the wallet. */
  readonly deviceAddedAt?: number | undefined
  readonly actor?: TopupActor
  readonly key: string
  readonly locale: string
  /** Absolute address of the top-up's page, given its id: where the payer comes back to. */
  readonly pageOf: (topupId: string) => string
}

export type StartedTopup = {
  readonly topupId: string
  /** Where the payer pays; null once that page has closed. */
  readonly payUrl: string | null
  readonly status: TopupStatus
}

/** How often a start that lost a race looks again: each loss is another writer's win. */
const attemptsMax = 8

/** How many waiting top-ups are told at once: more than the limits of a wallet let wait. */
const waitingMost = 50

/** Begins and shows top-ups. Crediting is the webhook's alone (see `webhook-service.ts`). */
export function topupService(parts: TopupParts) {
  const { store, processor, clock } = parts

  /** Refuses, in order: what stops the actor, method, amount, wallet, day and month, wallet_above_limit; then what the processor answers. */
  const start = async (wanted: StartTopup): Promise<Result<StartedTopup, TopupRefusal>> => {
    if (processor === undefined) return refuse({ code: 'topups_not_configured' })
    const begun = await begin(parts, wanted)
    if (!begun.ok) return begun
    const topup = await store.find(begun.value.topupId)
    assert(topup !== undefined, 'a key that was answered has its top-up')
    if (topup.sessionId !== null) return ok(startedOf(topup, payUrlAt(topup, clock.now())))
    const page = wanted.pageOf(topup.id)
    // The same top-up asks again with the same key, so a lost answer never opens a second page.
    const opened = await processor.openCheckout({
      topupId: topup.id,
      walletId: topup.walletId,
      amountYen: topup.amountYen,
      method: topup.method,
      konbiniDays: parts.settings.konbiniDays,
      locale: wanted.locale,
      successUrl: `${page}?back=paid`,
      cancelUrl: `${page}?back=cancelled`,
    })
    if (!opened.ok) return opened
    const { sessionId, payUrl, endsAt: pageEndsAt } = opened.value
    await store.commit(store.sessionWrites({ id: topup.id, sessionId, payUrl, pageEndsAt }))
    return ok(startedOf(topup, payUrl))
  }

  /** The top-up of this wallet; somebody else's is not there. */
  const read = async (walletId: string, topupId: string): Promise<Result<Topup, TopupRefusal>> => {
    const topup = await store.find(topupId)
    return topup?.walletId === walletId ? ok(topup) : refuse({ code: 'topup_not_found' })
  }

  /** How far giving a top-up back came; null where nothing is given back, or the processor cannot be asked now. */
  const refundOf = async ({ status, failure, paymentId }: Topup): Promise<Refunded | null> => {
    const isGivenBack = status === 'voided' || failure === walletClosed
    if (!isGivenBack || paymentId === null || processor === undefined) return null
    const told = await processor.readRefund(paymentId)
    return told.ok ? told.value : null
  }

  /** What the wallet waits for: money that may still be paid at a store, or that a bank is still deciding on. */
  const listWaiting = (walletId: string) => store.listWaiting(walletId, waitingMost)

  /** Closes the payment page of a top-up that the payer gave up. */
  const giveUp = async (walletId: string, topupId: string): Promise<Result<Topup, TopupRefusal>> => {
    const found = await read(walletId, topupId)
    if (!found.ok || processor === undefined) return found
    const { sessionId, status } = found.value
    if (sessionId === null || status === 'credited' || status === 'voided' || status === 'expired')
      return found
    const closed = await processor.closeCheckout(sessionId)
    // Refused: it was paid or had closed a moment before; what is true then is told by its events.
    if (!closed.ok && closed.error.code === 'processor_unreachable') return closed
    if (closed.ok && closed.value.state === 'expired') await keepGivenUp(topupId)
    return read(walletId, topupId)
  }

  /** The page's own event may come first, and does not know who closed it. */
  const keepGivenUp = async (topupId: string): Promise<void> => {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const seen = await store.find(topupId)
      const isMoved = seen === undefined || seen.status === 'credited' || seen.status === 'voided'
      if (isMoved || seen.failure === gaveUp) return
      const to = { status: 'expired', failure: gaveUp, updatedAt: clock.now() } as const
      if ((await store.commit(store.moveWrites(seen, to))) === 'stored') return
    }
  }

  const limits = { ...limitsOf(parts.settings), available: processor !== undefined }
  return { start, read, refundOf, listWaiting, giveUp, limits, now: clock.now }
}

export type Topups = ReturnType<typeof topupService>

const startedOf = (topup: Topup, payUrl: string | null): StartedTopup => ({
  topupId: topup.id,
  payUrl,
  status: topup.status,
})

/** The method's limits where they are narrower than the issuer's. */
const amountsOf = (method: TopupMethod, settings: TopupParts['settings']): MethodLimits => {
  const { minimumYen, maximumYen } = settings.methodLimits[method]
  return {
    minimumYen: Math.max(settings.topUpYenMin, minimumYen),
    maximumYen: Math.min(settings.topUpYenMax, maximumYen),
  }
}

const limitsOf = (settings: TopupParts['settings']) => ({
  minimumYen: settings.topUpYenMin,
  maximumYen: settings.topUpYenMax,
  walletMaximumYen: settings.walletYenMax,
  validDays: settings.paidValidDays,
  konbiniDays: settings.konbiniDays,
  methods: settings.topUpMethods.map((method) => ({ method, ...amountsOf(method, settings) })),
})

/** Uses the key: the first answer again, or one row stored once. */
async function begin(
  parts: TopupParts,
  wanted: StartTopup,
): Promise<Result<{ readonly topupId: string }, TopupRefusal>> {
  const { store, books, clock, ids } = parts
  const keyed: StartKey = {
    key: { scope: `topup:${wanted.walletId}`, key: wanted.key },
    content: contentOf(wanted),
  }
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const known = await books.findKey(keyed.key)
    if (known !== undefined) return again(judgeKey(known, keyed.content))
    const at = clock.now()
    const refused = (await wanted.actor?.refuses(at)) ?? (await refusalOf(parts, wanted, at))
    if (refused?.code === 'wallet_not_found') return refuse(refused)
    const answer = { topupId: ids.next() }
    const limits = topUpLimitsOf(wanted, { at, settings: parts.settings })
    const row = { ...wanted, ...limits, id: answer.topupId, createdAt: at }
    const writes = refused
      ? [books.refusalWrite(keyed, { code: refused.code, at })]
      : [
          books.answerWrite(keyed, answer, at),
          ...store.openWrites(row),
          ...(wanted.actor?.writes({ ...answer, amountYen: wanted.amountYen, at }) ?? []),
        ]
    if ((await store.commit(writes)) === 'stored') return refused ? refuse(refused) : ok(answer)
  }
  return refuse({ code: 'busy_try_again' })
}

/** A card is not named: keys of before there was a choice stand for what they stood for. */
const contentOf = ({ amountYen, method }: StartTopup): StartKey['content'] => ({
  operation: 'start_topup',
  amountYen,
  ...(method === 'card' ? {} : { method }),
})

function again(verdict: ReturnType<typeof judgeKey>): Result<{ readonly topupId: string }, TopupRefusal> {
  if (verdict.kind === 'other_content')
    return refuse({ code: 'key_reused_with_other_content', field: verdict.field })
  if (verdict.kind === 'failed') return refuse({ code: 'key_failed_before', firstCode: verdict.firstCode })
  return ok(verdict.answer as { readonly topupId: string })
}

async function refusalOf(
  { books, store, settings }: TopupParts,
  wanted: StartTopup,
  at: number,
): Promise<TopupRefusal | null> {
  const { amountYen, walletId, method } = wanted
  if (!settings.topUpMethods.includes(method)) return { code: 'method_not_offered', field: 'method' }
  const { minimumYen, maximumYen } = amountsOf(method, settings)
  if (amountYen > 0 && amountYen < minimumYen)
    return { code: 'amount_below_minimum', field: 'amountYen', minimumYen }
  if (amountYen > maximumYen) return { code: 'amount_above_limit', field: 'amountYen', limitYen: maximumYen }
  const { day, month } = periodsOf(at)
  const since = { day: startOfJapanDay(day), month: startOfJapanDay(`${month}-01`) }
  const [wallet, begun] = await Promise.all([books.findWallet(walletId), store.begunBy(walletId, since)])
  const refused = refuseTopUpStart({ wallet, begun }, wanted, { at, settings })
  return refused === null ? null : (refused.error as TopupRefusal)
}
