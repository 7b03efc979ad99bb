import { isPaid, type Model } from './model.ts'

export type Reason = 'business_ended' | 'small_amount' | 'moved_away'
type Asked = { wallet: string; reason: Reason; yen: number; decision: 'granted' | 'declined' | null }
type When = { at: number; period: string }

/** Paid money that goes back to its holder as money: asked for, then handed out or declined, within a period's cap. */
export class ModelRepayments {
  readonly #model: Model
  readonly #limits: { readonly walletYenMax: number; readonly capYen: number }
  readonly #asked = new Map<string, Asked>()
  readonly #repaid = new Map<string, number>()

  constructor(model: Model, limits: { readonly walletYenMax: number; readonly capYen: number }) {
    this.#model = model
    this.#limits = limits
  }

  ask(id: string, asked: Omit<Asked, 'decision'>, { at, period }: When): string {
    const { wallet, yen } = asked
    if (yen < 1) return 'amount_not_positive'
    if (yen > this.#limits.walletYenMax) return 'amount_above_limit'
    const shut = this.#model.doors.refuses(wallet)
    if (shut !== null) return shut
    if (asked.reason === 'business_ended') return 'repayment_reason_not_open'
    if ([...this.#asked.values()].some((one) => one.wallet === wallet && one.decision === null))
      return 'repayment_asked_before'
    if (this.#isAboveCap(asked, period)) return 'repayment_above_cap'
    if (this.#model.paidYen(wallet, at) < yen) return 'insufficient_funds'
    this.#asked.set(id, { ...asked, decision: null })
    return 'ok'
  }

  grant(id: string, { at, period }: When): string {
    const asked = this.#asked.get(id)!
    if (asked.decision !== null) return 'repayment_decided_before'
    const shut = this.#model.doors.refuses(asked.wallet)
    if (shut !== null) return shut
    if (this.#isAboveCap(asked, period)) return 'repayment_above_cap'
    if (this.#model.take(asked.wallet, asked.yen, at, isPaid) === null) return 'insufficient_funds'
    this.#repaid.set(period, this.repaidIn(period) + asked.yen)
    asked.decision = 'granted'
    return 'ok'
  }

  decline(id: string): string {
    const asked = this.#asked.get(id)!
    if (asked.decision !== null) return 'repayment_decided_before'
    asked.decision = 'declined'
    return 'ok'
  }

  repaidIn(period: string): number {
    return this.#repaid.get(period) ?? 0
  }

  #isAboveCap({ reason, yen }: Omit<Asked, 'decision'>, period: string): boolean {
    return reason === 'small_amount' && this.repaidIn(period) + yen > this.#limits.capYen
  }
}
