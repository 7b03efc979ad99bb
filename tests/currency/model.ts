import { endOfDayAfter } from '../../api/currency/money-in.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { coinsOf, countBy, type ModelLot, pilesOf, type Taken } from './model-coins.ts'
import type { ModelHold, ModelPay, ModelPayment } from './model-facts.ts'
import type { ModelLimits } from './model-limits.ts'
import { ModelShops } from './model-shops.ts'

/**
 * What the ledger promises, in its plainest form: piles of coins in memory. Each call answers 'ok' or the code of
 * the refusal. All shops of the model stand where every rule of use allows spending.
 */
export class Model extends ModelShops {
  readonly pots: Map<string, { balanceYen: number; validDays: number }>
  readonly #wallets: Map<string, ModelLot[]>
  readonly #payments = new Map<string, ModelPayment>()
  readonly #holds = new Map<string, ModelHold>()
  readonly #disputed = new Set<ModelLot>()
  readonly #limits: ModelLimits
  #topUpUnderWay: (wallet: string) => boolean = () => false
  #order = 0

  constructor(
    wallets: readonly string[],
    shops: readonly string[],
    pots: readonly { id: string; validDays: number }[],
    limits: ModelLimits,
  ) {
    super(shops, limits)
    this.#limits = limits
    this.#wallets = new Map(wallets.map((id) => [id, []]))
    this.pots = new Map(pots.map(({ id, validDays }) => [id, { balanceYen: 0, validDays }]))
  }

  issue(pot: string, yen: number): string {
    if (yen < 1) return 'amount_not_positive'
    this.pots.get(pot)!.balanceYen += yen
    return 'ok'
  }

  topUp(wallet: string, yen: number, at: number): string {
    if (yen < 1) return 'amount_not_positive'
    if (this.doors.isClosed(wallet)) return 'account_closed'
    return this.addLot(wallet, 'reserve', yen, endOfDayAfter(at, demonstrationSettings.paidValidDays))
  }

  grant(pot: string, wallet: string, yen: number, at: number): string {
    if (yen < 1) return 'amount_not_positive'
    const shut = this.doors.refuses(wallet)
    if (shut !== null) return shut
    if (this.isFull(wallet, yen)) return 'wallet_above_limit'
    const from = this.pots.get(pot)!
    if (from.balanceYen < yen) return 'pot_exhausted'
    from.balanceYen -= yen
    return this.addLot(wallet, pot, yen, endOfDayAfter(at, from.validDays))
  }

  addLot(wallet: string, fundId: string, yen: number, validUntilAt: number): string {
    const order = ++this.#order
    this.#wallets
      .get(wallet)!
      .push({ fundId, validUntilAt, yen, issued: yen, free: fundId !== 'reserve', order, frozen: null })
    return 'ok'
  }

  pay({ id, wallet, shop, yen, at }: ModelPay): string {
    const refused = this.refusePay({ wallet, shop, yen, at })
    if (refused !== null) return refused
    const taken = this.take(wallet, yen, at)!
    this.counters.spend(wallet, yen, at)
    this.give({ id, wallet, shop, taken })
    return 'ok'
  }

  /** Why a payment would not be made; null where it would. */
  refusePay(asked: Omit<ModelPay, 'id'>): string | null {
    const refused = this.refuseSpending(asked)
    if (refused !== null) return refused
    const free = this.#usable(asked.wallet, asked.at, () => true).reduce((sum, lot) => sum + lot.yen, 0)
    return free < asked.yen ? 'insufficient_funds' : null
  }

  /** Coins leave the wallet for a jar that nobody spends from. */
  hold({ endsAt, ...asked }: ModelPay & { endsAt: number }): string {
    const { wallet, yen, at } = asked
    const single = this.refuseSingle(yen)
    if (single !== null) return single
    if (endsAt <= at) return 'hold_end_not_allowed'
    const refused = this.refuseSpending(asked)
    if (refused !== null) return refused
    const taken = this.take(asked.wallet, asked.yen, endsAt)
    if (taken === null) return 'insufficient_funds'
    this.counters.spend(wallet, yen, at)
    this.#holds.set(asked.id, { ...asked, endsAt, taken, how: null })
    return 'ok'
  }

