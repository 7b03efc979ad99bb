import pino from 'pino'
import { expect } from 'vitest'
import { cardProcessorStripe } from '../../api/currency/card-processor-stripe.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { cardRefundService } from '../../api/currency/service-card-refunds.ts'
import { repaymentService } from '../../api/currency/service-repayments.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { signEvent } from '../../api/demonstration/stripe/signature.ts'
import { newId } from '../../api/platform/ids.ts'
import type { Store } from '../../db/store.ts'
import { apiKey, cards, openCardCompany, webhookSecret } from './card-company.ts'

/** A shop's counter where guests pay with what they added by card, and get it back to that card. */
export async function openRefundDesk(store: Store) {
  const company = await openCardCompany(store)
  let periods = 0
  /** 20 % of 5,000: a cap of 1,000. */
  const period = { period: '', issuedBeforeYen: 5_000, unusedBeforeYen: 0 }
  /** The same over another line to the card company. */
  const over = (line: typeof fetch) =>
    cardRefundService({
      ...company.books,
      ledger: company.ledger,
      processor: cardProcessorStripe({ apiKey, webhookSecret, fetch: line }),
      basePeriods: { periodAt: async () => ({ ...period }) },
      log: pino({ level: 'silent' }),
    })
  const refunds = over(company.standIn.fetch)
  /** The office, where holders have their money back. */
  const repayments = repaymentService({
    ...company.books,
    basePeriods: { periodAt: async () => ({ ...period }) },
    hasCards: true,
  })

  const credited = async (walletId: string, amountYen: number) => {
    const begun = await company.begin(walletId, amountYen)
    if (!begun.ok) throw new Error(begun.error.code)
    await company.payWith(begun.value.payPath, cards.succeeds)
    company.clock.at += 2_000
    await company.standIn.turn()
    return begun.value
  }
  /** Somebody who added so much by card, was given some, and paid a shop. */
  const paid = async (facts: { chargedYen: number; grantedYen?: number; amountYen: number }) => {
    const walletId = await company.openWallet()
    const { topupId, payPath } = await credited(walletId, facts.chargedYen)
    const shop = await company.openShop()
    if (facts.grantedYen !== undefined)
      await company.grant(await company.openPot(), walletId, facts.grantedYen)
    const { amountYen } = facts
    const done = await company.ledger.pay({ walletId, merchantId: shop.id, amountYen, key: company.key() })
    if (!done.ok) throw new Error(done.error.code)
    const { paymentId } = done.value.answer
    return {
      walletId,
      topupId,
      payPath,
      shop,
      paymentId,
      command: { paymentId, merchantAccountId: shop.accountId },
    }
  }
  const give = (
    { command }: Pick<Paid, 'command'>,
    amountYen: number | null = null,
    reason: 'leaving_japan' | 'small_amount' | 'moved_away' = 'leaving_japan',
    key = company.key(),
  ) => refunds.give({ ...command, amountYen, reason, key })
  /** What the card company gave back of the charge of a top-up. */
  const backOf = async (topupId: string): Promise<number[]> => {
    const rows = await store.raw(`select body from stand_in_objects where kind = 'checkout'`)
    const all = rows.map(({ body }) => JSON.parse(String(body)) as Checkout)
    const one = all.find(({ session }) => session.metadata.topupId === topupId)!
    return one.refunds.map(({ amount }) => amount)
  }
  const statesOf = async ({ paymentId }: Pick<Paid, 'paymentId'>) =>
    (await ledgerStore(store).cardRefundsOf(paymentId)).map(({ amountYen, end }) => [amountYen, end])
  const onlyOf = async ({ paymentId }: Pick<Paid, 'paymentId'>) =>
    (await ledgerStore(store).cardRefundsOf(paymentId))[0]!
  /** The card company tells it, signed; answers what became of it. */
  const told = async (type: string, id: string, object: object): Promise<unknown> => {
    const created = Math.floor(company.clock.at / 1000)
    const body = JSON.stringify({ id, object: 'event', type, created, livemode: false, data: { object } })
    const answer = await company.deliverRaw(body, await signEvent(body, webhookSecret, company.clock.now()))
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { outcome: unknown }).outcome
  }
  const failed = ({ id, ...metadata }: { id: string; topupId: string; cardRefundId: string }) =>
    told('refund.failed', id, { id: 're_1', object: 'refund', metadata })
  const close = ({ walletId }: Pick<Paid, 'walletId'>) =>
    company.ledger.closeAccount({
      accountId: walletId,
      reason: 'leaves',
      changedBy: walletId,
      key: newId(),
    })
  const right = async () => expect((await verifyBooks(booksAudit(store))).wrong).toEqual([])

  return {
    company,
    refunds,
    repayments,
    over,
    period,
    /** Another base period, in which nothing was repaid. */
    nextPeriod: () => {
      periods += 1
      period.period = `${2_030 + periods}-03-31`
    },
    credited,
    paid,
    give,
    backOf,
    statesOf,
    onlyOf,
    told,
    failed,
    close,
    right,
  }
}

export type RefundDesk = Awaited<ReturnType<typeof openRefundDesk>>

/** Somebody who paid the shop. */
export type Paid = {
  readonly walletId: string
  readonly topupId: string
  readonly payPath: string
  readonly paymentId: string
  readonly command: { readonly paymentId: string; readonly merchantAccountId: string }
}

type Checkout = {
  readonly session: { readonly metadata: { readonly topupId: string } }
  readonly refunds: readonly { readonly amount: number }[]
}
