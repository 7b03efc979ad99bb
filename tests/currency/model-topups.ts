import { japanDay } from '../../api/platform/clock.ts'
import type { Model } from './model.ts'

export type TopUpLimits = {
  readonly topUpYenMin: number
  readonly topUpYenMax: number
  readonly topUpDayYenMax: number
  readonly topUpMonthYenMax: number
}

type Begun = {
  readonly wallet: string
  readonly yen: number
  readonly at: number
  status: 'opened' | 'expired' | 'failed' | 'credited' | 'voided'
  /** Its money came once while the wallet was closed: whatever comes again goes back again. */
  refused: boolean
}

/** Top-ups by card: limits are asked before the card is charged, and nothing after it. */
export class ModelTopUps {
  readonly #model: Model
  readonly #limits: TopUpLimits
  readonly #begun = new Map<string, Begun>()

  constructor(model: Model, limits: TopUpLimits) {
    this.#model = model
    this.#limits = limits
    model.asksOfTopUps((wallet) => this.#of(wallet).some(({ status }) => status === 'opened'))
  }

  begin({ id, wallet, yen, at }: { id: string; wallet: string; yen: number; at: number }): string {
    const { topUpYenMin, topUpYenMax, topUpDayYenMax, topUpMonthYenMax } = this.#limits
    if (yen > 0 && yen < topUpYenMin) return 'amount_below_minimum'
    if (yen > topUpYenMax) return 'amount_above_limit'
    if (yen < 1) return 'amount_not_positive'
    const shut = this.#model.doors.refuses(wallet)
    if (shut !== null) return shut
    const counted = this.#of(wallet).filter(({ status }) => status !== 'expired' && status !== 'voided')
    const sum = (which: (one: Begun) => boolean): number =>
      counted.filter(which).reduce((all, one) => all + one.yen, 0)
    const day = japanDay(at)
    if (sum((one) => japanDay(one.at) === day) + yen > topUpDayYenMax) return 'top_up_day_above_limit'
    const inMonth = (one: Begun): boolean => japanDay(one.at).slice(0, 7) === day.slice(0, 7)
    if (sum(inMonth) + yen > topUpMonthYenMax) return 'top_up_month_above_limit'
    if (this.#model.isFull(wallet, sum(({ status }) => status !== 'credited') + yen))
      return 'wallet_above_limit'
    this.#begun.set(id, { wallet, yen, at, status: 'opened', refused: false })
    return 'ok'
  }

  /** The card company has the payer's money. */
  paid(id: string, at: number): string {
    const one = this.#begun.get(id)!
    if (one.status === 'credited' || one.status === 'voided') return 'stale'
    if (one.refused || this.#model.topUp(one.wallet, one.yen, at) !== 'ok') {
      one.refused = true
      one.status = 'failed'
      return 'given_back'
    }
    one.status = 'credited'
    return 'credited'
  }

  /** The payer left its page. */
  ended(id: string): string {
    const one = this.#begun.get(id)!
    if (one.status !== 'opened' && one.status !== 'failed') return 'stale'
    one.status = 'expired'
    return 'moved'
  }

  /** It was undone, and counts no more. */
  voided(id: string): void {
    this.#begun.get(id)!.status = 'voided'
  }

  #of(wallet: string): Begun[] {
    return [...this.#begun.values()].filter((one) => one.wallet === wallet)
  }
}
