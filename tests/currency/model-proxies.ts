import { japanDay } from '../../api/platform/clock.ts'
import type { Model } from './model.ts'

export type ProxyLimits = {
  readonly paymentYenMax: number
  readonly dayYenMax: number
  readonly allDayYenMax: number
  readonly countMax: number
}
export type Terms = { readonly paymentYenMax: number; readonly dayYenMax: number }
type Proxy = Terms & { readonly owner: string; readonly phone: string; ended: boolean }

/** Phones of a family that pay from the wallet of somebody without one. */
export class ModelProxies {
  readonly #model: Model
  readonly #limits: ProxyLimits
  readonly #proxies = new Map<string, Proxy>()
  readonly #paid = new Map<string, number>()

  constructor(model: Model, limits: ProxyLimits) {
    this.#model = model
    this.#limits = limits
  }

  /** Whoever opens a wallet for somebody is its first proxy. */
  refuseTerms({ paymentYenMax, dayYenMax }: Terms): string | null {
    const { paymentYenMax: one, dayYenMax: day } = this.#limits
    const isWithin =
      paymentYenMax >= 1 && paymentYenMax <= one && dayYenMax >= paymentYenMax && dayYenMax <= day
    return isWithin ? null : 'proxy_limit_not_allowed'
  }

  opened(id: string, owner: string, phone: string, terms: Terms): void {
    this.#model.addWallet(owner)
    this.#proxies.set(id, { ...terms, owner, phone, ended: false })
  }

  /** Another phone is let in by the owner's side. */
  join(id: string, owner: string, phone: string, terms: Terms): string {
    const refused = this.refuseTerms(terms)
    if (refused !== null) return refused
    if (this.#model.doors.isClosed(owner)) return 'account_closed'
    const inForce = [...this.#proxies.values()].filter((one) => one.owner === owner && !one.ended)
    if (inForce.some((one) => one.phone === phone)) return 'proxy_held_before'
    if (inForce.length >= this.#limits.countMax) return 'proxies_too_many'
    this.#proxies.set(id, { ...terms, owner, phone, ended: false })
    return 'ok'
  }

  end(id: string): void {
    this.#proxies.get(id)!.ended = true
  }

  pay(
    id: string,
    { payment, shop, yen, at }: { payment: string; shop: string; yen: number; at: number },
  ): string {
    const proxy = this.#proxies.get(id)!
    if (proxy.ended) return 'proxy_ended'
    if (this.#model.doors.isStopped(proxy.phone)) return 'proxy_own_wallet_frozen'
    if (yen > proxy.paymentYenMax) return 'proxy_payment_above_limit'
    const asked = { wallet: proxy.owner, shop, yen, at }
    const [own, all] = [`${id} ${japanDay(at)}`, `${proxy.owner} ${japanDay(at)}`]
    const leftYen = Math.min(proxy.dayYenMax - this.#of(own), this.#limits.allDayYenMax - this.#of(all))
    const refused = this.#model.refusePay(asked)
    if (refused !== null) return refused
    if (yen > leftYen) return 'proxy_day_above_limit'
    this.#model.pay({ id: payment, ...asked })
    for (const counter of [own, all]) this.#paid.set(counter, this.#of(counter) + yen)
    return 'ok'
  }

  #of(counter: string): number {
    return this.#paid.get(counter) ?? 0
  }
}
