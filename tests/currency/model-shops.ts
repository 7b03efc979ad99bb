import type { ModelPayout, ModelPurchase } from './model-facts.ts'
import { ModelDoors } from './model-doors.ts'
import { ModelCounters, type ModelLimits } from './model-limits.ts'

/** The shops' side of the model: what they are owed, pay each other and are paid out, fund by fund. */
export class ModelShops {
  readonly doors = new ModelDoors()
  protected readonly counters: ModelCounters
  readonly #owed: Map<string, Map<string, number>>
  readonly #paidOut = new Map<string, ModelPayout>()
  readonly #bought = new Set<string>()

  constructor(shops: readonly string[], limits: ModelLimits) {
    this.counters = new ModelCounters(limits)
    this.#owed = new Map(shops.map((id) => [id, new Map()]))
  }

  /** A shop's coins go to another shop, towns' before paid ones. A reference between two is paid once. */
  purchase({ buyer, seller, reference, yen, at }: ModelPurchase): string {
    if (yen < 1) return 'amount_not_positive'
    if ([buyer, seller].some((one) => this.doors.isClosed(one))) return 'purchase_party_not_open'
    if (buyer === seller) return 'purchase_from_self'
    const named = `${buyer} ${seller} ${reference}`
    if (this.#bought.has(named)) return 'purchase_paid_before'
    if (!this.counters.mayBuy(buyer, yen, at)) return 'purchase_month_above_limit'
    const last = (fund: string): string => (fund === 'reserve' ? '\uffff' : fund)
    const coins = Object.entries(this.owedTo(buyer))
      .toSorted(([a], [b]) => (last(a) < last(b) ? -1 : 1))
      .flatMap(([fund, most]) => Array.from({ length: most }, () => fund))
    if (coins.length < yen) return 'insufficient_funds'
    this.#bought.add(named)
    this.counters.buy(buyer, yen, at)
    for (const fund of coins.slice(0, yen)) {
      this.owe(buyer, fund, -1)
      this.owe(seller, fund, 1)
    }
    return 'ok'
  }

  settle(shop: string, run: string): string {
    const funds = Object.entries(this.owedTo(shop))
    return funds.length === 0 ? 'nothing_to_settle' : this.settlePart(shop, funds, run)
  }

  /** Takes a part of what a shop is owed, fund by fund: what came in before a cut-off. It is sent at once. */
  settlePart(shop: string, funds: ModelPayout['funds'], run: string): string {
    const owed = this.#owed.get(shop)!
    if (funds.some(([fundId, yen]) => yen < 1 || yen > (owed.get(fundId) ?? 0)))
      return 'merchant_balance_short'
    for (const [fundId, yen] of funds) this.owe(shop, fundId, -yen)
    this.#paidOut.set(run, { shop, funds, back: false })
    return 'ok'
  }

  /** What was sent in a run is owed again. */
  returnPayout(run: string): string {
    const sent = this.#paidOut.get(run)
    if (sent === undefined) return 'payout_not_found'
    if (sent.back) return 'payout_returned_before'
    // What comes back waits until the shop is open again: nothing is kept of the try.
    if (this.doors.isClosed(sent.shop)) return 'busy_try_again'
    sent.back = true
    for (const [fundId, yen] of sent.funds) this.owe(sent.shop, fundId, yen)
    return 'ok'
  }

  protected owe(shop: string, fundId: string, yen: number): void {
    const owed = this.#owed.get(shop)!
    owed.set(fundId, (owed.get(fundId) ?? 0) + yen)
  }

  protected owedYen(shop: string): number {
    return Object.values(this.owedTo(shop)).reduce((sum, yen) => sum + yen, 0)
  }

  /** What a shop is owed by fund, without funds at zero. */
  owedTo(shop: string): Record<string, number> {
    return Object.fromEntries([...this.#owed.get(shop)!].filter(([, yen]) => yen !== 0))
  }
}
