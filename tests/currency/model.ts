import { endOfDayAfter } from '../../api/currency/money-in.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'

type ModelLot = { fundId: string; validUntilAt: number; yen: number; free: boolean; order: number }
type ModelPay = { id: string; wallet: string; shop: string; yen: number; at: number }
type ModelPayment = { shop: string; yen: number; refunded: number; taken: { lot: ModelLot; yen: number }[] }

/**
 * What the ledger promises, in its plainest form: piles of coins in memory. Each call answers 'ok' or the code of
 * the refusal. All shops of the model stand where every rule of use allows spending.
 */
export class Model {
  readonly pots: Map<string, { balanceYen: number; validDays: number }>
  readonly #wallets: Map<string, ModelLot[]>
  readonly #owed: Map<string, Map<string, number>>
  readonly #payments = new Map<string, ModelPayment>()
  #order = 0

  constructor(
    wallets: readonly string[],
    shops: readonly string[],
    pots: readonly { id: string; validDays: number }[],
  ) {
    this.#wallets = new Map(wallets.map((id) => [id, []]))
    this.#owed = new Map(shops.map((id) => [id, new Map()]))
    this.pots = new Map(pots.map(({ id, validDays }) => [id, { balanceYen: 0, validDays }]))
  }

  issue(pot: string, yen: number): string {
    if (yen < 1) return 'amount_not_positive'
    this.pots.get(pot)!.balanceYen += yen
    return 'ok'
  }

  topUp(wallet: string, yen: number, at: number): string {
    if (yen < 1) return 'amount_not_positive'
    return this.#addLot(wallet, 'reserve', yen, endOfDayAfter(at, demonstrationSettings.paidValidDays))
  }

  grant(pot: string, wallet: string, yen: number, at: number): string {
    if (yen < 1) return 'amount_not_positive'
    const from = this.pots.get(pot)!
    if (from.balanceYen < yen) return 'pot_exhausted'
    from.balanceYen -= yen
    return this.#addLot(wallet, pot, yen, endOfDayAfter(at, from.validDays))
  }

  #addLot(wallet: string, fundId: string, yen: number, validUntilAt: number): string {
    const order = ++this.#order
    this.#wallets.get(wallet)!.push({ fundId, validUntilAt, yen, free: fundId !== 'reserve', order })
    return 'ok'
  }

  pay({ id, wallet, shop, yen, at }: ModelPay): string {
    if (yen < 1) return 'amount_not_positive'
    const usable = this.#wallets
      .get(wallet)!
      .filter((lot) => lot.yen > 0 && at <= lot.validUntilAt)
      .toSorted(
        (a, b) => a.validUntilAt - b.validUntilAt || Number(b.free) - Number(a.free) || a.order - b.order,
      )
    if (usable.reduce((sum, lot) => sum + lot.yen, 0) < yen) return 'insufficient_funds'
    const taken: ModelPayment['taken'] = []
    // Coin by coin: the slow way is the one that cannot be wrong.
    for (let coin = 0; coin < yen; coin++) {
      const lot = usable.find((one) => one.yen > 0)!
      lot.yen -= 1
      this.#owe(shop, lot.fundId, 1)
      const last = taken.at(-1)
      if (last?.lot === lot) last.yen += 1
      else taken.push({ lot, yen: 1 })
    }
    this.#payments.set(id, { shop, yen, refunded: 0, taken })
    return 'ok'
  }

  refund(id: string, yen: number): string {
    if (yen < 1) return 'amount_not_positive'
    const payment = this.#payments.get(id)!
    if (payment.refunded + yen > payment.yen) return 'refund_exceeds_payment'
    const coins = payment.taken
      .flatMap(({ lot, yen: taken }) => Array.from({ length: taken }, () => lot))
      .toReversed()
    const back = coins.slice(payment.refunded, payment.refunded + yen)
    for (const [fundId, sum] of countBy(back))
      if (sum > (this.#owed.get(payment.shop)!.get(fundId) ?? 0)) return 'merchant_balance_short'
    for (const lot of back) {
      lot.yen += 1
      this.#owe(payment.shop, lot.fundId, -1)
    }
    payment.refunded += yen
    return 'ok'
  }

  settle(shop: string): string {
    if (Object.keys(this.owedTo(shop)).length === 0) return 'nothing_to_settle'
    this.#owed.get(shop)!.clear()
    return 'ok'
  }

  #owe(shop: string, fundId: string, yen: number): void {
    const owed = this.#owed.get(shop)!
    owed.set(fundId, (owed.get(fundId) ?? 0) + yen)
  }

  /** What a shop is owed by fund, without funds at zero. */
  owedTo(shop: string): Record<string, number> {
    return Object.fromEntries([...this.#owed.get(shop)!].filter(([, yen]) => yen !== 0))
  }

  /** Lots with something left: fund, end, yen. */
  lotsOf(wallet: string): [string, number, number][] {
    return this.#wallets
      .get(wallet)!
      .filter((lot) => lot.yen > 0)
      .map((lot) => [lot.fundId, lot.validUntilAt, lot.yen])
  }
}

function countBy(lots: readonly ModelLot[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const lot of lots) sums.set(lot.fundId, (sums.get(lot.fundId) ?? 0) + 1)
  return sums
}
