import type { ModelPay } from './model-facts.ts'
import type { Model } from './model.ts'

/** A sale as its code says it, and how it ended. */
type Sale = {
  readonly shop: string
  readonly yen: number
  readonly endsAt: number
  end: { readonly what: 'paid' | 'withdrawn'; readonly payment?: string } | null
}

/** Codes of one sale: good for one payment of just its amount, up to their end, and taken back by their shop. */
export class ModelSales {
  readonly #model: Model
  readonly #sales = new Map<string, Sale>()

  constructor(model: Model) {
    this.#model = model
  }

  ringUp(reference: string, sale: Omit<Sale, 'end'>): void {
    this.#sales.set(reference, { ...sale, end: null })
  }

  pay(reference: string, asked: ModelPay): string {
    const refused = this.#refuse(this.#sales.get(reference)!, asked)
    if (refused !== null) return refused
    const paid = this.#model.pay(asked)
    if (paid === 'ok') this.#sales.get(reference)!.end = { what: 'paid', payment: asked.id }
    return paid
  }

  /** How it ended: a payment that was first stays. */
  withdraw(reference: string): Sale['end'] {
    const sale = this.#sales.get(reference)!
    sale.end ??= { what: 'withdrawn' }
    return sale.end
  }

  #refuse(sale: Sale, { wallet, shop, yen, at }: ModelPay): string | null {
    const { doors } = this.#model
    const first = this.#model.refuseSingle(yen) ?? doors.refuses(wallet)
    if (first !== null) return first
    if (doors.isClosed(shop)) return 'merchant_not_open'
    if (at > sale.endsAt) return 'payment_code_ended'
    if (shop !== sale.shop || yen !== sale.yen) return 'payment_code_other'
    return sale.end === null ? null : `sale_code_${sale.end.what}`
  }
}
