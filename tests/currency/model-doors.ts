export type StoppedBy = 'device' | 'code' | 'staff'

/** Which accounts are closed, and which wallets are stopped. */
export class ModelDoors {
  readonly #closed = new Set<string>()
  readonly #stoppedBy = new Map<string, StoppedBy>()

  isClosed(account: string): boolean {
    return this.#closed.has(account)
  }

  /** Closed is what is empty and in no use. */
  close(account: string, { holdsYen, inUse }: { holdsYen: number; inUse: boolean }): string {
    if (this.#closed.has(account)) return 'account_closed'
    if (holdsYen > 0) return 'account_not_empty'
    if (inUse) return 'account_in_use'
    this.#closed.add(account)
    return 'ok'
  }

  reopen(account: string): string {
    return this.#closed.delete(account) ? 'ok' : 'account_not_closed'
  }

  isStopped(wallet: string): boolean {
    return this.#stoppedBy.has(wallet)
  }

  /** What lets nothing leave a wallet; null where it is open. */
  refuses(wallet: string): string | null {
    if (this.#closed.has(wallet)) return 'account_closed'
    return this.#stoppedBy.has(wallet) ? 'wallet_frozen' : null
  }

  stop(wallet: string, by: StoppedBy): string {
    const shut = this.refuses(wallet)
    if (shut !== null) return shut
    this.#stoppedBy.set(wallet, by)
    return 'ok'
  }

  /** What staff stopped is let go by staff. */
  letGo(wallet: string, by: Exclude<StoppedBy, 'device'>): string {
    if (this.#closed.has(wallet)) return 'account_closed'
    const stoppedBy = this.#stoppedBy.get(wallet)
    if (stoppedBy === undefined) return 'wallet_not_frozen'
    if (stoppedBy === 'staff' && by !== 'staff') return 'wallet_frozen_by_staff'
    this.#stoppedBy.delete(wallet)
    return 'ok'
  }
}
