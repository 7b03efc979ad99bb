/** Which accounts are closed. */
export class ModelDoors {
  readonly #closed = new Set<string>()

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
}
