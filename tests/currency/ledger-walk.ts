import { booksAudit } from '../../api/currency/repository-verify.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { booksAsText, noon } from './books.ts'
import type { TestBooks } from './books.ts'
import { shopCount, walletCount } from './ledger-commands.ts'
import type { Command } from './ledger-commands.ts'
import { ModelCorrections } from './model-corrections.ts'
import { Model } from './model.ts'
import { codeActs } from './walk-codes.ts'
import { correctionActs } from './walk-corrections.ts'
import { proxyActs } from './walk-proxies.ts'
import { repaymentActs } from './walk-repayments.ts'
import { saleActs } from './walk-sales.ts'
import { stopActs } from './walk-stops.ts'
import { topUpActs, walkTopUps } from './walk-topups.ts'
import { keyedSender, oneOf, same, told } from './walk-world.ts'
import type { CreditedTopUp, Told, WalkChecks, World } from './walk-world.ts'

/** All of the books, every time. */
export const wholeBooks: WalkChecks = {
  text: booksAsText,
  books: async (store) => same((await verifyBooks(booksAudit(store))).wrong, []),
}

const hourMs = 3_600_000

/** Limits that a run comes to: of one payment, of days and months, of what a wallet holds. */
export const walkSettings = {
  ...demonstrationSettings,
  paymentYenMax: 55,
  paymentDayYenMax: 90,
  paymentMonthYenMax: 170,
  walletYenMax: 130,
  ...walkTopUps,
  shownCodeYenMax: 45,
  shownCodeSeconds: 6 * 3_600,
  adjustYenMax: 40,
  proxy: { ...demonstrationSettings.proxy, paymentYenMax: 50, dayYenMax: 70, allDayYenMax: 35, countMax: 2 },
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
  const phoneOf = async (walletId: string) => ({
    walletId,
    deviceId: (await books.devices.devicesOf(walletId))[0]!.deviceId,
  })
  const times = <T>(count: number, make: () => Promise<T>) =>
    Array.from({ length: count }).reduce<Promise<T[]>>(
      async (made) => [...(await made), await make()],
      Promise.resolve([]),
    )
  const wallets = await times(walletCount, () => books.openWallet())
  const phones = await Promise.all(wallets.map(phoneOf))
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
  const doors = () => [...shops.map((one) => one.accountId), ...wallets]
  /** The register of shops says so too. */
  const openOrShut = (accountId: string, open: boolean): void => {
    const shop = shops.find((one) => one.accountId === accountId)
    if (shop !== undefined) books.shops.set(shop.id, { ...shop, open })
  }
  const text = (): Promise<string> => checks.text(store, accounts)
  const { send, unless, again } = keyedSender(books, text)
  const corrections = new ModelCorrections(model, walkSettings)
  const parts = { books, model, corrections, wallets, phones, shops, accounts, send, unless }
  const world: World = { ...parts, payments: [], topUps: [], journals: [] }
  const { payments, topUps, journals } = world

  /** Holds of the run, and payments: those of holds are refunded like any other. */
  const holds: { id: string; walletId: string; shop: { id: string; accountId: string } }[] = []
  const disputes: (Omit<CreditedTopUp, 'voided'> & { disputeId: string; how?: 'won' | 'lost' })[] = []
  const payouts: { payoutJournalId: string; runId: string }[] = []
  const idIn = (result: Told, name: 'paymentId' | 'holdId' | 'transferId' | 'donationId'): string =>
    result.ok ? (result.value.answer as Record<typeof name, string>)[name] : ''

  const paid = (id: string, walletId: string, account: string): void => {
    payments.push({ id, account })
    journals.push(id)
    corrections.paid(id, walletId)
  }
  const moved = (id: string, between: Parameters<typeof corrections.moved>[1]): void => {
    journals.push(id)
    corrections.moved(id, between)
  }
  const { voided, ...pages } = topUpActs(world, walkSettings)

  const acts: { [Name in Command['do']]: (step: Extract<Command, { do: Name }>) => Promise<void> } = {
    top_up: async (step) => {
      const walletId = oneOf(wallets, step.wallet)!
      const seen = await send((key, more) =>
        ledger.topUp({ key: { scope: 'model', key }, walletId, amountYen: step.amount + more }),
      )
      same(told(seen), model.topUp(walletId, step.amount, books.clock.at))
      if (!seen.ok) return
      const topUpJournalId = (seen.value.answer as { journalId: string }).journalId
      topUps.push({ topUpJournalId, walletId, place: model.lotCount(walletId) - 1, voided: false })
      moved(topUpJournalId, { to: walletId, yen: step.amount })
    },
    grant: async (step) => {
      const [walletId, potId] = [oneOf(wallets, step.wallet)!, pots[step.pot]!]
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
      if (seen.ok) paid(id, walletId, payee.accountId)
    },
    refund: async (step) => {
      const paid = oneOf(payments, step.payment)
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
      if (seen.ok) holds.push({ id, walletId, shop: payee })
    },
    capture: async (step) => {
      const held = oneOf(holds, step.hold)
      if (held === undefined) return
      const { id: holdId, shop: payee } = held
      const whose = { holdId, merchantId: payee.id, merchantAccountId: payee.accountId }
      const seen = await send((key, more) => ledger.capture({ ...whose, amountYen: step.amount + more, key }))
      const id = idIn(seen, 'paymentId')
      same(told(seen), model.capture(holdId, id, step.amount, books.clock.at))
      if (seen.ok) paid(id, held.walletId, payee.accountId)
    },
    void: async (step) => {
      const held = oneOf(holds, step.hold)
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
      if (seen.ok) moved(idIn(seen, 'transferId'), { from, to, yen: step.amount })
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
      if (seen.ok) moved(idIn(seen, 'donationId'), { from: walletId, yen: step.amount })
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
      const accountId = oneOf(doors(), step.account)!
      const seen = await send(
        (key, more) =>
          ledger.closeAccount({ accountId, key, changedBy: 'holder', reason: more === 0 ? 'over' : 'moved' }),
        'reason',
      )
      same(told(seen), model.close(accountId))
      if (seen.ok) openOrShut(accountId, false)
    },
    reopen: async (step) => {
      const accountId = oneOf(doors(), step.account)!
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
      const made = oneOf(topUps, step.topUp)
      if (made === undefined) return
      const { topUpJournalId, walletId, place } = made
      const yen = model.lotYen(walletId, place)
      const undone = await unless(() => ledger.voidTopUp({ topUpJournalId, reason: 'model' }))
      if (made.voided) same(undone.ok && undone.value.replayed, true)
      else same(told(undone), model.voidTopUp(walletId, place))
      if (!undone.ok || made.voided) return
      made.voided = true
      corrections.undone(topUpJournalId, yen)
      if (made.topupId !== undefined) voided(made.topupId)
    },
    dispute: async (step) => {
      const made = oneOf(topUps, step.topUp)
      if (made === undefined) return
      const { topUpJournalId, walletId, place } = made
      const disputeId = books.key()
      const opened = await unless(() => ledger.openDispute({ disputeId, topUpJournalId }))
      same(told(opened), model.dispute(walletId, place))
      if (!opened.ok) return
      const twice = await ledger.openDispute({ disputeId, topUpJournalId })
      same(twice, { ok: true, value: { answer: opened.value.answer, replayed: true } })
      disputes.push({ disputeId, topUpJournalId, walletId, place })
    },
    end_dispute: async (step) => {
      const open = oneOf(disputes, step.dispute)
      if (open === undefined) return
      const { disputeId, topUpJournalId, walletId, place } = open
      const yen = model.lotYen(walletId, place)
      const before = await text()
      const ended = await ledger.closeDispute({ disputeId, how: step.how })
      if (open.how === undefined) same(told(ended), model.endDispute(walletId, place, step.how))
      else if (open.how === step.how) same(ended.ok && ended.value.replayed, true)
      else same(told(ended), 'key_reused_with_other_content')
      if (open.how !== undefined) return same(await text(), before)
      open.how = step.how
      if (step.how === 'lost') corrections.undone(topUpJournalId, yen)
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
      const sent = oneOf(payouts, step.payout)
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
    again: (step) => again(step.past, step.altered),
    ...codeActs(world, walkSettings),
    ...saleActs(world),
    ...stopActs(world),
    ...repaymentActs(world, walkSettings),
    ...correctionActs(world),
    ...proxyActs(world, walkSettings.proxy),
    ...pages,
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
