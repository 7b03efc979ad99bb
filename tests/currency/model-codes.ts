import type { Model } from './model.ts'

export type CodeLimits = {
  readonly paymentYenMax: number
  readonly shownCodeYenMax: number
  readonly shownCodeSeconds: number
  readonly shownCodeDeclinesMax: number
}

type Shown = { readonly wallet: string; readonly endsAt: number; used: boolean; declines: number }
type Charge = { code: string; id: string; shop: string; yen: number; at: number }

/** Codes that holders show: good for one payment, a short while and a few tries. */
export class ModelCodes {
  readonly #model: Model
  readonly #limits: CodeLimits
  readonly #shown = new Map<string, Shown>()

  constructor(model: Model, limits: CodeLimits) {
    this.#model = model
    this.#limits = limits
  }

  show(code: string, wallet: string, at: number): string {
    const shut = this.#model.doors.refuses(wallet)
    if (shut !== null) return shut
    const endsAt = at + this.#limits.shownCodeSeconds * 1_000
    this.#shown.set(code, { wallet, endsAt, used: false, declines: 0 })
    return 'ok'
  }

  /** Why a wallet does not pay is told to nobody at the till. */
  charge({ code, id, shop, yen, at }: Charge): string {
    const { paymentYenMax, shownCodeYenMax, shownCodeDeclinesMax } = this.#limits
    if (yen < 1) return 'amount_not_positive'
    if (yen > paymentYenMax) return 'amount_above_limit'
    if (yen > shownCodeYenMax) return 'shown_code_above_limit'
    const shown = this.#shown.get(code)
    if (shown === undefined) return 'shown_code_not_found'
    if (shown.used) return 'shown_code_used'
    if (at > shown.endsAt || shown.declines >= shownCodeDeclinesMax) return 'shown_code_ended'
    if (this.#model.doors.isClosed(shop)) return 'merchant_not_open'
    shown.used = this.#model.pay({ id, wallet: shown.wallet, shop, yen, at }) === 'ok'
    if (!shown.used) shown.declines += 1
    return shown.used ? 'ok' : 'shown_code_declined'
  }
}
