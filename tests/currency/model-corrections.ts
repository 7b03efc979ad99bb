import { endOfDayAfter } from '../../api/currency/money-in.ts'
import { isPaid, type Model } from './model.ts'

export type Direction = 'give' | 'take'
type Side = { readonly wallet: string; readonly leftYen: () => number; readonly moved: (yen: number) => void }
type Correction = { id: string; journal: string; direction: Direction; yen: number; at: number }

/** What of each journal's paid coins was not given or taken back since, and the corrections of it, which two people make. */
export class ModelCorrections {
  readonly #model: Model
  readonly #limits: { readonly adjustYenMax: number; readonly paidValidDays: number }
  readonly #sides = new Map<string, Partial<Record<Direction, Side>>>()
  readonly #got = new Map<string, { yen: number }>()

  constructor(model: Model, limits: { readonly adjustYenMax: number; readonly paidValidDays: number }) {
    this.#model = model
    this.#limits = limits
  }

  /** A payment took coins of a wallet: what its shop gives back is not the issuer's to give. */
  paid(journal: string, wallet: string): void {
    const leftYen = (): number => this.#model.paidLeftOf(journal)
    this.#sides.set(journal, { give: { wallet, leftYen, moved: (yen) => this.#model.correct(journal, yen) } })
  }

  /** Paid coins left a wallet, reached one, or both. */
  moved(journal: string, { from, to, yen }: { from?: string; to?: string; yen: number }): void {
    this.#sides.set(journal, {
      ...(from === undefined ? {} : { give: counted(from, { yen }) }),
      ...(to === undefined ? {} : { take: counted(to, this.#arrived(journal, yen)) }),
    })
  }

  /** Coins of what a journal brought left the wallet by another one that belongs to it. */
  undone(journal: string, yen: number): void {
    const got = this.#got.get(journal)
    if (got !== undefined) got.yen -= yen
  }

  correct({ id, journal, direction, yen, at }: Correction, isByTwo: boolean): string {
    const side = this.#sides.get(journal)?.[direction]
    const leftYen = Math.max(0, side?.leftYen() ?? 0)
    if (side === undefined || leftYen === 0) return 'nothing_to_adjust'
    if (yen < 1 || yen > leftYen) return 'amount_out_of_range'
    if (!isByTwo) return 'own_request'
    if (yen > this.#limits.adjustYenMax) return 'amount_above_limit'
    if (this.#model.doors.isClosed(side.wallet)) return 'account_closed'
    if (direction === 'take' && this.#model.take(side.wallet, yen, at, isPaid) === null)
      return 'insufficient_funds'
    if (direction === 'give')
      this.#model.addLot(side.wallet, 'reserve', yen, endOfDayAfter(at, this.#limits.paidValidDays))
    side.moved(yen)
    this.moved(id, { [direction === 'give' ? 'to' : 'from']: side.wallet, yen })
    return 'ok'
  }

  #arrived(journal: string, yen: number): { yen: number } {
    const got = { yen }
    this.#got.set(journal, got)
    return got
  }
}

const counted = (wallet: string, left: { yen: number }): Side => ({
  wallet,
  leftYen: () => left.yen,
  moved: (yen) => {
    left.yen -= yen
  },
})
