import { isDeepStrictEqual } from 'node:util'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import type { Store } from '../../db/store.ts'
import { booksAsText, noon } from './books.ts'
import type { TestBooks } from './books.ts'
import { shopCount, walletCount } from './ledger-commands.ts'
import type { Command } from './ledger-commands.ts'
import { Model } from './model.ts'

/** How much of the books is looked at around each command. */
export type WalkChecks = {
  /** What neither a refusal nor a repetition may change. */
  readonly text: (store: Store, accounts: readonly string[]) => Promise<string>
  /** Throws where the books are wrong. */
  readonly books: (store: Store, accounts: readonly string[]) => Promise<void>
}

/** All of the books, every time. */
export const wholeBooks: WalkChecks = {
  text: booksAsText,
  books: async (store) => same((await verifyBooks(booksAudit(store))).wrong, []),
}

/** Throws where two values are not the same; fields that are not there are as good as undefined ones. */
export function same(seen: unknown, wanted: unknown): void {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
  if (!isDeepStrictEqual(plain(seen), plain(wanted)))
    throw new Error(`seen ${JSON.stringify(seen)}, wanted ${JSON.stringify(wanted)}`)
}

const hourMs = 3_600_000

/** Limits that a run comes to: of one payment, of days and months, of what a wallet holds. */
export const walkSettings = {
  ...demonstrationSettings,
  paymentYenMax: 55,
  paymentDayYenMax: 90,
  paymentMonthYenMax: 250,
  walletYenMax: 130,
  transferMonthYenMax: 90,
  merchantPayments: { allowed: true, yenMax: 60, monthYenMax: 120 },
}

/**
 * A small world on open books, beside a model of a few lines that knows nothing of journals, lots in tables or keys in
 * tables. After every command both have answered alike and hold alike, and the books are right; a refusal left them as
 * they were. Throws where not.
 */