  /** `payment` is the id of the payment that it becomes. */
  capture(id: string, payment: string, yen: number, at: number): string {
    if (yen < 1) return 'amount_not_positive'
    const hold = this.#holds.get(id)!
    const shut = this.#shut(hold, at)
    if (shut !== null) return shut
    if (this.doors.isStopped(hold.wallet)) return 'wallet_frozen'
    if (yen > hold.yen) return 'capture_exceeds_hold'
    const coins = coinsOf(hold.taken)
    this.#end(hold, 'captured')
    const taken = pilesOf(coins.slice(0, yen))
    for (const { lot, yen: coin } of taken) lot.yen -= coin
    this.give({ id: payment, wallet: hold.wallet, shop: hold.shop, taken })
    return 'ok'
  }

  voidHold(id: string, at: number): string {
    const hold = this.#holds.get(id)!
    const shut = this.#shut(hold, at)
    if (shut === null) this.#end(hold, 'voided')
    return shut ?? 'ok'
  }

  /** The job: what is left of ended lots goes back to its pot; of paid money nobody here keeps count. */
  expireLots(at: number): void {
    for (const lot of [...this.#wallets.values()].flat())
      if (at > lot.validUntilAt && lot.frozen !== 'open') {
        if (lot.free) this.pots.get(lot.fundId)!.balanceYen += lot.yen
        lot.yen = 0
      }
  }

  /** Undoes the top-up that made this lot, counted from 0 over all lots of the wallet. */
  voidTopUp(wallet: string, place: number): string {
    const lot = this.#wallets.get(wallet)![place]!
    if (lot.frozen !== null || lot.yen < lot.issued) return 'top_up_not_whole'
    lot.yen = 0
    return 'ok'
  }

  /** Coins of a pile go back to the card that they came from, or come back from there. */
  moveCard(wallet: string, place: number, yen: number): string {
    this.#wallets.get(wallet)![place]!.yen += yen
    return 'ok'
  }

  /** Coins of a pile that is disputed stay where they are. */
  dispute(wallet: string, place: number): string {
    const lot = this.#wallets.get(wallet)![place]!
    if (this.#disputed.has(lot)) return 'top_up_disputed_before'
    this.#disputed.add(lot)
    lot.frozen = 'open'
    return 'ok'
  }

  /** Won, they are free again; lost, those that are there are gone. */
  endDispute(wallet: string, place: number, how: 'won' | 'lost'): string {
    const lot = this.#wallets.get(wallet)![place]!
    if (lot.frozen !== 'open') return 'dispute_closed_before'
    lot.frozen = how === 'won' ? null : 'lost'
    if (how === 'lost') lot.yen = 0
    return 'ok'
  }

  /** What is frozen of a wallet. */
  disputedOf(wallet: string): number {
    return this.#wallets.get(wallet)!.reduce((sum, lot) => sum + (lot.frozen === null ? 0 : lot.yen), 0)
  }

  close(account: string): string {
    const lots = this.#wallets.get(account)
    const isHeld = [...this.#holds.values()].some((hold) => hold.shop === account && hold.how === null)
    return lots === undefined
      ? this.doors.close(account, { holdsYen: this.owedYen(account), inUse: isHeld })
      : this.doors.close(account, {
          holdsYen: this.holdings(account),
          inUse: this.#topUpUnderWay(account) || lots.some((lot) => lot.frozen === 'open'),
        })
  }

  reopen(account: string): string {
    return this.doors.reopen(account)
  }

  /** All coins of a wallet: free, ended, frozen and held. */
  holdings(wallet: string): number {
    return this.#wallets.get(wallet)!.reduce((sum, lot) => sum + lot.yen, 0) + this.heldOf(wallet)
  }

  isFull(wallet: string, yen: number): boolean {
    return this.holdings(wallet) + yen > this.#limits.walletYenMax
  }

  refuseSingle(yen: number): string | null {
    if (yen < 1) return 'amount_not_positive'
    return yen > this.#limits.paymentYenMax ? 'amount_above_limit' : null
  }

  refuseSpending({ wallet, shop, yen, at }: Omit<ModelPay, 'id'>, shut = 'merchant_not_open'): string | null {
    const closed = this.doors.refuses(wallet) ?? (this.doors.isClosed(shop) ? shut : null)
    return this.refuseSingle(yen) ?? closed ?? this.counters.refuseSpending(wallet, yen, at)
  }

  /** One more wallet, with nothing in it. */
  addWallet(wallet: string): void {
    this.#wallets.set(wallet, [])
  }

  /** Whoever keeps count of top-ups says of which wallets one has begun and not ended. */
  asksOfTopUps(isUnderWay: (wallet: string) => boolean): void {
    this.#topUpUnderWay = isUnderWay
  }

  /** Paid coins that could be taken now. */
  paidYen(wallet: string, at: number): number {
    return this.#usable(wallet, at, isPaid).reduce((sum, lot) => sum + lot.yen, 0)
  }

  /** Paid coins of a payment that neither the shop nor the issuer has given back. */
  paidLeftOf(payment: string): number {
    const { taken, refunded } = this.#payments.get(payment)!
    return coinsOf(taken)
      .toReversed()
      .slice(refunded)
      .filter((lot) => !lot.free).length
  }

  /** What is free of the lot at this place of its wallet. */
  lotYen(wallet: string, place: number): number {
    return this.#wallets.get(wallet)![place]!.yen
  }

  /** How many lots a wallet ever had. */
  lotCount(wallet: string): number {
    return this.#wallets.get(wallet)!.length
  }

  /** Takes back what is free of one lot, as the job does it lot by lot; all of it, and nothing that is valid. */
  expireLot(wallet: string, place: number, yen: number, at: number): string {
    const lot = this.#wallets.get(wallet)![place]!
    if (at <= lot.validUntilAt || lot.frozen === 'open') return 'lot_still_valid'
    if (yen !== lot.yen) return 'lot_not_whole'
    if (lot.free) this.pots.get(lot.fundId)!.balanceYen += yen
    lot.yen = 0
    return 'ok'
  }

  /** The job, for one hold. */
  expireHold(id: string, at: number): string {
    const hold = this.#holds.get(id)!
    if (hold.how !== null) return 'hold_resolved_before'
    if (at <= hold.endsAt) return 'hold_not_ended'
    this.#end(hold, 'expired')
    return 'ok'
  }

  /** The job: ends what is past its end. */
  expireHolds(at: number): void {
    const due = [...this.#holds.values()].filter((hold) => hold.how === null && at > hold.endsAt)
    for (const hold of due) this.#end(hold, 'expired')
  }

  #shut(hold: ModelHold, at: number): string | null {
    if (hold.how !== null) return 'hold_resolved_before'
    return at > hold.endsAt ? 'hold_ended' : null
  }

  #end(hold: ModelHold, how: string): void {
    hold.how = how
    for (const { lot, yen } of hold.taken) lot.yen += yen
  }

  give({ id, taken, ...between }: { id: string; wallet: string; shop: string; taken: Taken }): void {
    for (const { lot, yen } of taken) this.owe(between.shop, lot.fundId, yen)
    this.#payments.set(id, { ...between, yen: coinsOf(taken).length, refunded: 0, taken })
  }

  /** Lots with coins that may be taken, in the order of taking. */
  #usable(wallet: string, at: number, may: (lot: ModelLot) => boolean): ModelLot[] {
    return this.#wallets
      .get(wallet)!
      .filter((lot) => lot.yen > 0 && lot.frozen === null && at <= lot.validUntilAt && may(lot))
      .toSorted(
        (a, b) => a.validUntilAt - b.validUntilAt || Number(b.free) - Number(a.free) || a.order - b.order,
      )
  }

  /** Takes coins from lots that are valid at an instant; null, and nothing taken, where there are too few. */
  take(wallet: string, yen: number, at: number, may: (lot: ModelLot) => boolean = () => true): Taken | null {
    const usable = this.#usable(wallet, at, may)
    if (usable.reduce((sum, lot) => sum + lot.yen, 0) < yen) return null
    // Coin by coin: the slow way is the one that cannot be wrong.
    const coins = Array.from({ length: yen }, () => {
      const lot = usable.find((one) => one.yen > 0)!
      lot.yen -= 1
      return lot
    })
    return pilesOf(coins)
  }

  /** Paid coins move to a friend's piles, which end when they would have ended. */
  transfer({ from, to, yen, at }: { from: string; to: string; yen: number; at: number }): string {
    if (yen < 1) return 'amount_not_positive'
    const shut = this.doors.refuses(from)
    if (shut !== null) return shut
    if (this.doors.refuses(to) !== null) return 'address_not_found'
    if (from === to) return 'transfer_to_self'
    if (!this.counters.maySend(from, yen, at)) return 'transfer_month_above_limit'
    const taken = this.take(from, yen, at, isPaid)
    if (taken === null) return 'insufficient_funds'
    if (this.isFull(to, yen)) {
      for (const { lot, yen: coins } of taken) lot.yen += coins
      return 'receiver_above_limit'
    }
    this.counters.send(from, yen, at)
    for (const { lot, yen: moved } of taken) this.addLot(to, lot.fundId, moved, lot.validUntilAt)
    return 'ok'
  }

  /** Paid coins go to a shop for its cause; nobody gives them back. */
  donate({ wallet, shop, yen, at }: { wallet: string; shop: string; yen: number; at: number }): string {
    const refused = this.refuseSpending({ wallet, shop, yen, at }, 'cause_not_open')
    if (refused !== null) return refused
    const taken = this.take(wallet, yen, at, isPaid)
    if (taken === null) return 'insufficient_funds'
    this.counters.spend(wallet, yen, at)
    for (const { lot, yen: coins } of taken) this.owe(shop, lot.fundId, coins)
    return 'ok'
  }

  /** The issuer gave paid coins of a payment back: those that were taken first are no shop's to give back any more. */
  correct(payment: string, yen: number): void {
    const corrected = this.#payments.get(payment)
    if (corrected === undefined) return
    corrected.yen -= yen
    let gone = yen
    for (const pile of corrected.taken.filter(({ lot }) => !lot.free)) {
      const coins = Math.min(gone, pile.yen)
      pile.yen -= coins
      gone -= coins
    }
  }

  /** A correction takes paid coins back to the issuer. */
  takeBack(wallet: string, yen: number, at: number): string {
    return this.take(wallet, yen, at, isPaid) === null ? 'insufficient_funds' : 'ok'
  }

  /** A holder has paid coins back on cards: of the piles that cards filled, in the order of taking. */
  toCards(
    wallet: string,
    { yen, at, places }: { yen: number; at: number; places: readonly number[] },
  ): string {
    const piles = new Set(places.map((place) => this.#wallets.get(wallet)![place]))
    return this.take(wallet, yen, at, (lot) => piles.has(lot)) === null ? 'insufficient_funds' : 'ok'
  }

  refund(id: string, yen: number): string {
    if (yen < 1) return 'amount_not_positive'
    const payment = this.#payments.get(id)!
    if (this.doors.isClosed(payment.wallet)) return 'account_closed'
    if (payment.refunded + yen > payment.yen) return 'refund_exceeds_payment'
    const back = coinsOf(payment.taken)
      .toReversed()
      .slice(payment.refunded, payment.refunded + yen)
    for (const [fundId, sum] of countBy(back))
      if (sum > (this.owedTo(payment.shop)[fundId] ?? 0)) return 'merchant_balance_short'
    for (const lot of back) {
      lot.yen += 1
      this.owe(payment.shop, lot.fundId, -1)
    }
    payment.refunded += yen
    return 'ok'
  }

  /** What is set aside of a wallet. */
  heldOf(wallet: string): number {
    return [...this.#holds.values()]
      .filter((hold) => hold.wallet === wallet && hold.how === null)
      .reduce((sum, hold) => sum + hold.yen, 0)
  }

  /** Lots with something left: fund, end, yen. */
  lotsOf(wallet: string): [string, number, number][] {
    return this.#wallets
      .get(wallet)!
      .filter((lot) => lot.yen > 0 && lot.frozen === null)
      .map((lot) => [lot.fundId, lot.validUntilAt, lot.yen])
  }
}

export const isPaid = (lot: ModelLot): boolean => !lot.free
