import { japanDay } from '../../api/platform/clock.ts'

export type ModelLimits = {
  readonly transferMonthYenMax: number
  readonly purchaseMonthYenMax: number
  readonly paymentYenMax: number
  readonly paymentDayYenMax: number
  readonly paymentMonthYenMax: number
  readonly walletYenMax: number
}

/** Counters of what moved in a Japanese day or month, each with its limit. */
export class ModelCounters {
  readonly #limits: ModelLimits
  readonly #moved = new Map<string, number>()

  constructor(limits: ModelLimits) {
    this.#limits = limits
  }

  /** What a payment, a hold or a donation may not pass; null where it may be made. */
  refuseSpending(wallet: string, yen: number, at: number): string | null {
    const [day, month] = [`spent ${wallet} ${japanDay(at)}`, `spent ${wallet} ${monthOf(at)}`]
    if (this.#of(day) + yen > this.#limits.paymentDayYenMax) return 'spending_day_above_limit'
    return this.#of(month) + yen > this.#limits.paymentMonthYenMax ? 'spending_month_above_limit' : null
  }

  /** Nothing that comes back is counted back. */
  spend(wallet: string, yen: number, at: number): void {
    for (const period of [japanDay(at), monthOf(at)]) this.#add(`spent ${wallet} ${period}`, yen)
  }

  maySend(wallet: string, yen: number, at: number): boolean {
    return this.#of(`sent ${wallet} ${monthOf(at)}`) + yen <= this.#limits.transferMonthYenMax
  }

  send(wallet: string, yen: number, at: number): void {
    this.#add(`sent ${wallet} ${monthOf(at)}`, yen)
  }

  mayBuy(shop: string, yen: number, at: number): boolean {
    return this.#of(`bought ${shop} ${monthOf(at)}`) + yen <= this.#limits.purchaseMonthYenMax
  }

  buy(shop: string, yen: number, at: number): void {
    this.#add(`bought ${shop} ${monthOf(at)}`, yen)
  }

  #of(counter: string): number {
    return this.#moved.get(counter) ?? 0
  }

  #add(counter: string, yen: number): void {
    this.#moved.set(counter, this.#of(counter) + yen)
  }
}

const monthOf = (at: number): string => japanDay(at).slice(0, 7)