export async function openWalk(books: TestBooks, checks: WalkChecks) {
  const { store, ledger } = books
  const times = <T>(count: number, make: () => Promise<T>) =>
    Array.from({ length: count }).reduce<Promise<T[]>>(
      async (made) => [...(await made), await make()],
      Promise.resolve([]),
    )
  const wallets = await times(walletCount, () => books.openWallet())
  const shops = await times(shopCount, () => books.openShop())
  const pots = [
    await books.openPot({ municipality: '072028', validDays: 3, budgetYen: 0 }),
    await books.openPot({
      municipality: '073679',
      validDays: 9,
      budgetYen: 0,
      rule: { municipalities: ['072028'] },
    }),
  ]
  const model = new Model(
    wallets,
    shops.map((one) => one.accountId),
    pots.map((id, index) => ({ id, validDays: [3, 9][index]! })),
    { ...walkSettings, purchaseMonthYenMax: walkSettings.merchantPayments.monthYenMax },
  )
  books.clock.at = noon
  const addresses = await Promise.all(
    wallets.map(async (walletId) => {
      const made = await ledger.newAddress({ walletId, key: books.key() })
      return made.ok ? made.value : ''
    }),
  )
  /** One of each shop. */
  const causes = await Promise.all(
    shops.map(async ({ id: merchantId }) => {
      const words = { ja: '屋根', en: 'The roof' }
      const asked = { merchantId, name: words, purpose: words, registeredBy: 'officer', key: books.key() }
      const made = await ledger.registerCause(asked)
      return made.ok ? made.value.causeId : ''
    }),
  )
  const state = ledgerStore(store)
  const accounts = [...wallets, ...shops.map((one) => one.accountId), ...pots]
  const doors = [...wallets, ...shops.map((one) => one.accountId)]
  /** The register of shops says so too. */
  const openOrShut = (accountId: string, open: boolean): void => {
    const shop = shops.find((one) => one.accountId === accountId)
    if (shop !== undefined) books.shops.set(shop.id, { ...shop, open })
  }
  const text = (): Promise<string> => checks.text(store, accounts)
  const payments: { id: string; account: string }[] = []
  const past: ((altered: boolean) => Promise<void>)[] = []

  type Result =
    | { ok: true; value: { answer: unknown; replayed: boolean } }
    | { ok: false; error: { code: string } }

  /** Runs a keyed use case, and remembers how to send the same key again. */
  async function send(
    run: (key: string, alteredBy: number) => Promise<Result>,
    field = 'amountYen',
  ): Promise<Result> {
    const key = books.key()
    const before = await text()
    const first = await run(key, 0)
    if (!first.ok) same(await text(), before)
    // Nothing is kept of it: later it may be done.
    if (!first.ok && first.error.code === 'busy_try_again') return first
    past.push(async (altered) => {
      const booksBefore = await text()
      const again = await run(key, altered ? 1 : 0)
      same(await text(), booksBefore)
      if (altered) same(again, { ok: false, error: { code: 'key_reused_with_other_content', field } })
      else if (first.ok) same(again, { ok: true, value: { answer: first.value.answer, replayed: true } })
      else same(again, { ok: false, error: { code: 'key_failed_before', firstCode: first.error.code } })
    })
    return first
  }

  const told = (result: Result): string => (result.ok ? 'ok' : result.error.code)

  /** Holds of the run, and payments: those of holds are refunded like any other. */
  const holds: { id: string; shop: { id: string; accountId: string } }[] = []
  const disputes: { disputeId: string; walletId: string; place: number; how?: 'won' | 'lost' }[] = []
  const payouts: { payoutJournalId: string; runId: string }[] = []
  const topUps: { topUpJournalId: string; walletId: string; place: number; voided: boolean }[] = []
  const idIn = (result: Result, name: 'paymentId' | 'holdId'): string =>
    result.ok ? (result.value.answer as Record<typeof name, string>)[name] : ''

  const acts: { [Name in Command['do']]: (step: Extract<Command, { do: Name }>) => Promise<void> } = {
    top_up: async (step) => {
      const walletId = wallets[step.wallet]!
      const seen = await send((key, more) =>
        ledger.topUp({ key: { scope: 'model', key }, walletId, amountYen: step.amount + more }),
      )
      same(told(seen), model.topUp(walletId, step.amount, books.clock.at))
      if (seen.ok)
        topUps.push({
          topUpJournalId: (seen.value.answer as { journalId: string }).journalId,
          walletId,
          place: model.lotCount(walletId) - 1,
          voided: false,
        })
    },
    grant: async (step) => {
      const [walletId, potId] = [wallets[step.wallet]!, pots[step.pot]!]
      const seen = await send((key, more) =>
        ledger.grant({ key: { scope: 'model', key }, potId, walletId, amountYen: step.amount + more }),
      )
      same(told(seen), model.grant(potId, walletId, step.amount, books.clock.at))
    },
    issue: async (step) => {
      const potId = pots[step.pot]!
      const seen = await send((key, more) =>
        ledger.issue({ key: { scope: 'model', key }, potId, amountYen: step.amount + more }),
      )
      same(told(seen), model.issue(potId, step.amount))
    },
    pay: async (step) => {
      const [walletId, payee] = [wallets[step.wallet]!, shops[step.shop]!]
      const seen = await send((key, more) =>
        ledger.pay({ walletId, merchantId: payee.id, amountYen: step.amount + more, key }),
      )
      const id = idIn(seen, 'paymentId')
      same(
        told(seen),
        model.pay({ id, wallet: walletId, shop: payee.accountId, yen: step.amount, at: books.clock.at }),
      )
      if (seen.ok) payments.push({ id, account: payee.accountId })
    },
    refund: async (step) => {
      const paid = payments[step.payment % Math.max(payments.length, 1)]
      if (paid === undefined) return
      const seen = await send((key, more) =>
        ledger.refund({
          paymentId: paid.id,
          merchantAccountId: paid.account,
          amountYen: step.amount + more,
          key,
        }),
      )
      same(told(seen), model.refund(paid.id, step.amount))
    },
    hold: async (step) => {
      const [walletId, payee] = [wallets[step.wallet]!, shops[step.shop]!]
      const endsAt = books.clock.at + step.hours * hourMs
      const seen = await send((key, more) =>
        ledger.hold({ walletId, merchantId: payee.id, amountYen: step.amount + more, endsAt, key }),
      )
      const [id, at] = [idIn(seen, 'holdId'), books.clock.at]
      same(
        told(seen),
        model.hold({ id, wallet: walletId, shop: payee.accountId, yen: step.amount, at, endsAt }),
      )
      if (seen.ok) holds.push({ id, shop: payee })
    },
    capture: async (step) => {
      const held = holds[step.hold % Math.max(holds.length, 1)]
      if (held === undefined) return
      const { id: holdId, shop: payee } = held
      const whose = { holdId, merchantId: payee.id, merchantAccountId: payee.accountId }
      const seen = await send((key, more) => ledger.capture({ ...whose, amountYen: step.amount + more, key }))
      const id = idIn(seen, 'paymentId')
      same(told(seen), model.capture(holdId, id, step.amount, books.clock.at))
      if (seen.ok) payments.push({ id, account: payee.accountId })
    },
    void: async (step) => {
      const held = holds[step.hold % Math.max(holds.length, 1)]
      if (held === undefined) return
      const { id: holdId, shop: payee } = held
      const seen = await send(
        (key, more) =>
          ledger.voidHold({
            holdId: more === 0 ? holdId : 'another',
            merchantAccountId: payee.accountId,
            key,
          }),
        'holdId',
      )
      same(told(seen), model.voidHold(holdId, books.clock.at))
    },
    transfer: async (step) => {
      const [from, to] = [wallets[step.wallet]!, wallets[step.friend]!]
      const address = addresses[step.friend]!
      const seen = await send((key, more) =>
        ledger.transfer({ walletId: from, address, amountYen: step.amount + more, key }),
      )
      same(told(seen), model.transfer({ from, to, yen: step.amount, at: books.clock.at }))
    },
    donate: async (step) => {
      const [walletId, causeId] = [wallets[step.wallet]!, causes[step.shop]!]
      const seen = await send((key, more) =>
        ledger.donate({ walletId, causeId, amountYen: step.amount + more, key }),
      )
      const shopAccount = shops[step.shop]!.accountId
      same(
        told(seen),
        model.donate({ wallet: walletId, shop: shopAccount, yen: step.amount, at: books.clock.at }),
      )
    },
    purchase: async (step) => {
      const [buyer, seller] = [shops[step.shop]!, shops[step.seller]!]
      const asked = {
        buyerId: buyer.id,
        buyerAccountId: buyer.accountId,
        sellerId: seller.id,
        purchaseReference: `R-${step.reference}`,
      }
      const seen = await send((key, more) =>
        ledger.purchase({ ...asked, amountYen: step.amount + more, key }),
      )
      const [yen, at, reference] = [step.amount, books.clock.at, asked.purchaseReference]
      same(
        told(seen),
        model.purchase({ buyer: buyer.accountId, seller: seller.accountId, reference, yen, at }),
      )
    },
    close: async (step) => {
      const accountId = doors[step.account]!
      const seen = await send(
        (key, more) =>
          ledger.closeAccount({ accountId, key, changedBy: 'holder', reason: more === 0 ? 'over' : 'moved' }),
        'reason',
      )
      same(told(seen), model.close(accountId))
      if (seen.ok) openOrShut(accountId, false)
    },
    reopen: async (step) => {
      const accountId = doors[step.account]!
      const approved = { changedBy: 'operator', approvedHash: 'a'.repeat(64) }
      const seen = await send(
        (key, more) =>
          ledger.reopenAccount({
            ...approved,
            key: { scope: 'model', key },
            accountId,
            reason: more === 0 ? 'needed again' : 'another reason',
          }),
        'reason',
      )
      same(told(seen), model.reopen(accountId))
      if (seen.ok) openOrShut(accountId, true)
    },
    sweep: async () => {
      // The database holds the holds of earlier runs too: what became of ours is seen in the wallets.
      await ledger.expireHolds()
      model.expireHolds(books.clock.at)
      await ledger.expireLots()
      model.expireLots(books.clock.at)
    },
    void_top_up: async (step) => {
      const made = topUps[step.topUp % Math.max(topUps.length, 1)]
      if (made === undefined) return
      const { topUpJournalId, walletId, place } = made
      const before = await text()
      const undone = await ledger.voidTopUp({ topUpJournalId, reason: 'model' })
      if (made.voided) same(undone.ok && undone.value.replayed, true)
      else same(told(undone), model.voidTopUp(walletId, place))
      if (!undone.ok || undone.value.replayed) same(await text(), before)
      made.voided ||= undone.ok
    },
    dispute: async (step) => {
      const made = topUps[step.topUp % Math.max(topUps.length, 1)]
      if (made === undefined) return
      const { topUpJournalId, walletId, place } = made
      const disputeId = books.key()
      const before = await text()
      const opened = await ledger.openDispute({ disputeId, topUpJournalId })
      same(told(opened), model.dispute(walletId, place))
      if (!opened.ok) return same(await text(), before)
      const again = await ledger.openDispute({ disputeId, topUpJournalId })
      same(again, { ok: true, value: { answer: opened.value.answer, replayed: true } })
      disputes.push({ disputeId, walletId, place })
    },
    end_dispute: async (step) => {
      const open = disputes[step.dispute % Math.max(disputes.length, 1)]
      if (open === undefined) return
      const { disputeId, walletId, place } = open
      const before = await text()
      const ended = await ledger.closeDispute({ disputeId, how: step.how })
      if (open.how === undefined) same(told(ended), model.endDispute(walletId, place, step.how))
      else if (open.how === step.how) same(ended.ok && ended.value.replayed, true)
      else same(told(ended), 'key_reused_with_other_content')
      if (open.how !== undefined) same(await text(), before)
      open.how ??= step.how
    },
    settle: async (step) => {
      const merchantAccountId = shops[step.shop]!.accountId
      const runId = books.key()
      const settled = await ledger.settle({ merchantAccountId, runId })
      same(told(settled), model.settle(merchantAccountId, runId))
      if (!settled.ok) return
      const paid = await ledger.payout({ settleJournalId: settled.value.answer.journalId, runId })
      same(told(paid), 'ok')
      if (paid.ok) payouts.push({ payoutJournalId: paid.value.answer.journalId, runId })
    },
    return_payout: async (step) => {
      const sent = payouts[step.payout % Math.max(payouts.length, 1)]
      if (sent === undefined) return
      const { payoutJournalId, runId } = sent
      const seen = await send(
        (key, more) =>
          ledger.returnPayout({
            key: { scope: 'model', key },
            payoutJournalId,
            reason: more === 0 ? 'no such account' : 'another reason',
          }),
        'reason',
      )
      same(told(seen), model.returnPayout(runId))
    },
    wait: async (step) => {
      books.clock.at += step.hours * hourMs
    },
    again: async (step) => past[step.past % Math.max(past.length, 1)]?.(step.altered),
  }
  const act = (step: Command): Promise<void> => (acts[step.do] as (step: Command) => Promise<void>)(step)

  return {
    step: async (step: Command): Promise<void> => {
      await act(step)
      for (const walletId of wallets) {
        const seen = (await state.findWallet(walletId))!
        same(seen.heldYen, model.heldOf(walletId))
        same(seen.disputedYen, model.disputedOf(walletId))
        const free = seen.lots.map((lot) => [lot.fundId, lot.validUntilAt, lot.remainingYen])
        const inOrder = (rows: readonly unknown[]): string[] =>
          rows.map((row) => JSON.stringify(row)).toSorted()
        same(inOrder(free), inOrder(model.lotsOf(walletId)))
      }
      for (const { accountId } of shops)
        same(Object.fromEntries(await state.merchantBalance(accountId)), model.owedTo(accountId))
      for (const potId of pots)
        same((await state.findPot(potId))!.balanceYen, model.pots.get(potId)!.balanceYen)
      await checks.books(store, accounts)
    },
  }
}
